# SPDX-License-Identifier: BSD-2-Clause
#
#: make fuzz-dtb            hostile blobs, for FUZZ_SECONDS=60
#: make fuzz-overlay        hostile overlays
#: make fuzz-firmware       hostile descriptions of firmware
#: make fuzz-xlcfg          hostile domain configurations for xl
#: make fuzz-guest          hostile partial trees of guests
#: make fuzz-manifest       manifests, planned up to the outputs (FUZZ_BOARDS= a directory of blobs)
#: make fuzz-config         partial trees with configurations for xl
#: make fuzz-annotated      dtc's annotated sources
#: make fuzz-strings        names and texts in every format
#: make fuzz-server         messages to the simulator
#: make fuzz-changing       directories that change while they are read
#: make fuzz-short          every target for some seconds (FUZZ_SHORT=8)

FUZZ_SHORT ?= 8
# Those whose input is a tree share a mutator that knows trees.
FUZZ_TREES := dtb overlay guest strings
FUZZ_TARGETS := $(FUZZ_TREES) firmware xlcfg manifest config annotated server changing
FUZZ_PROGS := $(FUZZ_TARGETS:%=$(O)/tests/fuzz/fuzz_%)
FUZZ_OBJ := $(FUZZ_PROGS:=.o)
FUZZ_BUILD := build-fuzz

-include $(FUZZ_OBJ:.o=.d)
.SECONDARY: $(FUZZ_OBJ)
$(FUZZ_OBJ): ALL_CPPFLAGS += -Itests

FUZZ_COMMON := $(O)/tests/robust/check_blob.o $(O)/tests/fuzz/input.o
FUZZ_MUTATOR := $(O)/tests/fuzz/tree_mutator.o
-include $(FUZZ_MUTATOR:.o=.d) $(FUZZ_COMMON:.o=.d)
.SECONDARY: $(FUZZ_MUTATOR) $(FUZZ_COMMON)

$(FUZZ_TREES:%=$(O)/tests/fuzz/fuzz_%): $(FUZZ_MUTATOR)
$(FUZZ_PROGS): %: %.o $(FUZZ_COMMON) $(LIB).a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(DEP_LIBS)

# The trees to begin with are made of sources, and none is kept as a blob.
$(FUZZ_BUILD)/seeds: tests/fuzz/seeds
	tests/fuzz/seeds $@

$(FUZZ_TARGETS:%=fuzz-%): fuzz-%: $(FUZZ_BUILD)/seeds
	@$(MAKE) --no-print-directory O=$(FUZZ_BUILD) CC=clang \
		CFLAGS='$(FUZZ_FLAGS) -fsanitize=fuzzer-no-link' $(FUZZ_BUILD)/tests/fuzz/fuzz_$*
	@mkdir -p $(FUZZ_BUILD)/corpus-$*
	@mkdir -p $(FUZZ_BUILD)/seeds/$*
	FUZZ_BASE=$(FUZZ_BUILD)/seeds/base.dtb FUZZ_BOARDS="$(or $(FUZZ_BOARDS),$(FUZZ_BUILD)/seeds/boards)" FUZZ_GUEST=$(FUZZ_BUILD)/seeds/guest.dtb \
		FUZZ_CONFIG=tests/rules/guests/xl.cfg \
		$(FUZZ_BUILD)/tests/fuzz/fuzz_$* \
		-max_total_time=$(FUZZ_SECONDS) -timeout=10 -rss_limit_mb=1024 -max_len=16384 \
		-print_final_stats=1 $(FUZZ_BUILD)/corpus-$* $(FUZZ_BUILD)/seeds/$*

fuzz-short:
	@MAKE='$(MAKE)' tests/fuzz/short $(FUZZ_SHORT) $(FUZZ_TARGETS) schema probe

.PHONY: $(FUZZ_TARGETS:%=fuzz-%) fuzz-short
