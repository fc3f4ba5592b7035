#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# boot.sh linux|newer|kills|xen DIR - start the emulated machine and take its reports apart
#
# DIR holds what target.mk builds (firmware.bin, trees, initrd.cpio) and what packages.sh
# unpacks. Leaves DIR/KIND.log (the console), DIR/KIND.firmware.log (the secure serial line) and
# DIR/reports/KIND/NAME for each report of the init script, its last line "exit N".
#
# Addresses as in firmware/layout.h and trees/machine.dtsi. The time limit is for a machine that
# hangs; a boot takes about two seconds. KILLS is how many probers the boot "kills" kills each way.
set -eu

kind=$1
dir=$2
: "${TARGET_TIMEOUT:=120}"
: "${KILLS:=10}"

XEN=0x40200000 # or Linux, where there is no Xen
TREE=0x48000000
INITRD=0x49000000
DOM0=0x50000000

hex() {
	printf '%x' "$(($1))"
}

size() {
	stat -L -c %s "$1"
}

tree=$dir/$kind.dtb
dtc -q -I dtb -O dtb -p 4096 -o "$tree" "$dir/trees/host.dtb"

# Without a seed the first reader of /dev/urandom waits a second for the kernel to gather one.
fdtput -t x "$tree" /chosen rng-seed 9e3779b9 7f4a7c15 f39cc060 5cedc834 1082276b f3a27251 \
	f86c6a11 d0c18e95

# Linux's own tree names one page more, in the middle of its memory: the module must refuse it.
linux_tree() {
	fdtput -t s "$tree" /chosen bootargs "$1 console=ttyAMA0"
	fdtput -t x "$tree" /chosen linux,initrd-start "$(hex $INITRD)"
	fdtput -t x "$tree" /chosen linux,initrd-end "$(hex $((INITRD + $(size "$dir/initrd.cpio"))))"
	fdtput -c "$tree" /sram@60000000
	fdtput -t s "$tree" /sram@60000000 compatible arm,scmi-shmem
	fdtput -t x "$tree" /sram@60000000 reg 0 60000000 0 1000
}

# module ADDRESS KIND FILE - a boot module of Xen's
module() {
	node=/chosen/module@$(hex "$1")
	fdtput -c "$tree" "$node"
	fdtput -t s "$tree" "$node" compatible "multiboot,$2" multiboot,module
	fdtput -t x "$tree" "$node" reg 0 "$(hex "$1")" 0 "$(hex "$(size "$3")")"
}

xen_tree() {
	fdtput -t s "$tree" /chosen xen,xen-bootargs \
		'console=dtuart dtuart=/serial@9000000 dom0_mem=256M bootscrub=0'
	module $DOM0 kernel "$dir/linux/Image"
	# Linux's driver would leave its channel busy behind a call that Xen refuses.
	fdtput -t s "$tree" "$node" bootargs "$1 console=hvc0 initcall_blacklist=scmi_driver_init"
	module $INITRD ramdisk "$dir/initrd.cpio"
}

load() {
	echo "-device loader,file=$1,addr=$2,force-raw=on"
}

script=$kind image=linux
[ "$kind" != newer ] || script=linux image=newer
args="quiet loglevel=1 panic=-1 scmi.boot=$script scmi.kills=$KILLS"
case $kind in
linux | newer | kills)
	linux_tree "$args"
	images=$(load "$dir/$image/Image" $XEN)
	;;
xen)
	xen_tree "$args"
	images="$(load "$dir/xen/Image" $XEN) $(load "$dir/linux/Image" $DOM0)"
	;;
esac

status=0
# shellcheck disable=SC2046,SC2086
timeout "$TARGET_TIMEOUT" qemu-system-aarch64 \
	-M virt,secure=on,virtualization=on,gic-version=2 -cpu cortex-a57 -smp 1 -m 1G \
	-nic none -display none -monitor none -no-reboot \
	-serial "file:$dir/$kind.log" -serial "file:$dir/$kind.firmware.log" \
	-bios "$dir/firmware.bin" $images $(load "$tree" $TREE) \
	$(load "$dir/initrd.cpio" $INITRD) </dev/null || status=$?

reports=$dir/reports/$kind
rm -rf "$reports"
mkdir -p "$reports"
tr -d '\r' <"$dir/$kind.log" | awk -v dir="$reports" '
	/^=== begin / { file = dir "/" $3; printf "" >file; next }
	/^=== end / { print "exit", $4 >file; close(file); file = ""; next }
	/^\(XEN\) / { next }
	file { print >file }'
exit $status
