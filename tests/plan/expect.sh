#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# expect.sh SHOW BOARDS [NAME...]: the plans of expect/*.yaml, or of those named, equal the expected
# ones, checked by hand against the boards' trees: three and four interrupt cells, one and two cells of
# buses, translation, guest addresses, children with registers of their own, SCMI and fixed clocks,
# phandles that lead back.
set -u
show=$1 boards=$2
shift 2
here=$(dirname "$0")
passed=0 failed=0 skipped=0

for manifest in "$here"/expect/*.yaml; do
	base=${manifest%.yaml}
	case " $* " in
	'  ' | *" ${base##*/} "*) ;;
	*) continue ;;
	esac
	board=$boards/$(sed -n 's/^# board: //p' "$manifest").dtb
	if [ ! -f "$board" ]; then
		echo "skip: no $board"
		skipped=$((skipped + 1))
	elif $show "$board" "$manifest" "$here/expect/agent.dtso" | diff -u "$base.dts" -; then
		passed=$((passed + 1))
	else
		echo "FAIL ${base##*/}"
		failed=$((failed + 1))
	fi
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
