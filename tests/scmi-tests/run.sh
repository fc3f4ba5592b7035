#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# run.sh PROGRAM DIR - Arm's test suite, SCMI_TESTS_DIR, against the simulated platform
#
# The suite is built in a copy below DIR. Tests that fail are those of expected-failures, with the
# reason beside each.
set -u
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/count.sh
. "$here/../count.sh"
program=$1 dir=$2
[ -n "${SCMI_TESTS_DIR:-}" ] || skip_all 'SCMI_TESTS_DIR is not given'
mkdir -p "$dir" && dir=$(cd "$dir" && pwd)
rm -rf "$dir/suite" "$dir/s" "$dir/s.mem"
cp -r "$SCMI_TESTS_DIR" "$dir/suite"
env -u MAKEFLAGS -u MAKELEVEL CFLAGS=-w make -C "$dir/suite" CC=gcc PLAT=baremetal VERBOSE=1 \
	PROTOCOLS=base,clock,power_domain,system_power,performance,sensor,reset \
	>"$dir/build.log" 2>&1 &&
	gcc -w -I"$dir/suite/platform/baremetal/include" -o "$dir/agent" "$here/agent.c" \
		"$dir/suite/libscmi_test.a" >>"$dir/build.log" 2>&1
verdict 'the suite builds' $?

mkfifo "$dir/ready"
"$program" sim --socket "$dir/s" --firmware "$here/platform.yaml" >"$dir/ready" &
server=$!
read -r _ <"$dir/ready"
rm "$dir/ready"
timeout 60 "$dir/agent" "$dir/s" 0x10000 0x82000002 >"$dir/report"
verdict 'the suite ends' $?
kill $server
wait $server

grep 'TOTAL TESTS' "$dir/report"
# Each test begins with its number; its verdict is the last word on it.
awk '/^[0-9]+:/ { test = substr($1, 1, 3) } /NON CONFORMANT$/ { print test }' "$dir/report" |
	sort -u >"$dir/failures"
sed -n 's/^\([0-9][0-9]*\) .*/\1/p' "$here/expected-failures" | sort -u >"$dir/expected"
diff "$dir/expected" "$dir/failures"
verdict 'what fails is what is known to, and why' $?
result
