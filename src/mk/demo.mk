# SPDX-License-Identifier: BSD-2-Clause
#
#: make demo-probe       a simulated platform with four agents, then one with a wrong table

demo:
	@.ci/install-deps build
	@$(MAKE) --no-print-directory -s $(PROG)
	@$(call demo,samples/rcar-gen3-broken.dts samples/rcar-gen3.dts samples/rpi5-early.dts \
		'show samples/rcar-gen3.dts' \
		'generate --guests samples/rcar-gen3-guests.yaml -s -m -o $(O)/demo \
			samples/rcar-gen3-guests.dts')
	@for file in domd.cfg domU1.dts outputs.json; do \
		printf '\n$$ cat %s\n' "$(O)/demo/$$file"; cat "$(O)/demo/$$file"; \
	done
	@$(MAKE) --no-print-directory -s demo-probe

# A platform of four agents, then the same with a table that does not fit it.
demo-probe: $(PROG)
	@$(call demo,'$(DEMO_PROBE) samples/rcar-gen3.dts' \
		'$(DEMO_PROBE) samples/rcar-gen3-wrong-table.dts')

DEMO_PROBE := probe -q -p -t sim --firmware samples/rcar-gen3-firmware.yaml

# demo - commands with what they print; exit status 1 is what wrong samples are for
define demo
for args in $(1); do \
	printf '\n$$ scmi-dtcheck %s\n' "$$args"; \
	$(PROG) $$args; status=$$?; \
	[ $$status -le 1 ] || exit $$status; \
done
endef

.PHONY: demo demo-probe
