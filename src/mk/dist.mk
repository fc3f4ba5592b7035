# SPDX-License-Identifier: BSD-2-Clause
#: make dist            the release archive of the last commit, in build/

DIST := $(O)/scmi-dtcheck-$(VERSION).tar.gz

# What git knows of the commit alone goes in, its time included: the same commit, the same bytes.
dist:
	@mkdir -p $(dir $(DIST))
	git -c tar.umask=0022 archive --format=tar --prefix=scmi-dtcheck-$(VERSION)/ \
		-o $(DIST:.gz=) HEAD
	gzip -9nf $(DIST:.gz=)

.PHONY: dist
