# SPDX-License-Identifier: BSD-2-Clause
#
#: make test-valgrind    units, rules, places, construction and command line under valgrind

test-valgrind: $(PROG) $(UNIT_PROGS)
	@tests/valgrind/run $(PROG) $(UNIT_PROGS)

.PHONY: test-valgrind
