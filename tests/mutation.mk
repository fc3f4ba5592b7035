# SPDX-License-Identifier: BSD-2-Clause
#
#: make mutation         changes in the code that suites should notice: N= SEED= ROOM= SUITES=

N ?= 10

mutation:
	@tests/mutation/mutate -n $(N) $(if $(SEED),--seed $(SEED)) $(ROOM) $(if $(SUITES),--suites $(SUITES))

.PHONY: mutation
