#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# bitbake.sh: the Yocto layer in builds by BitBake, on the trees of meta-test and samples/.
#
#	BITBAKE_DIR, OE_CORE_DIR	checkouts of bitbake and openembedded-core, of one release
#	YOCTO_WORK			a directory to work in, which stays
#	YOCTO_LONG=1			read all of openembedded-core, and run yocto-check-layer:
#					ten minutes and more
#
# Ends with "N passed, N failed, N skipped".
set -u
cd "$(dirname "$0")/../.." || exit 2
# shellcheck source=tests/yocto/environment.sh
. tests/yocto/environment.sh

good_tree() {
	builds board && ran board compile scmi_dtcheck &&
		deployed scmi-dtcheck/board/board.txt scmi-dtcheck/board/board.json scmi-dtcheck/board/board.sarif \
			scmi-dtcheck/board/board.html devicetree/board.dtb &&
		is_sarif "$build/tmp/deploy/images/qemuarm64/scmi-dtcheck/board/board.sarif" 0
}

touched() {
	touch "$board/guests.yaml" "$board/firmware.yaml"
	again board ''
}

changed_manifest() {
	with "$board/guests.yaml" 's/agent-id: 2/agent-id: 0x2/'
	again board scmi_dtcheck
}

changed_firmware() {
	with "$board/firmware.yaml" 's/name: domU1/name: guest/'
	again board scmi_dtcheck
}

changed_variable() {
	extra 'SCMI_DTCHECK_WARN = "error"'
	again board scmi_dtcheck
	status=$?
	extra
	return $status
}

# One mistake: the page of the guest's agent is that of the management channel.
broken_tree() {
	fails board &&
		says '^ERROR: board-1.0-r0 do_scmi_dtcheck: channels.dtsi:36:8: error: .*\[management-page-shared\]' &&
		says '^ERROR: .*do_scmi_dtcheck: the SCMI configuration has 3 errors' &&
		! grep -q 'task do_install: Started' "$work/out" &&
		grep -q 'channels.dtsi:36:8: error: .*\[management-page-shared\]' \
			"$build"/tmp/work/*/board/1.0/temp/log.do_scmi_dtcheck &&
		is_sarif "$build/tmp/log/scmi-dtcheck/board/board.sarif" 3
}

# The same mistake counts for less.
none_fails() {
	extra 'SCMI_DTCHECK_FAIL = "none"'
	builds board && says '^WARNING: board-1.0-r0 do_scmi_dtcheck: channels.dtsi:36:8: error: '
	status=$?
	extra
	return $status
}

rule_off() {
	extra 'SCMI_DTCHECK_WARN = "no-management-page-shared no-fw-page"'
	fails board && says 'do_scmi_dtcheck: the SCMI configuration has 1 error;' &&
		! grep -q management-page-shared "$work/out"
	status=$?
	extra
	return $status
}

# What was good once comes back, with its reports.
mended_tree() {
	rm -rf "$build/tmp/deploy/images/qemuarm64/scmi-dtcheck"
	with "$board/channels.dtsi" 's/&shm_1 2/\&shm_2 2/'
	builds board && ! grep -q 'task do_scmi_dtcheck: Started' "$work/out" &&
		deployed scmi-dtcheck/board/board.sarif &&
		[ ! -e "$build/tmp/log/scmi-dtcheck/board" ]
}

# With the words that say it.
fails_with() { # LINE-OF-CONFIGURATION WORDS
	extra "$1"
	fails board && says "^ERROR: board-1.0-r0 do_scmi_dtcheck: $2"
	status=$?
	extra
	return $status
}

bad_manifest() {
	with "$board/guests.yaml" 's/dom0less/dom0more/'
	fails board &&
		says "^ERROR: board-1.0-r0 do_scmi_dtcheck: board.dtb: .*$board/guests.yaml:4:11: "
	status=$?
	with "$board/guests.yaml" 's/dom0more/dom0less/'
	return $status
}

task_environment() {
	bb bitbake -e board >"$work/out" 2>&1 && says '^python do_scmi_dtcheck ?\(\)' &&
		says '^SCMI_DTCHECK_KIND="devicetree"'
}

gates() {
	builds -g board && after board install scmi_dtcheck && after board scmi_dtcheck compile &&
		after board populate_sysroot install && after board deploy install
}

guests_made() {
	builds guests && ran guests compile scmi_dtcheck scmi_generate &&
		deployed scmi-dtcheck/guests/rcar-gen3-guests.sarif &&
		for file in domd.cfg domd.dtb domU1.dts domU2.dtb host-overlay.dtbo outputs.json \
			imagebuilder.cfg; do
			deployed scmi-guests/guests/$file || return
		done &&
		image=$(echo "$build"/tmp/work/*/guests/1.0/image/etc/xen) &&
		ls "$image" >"$work/out" &&
		printf '%s\n' domU1.dtb domU2.dtb domd.cfg domd.dtb host-overlay.dtbo |
		diff - "$work/out" && ! grep -F "$work" "$image/domd.cfg"
}

guests_changed() {
	with "$guests/rcar-gen3-guests.yaml" 's/vcpus: 2/vcpus: 3/'
	again guests scmi_dtcheck scmi_generate &&
		grep -qx 'vcpus = 3' "$build"/tmp/work/*/guests/1.0/image/etc/xen/domd.cfg
}

kernel_tree() {
	extra 'KERNEL_DEVICETREE = "acme/board.dtb acme/board-extra.dtbo"'
	builds kernel-tree machine-tree && deployed scmi-dtcheck/kernel-tree/board.txt \
		scmi-dtcheck/machine-tree/board.txt
}

broken_kernel_tree() {
	with "$board/channels.dtsi" 's/&shm_2 2/\&shm_1 2/'
	fails -k kernel-tree machine-tree &&
		says 'kernel-tree-1.0-r0 do_scmi_dtcheck: channels.dtsi:36:8: error: .*shared\]' &&
		! grep -q 'kernel-tree.*do_deploy: Started' "$work/out"
}

# The kernel's check lets it pass: the next one looks at what it has deployed.
broken_machine_tree() {
	extra 'KERNEL_DEVICETREE = "acme/board.dtb"' 'SCMI_DTCHECK_FAIL:pn-kernel-tree = "none"'
	fails machine-tree &&
		says 'machine-tree-1.0-r0 do_scmi_dtcheck: board.dtb: /chosen/.*: error: .*shared\]'
	status=$?
	extra
	with "$board/channels.dtsi" 's/&shm_1 2/\&shm_2 2/'
	return $status
}

# A real kernel, an image, and the recipes for the target, as far as they can be without sources: the
# order of their tasks.
whole_graph() {
	with "$build/conf/local.conf" '/^BBMASK/d; /^PREFERRED_PROVIDER/d'
	extra 'KERNEL_CLASSES:append = " scmi-dtcheck-generate"' \
		'ASSUME_PROVIDED += "jansson nativesdk-jansson"'
	builds -g virtual/kernel test-image scmi-dtcheck scmi-doorbell nativesdk-scmi-dtcheck &&
		after linux-yocto scmi_dtcheck compile && after linux-yocto scmi_generate scmi_dtcheck &&
		after linux-yocto install scmi_generate && after test-image image scmi_dtcheck &&
		after test-image rootfs scmi_generate &&
		after test-image scmi_dtcheck deploy linux-yocto &&
		after scmi-doorbell configure compile make-mod-scripts
}

layer_check() {
	rm -rf "$build/conf" "$build/tmp"
	mkdir "$build/conf"
	printf '%s\n' 'LCONF_VERSION = "7"' "BBPATH = \"\${TOPDIR}\"" 'BBFILES ?= ""' \
		"BBLAYERS ?= \" $core/meta \"" >"$build/conf/bblayers.conf"
	printf '%s\n' 'CONF_VERSION = "2"' 'MACHINE = "qemuarm64"' 'DISTRO = "nodistro"' \
		'BB_NO_NETWORK = "1"' 'CONNECTIVITY_CHECK_URIS = ""' 'INHERIT:remove = "uninative"' \
		>"$build/conf/local.conf"
	bb yocto-check-layer "$layers/meta-scmi-dtcheck"
}

check "the layer parses" builds -p
if [ "$failed" -ne 0 ]; then
	result
	exit
fi
check "bitbake -e shows the task" task_environment
check "the task is before do_install" gates
check "a good tree builds" good_tree
check "nothing changed" again board ''
check "files touched" touched
check "the manifest changed" changed_manifest
check "the firmware's description changed" changed_firmware
check "a variable changed" changed_variable
check "nothing changed after that" again board ''
with "$board/channels.dtsi" 's/&shm_2 2/\&shm_1 2/'
check "a broken tree fails" broken_tree
check "a broken tree fails again" broken_tree
check "nothing fails the build" none_fails
check "rules are off" rule_off
check "a fixed tree builds" mended_tree
check "no such tree" fails_with 'SCMI_DTCHECK_DTBS = "nosuch.dtb"' 'SCMI_DTCHECK_DTBS: no nosuch.dtb in '
check "no such manifest" fails_with 'SCMI_DTCHECK_GUESTS:pn-board = "nosuch.yaml"' \
	'SCMI_DTCHECK_GUESTS: nosuch.yaml is not there, '
check "no such format" fails_with 'SCMI_DTCHECK_FORMATS:pn-board = "pdf"' 'SCMI_DTCHECK_FORMATS: pdf '
check "no such severity" fails_with 'SCMI_DTCHECK_FAIL = "fatal"' 'SCMI_DTCHECK_FAIL: fatal '
check "a manifest with a mistake" bad_manifest
check "the guests' files" guests_made
check "the guests' files, again" again guests ''
check "the guests' manifest changed" guests_changed
check "a kernel's tree, and the machine's" kernel_tree
check "a broken tree of a kernel" broken_kernel_tree
check "a broken tree of the machine" broken_machine_tree

if [ "${YOCTO_LONG-}" = 1 ]; then
	check "the graph of all tasks" whole_graph
	check "yocto-check-layer" layer_check
else
	skip "BitBake: what reads all of openembedded-core: no YOCTO_LONG=1"
fi
result
