# SPDX-License-Identifier: BSD-2-Clause
#
#: make bench            time and memory beside fdtdump, dtc and dt-validate, and their growth
#: make bench-bindings   the same with all bindings, beside dt-schema (UPSTREAM_DTS, DT_SCHEMA_DIR)

BENCH_TOOLS := $(O)/tests/bench/measure $(O)/tests/bench/gen
-include $(BENCH_TOOLS:=.d)
.SECONDARY: $(BENCH_TOOLS:=.o)

$(BENCH_TOOLS): %: %.o $(LIB).a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(DEP_LIBS)

bench: $(PROG) $(BENCH_TOOLS)
	@tests/bench/run $(word 1,$(BENCH_TOOLS)) $(PROG) $(word 2,$(BENCH_TOOLS)) $(CORPUS)

BENCH_BOARDS ?= 120
BENCH_BLOBS ?= $(wildcard $(CORPUS)/boards/rk3588-evb1-v10.dtb)

bench-bindings: $(PROG)
	@tests/bench/bindings $(PROG) "$(UPSTREAM_DTS)" "$(DT_SCHEMA_DIR)" $(BENCH_BOARDS) $(BENCH_BLOBS)

.PHONY: bench bench-bindings
