# SPDX-License-Identifier: BSD-2-Clause
#
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

run-robust: $(O)/tests/robust/robust $(ROBUST_TREES)
	@$< samples/rcar-gen3-firmware.yaml $(ROBUST_TREES)

test-robust: $(PROG)
	@MAKE='$(MAKE)' tests/robust/run $(PROG)

.PHONY: run-robust test-robust
