# SPDX-License-Identifier: BSD-2-Clause
#: make test-facts       one answer per fact: check, generate and report of the same files agree

test-facts: $(PROG)
	@tests/facts/run $(PROG)

.PHONY: test-facts
