# SPDX-License-Identifier: BSD-2-Clause

CORPUS ?= ../shared/corpus
SCHEMA_TOOLS := $(O)/tests/schema/suite $(O)/tests/schema/run

-include $(SCHEMA_TOOLS:=.d)

$(SCHEMA_TOOLS): %: %.o $(LIB).a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(DEP_LIBS)

#: make test-schema         the schema engine: JSON Schema's own suite, the project's schemas
test-schema: $(SCHEMA_TOOLS)
	tests/schema/suite.sh $(O)/tests/schema/suite $(CORPUS)

#: make test-schema-peers   verdicts on nodes, compared with dt-schema's
test-schema-peers: $(O)/tests/schema/run
	tests/schema/docs.sh schemas
	/usr/bin/python3 tests/schema/peers.py $(O)/tests/schema/run $(CORPUS)

.PHONY: test-schema test-schema-peers
