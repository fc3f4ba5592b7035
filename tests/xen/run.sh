#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# run.sh PROGRAM DIR [XEN] - boot what generate and init write for two dom0less guests
#
# XEN is an image of Xen for arm64 with the multi-agent driver, built by whoever runs this. Linux runs
# as Dom0 and in the guests, on the firmware of tests/target; each has to find its own channel, and
# its SCMI driver has to bind. Xen forwards a domain's calls on the doorbell of its own agent only, so
# that a driver which binds has that agent. Two boots: a tree written by hand with generate's files,
# and the way from a board as its vendor ships it, by init. DIR keeps packages and logs.
set -u
# shellcheck source=tests/count.sh
. "$(dirname "$0")/../count.sh"

program=$(realpath "$1") dir=$(realpath -m "$2") xen=${3:-}
here=$(cd "$(dirname "$0")" && pwd)
target=$here/../target
: "${MAKE:=make}"
: "${TARGET_TIMEOUT:=240}"

[ -n "$xen" ] || skip_all 'XEN_IMAGE is not given: no Xen with the multi-agent driver'
[ -f "$xen" ] || skip_all "$xen is not there"
for tool in qemu-system-aarch64 aarch64-linux-gnu-gcc dtc fdtput cpio; do
	command -v $tool >/dev/null || skip_all "$tool is not installed"
done
if [ ! -f "$dir/linux/Image" ] || [ ! -f "$dir/busybox/bin/busybox" ]; then
	log=$("$target/packages.sh" "$dir" 2>&1) ||
		skip_all "no packages for the emulated machine: $(echo "$log" | tail -n 1)"
fi
# To the first guest the firmware speaks version 3 of the clock protocol, which the older Linux takes
# for version 2: it cannot enable a clock.
linux=$dir/newer/Image
[ -f "$linux" ] || linux=$dir/linux/Image
work=$dir/xen-boot
rm -rf "$work"
mkdir -p "$work/initrd/bin" "$work/initrd/dev" "$work/init"

size() {
	printf '0x%x' "$(stat -L -c %s "$1")"
}

make_initrd() {
	cp "$dir/busybox/bin/busybox" "$work/initrd/bin/" && cp "$here/init" "$work/initrd/init" &&
		chmod +x "$work/initrd/init" &&
		(cd "$work/initrd" && find . | cpio --quiet -o -H newc -R 0:0) >"$work/initrd.cpio"
}

make_firmware() {
	env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u CC -u CFLAGS -u CROSS_COMPILE -u O \
		"$MAKE" --no-print-directory TARGET_DIR="$dir" "$dir/firmware.bin"
}

# with_sizes FILE [TREE1 TREE2] - FILE with the sizes of what is loaded
with_sizes() {
	sed "s/@KERNEL@/$(size "$linux")/; s/@INITRD@/$(size "$work/initrd.cpio")/
		s/@TREE1@/${2:-}/; s/@TREE2@/${3:-}/" "$1"
}

generate() {
	with_sizes "$here/host.dts" "$1" "$2" >"$work/host.dts" &&
		"$program" generate --guests "$here/guests.yaml" --merge --force -o "$work/out" \
			"$work/host.dts"
}

# The tree tells the sizes of the partial trees, which are known when they are written.
generate_all() {
	cp "$target/trees/machine.dtsi" "$work/" && cp "$target/trees/host.dts" "$work/target.dtsi" &&
		generate 0x1000 0x1000 &&
		generate "$(size "$work/out/domU1.dtb")" "$(size "$work/out/domU2.dtb")"
}

# no_errors OUT
no_errors() {
	"$program" -W no-dtc --no-schemas --guest domU1="$1/domU1.dtb" --guest domU2="$1/domU2.dtb" \
		"$1/host-merged.dtb"
}

init_board() {
	cp "$target/trees/machine.dtsi" "$work/init/" &&
		with_sizes "$here/board.dts" >"$work/init/board.dts" &&
		"$program" init -o "$work/init/xen" "$work/init/board.dts" &&
		cp "$here/firmware.yaml" "$work/init/xen/" &&
		with_sizes "$here/board-guests.yaml" >"$work/init/xen/guests.yaml" &&
		"$program" init --force --firmware "$work/init/xen/firmware.yaml" \
			--guests "$work/init/xen/guests.yaml" -o "$work/init/xen" "$work/init/board.dts"
}

check_project() {
	(cd "$work/init/xen" && "$program" --no-schemas)
}

# The guests' consoles are this test's own wish.
generate_project() {
	(cd "$work/init/xen" && "$program" generate --merge) &&
		for guest in domU1 domU2; do
			fdtput -p "$work/init/xen/out/host-merged.dtb" /chosen/$guest vpl011
		done
}

load() {
	echo "-device loader,file=$1,addr=$2,force-raw=on"
}

ended() {
	[ "$(grep -c '@@ [A-Za-z0-9]* end' "$console" 2>/dev/null)" -ge 3 ]
}

# boot OUT - what lies there
boot() {
	# shellcheck disable=SC2046
	qemu-system-aarch64 -M virt,secure=on,virtualization=on,gic-version=2,acpi=off -cpu cortex-a57 \
		-smp 1 -m 1G -nic none -display none -monitor none -no-reboot \
		-serial "file:$console" -serial "file:$work/firmware.log" \
		-bios "$dir/firmware.bin" $(load "$xen" 0x40200000) \
		$(load "$1/host-merged.dtb" 0x48000000) $(load "$linux" 0x50000000) \
		$(load "$work/initrd.cpio" 0x49000000) $(load "$1/domU1.dtb" 0x4b120000) \
		$(load "$1/domU2.dtb" 0x4b130000) </dev/null &
	qemu=$!
	waited=0
	while [ "$waited" -lt "$TARGET_TIMEOUT" ] && kill -0 $qemu 2>/dev/null && ! ended; do
		sleep 1
		waited=$((waited + 1))
	done
	kill $qemu 2>/dev/null
	wait $qemu 2>/dev/null
	ended
}

# said DOMAIN TEXT: the domain says so, and nothing else of the kind
said() {
	told=$(tr -d '\r' <"$console" | sed -n "s/.*@@ $1 \(${2%% *} .*\)/\1/p" | sort -u)
	[ "$told" = "$2" ] && return
	echo "$1 says \"$told\", not \"$2\""
	return 1
}

# some DOMAIN KIND: the domain says a line of the kind
some() {
	tr -d '\r' <"$console" | grep -q "@@ $1 $2 "
}

permitted() {
	tr -d '\r' <"$console" | grep -q "sci: assign device $1 to d"
}

# boots NAME OUT
boots() {
	console=$work/$1.log
	check "$1: Dom0 and both guests come up" boot "$2"
	ended || tail -n 40 "$console"
	! grep -q 'sci_type in not valid' "$console" ||
		echo "$xen has the single-agent driver, not the multi-agent one"
	check "$1: Dom0 has the doorbell of agent 0" said Dom0 'doorbell 0x82000002'
	check "$1: domU1 has the doorbell of agent 2" said domU1 'doorbell 0x82000004'
	check "$1: domU2 has the doorbell of agent 3" said domU2 'doorbell 0x82000005'
	for domain in Dom0 domU1 domU2; do
		check "$1: $domain: the SCMI driver binds" some $domain bound
		check "$1: $domain: a driver of a protocol binds" some $domain protocol
	done
	check "$1: Xen asks permission for domU1's clock" permitted /pl031@9010000
	check "$1: Xen asks permission for domU2's GPIO" permitted /pl061@9030000
	[ "$linux" = "$dir/linux/Image" ] ||
		check "$1: domU1 drives its clock" said domU1 'device rtc-pl031'
	check "$1: domU2 drives its GPIO" said domU2 'device pl061_gpio'
}

check 'the firmware builds' make_firmware
check 'the initrd is made' make_initrd
check 'generate writes the guests'"'"' trees and the merged host tree' generate_all
check 'check finds no error in them' no_errors "$work/out"
check 'init writes a configuration for the board' init_board
check 'check finds no error in it' check_project
check 'generate writes what its manifest says' generate_project
check 'check finds no error in that' no_errors "$work/init/xen/out"
[ "$failed" -eq 0 ] || { result; exit; }
boots generate "$work/out"
boots init "$work/init/xen/out"
result
