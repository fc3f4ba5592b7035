#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# run.sh PROGRAMS BOARDS: every suite about plans; the last line sums them up.
set -u
programs=$1 boards=$2
here=$(dirname "$0")
log=$(mktemp) || exit 2
trap 'rm -f "$log"' EXIT
passed=0 failed=0 skipped=0

suite() {
	"$@" >"$log" 2>&1
	status=$?
	# The words of the line are its numbers and names.
	# shellcheck disable=SC2046
	set -- $(grep -E '^[0-9]+ passed, [0-9]+ failed' "$log" | tail -n 1 | tr -d ,)
	f=${3:-1}
	if [ $status -ne 0 ] && [ "$f" -eq 0 ]; then
		f=1
	fi
	[ "$f" -eq 0 ] || cat "$log"
	grep '^skip' "$log"
	passed=$((passed + ${1:-0})) failed=$((failed + f)) skipped=$((skipped + ${5:-0}))
}

suite "$here/rules.sh" "$programs/show"
suite "$here/expect.sh" "$programs/show" "$boards"
if [ -d "$boards" ]; then
	suite "$programs/boards" --dtc "$boards"/*.dtb
else
	echo "skip: every device of every board: no $boards"
	skipped=$((skipped + 1))
fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
