#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# kills.sh PROGRAM - probers of a server behind a socket that are killed at random moments, and one
# that finds the channels in use. KILLS=1000 for many, 30 else; SEED= for other moments.
set -u
program=${1:?the program}
here=$(dirname "$0")
# shellcheck source=tests/probe/kill.sh
. "$here/kill.sh"
dir=$(mktemp -d) || exit 2
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$dir"' EXIT
passed=0 failed=0
tree=$dir/platform.dtb
dtc -q -O dtb -o "$tree" "$here/platform.dts"

mkfifo "$dir/ready"
"$program" sim --socket "$dir/s" --firmware "$here/platform.yaml" >"$dir/ready" &
server=$!
read -r _ <"$dir/ready"

kills=${KILLS:-30}
kill_probers "$(dirname "$program")/tests/probe/killer" "$kills" "$dir/out" '--deep -c 2000' \
	"$program" probe -q -t unix --socket "$dir/s" "$tree"

# Somebody else has the channels.
exec 9>"$dir/s.mem.lock"
flock 9
"$program" probe -q -t unix --socket "$dir/s" "$tree" >"$dir/out" 2>&1
if [ $? -eq 2 ] && grep -q 'in use by' "$dir/out"; then
	passed=$((passed + 1))
else
	failed=$((failed + 1))
	cat "$dir/out"
fi

echo "$hit of $kills were killed, $freed channels freed by hand"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
