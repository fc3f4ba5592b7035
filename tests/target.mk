# SPDX-License-Identifier: BSD-2-Clause
#
#: make test-target      boot Linux and Xen on an emulated Arm machine and probe it
#: make static-arm64     the static program for arm64 targets, in build/target
#: make kmod KDIR=dir    the kernel module, in build/kmod (with CROSS_COMPILE= where needed)

TARGET_DIR ?= build/target
TARGET_SRC := tests/target
TARGET_CROSS := aarch64-linux-gnu-
TARGET_STATIC := $(TARGET_DIR)/static

test-target:
	@MAKE='$(MAKE)' $(TARGET_SRC)/run.sh $(TARGET_DIR)

# The kernel's build writes beside the sources, so it gets a copy of them.
KDIR ?= /lib/modules/$(shell uname -r)/build
KMOD_DIR ?= $(O)/kmod
KMOD_SRC := $(wildcard src/kmod/*)

kmod:
	@mkdir -p $(KMOD_DIR)
	@cp -u $(KMOD_SRC) $(KMOD_DIR)
	$(MAKE) -C $(KDIR) M=$(abspath $(KMOD_DIR)) O= \
		$(if $(filter aarch64%,$(CROSS_COMPILE)),ARCH=arm64) modules

# What the machine boots with. packages.sh has run before.
target-files: $(TARGET_DIR)/firmware.bin $(TARGET_DIR)/initrd.cpio

# At EL3 with the MMU off: aligned accesses, no vector registers, no call of the C library.
FIRMWARE_CFLAGS := -std=c11 -O2 -ffreestanding -fno-pic -fno-pie -fno-stack-protector \
	-fno-tree-loop-distribute-patterns -fno-asynchronous-unwind-tables \
	-mcpu=cortex-a57 -mgeneral-regs-only -mstrict-align $(WARNINGS) -Isrc -I$(TARGET_SRC)/firmware
FIRMWARE_LDFLAGS := -nostdlib -no-pie -Wl,--build-id=none
FIRMWARE_SRC := $(TARGET_SRC)/firmware/start.S $(sort $(wildcard $(TARGET_SRC)/firmware/*.c) \
	$(wildcard src/sim/server*.c))
FIRMWARE_DEPS := $(wildcard $(TARGET_SRC)/firmware/*.[hl]*) $(wildcard src/sim/server*.h) \
	src/scmi/proto.h

$(TARGET_DIR)/firmware.elf: $(FIRMWARE_SRC) $(FIRMWARE_DEPS)
	$(TARGET_CROSS)gcc $(FIRMWARE_CFLAGS) $(FIRMWARE_LDFLAGS) \
		-Wl,-T,$(TARGET_SRC)/firmware/firmware.ld -o $@ $(FIRMWARE_SRC)

$(TARGET_DIR)/firmware.bin: $(TARGET_DIR)/firmware.elf
	$(TARGET_CROSS)objcopy -O binary $< $@

TARGET_TREES := $(wildcard $(TARGET_SRC)/trees/*)
TARGET_DTB := $(patsubst $(TARGET_SRC)/trees/%.dts,$(TARGET_DIR)/trees/%.dtb,\
	$(filter %.dts,$(TARGET_TREES)))

$(TARGET_DIR)/trees/%.dtb: $(TARGET_SRC)/trees/%.dts $(TARGET_TREES)
	@mkdir -p $(@D)
	dtc -I dts -O dtb -o $@ $<

# One for each kernel, by its release. Without BTF, for which the headers want another program.
TARGET_KERNELS = $(shell cat $(TARGET_DIR)/unpacked 2>/dev/null)
TARGET_MODULES = $(TARGET_KERNELS:%=$(TARGET_DIR)/modules/%.ko)

$(TARGET_DIR)/modules/%.ko: $(KMOD_SRC)
	$(MAKE) kmod KDIR=$(abspath $(TARGET_DIR))/headers/usr/src/linux-headers-$* \
		KMOD_DIR=$(TARGET_DIR)/kmod-$* CROSS_COMPILE=$(TARGET_CROSS) W=1 \
		CONFIG_DEBUG_INFO_BTF_MODULES=
	@mkdir -p $(@D)
	@$(TARGET_CROSS)strip --strip-debug -o $@ $(TARGET_DIR)/kmod-$*/scmi_doorbell.ko

$(TARGET_DIR)/doorbell: $(TARGET_SRC)/doorbell.c src/kmod/scmi_doorbell.h src/scmi/proto.h
	$(TARGET_CROSS)gcc -std=c11 -O2 -D_GNU_SOURCE $(WARNINGS) -Isrc \
		--sysroot=$(TARGET_DIR)/sysroot -static -s -o $@ $<

$(TARGET_DIR)/killer: tests/probe/killer.c
	$(TARGET_CROSS)gcc -std=c11 -O2 -D_GNU_SOURCE $(WARNINGS) \
		--sysroot=$(TARGET_DIR)/sysroot -static -s -o $@ $<

# Its own make knows what the program depends on.
$(TARGET_DIR)/scmi-dtcheck: FORCE
	$(MAKE) CROSS_COMPILE=$(TARGET_CROSS) SYSROOT=$(TARGET_DIR)/sysroot STATIC=1 \
		O=$(TARGET_STATIC) CFLAGS=-O2 $(TARGET_STATIC)/scmi-dtcheck
	$(TARGET_CROSS)strip -o $@ $(TARGET_STATIC)/scmi-dtcheck

static-arm64:
	$(TARGET_SRC)/packages.sh $(TARGET_DIR)
	$(MAKE) $(TARGET_DIR)/scmi-dtcheck
	@stat -c '%n: %s bytes' $(TARGET_DIR)/scmi-dtcheck

INITRD_BIN := $(TARGET_DIR)/busybox/bin/busybox $(TARGET_DIR)/scmi-dtcheck $(TARGET_DIR)/doorbell \
	$(TARGET_DIR)/killer
INITRD_FILES := $(TARGET_DTB) $(TARGET_SRC)/init $(wildcard $(TARGET_SRC)/boot.[a-z]*) \
	tests/probe/kill.sh

$(TARGET_DIR)/initrd.cpio: $(INITRD_BIN) $(INITRD_FILES) $(TARGET_MODULES)
	@rm -rf $(TARGET_DIR)/initrd
	@mkdir -p $(TARGET_DIR)/initrd/bin $(TARGET_DIR)/initrd/dev
	@cp $(INITRD_BIN) $(TARGET_DIR)/initrd/bin
	@cp $(INITRD_FILES) $(TARGET_MODULES) $(TARGET_DIR)/initrd
	cd $(TARGET_DIR)/initrd && find . | cpio --quiet -o -H newc -R 0:0 >../initrd.cpio

.PHONY: test-target target-files kmod static-arm64
