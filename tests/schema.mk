# SPDX-License-Identifier: BSD-2-Clause

CORPUS ?= ../shared/corpus
SCHEMA_TOOLS := $(O)/tests/schema/suite $(O)/tests/schema/run $(O)/tests/schema/instance

-include $(SCHEMA_TOOLS:=.d)

$(SCHEMA_TOOLS): %: %.o $(LIB).a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(DEP_LIBS)

#: make test-schema         the schema engine on JSON Schema's own suite
test-schema: $(O)/tests/schema/suite
	tests/schema/suite.sh $(O)/tests/schema/suite $(CORPUS)

#: make test-schema-good    trees that are right, with the project's schemas
test-schema-good: $(O)/tests/schema/run
	tests/schema/good.sh $(O)/tests/schema/run $(CORPUS)

#: make test-schema-kinds   small trees for each kind of case in which validators differ
test-schema-kinds: $(O)/tests/schema/run
	tests/schema/kinds.sh $(O)/tests/schema/run tests/schema/kinds

ALONE := $(O)/tests/schema/alone
ALONE_OBJ := $(patsubst %.c,$(O)/%.o,tests/schema/alone.c $(wildcard src/schema/yaml/*.c \
	src/schema/jsonschema/*.c) $(call sources,src/base))
-include $(O)/tests/schema/alone.d

$(ALONE): $(ALONE_OBJ)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ -lyaml -ljansson -lpcre2-8 -lm

#: make test-schema-alone   YAML and JSON Schema linked without the rest of the library
test-schema-alone: $(ALONE)
	$(ALONE)

#: make test-schema-docs    dt-schema's opinion of the project's bindings
test-schema-docs:
	tests/schema/docs.sh schemas

#: make test-bindings       verdicts with all bindings, compared with dt-schema's (UPSTREAM_DTS, DT_SCHEMA_DIR)
test-bindings: $(PROG) $(O)/tests/schema/run
	@/usr/bin/python3 tests/schema/bindings.py $(PROG) $(O)/tests/schema/run "$(UPSTREAM_DTS)" \
		"$(DT_SCHEMA_DIR)" $(BINDINGS_COUNTS)

#: make test-dtbs-check     the kernel's command lines, with dt-schema and with the drop-ins (same variables)
test-dtbs-check: $(DROPIN)
	@tests/schema/kernel.sh $(CURDIR)/$(O)/dropin "$(UPSTREAM_DTS)" "$(DT_SCHEMA_DIR)"

.PHONY: test-dtbs-check test-schema test-schema-alone test-schema-kinds test-schema-good test-schema-docs test-bindings

$(O)/tests/fuzz/fuzz_schema: $(O)/tests/fuzz/fuzz_schema.o $(LIB).a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(DEP_LIBS)

#: make fuzz-schema         hostile schemas, for FUZZ_SECONDS=60
fuzz-schema:
	$(MAKE) O=build-fuzz CC=clang CFLAGS='$(FUZZ_FLAGS) -fsanitize=fuzzer-no-link' \
		build-fuzz/tests/fuzz/fuzz_schema
	@mkdir -p build-fuzz/corpus-schema
	build-fuzz/tests/fuzz/fuzz_schema -max_total_time=$(FUZZ_SECONDS) -timeout=10 \
		-rss_limit_mb=1024 -max_len=8192 -print_final_stats=1 build-fuzz/corpus-schema \
		tests/fuzz/corpus-schema

.PHONY: fuzz-schema

$(O)/tests/fuzz/fuzz_set: $(O)/tests/fuzz/fuzz_set.o $(LIB).a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(DEP_LIBS)

$(O)/tests/fuzz/fuzz_example: $(O)/tests/fuzz/fuzz_example.o $(O)/src/dropin/example.o $(LIB).a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(DEP_LIBS)

FUZZ_MAKE = $(MAKE) O=build-fuzz CC=clang CFLAGS='$(FUZZ_FLAGS) -fsanitize=fuzzer-no-link'
FUZZ_RUN = -max_total_time=$(FUZZ_SECONDS) -timeout=10 -rss_limit_mb=1024 -print_final_stats=1

# The set to begin with is compiled here, of the bindings of the tests.
#: make fuzz-set            hostile compiled sets of schemas
fuzz-set: $(PROG)
	$(FUZZ_MAKE) build-fuzz/tests/fuzz/fuzz_set
	@mkdir -p build-fuzz/corpus-set build-fuzz/seeds/set
	$(PROG) compile-schemas --no-builtin-schemas -o build-fuzz/seeds/set/kinds.set \
		tests/schema/kinds/bindings
	build-fuzz/tests/fuzz/fuzz_set $(FUZZ_RUN) -max_len=65536 build-fuzz/corpus-set \
		build-fuzz/seeds/set

#: make fuzz-example        hostile bindings for dt-extract-example
fuzz-example:
	$(FUZZ_MAKE) build-fuzz/tests/fuzz/fuzz_example
	@mkdir -p build-fuzz/corpus-example
	build-fuzz/tests/fuzz/fuzz_example $(FUZZ_RUN) -max_len=8192 build-fuzz/corpus-example \
		tests/fuzz/corpus-example

.PHONY: fuzz-set fuzz-example
