#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# run.sh PROGRAM DIR - probe servers that this project did not write
#
# TF_A_DIR: a tree of Trusted Firmware-A, whose SCMI server is built below DIR. Skipped without.
set -u
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/count.sh
. "$here/../count.sh"
program=$1 dir=$2
[ -n "${TF_A_DIR:-}" ] || skip_all 'TF_A_DIR is not given'
mkdir -p "$dir"
rm -f "$dir/s" "$dir/s.mem" "$dir/ready"

src=$TF_A_DIR/drivers/scmi-msg
gcc -w -O1 -I"$here/tf-a" -I"$TF_A_DIR/include" -I"$src" -include "$here/tf-a/host.h" \
	-o "$dir/tf-a" "$here/server.c" "$src/entry.c" "$src/base.c" "$src/clock.c" \
	"$src/reset_domain.c" "$src/smt.c" >"$dir/build.log" 2>&1
verdict 'the server of Trusted Firmware-A builds' $?

mkfifo "$dir/ready"
"$dir/tf-a" "$dir/s" >"$dir/ready" &
server=$!
read -r _ <"$dir/ready"
"$program" probe -q --deep --negative -t unix --socket "$dir/s" -f gcc \
	"$here/../probe/platform.dts" >"$dir/out"
kill $server
wait $server 2>/dev/null
cat "$dir/out"
# It has no agent discovery and no trusted messages, and serves clocks and resets alone.
found=$(sed -n 's/.*\[\([a-z-]*\)\]$/\1/p' "$dir/out" | sort -u | paste -sd, -)
[ "$found" = probe-discover-agent,probe-management-not-trusted,probe-protocol-not-served ]
verdict "no finding that it does not deserve: $found" $?
result
