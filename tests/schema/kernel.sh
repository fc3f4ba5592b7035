#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
# The command lines of the kernel's dtbs_check and dt_binding_check (kernel.mk), with dt-schema's
# programs and with those that take their places:
# kernel.sh PROGRAMS UPSTREAM_DTS DT_SCHEMA_DIR [BOARDS [EXAMPLES]]
#
# What is printed has to be the same, line by line, but for the order.
set -u
ours=$1 upstream=$2 peer=$3 boards=${4:-24} examples=${5:-48}
if [ -z "$upstream" ] || [ -z "$peer" ]; then
	echo "skipped: UPSTREAM_DTS and DT_SCHEMA_DIR are not set"
	echo "0 passed, 0 failed, 1 skipped"
	exit 0
fi
here=$(dirname "$0")
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
export DT_SCHEMA_DIR=$peer PYTHONPATH=$peer
passed=0 failed=0

wrap() { # PROGRAM MODULE
	mkdir -p "$tmp/bin"
	printf '#!/bin/sh\nexec /usr/bin/python3 -c "from dtschema.%s import main; import sys; sys.exit(main())" "$@"\n' \
		"$2" >"$tmp/bin/$1"
	chmod +x "$tmp/bin/$1"
}

some() { # N FILE: as many lines of it, always the same ones
	shuf --random-source=<(yes) -n "$1" "$2"
}

# One target with the programs of $1; $2 is "ours" or "theirs".
run() { # PROGRAMS NAME TARGET
	local PATH=$1:$PATH TIMEFORMAT="%R s, CPU %U s"
	mkdir -p "$tmp/out"
	{ time make -s -k -j2 -f "$here/kernel.mk" "$3" OUT="$tmp/out" \
		BINDINGS="$upstream/Bindings" INCLUDE="$upstream/include" ROOT="$upstream/src" \
		DOCS="$tmp/docs" SOURCES="$(tr '\n' ' ' <"$tmp/sources")" \
		EXAMPLES="$(tr '\n' ' ' <"$tmp/examples")" 2>"$tmp/$2.$3"; } 2>"$tmp/$2.$3.time"
	find "$tmp/out" -name '*.example.dts' -exec cat {} + | sort >>"$tmp/$2.$3"
	mv "$tmp/out" "$tmp/out.$2.$3"
}

compare() { # TARGET
	local n
	n=$(diff <(sort -u "$tmp/theirs.$1") <(sort -u "$tmp/ours.$1") | grep -c '^[<>]')
	if [ "$n" -eq 0 ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		diff <(sort -u "$tmp/theirs.$1") <(sort -u "$tmp/ours.$1") | head -n 20
	fi
	echo "$1: $(sort -u "$tmp/theirs.$1" | wc -l) different lines, $n differ; dt-schema" \
		"$(tail -n 1 "$tmp/theirs.$1.time"), ours $(tail -n 1 "$tmp/ours.$1.time")"
}

wrap dt-mk-schema mk_schema
wrap dt-validate dtb_validate
wrap dt-doc-validate doc_validate
wrap dt-extract-example extract_example
find "$upstream/Bindings" -name '*.yaml' ! -name 'processed-schema*' | sort >"$tmp/all"
find "$upstream/src" -name '*.dts' | sort >"$tmp/boards"
some "$((8 * examples))" "$tmp/all" >"$tmp/docs"
some "$boards" "$tmp/boards" >"$tmp/sources"
some "$examples" "$tmp/all" >"$tmp/examples"
for target in dtbs_check dt_binding_check; do
	run "$tmp/bin" theirs "$target"
	run "$ours" ours "$target"
	compare "$target"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
