#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Runs the rows of faults.tsv through the program: fault, findings, exit status.
set -u
program=${1:?the program}
here=$(dirname "$0")
dir=$(mktemp -d) || exit 2
trap 'rm -rf "$dir"' EXIT
passed=0 failed=0
tab=$(printf '\t')

change() { # FILE SED
	if [ "$2" = - ]; then
		cp "$here/$1" "$dir/$1"
	else
		sed "$2" "$here/$1" >"$dir/$1"
		if cmp -s "$here/$1" "$dir/$1"; then
			echo "no change to $1: $2"
			failed=$((failed + 1))
		fi
	fi
}

while IFS=$tab read -r fault options dts yaml rules status; do
	case $fault in '#'* | '') continue ;; esac
	change platform.dts "$dts"
	change platform.yaml "$yaml"
	set -- --transport sim --firmware "$dir/platform.yaml" --format gcc --quiet
	[ "$fault" = - ] || set -- "$@" --fault "$fault"
	# The options are words.
	# shellcheck disable=SC2086
	[ "$options" = - ] || set -- "$@" $options
	"$program" probe "$@" "$dir/platform.dts" >"$dir/out" 2>"$dir/err"
	got=$?
	found=$(sed -n 's/.*\[\(probe-[a-z-]*\)\]$/\1/p' "$dir/out" | sort -u | paste -sd, -)
	if [ "$got" = "$status" ] && [ "${found:--}" = "$rules" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "$fault $options $dts $yaml: ${found:--}, status $got; expected $rules, $status"
		cat "$dir/err"
	fi
done <"$here/faults.tsv"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
