# SPDX-License-Identifier: BSD-2-Clause
#
# Manual pages and completions that are made of the program's own tables. Where the program is
# for another machine, its tables are compiled for this one.
#: make man             the manual page of rules and the completions

MAN_PAGES := man/scmi-dtcheck.1 man/scmi-dtcheck-probe.8 man/scmi-dtcheck-firmware.5 \
	man/scmi-dtcheck-guests.5 man/scmi-dtcheck-project.5 man/scmi-dtcheck-unix.7 \
	man/scmi-dtcheck-security.7 man/scmi-dtcheck-migrate.7 man/scmi-dtcheck-dt-schema.1 \
	$(O)/man/scmi-dtcheck-rules.7
COMPLETIONS := $(addprefix $(O)/completions/scmi-dtcheck.,bash zsh fish)

# The rules and the command line, without the functions of commands and what these need: what is
# left links by itself.
TABLES_SRC := $(sort src/cli/host/tables.c $(filter-out src/cli/main.c,$(CLI_SRC)) src/diag/rule.c \
	src/lib/names.c src/xen/boot/caps.c $(call sources,src/base))
ifeq ($(CROSS_COMPILE)$(SYSROOT)$(HOST_TABLES),)
TABLES_MAN := $(PROG) list-rules --format=man
TABLES_COMPLETIONS := $(PROG) --completions
TABLES := $(PROG)
else
TABLES := $(O)/host/tables
TABLES_MAN := $(TABLES) man
TABLES_COMPLETIONS := $(TABLES)
endif

$(O)/host/tables: $(TABLES_SRC) include/scmi-dtcheck.h
	@mkdir -p $(@D)
	$(HOSTCC) -std=c11 -O1 -ffunction-sections -fdata-sections -DSDC_TABLES -Iinclude -Isrc \
		-D_GNU_SOURCE -DSDC_VERSION='"$(VERSION)"' -o $@ $(TABLES_SRC) -Wl,--gc-sections

$(O)/man/scmi-dtcheck-rules.7: $(TABLES)
	@mkdir -p $(@D)
	$(TABLES_MAN) >$@

$(COMPLETIONS): $(O)/completions/scmi-dtcheck.%: $(TABLES)
	@mkdir -p $(@D)
	$(TABLES_COMPLETIONS) $* >$@

man: $(MAN_PAGES) $(COMPLETIONS)
all: man

# References to pages that are not installed yet are no fault.
test-man: man
	@n=0; bad=0; for page in $(MAN_PAGES); do \
		if mandoc -T lint $$page | grep -Ev 'referenced manual not found|outdated mandoc.db'; then \
			bad=$$((bad + 1)); else n=$$((n + 1)); fi; \
	done; echo "$$n passed, $$bad failed"; [ $$bad -eq 0 ]

.PHONY: man test-man
