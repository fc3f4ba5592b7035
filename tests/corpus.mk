# SPDX-License-Identifier: BSD-2-Clause
#
#: make test-corpus      predictions against a running Xen's verdicts, boards in use (CORPUS=dir)

CORPUS ?= ../shared/corpus

test-corpus: $(PROG)
	@tests/corpus/run $(PROG) $(CORPUS)

.PHONY: test-corpus
