# SPDX-License-Identifier: BSD-2-Clause
#
#: make test-xen XEN_IMAGE=file   generated files with Linux in Dom0 and two guests, on a Xen with SCMI

XEN_TEST_DIR ?= $(TARGET_DIR)

test-xen: $(PROG)
	@MAKE='$(MAKE)' tests/xen/run.sh $(PROG) $(XEN_TEST_DIR) $(XEN_IMAGE)

.PHONY: test-xen
