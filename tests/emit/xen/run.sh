#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# run.sh PROGRAM PACKAGES DIR - give a guest two devices of an emulated machine under a real Xen
#
# QEMU dumps its tree; generate makes the guest's tree and the host's from it, and nothing is
# written by hand but Xen's command line and the guest's console. Xen starts the guest without
# Dom0. The guest reports drivers, time, interrupts and the tree it got (see init). Then three
# trees that are wrong must be seen to fail. PACKAGES is where packages.sh of tests/target
# unpacks; DIR keeps trees and logs.
set -u
# shellcheck source=tests/count.sh
. "$(dirname "$0")/../../count.sh"

program=$1
packages=$2
dir=$3
here=$(dirname "$0")
: "${TARGET_TIMEOUT:=120}"

KERNEL=0x50000000
INITRD=0x54000000
TREE=0x58000000
TIME=2031-02-03T04:05:06

check_tools() {
	for tool in qemu-system-aarch64 dtc fdtput cpio gzip base64; do
		command -v $tool >/dev/null || skip_all "$tool is not installed"
	done
	mkdir -p "$packages" "$dir"
	"$here/../../target/packages.sh" "$packages"
	case $? in
	0) ;;
	77) skip_all 'no packages for the emulated machine' ;;
	*)
		verdict packages 1
		result
		exit
		;;
	esac
}

size() {
	stat -L -c %s "$1"
}

make_initrd() {
	rm -rf "$dir/initrd"
	mkdir -p "$dir/initrd/bin" "$dir/initrd/dev"
	cp "$packages/busybox/bin/busybox" "$dir/initrd/bin"
	install -m 755 "$here/init" "$dir/initrd/init"
	(cd "$dir/initrd" && find . | cpio --quiet -o -H newc -R 0:0 | gzip -1 >../initrd.gz)
}

machine() {
	echo "-M virt,virtualization=on,gic-version=$1$2 -cpu cortex-a57 -m 1G -smp 2 -nic none" \
		"-display none -monitor none"
}

manifest() {
	cat <<END
guests:
  - name: clock
    boot: dom0less
    cpus: 1
    memory: { size: 0x10000000 }
    gic-version: $1
    kernel: { address: $KERNEL, size: $(size "$packages/linux/Image") }
    ramdisk: { address: $INITRD, size: $(size "$dir/initrd.gz") }
    dtb: { address: $TREE }
    bootargs: "console=ttyAMA0 quiet loglevel=1 panic=-1"
    force-assign-without-iommu: true
    devices:
      - /pl031@9010000
      - /pl061@9030000
END
}

# generate GIC - DIR/GIC/clock.dtb and the host's tree
generate() {
	mkdir -p "$dir/$1"
	# shellcheck disable=SC2046
	qemu-system-aarch64 $(machine "$1" ",dumpdtb=$dir/$1/machine.dtb") 2>/dev/null
	manifest "$1" >"$dir/$1/guests.yaml"
	"$program" generate --guests "$dir/$1/guests.yaml" -o "$dir/$1/out" \
		--merge "$dir/$1/machine.dtb" || return
	cp "$dir/$1/out/host-merged.dtb" "$dir/$1/host.dtb"
	fdtput -t s "$dir/$1/host.dtb" /chosen xen,xen-bootargs \
		"console=dtuart dtuart=/pl011@9000000 bootscrub=0 loglvl=all guest_loglvl=all"
	fdtput -t x "$dir/$1/host.dtb" /chosen '#address-cells' 2
	fdtput -t x "$dir/$1/host.dtb" /chosen '#size-cells' 2
	fdtput -t x "$dir/$1/host.dtb" /chosen/clock vpl011
}

# boot GIC NAME TREE - leaves DIR/GIC/NAME.log
boot() {
	log=$dir/$1/$2.log
	rm -f "$log"
	# shellcheck disable=SC2046
	qemu-system-aarch64 $(machine "$1" "") -no-reboot -rtc base=$TIME -serial "file:$log" \
		-kernel "$packages/xen/Image" -dtb "$dir/$1/host.dtb" \
		-device loader,file="$packages/linux/Image",addr=$KERNEL,force-raw=on \
		-device loader,file="$dir/initrd.gz",addr=$INITRD,force-raw=on \
		-device loader,file="$3",addr=$TREE,force-raw=on </dev/null >/dev/null 2>&1 &
	qemu=$!
	tries=0
	until grep -q -e '=== end' -e 'Panic on CPU' -e 'Kernel panic' "$log" 2>/dev/null; do
		if [ $tries -ge $((TARGET_TIMEOUT * 5)) ] || ! kill -0 $qemu 2>/dev/null; then
			break
		fi
		sleep 0.2
		tries=$((tries + 1))
	done
	kill $qemu 2>/dev/null
	wait $qemu 2>/dev/null
	tr -d '\r' <"$log" | sed -n 's/^(XEN) DOM1: //p' >"$dir/$1/$2.guest"
}

# subtree BLOB - what the guest is to see of it, in a form that can be compared
subtree() {
	dtc -q -s -I dtb -O dts "$1" |
		awk '/^\t(passthrough|aliases) {/ { on = 1 } on { print } /^\t};/ { on = 0 }' |
		grep -v -E '^[[:space:]]+xen,(reg|path|force-assign-without-iommu)'
}

# judge GIC NAME - says what is wrong with a boot, nothing if all is well
judge() {
	guest=$dir/$1/$2.guest
	grep -E -a 'Failed to assign device|xen,reg or xen,path missing|Panic on CPU' \
		"$dir/$1/$2.log" | tr -d '\r'
	grep -q '=== end' "$guest" || echo 'the guest does not report'
	grep -q '^driver 9010000.pl031 rtc-pl031$' "$guest" || echo 'no driver for the clock'
	grep -q '^driver 9030000.pl061 pl061_gpio$' "$guest" || echo 'no driver for the GPIO'
	now=$(sed -n 's/^clock //p' "$guest")
	set_at=$(date -u -d "$TIME" +%s)
	[ "${now:-0}" -ge "$set_at" ] && [ "$now" -le $((set_at + TARGET_TIMEOUT)) ] ||
		echo "the clock says ${now:-nothing}, not $set_at"
	grep -q '^interrupts 0 1$' "$guest" || echo 'no interrupt'
	sed '1,/^=== tree/d; /^=== end/,$d' "$guest" | base64 -d >"$dir/$1/$2.dtb" 2>/dev/null
	subtree "$dir/$1/out/clock.dtb" >"$dir/$1/expected"
	subtree "$dir/$1/$2.dtb" >"$dir/$1/$2.seen" 2>/dev/null
	diff -u "$dir/$1/expected" "$dir/$1/$2.seen" || echo 'another tree'
}

good() {
	boot "$1" good "$dir/$1/out/clock.dtb"
	judge "$1" good >"$dir/$1/good.judgement"
	[ ! -s "$dir/$1/good.judgement" ]
	verdict "GIC $1: the guest uses its devices" $?
	cat "$dir/$1/good.judgement"
}

# bad GIC NAME WHAT COMMAND... - a tree changed by fdtput; WHAT must be said of it
bad() {
	gic=$1 name=$2 what=$3
	shift 3
	cp "$dir/$gic/out/clock.dtb" "$dir/$gic/$name-in.dtb"
	fdtput "$@"
	boot "$gic" "$name" "$dir/$gic/$name-in.dtb"
	judge "$gic" "$name" >"$dir/$gic/$name.judgement"
	grep -q "$what" "$dir/$gic/$name.judgement"
	verdict "GIC $gic: a tree with $name fails" $?
}

clock=/passthrough/pl031@9010000
check_tools
make_initrd
for gic in 2 3; do
	generate $gic
	verdict "GIC $gic: generate" $?
	good $gic
done
bad 2 no-force 'Failed to assign device' -d "$dir/2/no-force-in.dtb" $clock \
	xen,force-assign-without-iommu
bad 2 no-reg 'xen,reg or xen,path missing' -d "$dir/2/no-reg-in.dtb" $clock xen,reg
bad 2 wrong-page 'no driver for the clock' -t x "$dir/2/wrong-page-in.dtb" $clock xen,reg \
	0 9030000 0 1000 0 9010000
result
