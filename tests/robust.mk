# SPDX-License-Identifier: BSD-2-Clause
#
#: make test-no-memory   allocations that fail: no verdict changes
#: make test-robust      damaged blobs under the sanitizers, memory under valgrind

ROBUST_OBJ := $(O)/tests/robust/robust.o $(O)/tests/robust/check_blob.o
-include $(ROBUST_OBJ:.o=.d)
.SECONDARY: $(ROBUST_OBJ)

$(O)/tests/robust/robust: $(ROBUST_OBJ) $(LIB).a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(DEP_LIBS)

ROBUST_TREES := $(O)/robust/rcar-gen3.dtb $(O)/robust/base.dtb

$(O)/robust/rcar-gen3.dtb: samples/rcar-gen3.dts
	@mkdir -p $(@D)
	dtc -q -@ -O dtb -o $@ $<

$(O)/robust/base.dtb: tests/rules/base.dtsi
	@mkdir -p $(@D)
	{ echo '/dts-v1/;'; cat $<; } | dtc -q -@ -O dtb -o $@ -

$(O)/tests/robust/no_memory.so: tests/robust/no_memory.c
	@mkdir -p $(@D)
	$(CC) -O1 -shared -fPIC -o $@ $<

# With NO_MEMORY_STEP=1 every allocation fails once.
NO_MEMORY_STEP ?= 37
test-no-memory: $(PROG) $(O)/tests/robust/no_memory.so
	@tests/robust/no_memory $(PROG) $(O)/tests/robust/no_memory.so $(NO_MEMORY_STEP)

run-robust: $(O)/tests/robust/robust $(ROBUST_TREES)
	@$< samples/rcar-gen3-firmware.yaml $(ROBUST_TREES)

test-robust: $(PROG)
	@MAKE='$(MAKE)' tests/robust/run $(PROG)

.PHONY: test-no-memory run-robust test-robust
