# SPDX-License-Identifier: BSD-2-Clause
#
#: make test-limits      every limit that a manual page names: one below, at it, one above

test-limits: $(PROG)
	@tests/limits/run $(PROG)

TEST_SUITES += test-limits

.PHONY: test-limits
