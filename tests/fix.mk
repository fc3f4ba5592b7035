# SPDX-License-Identifier: BSD-2-Clause
#: make test-fix         fix every tree that breaks a rule, some with several mistakes, and break fixing off
#: make test-fix-many    500 sources with several mistakes each (SEED=N)

export PYTHONDONTWRITEBYTECODE = 1

test-fix: $(PROG)
	@{ tests/fix/run $(PROG); tests/fix/combine $(PROG); tests/fix/others $(PROG); } | tests/cli/total 3

test-fix-many: $(PROG)
	@tests/fix/combine $(PROG) 500 $(or $(SEED),7)

.PHONY: test-fix test-fix-many
