# SPDX-License-Identifier: BSD-2-Clause
#: make test-html        the HTML report: well-formed, by itself, in Chromium with axe where present

test-html: $(PROG)
	@tests/html/run $(PROG)

.PHONY: test-html
