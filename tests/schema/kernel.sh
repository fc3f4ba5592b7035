#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
# The command lines of the kernel's dtbs_check and dt_binding_check, with dt-schema's programs and
# with those that take their places: kernel.sh DROPIN-DIR UPSTREAM_DTS DT_SCHEMA_DIR [BOARDS]
#
# As in scripts/Makefile.dtbs and Documentation/devicetree/bindings/Makefile, for there is no
# kernel's tree here. Lines that differ are counted; errors of one node come in another order.
set -u
ours=$1 upstream=$2 peer=$3 boards=${4:-24}
if [ -z "$upstream" ] || [ -z "$peer" ]; then
	echo "skipped: UPSTREAM_DTS and DT_SCHEMA_DIR are not set"
	echo "0 passed, 0 failed, 1 skipped"
	exit 0
fi
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

timed() { # NAME COMMAND...
	local name=$1 TIMEFORMAT=%U
	shift
	{ time "$@"; } 2>"$name.time" || echo "$name: status $?" >>"$name.err"
}

# shellcheck disable=SC2012
build_boards() {
	mkdir -p "$tmp/dtb"
	find "$upstream/src" -name '*.dts' | sort | shuf --random-source=<(yes) |
		while read -r source && [ "$(ls "$tmp/dtb" | wc -l)" -lt "$boards" ]; do
			cpp -nostdinc -undef -D__DTS__ -x assembler-with-cpp -I "$upstream/include" \
				-I "$(dirname "$source")" "$source" 2>/dev/null |
				dtc -q -I dts -O dtb -i "$(dirname "$source")" \
					-o "$tmp/dtb/$(basename "$source" .dts).dtb" 2>/dev/null
		done
}

# The steps of the makefiles, with the programs of $1; results in $2.
run_all() {
	local PATH=$1:$PATH out=$2
	mkdir -p "$out"
	timed "$out/mk" dt-mk-schema -j "@$tmp/list" >"$out/processed" 2>"$out/mk.err"
	timed "$out/dtbs" sh -c "dt-validate -m -u '$upstream/Bindings' -p '$out/processed' \
		'$tmp'/dtb/*.dtb 2>'$out/dtbs.err'"
	timed "$out/doc" sh -c "sed -n 1~40p '$tmp/list' | xargs dt-doc-validate -u \
		'$upstream/Bindings' 2>'$out/doc.err'"
	timed "$out/example" sh -c "sed -n 1~200p '$tmp/list' | while read -r f; do \
		dt-extract-example \"\$f\"; done >'$out/example.err'"
}

compare() { # WHAT
	local n
	n=$(diff <(sort -u "$tmp/theirs/$1.err") <(sort -u "$tmp/ours/$1.err") | grep -c '^[<>]')
	if [ "$n" -eq 0 ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		diff <(sort -u "$tmp/theirs/$1.err") <(sort -u "$tmp/ours/$1.err") | head -n 20
	fi
	echo "$1: $(wc -l <"$tmp/theirs/$1.err") lines, $n differ; dt-schema" \
		"$(tail -n 1 "$tmp/theirs/$1.time") s, ours $(tail -n 1 "$tmp/ours/$1.time") s"
}

wrap dt-mk-schema mk_schema
wrap dt-validate dtb_validate
wrap dt-doc-validate doc_validate
wrap dt-extract-example extract_example
find "$upstream/Bindings" -name '*.yaml' ! -name 'processed-schema*' | sort >"$tmp/list"
build_boards
run_all "$tmp/bin" "$tmp/theirs"
run_all "$ours" "$tmp/ours"
for what in dtbs doc example; do
	compare "$what"
done
echo "preparation: dt-schema $(tail -n 1 "$tmp/theirs/mk.time") s, ours $(tail -n 1 "$tmp/ours/mk.time") s"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
