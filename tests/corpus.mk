# SPDX-License-Identifier: BSD-2-Clause
#
#: make test-corpus      predictions against a running Xen's verdicts, boards in use (CORPUS=dir)

CORPUS ?= ../shared/corpus

test-corpus: $(PROG)
	@tests/corpus/run $(PROG) $(CORPUS)

#: make test-upstream    every arm64 board of a source tree, as source and as blob (UPSTREAM_DTS=dir)
test-upstream: $(PROG)
	@tests/corpus/upstream $(PROG) $(UPSTREAM_DTS)

#: make boot-table       which arm64 boards could not boot as Dom0's tree, and why (UPSTREAM_DTS=dir)
boot-table: $(PROG)
	@tests/corpus/boot-table $(PROG) $(UPSTREAM_DTS)

.PHONY: test-corpus test-upstream boot-table
