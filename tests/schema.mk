# SPDX-License-Identifier: BSD-2-Clause

CORPUS ?= ../shared/corpus
SCHEMA_TOOLS := $(O)/tests/schema/suite $(O)/tests/schema/run

-include $(SCHEMA_TOOLS:=.d)

$(SCHEMA_TOOLS): %: %.o $(LIB).a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(DEP_LIBS)
