# SPDX-License-Identifier: BSD-2-Clause
#
# Checks device trees in a build by GNU make:
#
#	include scmi-dtcheck.mk
#	$(eval $(call scmi-dtcheck,NAME,TREE...,OPTION...))
#
# checks TREE..., with the options of scmi-dtcheck-check, before $(SCMI_DTCHECK_DIR)/NAME.checked is
# made; the build fails where there are errors, each time until they are fixed. Let what must not
# be made of a broken tree depend on that file, or make the target scmi-dtcheck, which has all of
# them. Where a project file says what belongs together, there is no TREE, and --project=FILE among
# the options. A check runs again when a tree, anything that it includes, a file or directory of schemas
# that the options name, the options or the program have changed. Trees with #include take -I DIR and
# -D NAME=VALUE among the options. A comma within an option is a
# variable's: comma := , and $(comma).
#
# SCMI_DTCHECK		the program
# SCMI_DTCHECK_DIR	where the files go

SCMI_DTCHECK ?= scmi-dtcheck
SCMI_DTCHECK_DIR ?= .

define scmi-dtcheck
scmi-dtcheck: $(SCMI_DTCHECK_DIR)/$(1).checked

$(SCMI_DTCHECK_DIR)/$(1).checked: $(2) $(SCMI_DTCHECK_DIR)/$(1).options \
		$(shell command -v $(SCMI_DTCHECK))
	$$(SCMI_DTCHECK) check -q --depfile=$$@.d $(3) $(2)
	@touch $$@

$(SCMI_DTCHECK_DIR)/$(1).options: scmi-dtcheck-always
	@mkdir -p $$(@D)
	@printf '%s\n' '$(subst ','\'',$(3) $(2))' | cmp -s - $$@ || \
		printf '%s\n' '$(subst ','\'',$(3) $(2))' >$$@

-include $(SCMI_DTCHECK_DIR)/$(1).checked.d
endef

scmi-dtcheck-always:
.PHONY: scmi-dtcheck scmi-dtcheck-always
