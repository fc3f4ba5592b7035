#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Probes the simulated platform of a sample: its own tree, then one whose table has two agents
# in each other's place and a doorbell that the firmware does not know.
program=${1:?the program}
dir=$(mktemp -d) || exit 2
trap 'rm -rf "$dir"' EXIT

run() {
	echo "\$ scmi-dtcheck probe --transport sim --firmware samples/rcar-gen3-firmware.yaml $2"
	"$program" probe --quiet --permissions --transport sim \
		--firmware samples/rcar-gen3-firmware.yaml "$1"
	echo "status $?"
	echo
}

cp samples/rcar-gen3.dtsi "$dir/"
sed -e 's/\(<0x8200000[0-9] &scmi_shm_2\) 2>/\1 3>/' \
	-e 's/<0x8200000[0-9] &scmi_shm_3 3>/<0x82000009 \&scmi_shm_3 2>/' \
	samples/rcar-gen3.dts >"$dir/wrong-table.dts"
run samples/rcar-gen3.dts samples/rcar-gen3.dts
run "$dir/wrong-table.dts" wrong-table.dts
