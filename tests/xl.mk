# SPDX-License-Identifier: BSD-2-Clause
#
#: make test-xl          Debian's Xen 4.17 and xl in QEMU: generated files and mistakes for real

XL_DIR ?= $(O)/xl

test-xl: $(PROG)
	@tests/xl/run $(PROG) $(XL_DIR)

.PHONY: test-xl
