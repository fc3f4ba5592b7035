# SPDX-License-Identifier: BSD-2-Clause
#: make test-html        the HTML report: well-formed, by itself, says what check finds
#: make test-html-browser  the same in Chromium, with axe, where both can be had; screenshots

test-html: $(PROG)
	@tests/html/run $(PROG)

test-html-browser: $(PROG)
	@tests/html/browse $(PROG) $(O)

.PHONY: test-html test-html-browser
