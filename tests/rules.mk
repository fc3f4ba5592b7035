# SPDX-License-Identifier: BSD-2-Clause
#
#: make test-rules       every rule on trees that break it, and on trees that nearly do

test-rules: $(PROG)
	@tests/rules/run $(PROG)

.PHONY: test-rules
