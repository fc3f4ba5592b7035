#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# outputs.sh PROGRAM XL CORPUS [--update] - what generate writes for the samples' manifest
#
# Compared with the outputs in samples/rcar-gen3-guests, which --update writes anew; read by dtc,
# by xl's own parser (XL, see xl.c; empty where libxlutil is missing) and by dt-validate with the
# community's bindings.
set -u
# shellcheck source=tests/count.sh
. "$(dirname "$0")/../count.sh"

program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
xl=$2
corpus=$3
update=${4-}
here=$(cd "$(dirname "$0")" && pwd)
samples=$(cd "$here/../../samples" && pwd)
shown=$samples/rcar-gen3-guests
[ -z "$xl" ] || xl=$(cd "$(dirname "$xl")" && pwd)/$(basename "$xl")
[ ! -d "$corpus" ] || corpus=$(cd "$corpus" && pwd)
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2

canonical() {
	dtc -q -I dtb -O dts "$1"
}

compare_golden() {
	if [ -n "$update" ]; then
		rm -rf "$shown"
		mkdir "$shown"
		cp out/*.dts out/*.dtso out/*.cfg out/*.json "$shown"
		[ -z "$xl" ] || "$xl" out/domd.cfg >"$here/golden.xl"
	fi
	for file in "$shown"/*; do
		diff -u "$file" "out/${file##*/}"
		verdict "samples/rcar-gen3-guests/${file##*/}" $?
	done
	for file in out/*; do
		[ -e "$shown/${file##*/}" ] || [ "${file%.dtb*}" != "$file" ]
		verdict "${file##*/} is shown among the samples" $?
	done
}

# What dtc says of a tree as xl completes it: it has the GIC that interrupts go to.
completed() {
	cat "$1"
	[ -e "${1%.dts}.cfg" ] || return
	cat <<'END'
/ {
	interrupt-parent = <65000>;

	interrupt-controller@3001000 {
		reg = <0x0 0x3001000 0x0 0x1000>;
		interrupt-controller;
		#interrupt-cells = <3>;
		#address-cells = <0>;
		phandle = <65000>;
	};
};
END
}

# dtc asks every node on the bus that Xen wants for registers: those for SCMI and for fixed clocks have
# none, and no unit address.
without_registers='Warning (simple_bus_reg): /passthrough/[^@]*: missing or empty reg/ranges property$'

read_by_dtc() {
	for dts in out/*.dts; do
		completed "$dts" >completed.dts
		dtc -I dts -O dtb -o completed.dtb completed.dts 2>said
		grep -v "$without_registers" said >warnings
		[ ! -s warnings ]
		verdict "${dts#out/}: dtc warns: $(head -n 1 warnings)" $?
		dtc -q -I dts -O dtb -o again.dtb "$dts"
		canonical again.dtb >again
		canonical "${dts%.dts}.dtb" | diff - again
		verdict "${dts#out/}: the source and the blob are the same tree" $?
	done
	dtc -I dts -O dtb -o again.dtbo out/host-overlay.dtso 2>warnings
	[ ! -s warnings ]
	verdict "host-overlay.dtso: dtc warns: $(head -n 1 warnings)" $?
	canonical again.dtbo >again
	canonical out/host-overlay.dtbo | diff - again
	verdict 'host-overlay.dtso: the source and the blob are the same tree' $?
	if command -v fdtoverlay >/dev/null; then
		dtc -q -I dts -O dtb -o host.dtb "$samples/rcar-gen3-guests.dts"
		fdtoverlay -i host.dtb -o merged.dtb again.dtbo
		canonical merged.dtb >again
		dtc -q -I dtb -O dts out/host-merged.dtb | diff - again
		verdict 'host-merged.dtb is what fdtoverlay makes' $?
	fi
}

# The finding about visible devices is gone once the overlay is applied.
overlay_hides() {
	set -- --guests samples/rcar-gen3-guests.yaml samples/rcar-gen3-guests.dts
	"$program" check -f gcc "$@" >without.findings
	"$program" check -f gcc --overlay out/host-overlay.dtbo "$@" >with.findings &&
		grep -q guest-visible-to-dom0 without.findings && ! grep -q guest-visible-to-dom0 with.findings
	verdict 'the overlay hides every device from Dom0' $?
}

read_by_xl() {
	if [ -z "$xl" ]; then
		skip 'libxlutil (libxen-dev) is not installed'
		return
	fi
	"$xl" out/domd.cfg >xl.out
	verdict 'xl takes every value' $?
	diff -u "$here/golden.xl" xl.out
	verdict 'xl reads what was planned' $?
	sed 's/^irqs = .*/irqs = [ "x",/' out/domd.cfg >bad.cfg
	! "$xl" bad.cfg >/dev/null
	verdict 'a wrong interrupt is refused' $?
	sed 's/^]$//' out/domd.cfg >bad.cfg
	! "$xl" bad.cfg >/dev/null 2>&1
	verdict 'a list without end is refused' $?
}

# scmi_complaints BLOB... - what the bindings of SCMI and its pages say
scmi_complaints() {
	dt-validate -s "$corpus/bindings/schemas" "$@" 2>&1 |
		grep -B1 -E "From schema: $corpus/bindings/schemas/(firmware|sram)/"
}

read_by_dt_validate() {
	if ! command -v dt-validate >/dev/null || [ ! -d "$corpus/bindings/schemas" ]; then
		skip 'dt-validate or the community bindings are missing'
		return
	fi
	! scmi_complaints out/domd.dtb out/domU1.dtb out/domU2.dtb
	verdict 'dt-validate has no complaint about SCMI' $?
	cp out/domd.dtb bad.dtb
	fdtput -d bad.dtb /passthrough/firmware/scmi shmem
	scmi_complaints bad.dtb >/dev/null
	verdict 'dt-validate has one about a node without shmem' $?
}

ln -s "$samples" samples
"$program" generate --guests samples/rcar-gen3-guests.yaml -s -m -o out \
	samples/rcar-gen3-guests.dts 2>err
verdict 'the samples are generated' $?
compare_golden
read_by_dtc
overlay_hides
read_by_xl
read_by_dt_validate
result
