# SPDX-License-Identifier: BSD-2-Clause
#
#: make test-probe       the prober's tests: simulator, transports, faults
#: make test-scmi-tests  Arm's test suite in SCMI_TESTS_DIR against the simulator
#: make test-foreign     servers that others wrote: TF_A_DIR= OPTEE_DIR= SCP_DIR=
#: make bench-probe      messages per second on the simulator, and where the time goes
#: make fuzz-probe       a hostile firmware, for FUZZ_SECONDS=60

PROBE_TESTS := $(sort $(wildcard tests/probe/test_*.c))
PROBE_PROGS := $(PROBE_TESTS:%.c=$(O)/%)
PROBE_UNITS := $(patsubst %.c,$(O)/%,$(sort $(wildcard tests/unit/test_probe_*.c)))
PROBE_COMMON := $(O)/tests/probe/fixture.o $(O)/tests/probe/machine.o
PROBE_OBJ := $(PROBE_TESTS:%.c=$(O)/%.o) $(PROBE_COMMON) $(O)/tests/probe/bench.o
FUZZ_SECONDS ?= 60

$(PROBE_PROGS): $(O)/%: $(O)/%.o $(PROBE_COMMON) $(LIB).a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(DEP_LIBS) $(CHECK_LIBS)

$(O)/tests/probe/bench: $(O)/tests/probe/bench.o $(O)/tests/probe/fixture.o $(LIB).a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(DEP_LIBS)

-include $(PROBE_OBJ:.o=.d)
.SECONDARY: $(PROBE_OBJ)

# The scripts want the program as their argument.
PROBE_SCRIPTS := faults cli classes kills
$(PROBE_SCRIPTS:%=$(O)/tests/probe/%): $(O)/tests/probe/%: tests/probe/%.sh $(PROG)
	@mkdir -p $(@D)
	@printf '#!/bin/sh\nexec %s %s\n' $(abspath $<) $(abspath $(PROG)) >$@
	@chmod +x $@

$(O)/tests/probe/killer: tests/probe/killer.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -o $@ $<

$(O)/tests/probe/kills: $(O)/tests/probe/killer

test-probe: $(PROBE_UNITS) $(PROBE_PROGS) $(PROBE_SCRIPTS:%=$(O)/tests/probe/%)
	@tests/sum $^

test-scmi-tests: $(PROG)
	@tests/scmi-tests/run.sh $(abspath $(PROG)) $(O)/scmi-tests

test-foreign: $(PROG)
	@tests/foreign/run.sh $(abspath $(PROG)) $(O)/foreign

bench-probe: $(O)/tests/probe/bench
	@$<

# The target has a transport of its own in the simulator's place, which the linker prefers to the
# one in the archive.
FUZZ_FLAGS := -O1 -g -fno-omit-frame-pointer -fno-sanitize-recover=all -fsanitize=address,undefined

$(O)/tests/fuzz/fuzz_probe: $(O)/tests/fuzz/fuzz_probe.o $(O)/tests/probe/fixture.o $(LIB).a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(DEP_LIBS)

fuzz-probe:
	$(MAKE) O=build-fuzz CC=clang CFLAGS='$(FUZZ_FLAGS) -fsanitize=fuzzer-no-link' \
		build-fuzz/tests/fuzz/fuzz_probe
	@mkdir -p build-fuzz/corpus-probe
	@truncate -s 12000 build-fuzz/corpus-probe/honest
	build-fuzz/tests/fuzz/fuzz_probe -max_total_time=$(FUZZ_SECONDS) -timeout=10 \
		-max_len=16384 -len_control=0 -print_final_stats=1 build-fuzz/corpus-probe

.PHONY: test-foreign test-probe test-scmi-tests bench-probe fuzz-probe
