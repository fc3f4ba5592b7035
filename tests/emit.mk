# SPDX-License-Identifier: BSD-2-Clause
#
#: make test-emit        what generate writes: golden outputs, dtc, xl's parser, dt-validate, faults
#: make test-kills KILLS=500   so many runs per file system, ended at random moments
#: make test-emit-xen    a guest with two devices under a real Xen, in an emulated machine
#: make test-imagebuilder   the samples' variables with ImageBuilder, in the directory IMAGEBUILDER
#: make golden-emit      write the samples' outputs anew

EMIT_XL := $(if $(wildcard /usr/include/libxlutil.h),$(O)/tests/emit/xl)
EMIT_XLCFG := $(EMIT_XL:%=%cfg)
EMIT_FAULTS := $(O)/tests/emit/test_faults
KILLS ?= 40
EMIT_XEN_DIR ?= build/emit-xen

-include $(O)/tests/emit/xl.d $(O)/tests/emit/xlcfg.d $(EMIT_FAULTS).d $(O)/tests/emit/faulty.d

$(O)/tests/emit/xl: $(O)/tests/emit/xl.o
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ -lxlutil

$(O)/tests/emit/xlcfg: %: %.o $(LIB).a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(DEP_LIBS) -lxlutil

$(EMIT_FAULTS): %: %.o $(O)/tests/emit/faulty.o $(LIB).a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(DEP_LIBS) -ldl

# In memory where that can be had: every run syncs its files to the disk.
test-emit: $(PROG) $(EMIT_XL) $(EMIT_XLCFG) $(EMIT_FAULTS)
	@{ tests/emit/outputs.sh $(PROG) "$(EMIT_XL)" "$(CORPUS)"; \
	   $(EMIT_XLCFG:%=%;) \
	   tests/emit/roundtrip $(PROG) $(CORPUS)/boards; \
	   tests/emit/full.sh $(PROG); \
	   tests/emit/others.sh $(PROG); \
	   dir=$$(mktemp -d -p /dev/shm 2>/dev/null || mktemp -d); \
	   tests/emit/kills $(PROG) $(KILLS); \
	   $(EMIT_FAULTS) "$$dir" $(addprefix tests/emit/faults/,host.dts old.yaml new.yaml); \
	   rm -rf "$$dir"; } | tests/cli/total $(words $(EMIT_XLCFG) outputs roundtrip full others kills faults)

test-kills: $(PROG)
	@tests/emit/kills $(PROG) $(KILLS)

test-emit-xen: $(PROG)
	@tests/emit/xen/run.sh $(PROG) $(TARGET_DIR) $(EMIT_XEN_DIR)

test-imagebuilder: $(PROG)
	@tests/emit/imagebuilder.sh $(PROG) "$(IMAGEBUILDER)"

golden-emit: $(PROG) $(EMIT_XL)
	tests/emit/outputs.sh $(PROG) "$(EMIT_XL)" "$(CORPUS)" --update

.PHONY: test-emit test-kills test-emit-xen test-imagebuilder golden-emit
