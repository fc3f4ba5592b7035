# SPDX-License-Identifier: BSD-2-Clause
#: make test-fix         fix every tree that breaks a rule, some with several mistakes, and break fixing off
#: make test-fix-many    500 sources with several mistakes each (SEED=N)

export PYTHONDONTWRITEBYTECODE = 1

FIX_FAULTS := $(O)/tests/fix/test_faults
-include $(FIX_FAULTS).d

$(FIX_FAULTS): %: %.o $(O)/tests/emit/faulty.o $(LIB).a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(DEP_LIBS) -ldl

test-fix: $(PROG) $(FIX_FAULTS)
	@{ tests/fix/run $(PROG); tests/fix/combine $(PROG); tests/fix/others $(PROG); \
	   dir=$$(mktemp -d -p /dev/shm 2>/dev/null || mktemp -d); \
	   $(FIX_FAULTS) "$$dir" tests/rules/base.dtsi tests/rules/host-doorbell.break.dts samples/start/board.dts; \
	   rm -rf "$$dir"; } | tests/cli/total 4

test-fix-many: $(PROG)
	@tests/fix/combine $(PROG) 500 $(or $(SEED),7)

.PHONY: test-fix test-fix-many
