# SPDX-License-Identifier: BSD-2-Clause
#: make test-yocto       the Yocto layer without BitBake: syntax, packages, the classes' functions
#: make test-yocto-bitbake BITBAKE_DIR= OE_CORE_DIR=   the Yocto layer in builds by BitBake

test-yocto: all
	@tests/yocto/harness/run $(PROG)

test-yocto-bitbake:
	@MAKE='$(MAKE)' tests/yocto/bitbake.sh

.PHONY: test-yocto test-yocto-bitbake
