#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# The commands probe and sim as a user calls them.
set -u
program=${1:?the program}
here=$(dirname "$0")
dir=$(mktemp -d) || exit 2
trap 'rm -rf "$dir"' EXIT
passed=0 failed=0
tree=$here/platform.dts
firmware=$here/platform.yaml

# STATUS TEXT ARGUMENT...: how it ends, and a pattern that stands in what it says
expect() {
	status=$1 text=$2
	shift 2
	"$program" "$@" >"$dir/out" 2>&1 </dev/null
	got=$?
	if [ $got -eq "$status" ] && grep -q -e "$text" "$dir/out"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "$*: status $got, expected $status and $text:"
		cat "$dir/out"
	fi
}

# The options are words.
sim() {
	# shellcheck disable=SC2086
	expect "$1" "$2" probe -t sim --firmware "$firmware" "$tree" $3
}

sim 0 '0 errors' ''
sim 0 'page 0x47ff2000, transport sim' ''
sim 0 'round trip of 5: ' '-q -c 5'
sim 0 '  7 clock7' '-n'
sim 0 'trusted messages: permissions there, reset there' '-p'
sim 1 '"prediction": null' '-f json --fault never-free@0x82000004'
sim 2 'no-such-rule' '-W no-such-rule'
sim 0 '0 errors' '-W no-probe-agent-id --fault agent-id=9@0x82000004'
sim 1 'probe-agent-id' '-W error=probe-agent-id --fault agent-id=9@0x82000004'
sim 0 'agent 3 (doorbell 0x82000005)' '--agent 3 --channel 0x82000005'
for bad in '--agent x' '--agent 4294967296' '--channel -1' '--count 1000001' '--count 1x' \
	'--timeout-ms 3600001' '--time-limit 86401' '--mem-base y' '--instance 65536' '--set-permission 1:2' \
	'--set-permission 1:2:maybe' '--set-permission a:2:allow' '--mmio 1' '--mmio 1:32' \
	'--mmio 1:33:1' '--mmio 1:32:1:z' '--mmio 1:32:z' '--mmio x:32:1'; do
	sim 2 'makes no sense' "$bad"
done
sim 0 '0 errors' '--mmio 0x1000:32:1:1 --mem-base 0x10 --instance 1'
sim 2 'transport' '-t morse'
expect 2 'needs a firmware description' probe -t sim "$tree"
expect 2 'No such file' probe -t sim --firmware "$dir/none" "$tree"
expect 2 'No such file' probe -t sim --firmware "$firmware" "$dir/none"
expect 2 'too many' probe a b
expect 2 'proc/device-tree' probe --root "$dir" -t passive

# Without a tree it is that of the running system.
mkdir -p "$dir/sys/firmware"
dtc -q -O dtb -o "$dir/sys/firmware/fdt" "$tree"
expect 0 'fdt\|0 errors' probe --root "$dir" -t sim --firmware "$firmware"
expect 2 'dev/mem' probe --root "$dir"
mkdir "$dir/dev"
expect 2 'kernel module scmi_doorbell is not loaded' probe --root "$dir" -t smc
# What is under way is written down where the machine has a place for it.
[ -f "$dir/dev/.scmi-dtcheck.lock" ] && passed=$((passed + 1)) || failed=$((failed + 1))
mkdir "$dir/run"
expect 2 'kernel module scmi_doorbell is not loaded' probe --root "$dir" -t smc
[ -f "$dir/run/scmi-dtcheck.lock" ] && passed=$((passed + 1)) || failed=$((failed + 1))

# Saved, and checked with.
sim 0 'transport sim' "--save-firmware $dir/saved.yaml --output $dir/report"
expect 0 'the mediator starts with 4 channels' check --firmware "$dir/saved.yaml" "$tree"
expect 0 'the mediator starts with 4 channels' probe -t sim --firmware "$dir/saved.yaml" "$tree"
expect 2 'nothing to save' probe -t sim --firmware "$firmware" --fault never-free "$tree" \
	--save-firmware "$dir/none.yaml"
expect 2 'No such file' probe -t sim --firmware "$firmware" "$tree" -s "$dir/no/where"

# In depth, and as a page.
sim 0 'rate-range 1000, 2000000000, 1000 Hz' '--deep'
sim 0 '<title>SCMI: what the firmware answers' '--deep -f html'
sim 0 'as specified: a request that is too long' '--negative'
sim 2 'makes no sense' '--watch 0'
sim 2 'makes no sense' '--watch 1:x'
sim 0 '0 errors' '--watch 1:1'
sim 0 '0 errors' "--deep -s $dir/deep.yaml"
sim 0 '0 errors' "--deep --expect $dir/deep.yaml"
sed 's/rate-range: .1000/rate-range: [1001/; s/resources: 3/resources: 4/' "$dir/deep.yaml" >"$dir/other.yaml"
sim 1 'rate-range 1001, 2000000000, 1000 Hz, now 1000' "--deep --expect $dir/other.yaml"
sim 1 'resources 4, now 3' "--expect $dir/other.yaml"

# A domain whose agent has another domain's name.
sed 's/name: domd/name: later/; s/name: domu/name: domD/; s/name: later/name: domU/' "$firmware" \
	>"$dir/names.yaml"
sed 's/^		xen {/		domD { compatible = "xen,domain"; xen,sci_type = "scmi_smc_multiagent"; xen,sci-agent-id = <2>; };\n		domU { compatible = "xen,domain"; xen,sci_type = "scmi_smc_multiagent"; xen,sci-agent-id = <3>; };\n&/' \
	"$tree" >"$dir/names.dts"
expect 0 'domD gets agent 2, which the firmware calls .domU' probe -q --deep -t sim \
	--firmware "$dir/names.yaml" "$dir/names.dts"

# One message.
raw() {
	status=$1 text=$2
	shift 2
	expect "$status" "$text" probe -q -t sim --firmware "$firmware" --tree "$tree" "$@"
}
raw 0 'name clock3' raw 2 clock:CLOCK_ATTRIBUTES 3
raw 0 'status -4 (not found)' raw 0x82000004 0x14:3 8
raw 0 'PROTOCOL_VERSION' raw 2 0x4000
raw 2 'only with --allow-writes' raw 2 CLOCK_RATE_SET 0 1 1000 0
raw 2 'only with --allow-writes' raw 2 0x80:9
raw 0 'status 0 (success)' --allow-writes raw 2 CLOCK_RATE_SET 0 1 1000 0
raw 2 'no message is called' raw 2 CLOCK_NONSENSE
raw 2 'are needed' raw 2
raw 2 'the table has no agent 77' raw 77 BASE_DISCOVER_VENDOR
raw 2 'is no word' raw 2 CLOCK_RATE_GET x

# Traces.
sim 0 '0 errors' "--trace $dir/trace"
# Where somebody else may plant a link, what it leads to stays.
mkdir "$dir/shared"
chmod 1777 "$dir/shared"
echo mine >"$dir/kept"
ln -s "$dir/kept" "$dir/shared/trace"
if [ "$(id -u)" -eq 0 ] && chown -h nobody "$dir/shared/trace" 2>/dev/null; then
	sim 2 'trace' "--trace $dir/shared/trace"
	[ "$(cat "$dir/kept")" = mine ] && passed=$((passed + 1)) || failed=$((failed + 1))
fi
rm "$dir/kept"
sim 2 'No such file' "--trace $dir/no/where"
expect 2 'no line of a trace' sim --socket "$dir/s" --replay "$firmware"
printf 'channel 0x82000002 0x1000 0x1000\n1 0x82000002 > 1 <\n' >"$dir/bad"
expect 2 "bad:2: no line" sim --socket "$dir/s" --replay "$dir/bad"
expect 2 'has no channel' sim --socket "$dir/s" --replay /dev/null
expect 2 'needed' sim --socket "$dir/s" --firmware "$firmware" --replay "$dir/trace"

# As root: of the capabilities those are left that a file may need, and one for the pages.
if [ "$(id -u)" -eq 0 ]; then
	# The script's own variables.
	# shellcheck disable=SC2016
	printf '#!/bin/sh\nsed -n "s/^CapEff:.0*//p" /proc/self/status >>"%s"; exec dtc "$@"\n' \
		"$dir/caps" >"$dir/dtc"
	chmod +x "$dir/dtc"
	sim 0 '0 errors' "--dtc $dir/dtc"
	expect 2 'dev/mem' probe --dtc "$dir/dtc" -t passive --root "$dir" "$tree"
	if [ "$(sort -u "$dir/caps" | tr '\n' ' ')" = '20006 6 ' ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "capabilities:"
		cat "$dir/caps"
	fi
fi

# The server.
expect 0 '^never-free$' sim --list-faults
expect 2 'are needed' sim --socket "$dir/s"
expect 2 'makes no sense' sim --socket "$dir/s" --firmware "$firmware" --mem-base z
expect 2 'No such file' sim --socket "$dir/s" --firmware "$dir/none"
expect 2 'no fault is named' sim --socket "$dir/s" --firmware "$firmware" --fault odd
mkfifo "$dir/ready"
"$program" sim --socket "$dir/s" --firmware "$firmware" >"$dir/ready" &
server=$!
read -r line <"$dir/ready"
[ "$line" = "serving $dir/s" ] && passed=$((passed + 1)) || failed=$((failed + 1))
expect 0 '0 errors' probe -t unix --socket "$dir/s" "$tree"
expect 0 'free; last header' probe -t passive --mem "$dir/s.mem" "$tree"
# A second server finds the socket taken; SIGINT ends the first as SIGTERM does.
expect 2 'in use' sim --socket "$dir/s" --firmware "$firmware"
expect 0 '0 errors' probe -t unix --socket "$dir/s" "$tree"
# What somebody else has under that name stays.
echo mine >"$dir/file"
expect 2 'in use' sim --socket "$dir/file" --firmware "$firmware"
[ "$(cat "$dir/file")" = mine ] && [ ! -e "$dir/file.mem" ] && passed=$((passed + 1)) ||
	failed=$((failed + 1))
expect 2 'not a regular file' sim --socket "$dir/s2" --mem "$dir/ready" --firmware "$firmware"
kill -INT "$server"
wait "$server" && passed=$((passed + 1)) || failed=$((failed + 1))
expect 2 'No such file' probe -t unix --socket "$dir/s" "$tree"
[ ! -e "$dir/s" ] && [ ! -e "$dir/s.mem" ] && passed=$((passed + 1)) || failed=$((failed + 1))

# A file that was there before stays, and a client that asks without reading keeps nobody.
: >"$dir/kept"
"$program" sim --socket "$dir/s" --mem "$dir/kept" --firmware "$firmware" >"$dir/ready" &
server=$!
read -r line <"$dir/ready"
python3 - "$dir/s" <<'END' &
import socket, sys, time
s = socket.socket(socket.AF_UNIX)
s.connect(sys.argv[1])
s.settimeout(1)
try:
    while True:
        s.send(b"\1\0\0\0" * 4096)
except OSError:
    time.sleep(20)
END
client=$!
sleep 2
kill -TERM "$server"
# The clock only ends a test that has failed.
(sleep 10; kill -KILL "$server" 2>/dev/null) &
clock=$!
wait "$server" && [ -e "$dir/kept" ] && [ ! -e "$dir/s" ] && passed=$((passed + 1)) ||
	failed=$((failed + 1))
kill "$client" "$clock"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
