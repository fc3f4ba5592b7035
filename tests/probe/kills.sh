#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Probers that are killed at random moments: no channel stays busy without being named so, and the
# next one succeeds or says what to do. KILLS=1000 for many, 30 else.
set -u
program=${1:?the program}
here=$(dirname "$0")
kills=${KILLS:-30}
dir=$(mktemp -d) || exit 2
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$dir"' EXIT
passed=0 failed=0 freed=0 hit=0
tree=$here/platform.dts

mkfifo "$dir/ready"
"$program" sim --socket "$dir/s" --firmware "$here/platform.yaml" >"$dir/ready" &
server=$!
read -r _ <"$dir/ready"

probe() {
	"$program" probe -q -t unix --socket "$dir/s" "$@" "$tree" >"$dir/out" 2>&1 </dev/null
}

# What the next prober says after one was killed.
judge() {
	if probe; then
		passed=$((passed + 1))
		return
	fi
	doorbell=$(sed -n 's/.*--release-channel \(0x[0-9a-f]*\) frees it.*/\1/p' "$dir/out" | head -n 1)
	if [ -n "$doorbell" ] && grep -q 'of a prober that has ended' "$dir/out" &&
		probe --yes --release-channel "$doorbell"; then
		passed=$((passed + 1))
		freed=$((freed + 1))
	else
		failed=$((failed + 1))
		cat "$dir/out"
	fi
}

i=0
while [ $i -lt "$kills" ]; do
	case $((i % 3)) in
	0) signal=KILL ;;
	1) signal=TERM ;;
	*) signal=INT ;;
	esac
	# From the program's start to somewhat past its end.
	moment=$(awk -v seed="$i" 'BEGIN { srand(seed); printf "%.4f", 0.004 + rand() * 0.15 }')
	timeout --foreground -s $signal "$moment" "$program" probe -q -t unix --socket "$dir/s" --deep -c 2000 \
		"$tree" >/dev/null 2>&1
	case $? in
	0 | 1) ;;
	*) hit=$((hit + 1)) ;;
	esac
	judge
	i=$((i + 1))
done

# Somebody else has the channels.
exec 9>"$dir/s.mem.lock"
flock 9
probe
if [ $? -eq 2 ] && grep -q 'in use by' "$dir/out"; then
	passed=$((passed + 1))
else
	failed=$((failed + 1))
	cat "$dir/out"
fi

echo "$hit of $kills were killed, $freed channels freed by hand"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
