#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# run.sh PROGRAM DIR [XEN] - boot what generate writes for two dom0less guests
#
# XEN is an image of Xen for arm64 with the multi-agent driver, built by whoever runs this. Linux runs
# as Dom0 and in the guests, on the firmware of tests/target; each has to find its own channel, and
# its SCMI driver has to bind. Xen forwards a domain's calls on the doorbell of its own agent only, so
# that a driver which binds has that agent. DIR keeps packages and logs.
set -u
# shellcheck source=tests/count.sh
. "$(dirname "$0")/../count.sh"

program=$1 dir=$2 xen=${3:-}
here=$(dirname "$0")
target=$here/../target
: "${MAKE:=make}"
: "${TARGET_TIMEOUT:=240}"

[ -n "$xen" ] || skip_all 'XEN_IMAGE is not given: no Xen with the multi-agent driver'
[ -f "$xen" ] || skip_all "$xen is not there"
for tool in qemu-system-aarch64 aarch64-linux-gnu-gcc dtc cpio; do
	command -v $tool >/dev/null || skip_all "$tool is not installed"
done
if [ ! -f "$dir/linux/Image" ] || [ ! -f "$dir/busybox/bin/busybox" ]; then
	log=$("$target/packages.sh" "$dir" 2>&1) ||
		skip_all "no packages for the emulated machine: $(echo "$log" | tail -n 1)"
fi
work=$dir/xen-boot
rm -rf "$work"
mkdir -p "$work/initrd/bin" "$work/initrd/dev"

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

# The trees tell the sizes of the partial trees, which are known when they are written.
generate() {
	cp "$target/trees/machine.dtsi" "$work/" && cp "$target/trees/host.dts" "$work/target.dtsi" &&
		sed "s/@KERNEL@/$(size "$dir/linux/Image")/; s/@INITRD@/$(size "$work/initrd.cpio")/
			s/@TREE1@/$1/; s/@TREE2@/$2/" "$here/host.dts" >"$work/host.dts" &&
		"$program" generate --guests "$here/guests.yaml" --merge --force -o "$work/out" \
			"$work/host.dts"
}

generate_all() {
	generate 0x1000 0x1000 &&
		generate "$(size "$work/out/domU1.dtb")" "$(size "$work/out/domU2.dtb")"
}

no_errors() {
	"$program" -W no-dtc --no-schemas --guest domU1="$work/out/domU1.dtb" \
		--guest domU2="$work/out/domU2.dtb" "$work/out/host-merged.dtb"
}

load() {
	echo "-device loader,file=$1,addr=$2,force-raw=on"
}

ended() {
	[ "$(grep -c '@@ [A-Za-z0-9]* end' "$work/console.log" 2>/dev/null)" -ge 3 ]
}

boot() {
	# shellcheck disable=SC2046
	qemu-system-aarch64 -M virt,secure=on,virtualization=on,gic-version=2,acpi=off -cpu cortex-a57 \
		-smp 1 -m 1G -nic none -display none -monitor none -no-reboot \
		-serial "file:$work/console.log" -serial "file:$work/firmware.log" \
		-bios "$dir/firmware.bin" $(load "$xen" 0x40200000) \
		$(load "$work/out/host-merged.dtb" 0x48000000) $(load "$dir/linux/Image" 0x50000000) \
		$(load "$work/initrd.cpio" 0x49000000) $(load "$work/out/domU1.dtb" 0x4b120000) \
		$(load "$work/out/domU2.dtb" 0x4b130000) </dev/null &
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
	told=$(tr -d '\r' <"$work/console.log" | sed -n "s/.*@@ $1 \(${2%% *} .*\)/\1/p" | sort -u)
	[ "$told" = "$2" ] && return
	echo "$1 says \"$told\", not \"$2\""
	return 1
}

bound() {
	tr -d '\r' <"$work/console.log" | grep -q "@@ $1 bound "
}

check 'the firmware builds' make_firmware
check 'the initrd is made' make_initrd
check 'generate writes the guests'"'"' trees and the merged host tree' generate_all
check 'check finds no error in them' no_errors
[ "$failed" -eq 0 ] || { result; exit; }
check 'Dom0 and both guests come up' boot
[ "$failed" -eq 0 ] || tail -n 40 "$work/console.log"
! grep -q 'sci_type in not valid' "$work/console.log" ||
	echo "$xen has the single-agent driver, not the multi-agent one"
check 'Dom0 has the doorbell of agent 0' said Dom0 'doorbell 0x82000002'
check 'domU1 has the doorbell of agent 2' said domU1 'doorbell 0x82000004'
check 'domU2 has the doorbell of agent 3' said domU2 'doorbell 0x82000005'
for domain in Dom0 domU1 domU2; do
	check "$domain: the SCMI driver binds" bound $domain
done
check 'domU1 drives its clock' said domU1 'device rtc-pl031'
check 'domU2 drives its GPIO' said domU2 'device pl061_gpio'
result
