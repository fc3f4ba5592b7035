# SPDX-License-Identifier: BSD-2-Clause
#
#: make mutation         changes in the code that the suites should notice: N= SEED= ROOM=

N ?= 10

mutation:
	@tests/mutation/mutate -n $(N) $(if $(SEED),--seed $(SEED)) $(ROOM)

.PHONY: mutation
