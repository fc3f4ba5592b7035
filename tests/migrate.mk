# SPDX-License-Identifier: BSD-2-Clause
#: make test-migrate     early forms carried over, as new files and in place (CORPUS=dir: products too)

test-migrate: $(PROG)
	@tests/migrate/run $(PROG) $(CORPUS)

.PHONY: test-migrate
