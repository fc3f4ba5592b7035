# SPDX-License-Identifier: BSD-2-Clause
#
#: make test-places      one mistake in each kind of file: one finding, at its place

test-places: $(PROG)
	@tests/places/run $(PROG)

.PHONY: test-places
