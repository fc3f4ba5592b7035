# SPDX-License-Identifier: BSD-2-Clause
#
#: make fuzz-dtb            hostile blobs, for FUZZ_SECONDS=60
#: make fuzz-overlay        hostile overlays
#: make fuzz-firmware       hostile descriptions of firmware
#: make fuzz-xlcfg          hostile domain configurations for xl
#: make fuzz-guest          hostile partial trees of guests
#: make fuzz-short          every target for some seconds (FUZZ_SHORT=8)

FUZZ_SHORT ?= 8
FUZZ_TARGETS := dtb overlay firmware xlcfg guest
FUZZ_PROGS := $(FUZZ_TARGETS:%=$(O)/tests/fuzz/fuzz_%)
FUZZ_OBJ := $(FUZZ_PROGS:=.o)
FUZZ_BUILD := build-fuzz

-include $(FUZZ_OBJ:.o=.d)
.SECONDARY: $(FUZZ_OBJ)
$(FUZZ_OBJ): ALL_CPPFLAGS += -Itests

$(FUZZ_PROGS): %: %.o $(O)/tests/robust/check_blob.o $(LIB).a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(DEP_LIBS)

# The trees to begin with are made of sources, and none is kept as a blob.
$(FUZZ_BUILD)/seeds: tests/fuzz/seeds
	tests/fuzz/seeds $@

$(FUZZ_TARGETS:%=fuzz-%): fuzz-%: $(FUZZ_BUILD)/seeds
	@$(MAKE) --no-print-directory O=$(FUZZ_BUILD) CC=clang \
		CFLAGS='$(FUZZ_FLAGS) -fsanitize=fuzzer-no-link' $(FUZZ_BUILD)/tests/fuzz/fuzz_$*
	@mkdir -p $(FUZZ_BUILD)/corpus-$*
	FUZZ_BASE=$(FUZZ_BUILD)/seeds/base.dtb FUZZ_GUEST=$(FUZZ_BUILD)/seeds/guest.dtb \
		FUZZ_CONFIG=tests/rules/guests/xl.cfg \
		$(FUZZ_BUILD)/tests/fuzz/fuzz_$* \
		-max_total_time=$(FUZZ_SECONDS) -timeout=10 -rss_limit_mb=1024 -max_len=16384 \
		-print_final_stats=1 $(FUZZ_BUILD)/corpus-$* $(FUZZ_BUILD)/seeds/$*

fuzz-short:
	@MAKE='$(MAKE)' tests/fuzz/short $(FUZZ_SHORT) $(FUZZ_TARGETS) schema set example probe

.PHONY: $(FUZZ_TARGETS:%=fuzz-%) fuzz-short
