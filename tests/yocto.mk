# SPDX-License-Identifier: BSD-2-Clause
#: make test-yocto-bitbake BITBAKE_DIR= OE_CORE_DIR=   the Yocto layer in builds by BitBake

test-yocto-bitbake:
	@MAKE='$(MAKE)' tests/yocto/bitbake.sh

.PHONY: test-yocto-bitbake
