# SPDX-License-Identifier: BSD-2-Clause
#
#: make bench            time and memory beside fdtdump, dtc and dt-validate, and their growth

BENCH_TOOLS := $(O)/tests/bench/measure $(O)/tests/bench/gen
-include $(BENCH_TOOLS:=.d)
.SECONDARY: $(BENCH_TOOLS:=.o)

$(BENCH_TOOLS): %: %.o $(LIB).a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(DEP_LIBS)

bench: $(PROG) $(BENCH_TOOLS)
	@tests/bench/run $(word 1,$(BENCH_TOOLS)) $(PROG) $(word 2,$(BENCH_TOOLS)) $(CORPUS)

.PHONY: bench
