#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# imagebuilder.sh PROGRAM IMAGEBUILDER - ImageBuilder takes the samples' variables
#
# IMAGEBUILDER is a directory of that project, with scripts/uboot-script-gen. It makes a boot script
# and a host tree of the variables and of dummy images; with the commands that stand as comments that
# tree must be one that Xen takes as planned.
set -u
# shellcheck source=tests/count.sh
. "$(dirname "$0")/../count.sh"

program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
script=$2/scripts/uboot-script-gen
samples=$(cd "$(dirname "$0")/../../samples" && pwd)
if [ ! -f "$script" ] || ! command -v mkimage >/dev/null; then
	skip_all "$script or mkimage (u-boot-tools) is missing"
fi
script=$(cd "$(dirname "$script")" && pwd)/uboot-script-gen
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
ln -s "$samples" samples

# An image as file(1) knows those of Linux for arm64.
image() {
	head -c 65536 /dev/zero >"dir/$1"
	printf 'ARM\144' | dd of="dir/$1" bs=1 seek=56 conv=notrunc status=none
}

prepare() {
	"$program" generate --guests samples/rcar-gen3-guests.yaml -o dir samples/rcar-gen3-guests.dts
	dtc -q -I dts -O dtb -o dir/host.dtb samples/rcar-gen3-guests.dts
	fdtput -r dir/host.dtb /chosen/domU1 /chosen/domU2
	image xen
	image Image
	image Image-dom0
	sed -n 's/^#   //p' dir/imagebuilder.cfg >dir/extra.txt
	{
		echo 'MEMORY_START=0x40000000 MEMORY_END=0x80000000'
		echo 'DEVICE_TREE=host.dtb XEN=xen DOM0_KERNEL=Image-dom0'
		echo 'FDTEDIT=boot.dtb APPEND_EXTRA_CMDS=extra.txt'
		cat dir/imagebuilder.cfg
	} >cfg
}

# What U-Boot does for the commands that ImageBuilder appends.
apply_extra() {
	while read -r command _ node name value; do
		[ "$command" = fdt ] || continue
		case $value in
		\"*) fdtput -ts dir/boot.dtb "$node" "$name" "$(echo "$value" | tr -d '"')" ;;
		\<*) fdtput -ti dir/boot.dtb "$node" "$name" "$(echo "$value" | tr -d '<>')" ;;
		*) fdtput dir/boot.dtb "$node" "$name" ;;
		esac
	done <dir/extra.txt
}

prepare >log 2>&1
verdict "the samples are generated: $(cat log)" $?
bash "$script" -c cfg -d dir -t tftp -o boot >log 2>&1
verdict "the script is made: $(cat log)" $?
for line in 'tftpb .* domU1.dtb' 'tftpb .* domU2.dtb' 'fdt set /soc/i2c@e66d8000 xen,passthrough' \
	'fdt set /soc/mmc@ee100000 xen,passthrough' 'fdt set /soc/usb@ee080000 xen,passthrough' \
	'fdt set /chosen/domU0 memory <.* 262144>' 'fdt set /chosen/domU0 cpus <1>' \
	'fdt set /chosen/domU0/module.* "multiboot,device-tree"' \
	'fdt set /chosen/domU1 xen,sci-agent-id <3>'; do
	grep -q "^$line" dir/boot.source
	verdict "the script has $line" $?
done
apply_extra
"$program" --guest domU0=dir/domU1.dtb --guest domU1=dir/domU2.dtb dir/boot.dtb >report
verdict "Xen takes the tree: $(cat report)" $?
for line in ' 2 .* domU0$' ' 3 .* domU1$'; do
	grep -q "$line" report
	verdict "the agents are the domains'" $?
done
result
