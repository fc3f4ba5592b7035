# SPDX-License-Identifier: BSD-2-Clause
#
#: make lint             both compilers without warnings, formatter, shell and manual checks
#: make lint-analysers   clang-tidy and cppcheck: zero findings
#: make coverage         lines of src/ that the tests run

lint:
	@MAKE='$(MAKE)' tests/lint builds

lint-analysers:
	@MAKE='$(MAKE)' tests/lint analysers

COVERED_SUITES = $(filter-out test-install test-man test-build test-yocto,$(TEST_SUITES))

coverage:
	@find build-coverage -name '*.gcda' -delete 2>/dev/null || true
	@MAKE='$(MAKE) COVERAGE=1 CC=gcc' tests/run-all $(COVERED_SUITES)
	@lcov -q -c -d build-coverage/src --no-external -b . -o build-coverage/all.info
	@lcov -q -e build-coverage/all.info '$(CURDIR)/src/*' -o build-coverage/src.info
	@lcov --list build-coverage/src.info

.PHONY: lint lint-analysers coverage
