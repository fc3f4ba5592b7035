#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Servers of the kinds that are known from the field: no finding that they do not deserve, in depth
# too (that every agent may set the host's clock is one that it does); what is saved decides as they do; and their traces played back give the same report.
# UPDATE=1 writes the traces.
set -u
program=${1:?the program}
here=$(dirname "$0")
dir=$(mktemp -d) || exit 2
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$dir"' EXIT
passed=0 failed=0

check() { # STATUS NAME
	if [ "$1" -eq 0 ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "failed: $2"
	fi
}

serve() { # ARGUMENT...
	rm -f "$dir/s" "$dir/s.mem"
	mkfifo "$dir/ready"
	"$program" sim --socket "$dir/s" "$@" >"$dir/ready" &
	server=$!
	read -r _ <"$dir/ready"
	rm "$dir/ready"
}

stop() {
	kill "$server"
	wait "$server" 2>/dev/null
	server=
}

rules() { # FILE
	sed -n 's/.*\[\([a-z-]*\)\]$/\1/p' "$1" | sort -u | paste -sd, -
}

# class NAME SED RULES
class() {
	sed "$2" "$here/platform.dts" >"$dir/tree.dts"
	serve --firmware "$here/classes/$1.yaml"
	"$program" probe -q --deep -t unix --socket "$dir/s" -f gcc --trace "$dir/trace" \
		-s "$dir/saved.yaml" "$dir/tree.dts" >"$dir/out" 2>&1
	found=$(rules "$dir/out")
	[ "$found" = "$3" ]
	check $? "$1: $found, expected $3"
	"$program" probe -q --deep -t unix --socket "$dir/s" -f gcc --expect "$dir/saved.yaml" \
		"$dir/tree.dts" >"$dir/again" 2>&1
	[ "$(rules "$dir/again")" = "$3" ]
	check $? "$1: the same as saved: $(rules "$dir/again")"
	"$program" probe -q --deep -t unix --socket "$dir/s" -f text "$dir/tree.dts" >"$dir/live"
	stop
	[ -z "${UPDATE:-}" ] || sed 's/^[0-9]* 0x/0 0x/' "$dir/trace" >"$here/classes/$1.trace"
	serve --replay "$here/classes/$1.trace"
	"$program" probe -q --deep -t unix --socket "$dir/s" -f text "$dir/tree.dts" >"$dir/played"
	stop
	cmp -s "$dir/live" "$dir/played"
	check $? "$1: the trace gives the same report"
	diff "$dir/live" "$dir/played" | head -n 5
}

class no-discovery '' probe-discover-agent,probe-management-not-trusted
class not-found 's/shm0 0>/shm0 4>/; s/agent-id = <0>/agent-id = <4>/' fw-clock-shared
class clocks-and-resets 's/"xen,sci"/"none"/; s/<0x82000003>/<0x82000099>/; s/"arm,scmi-smc";\(.*\)/"arm,scmi-smc";\1/' \
	probe-discover-agent

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
