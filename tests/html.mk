# SPDX-License-Identifier: BSD-2-Clause
#: make test-html        the HTML report: well-formed, by itself, says what check finds
#: make test-graph       the graph of show, laid out by Graphviz
#: make test-html-browser  the same in Chromium, with axe, where both can be had; screenshots

test-html: $(PROG)
	@tests/html/run $(PROG)

test-graph: $(PROG)
	@tests/html/graph $(PROG)

test-html-browser: $(PROG)
	@tests/html/browse $(PROG) $(O)

.PHONY: test-html test-graph test-html-browser
