# SPDX-License-Identifier: BSD-2-Clause
#
#: make test-construction    trees about the construction of domains, predicted; and booted on Debian's Xen 4.17 (XEN_417=image)

XEN_417 ?=

test-construction: $(PROG)
	@tests/construction/boot $(PROG) $(XEN_417)

.PHONY: test-construction
