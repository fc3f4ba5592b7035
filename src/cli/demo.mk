# SPDX-License-Identifier: BSD-2-Clause

demo:
	@.ci/install-deps build
	@$(MAKE) --no-print-directory -s $(PROG)
	@for args in samples/rcar-gen3-broken.dts samples/rcar-gen3.dts samples/rpi5-early.dts \
		'show samples/rcar-gen3.dts'; do \
		printf '\n$$ scmi-dtcheck %s\n' "$$args"; \
		$(PROG) $$args; status=$$?; \
		[ $$status -le 1 ] || exit $$status; \
	done
	@set -- generate --guests samples/rcar-gen3-guests.yaml -s -m -o $(O)/demo \
		samples/rcar-gen3-guests.dts; \
	printf '\n$$ scmi-dtcheck %s\n' "$$*"; $(PROG) "$$@"
	@for file in domd.cfg domU1.dts outputs.json; do \
		printf '\n$$ cat %s\n' "$(O)/demo/$$file"; cat "$(O)/demo/$$file"; \
	done

.PHONY: demo
