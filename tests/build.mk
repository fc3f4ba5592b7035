# SPDX-License-Identifier: BSD-2-Clause
#: make test-build       the samples for make and CMake, the release archive, the examples for CI
#: make test-includes    rooms include only what is before them
#: make test-debian      build, check, install and remove the Debian packages

test-build: $(PROG) $(LIB).so $(O)/host/tables
	@{ tests/build/run $(PROG); MAKE='$(MAKE)' tests/build/dist $(VERSION); \
	   tests/build/ci $(PROG); tests/build/symbols $(LIB).so; \
	   tests/build/tables $(PROG) $(O)/host/tables; } | tests/cli/total 5

test-includes:
	@tests/build/includes

test-debian:
	@MAKE='$(MAKE)' tests/build/debian

.PHONY: test-build test-includes test-debian
