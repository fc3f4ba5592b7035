# SPDX-License-Identifier: BSD-2-Clause
#
#: make bench            time and memory beside fdtdump, dtc and dt-validate, and their growth

BENCH_GEN := $(O)/tests/bench/gen
-include $(BENCH_GEN).d
.SECONDARY: $(BENCH_GEN).o

$(BENCH_GEN): $(BENCH_GEN).o $(LIB).a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(DEP_LIBS)

bench: $(PROG) $(BENCH_GEN)
	@tests/bench/run $(PROG) $(BENCH_GEN) $(CORPUS)

.PHONY: bench
