# SPDX-License-Identifier: BSD-2-Clause
#: make test-fix         fix every tree that breaks a rule: nothing new, and twice changes nothing

test-fix: $(PROG)
	@PYTHONDONTWRITEBYTECODE=1 tests/fix/run $(PROG)

.PHONY: test-fix
