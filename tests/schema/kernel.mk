# SPDX-License-Identifier: BSD-2-Clause
# What the kernel's dtbs_check and dt_binding_check run, as scripts/Makefile.dtbs and
# Documentation/devicetree/bindings/Makefile have it: a process for each tree, and two hundred
# bindings for each dt-doc-validate. kernel.sh says which files.
#
# BINDINGS INCLUDE SOURCES DOCS EXAMPLES OUT: directories and lists of files

SHELL := /bin/bash
DT_SCHEMA_MIN_VERSION := 2023.9
SCHEMA := $(OUT)/processed-schema.json
DTBS := $(foreach s,$(SOURCES),$(OUT)/dtb/$(subst /,-,$(s:$(ROOT)/%.dts=%)).dtb)
EXAMPLE_DTBS := $(foreach s,$(EXAMPLES),$(OUT)/example/$(basename $(notdir $(s))).example.dtb)

dt_binding_check: check_dtschema_version $(OUT)/doc.done $(EXAMPLE_DTBS)
dtbs_check: $(DTBS)

check_dtschema_version:
	@which dt-doc-validate >/dev/null
	@{ echo $(DT_SCHEMA_MIN_VERSION); dt-doc-validate --version 2>/dev/null || echo 0; } | sort -Vc >/dev/null

$(OUT)/doc.done:
	(xargs -a $(DOCS) -n200 -P$$(nproc) dt-doc-validate -u $(BINDINGS)) || true
	@touch $@

$(SCHEMA):
	f=$$(mktemp) ; find $(BINDINGS) \( -name '*.yaml' ! -name 'processed-schema*' \) > $$f ; \
		dt-mk-schema -j @$$f > $@ ; rm -f $$f

# $(1): the source, $(2): the blob
define tree
$(2): $(1) $(SCHEMA)
	@mkdir -p $$(@D)
	cpp -nostdinc -I $(INCLUDE) -I $$(dir $$<) -undef -D__DTS__ -x assembler-with-cpp $$< | \
		dtc -q -o $$@ -b 0 -i $$(dir $$<) - ; dt-validate -m -u $(BINDINGS) -p $(SCHEMA) $$@ || true
endef

$(foreach s,$(SOURCES),$(eval $(call tree,$(s),$(OUT)/dtb/$(subst /,-,$(s:$(ROOT)/%.dts=%)).dtb)))

define example
$(OUT)/example/$(basename $(notdir $(1))).example.dts: $(1) check_dtschema_version
	@mkdir -p $$(@D)
	dt-extract-example $$< > $$@
$(call tree,$(OUT)/example/$(basename $(notdir $(1))).example.dts,$(OUT)/example/$(basename $(notdir $(1))).example.dtb)
endef

$(foreach s,$(EXAMPLES),$(eval $(call example,$(s))))

.PHONY: dtbs_check dt_binding_check check_dtschema_version
