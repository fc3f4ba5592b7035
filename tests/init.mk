# SPDX-License-Identifier: BSD-2-Clause
#: make test-init        what init writes for every board of the corpus (CORPUS=dir)

test-init: $(PROG)
	@{ tests/init/run $(PROG) $(CORPUS); tests/init/readme $(PROG); } | tests/cli/total 2

.PHONY: test-init
