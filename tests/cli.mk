# SPDX-License-Identifier: BSD-2-Clause
#: make test-cli         the command line against golden files, formats, completions
#: make test-install     what make install installs
#: make golden           write the golden files anew

test-cli: $(PROG) $(DROPIN) man $(O)/tests/schema/instance
	@{ tests/cli/run $(PROG); tests/cli/check-formats $(PROG) $(O); \
	   tests/cli/check-sarif $(PROG) $(O)/tests/schema/instance; tests/cli/sandbox $(PROG); \
	   tests/cli/readme $(PROG); } | tests/cli/total 5

test-install: all
	@MAKE='$(MAKE)' tests/cli/check-install

golden: $(PROG) $(DROPIN)
	tests/cli/run $(PROG) --update
	tests/cli/readme $(PROG) --update

.PHONY: test-cli test-install golden
