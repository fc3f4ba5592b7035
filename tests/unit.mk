# SPDX-License-Identifier: BSD-2-Clause
#
# Every tests/unit/test_*.c is a program of its own.
#: make test-unit        the unit tests

UNIT_SRC := $(sort $(wildcard tests/unit/test_*.c))
UNIT_PROGS := $(UNIT_SRC:%.c=$(O)/%)
CHECK_LIBS := $(call pkg,--libs,check,-lcheck -lsubunit -lrt -lm -lpthread)

$(UNIT_PROGS): $(O)/%: $(O)/%.o $(LIB).a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(DEP_LIBS) $(CHECK_LIBS)

-include $(UNIT_SRC:%.c=$(O)/%.d)
.SECONDARY: $(UNIT_SRC:%.c=$(O)/%.o)

test-unit: $(UNIT_PROGS)
	@CK_DEFAULT_TIMEOUT=300 tests/sum $(UNIT_PROGS)

.PHONY: test-unit
