# SPDX-License-Identifier: BSD-2-Clause
#
#: make test-corpus      predictions against a running Xen's verdicts, boards in use (CORPUS=dir)

CORPUS ?= ../shared/corpus

test-corpus: $(PROG)
	@{ tests/corpus/verdicts $(PROG) $(CORPUS) tests/rules samples; \
	   tests/corpus/boards $(PROG) $(CORPUS); } | tests/cli/total

.PHONY: test-corpus
