# SPDX-License-Identifier: BSD-2-Clause
#
# The suites, each a target that ends with "N passed, N failed".
#: make test-long        the suites that take longer or compare with other tools

TEST_SUITES := test-includes test-unit test-rules test-places test-facts test-cli test-html test-graph test-install test-man test-schema \
	test-schema-good test-probe test-plan test-emit test-init test-fix test-migrate test-build test-yocto
LONG_SUITES := test-corpus test-fix-many test-xen test-plan-outputs test-robust test-no-memory test-target test-emit-xen \
	test-valgrind test-debian test-yocto-bitbake test-html-browser fuzz-short lint

TEST_SUITES += test-schema-kinds test-schema-alone test-construction
LONG_SUITES += test-schema-docs test-bindings test-dtbs-check

test:
	@.ci/install-deps test
	@MAKE='$(MAKE)' tests/run-all $(TEST_SUITES)

check: all
	@MAKE='$(MAKE)' tests/run-all $(TEST_SUITES)

test-long:
	@MAKE='$(MAKE)' tests/run-all $(LONG_SUITES)

.PHONY: test check test-long
