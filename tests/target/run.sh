#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# run.sh DIR - boot Linux, and Xen with Linux, on the test firmware and compare what they report
#
# Each file of expected/KIND is a report that must come, word for word; no other may. With
# UPDATE=1 the expected reports are written instead. DIR keeps packages and logs.
set -u
# shellcheck source=tests/count.sh
. "$(dirname "$0")/../count.sh"

dir=$1
here=$(dirname "$0")
: "${MAKE:=make}"
# Small enough for an initrd.
MAX_SIZE=3000000

check_tools() {
	for tool in qemu-system-aarch64 aarch64-linux-gnu-gcc dtc fdtput cpio timeout; do
		command -v $tool >/dev/null || skip_all "$tool is not installed"
	done
	log=$("$here/packages.sh" "$dir" 2>&1)
	status=$?
	[ $status -ne 77 ] || skip_all "no packages for the emulated machine: $(echo "$log" | tail -n 1)"
	[ $status -eq 0 ] || echo "$log"
	verdict packages $status
	[ $status -eq 0 ] || { result; exit; }
}

# What the caller builds with (sanitizers, another compiler) is not for the target.
build() {
	env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u CC -u CFLAGS -u CROSS_COMPILE -u O \
		"$MAKE" --no-print-directory TARGET_DIR="$dir" target-files >"$dir/build.log" 2>&1
	status=$?
	[ $status -eq 0 ] || tail -n 20 "$dir/build.log"
	verdict 'everything builds' $status
	[ $status -eq 0 ] || { result; exit; }
	! grep -n -i -E 'warning(:| [(])' "$dir/build.log"
	verdict 'without warnings' $?
}

check_size() {
	size=$(stat -c %s "$dir/scmi-dtcheck")
	echo "static program for arm64, stripped: $size bytes"
	[ "$size" -lt $MAX_SIZE ]
	verdict "the static program is smaller than $MAX_SIZE bytes" $?
}

# compare KIND - the reports of a boot with the expected ones; those of Linux do not depend on its
# version
compare() {
	expected=$1
	[ "$1" != newer ] || expected=linux
	if [ -n "${UPDATE:-}" ] && [ "$1" != newer ]; then
		rm -rf "$here/expected/$1"
		mkdir -p "$here/expected"
		cp -r "$dir/reports/$1" "$here/expected/$1"
	fi
	for report in "$here/expected/$expected"/*; do
		diff -u -N "$report" "$dir/reports/$1/${report##*/}"
		verdict "$1: ${report##*/}" $?
	done
	for report in "$dir/reports/$1"/*; do
		[ -e "$here/expected/$expected/${report##*/}" ]
		verdict "$1: ${report##*/} is expected" $?
	done
}

# boot KIND
boot() {
	began=$(date +%s%N)
	"$here/boot.sh" "$1" "$dir"
	status=$?
	echo "$1: $((($(date +%s%N) - began) / 1000000)) ms"
	verdict "$1 boots and powers off" $status
	[ $status -eq 0 ] || tail -n 20 "$dir/$1.log"
	compare "$1"
}

check_tools
build
check_size
boot linux
if [ -e "$dir/newer/Image" ]; then
	boot newer
else
	skip 'Debian has no newer kernel for this release'
fi
boot kills
tr -d '\r' <"$dir/kills.log" | grep '^kills: '
boot xen
result
