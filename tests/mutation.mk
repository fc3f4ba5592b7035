# SPDX-License-Identifier: BSD-2-Clause
#
#: make mutation         changes in the code that tests should notice: N= SEED= ROOM= SUITES= WORK=

N ?= 10

mutation:
	@tests/mutation/mutate -n $(N) $(if $(SEED),--seed $(SEED)) $(ROOM) $(if $(WORK),--work $(WORK)) \
		$(if $(SUITES),--suites $(SUITES))

.PHONY: mutation
