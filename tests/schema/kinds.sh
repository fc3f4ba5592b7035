#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# What bindings say of small trees, one for each kind of case in which validators have differed:
# kinds.sh RUN DIRECTORY
#
# A tree's comments say the (node, schema) that must fail: "expect:", and "strict:" with the
# verdicts of dt-schema where that differs, "builtin:" with the project's own bindings,
# "unmatched:" the unknown compatible strings.
run=$1 dir=$2 passed=0 failed=0
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT

wanted() { # KEY FILE
	sed -n "s,^// $1: ,,p" "$2" | grep -v '^nothing$' | sort
}

found() { # OPTION... TREE
	"$run" -d "$dir/bindings" "$@" | awk -F '\t' '$5 != "deprecated" && $5 != "unmatched" {
		sub(".*/schemas/", "", $2); sub("\\.yaml$", "", $2); print $1, $2 }' | sort -u
}

unknown() { # TREE
	"$run" -d "$dir/bindings" -n -m "$1" | awk -F '\t' '$5 == "unmatched" {
		split($6, part, "\""); print $1, part[2] }' | sort
}

check() { # NAME WANTED FOUND
	if [ "$2" = "$3" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf 'FAIL: %s: expected\n%s\nfound\n%s\n' "$1" "$2" "$3"
	fi
}

for source in "$dir"/*.dts; do
	name=$(basename "$source" .dts)
	tree=$tmp/$name.dtb
	dtc -q -I dts -O dtb -o "$tree" "$source" || exit 1
	expect=$(wanted expect "$source")
	check "$name" "$expect" "$(found -n "$tree")"
	grep -q '^// strict: ' "$source" && expect=$(wanted strict "$source")
	check "$name, strict" "$expect" "$(found -n -s "$tree")"
	grep -q '^// builtin: ' "$source" &&
		check "$name, built in" "$(wanted builtin "$source")" "$(found "$tree")"
	grep -q '^// unmatched: ' "$source" &&
		check "$name, unmatched" "$(wanted unmatched "$source")" "$(unknown "$tree")"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
