#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# Read by suites that are shell scripts: they count their tests with it. A script that calls check
# has a directory of its own, $work.
passed=0 failed=0 skipped=0

# verdict NAME STATUS
verdict() {
	if [ "$2" -eq 0 ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAILED: $1"
	fi
}

# check NAME COMMAND...: the command succeeds; what it says is shown where it does not
check() {
	what=$1
	shift
	if "$@" >"${work:?}/log" 2>&1; then
		verdict "$what" 0
	else
		verdict "$what" 1
		tail -n 40 "$work/log"
	fi
}

skip() {
	echo "skipped: $*"
	skipped=$((skipped + 1))
}

# skip_all REASON: the whole suite
skip_all() {
	skip "$@"
	result
	exit
}

# result: prints the last line of a suite; its exit status is the suite's
result() {
	echo "$passed passed, $failed failed, $skipped skipped"
	[ "$failed" -eq 0 ]
}
