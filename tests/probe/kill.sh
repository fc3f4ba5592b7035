# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=sh
#
# kill.sh - sourced: probers that are killed at random moments. No channel stays busy without being
# named so, and the next prober succeeds or says what to do. For dash and busybox.

hit=0 freed=0

# hundredths - of a second, since the system's start
hundredths() {
	sed 's/\([0-9]*\)\.\([0-9]*\).*/\1\2/' /proc/uptime
}

# probe_judged OUT PROBER... - what the prober says after another one was killed
probe_judged() {
	said=$1
	shift
	"$@" >"$said" 2>&1 </dev/null && return 0
	doorbell=$(sed -n 's/.*--release-channel \(0x[0-9a-f]*\) frees it.*/\1/p' "$said" | head -n 1)
	[ -n "$doorbell" ] || return 1
	freed=$((freed + 1))
	# What is not named is freed all the same, for the next killer.
	"$@" --yes --release-channel "$doorbell" >"$said.freed" 2>&1 </dev/null || return 1
	grep -q 'of a prober that has ended' "$said"
}

# kill_probers KILLER COUNT OUT "OPTIONS" PROBER... - kill as many, each asked with these options
# besides; adds to passed, failed, hit and freed
kill_probers() {
	killer=$1 count=$2 out=$3 options=$4
	shift 4
	began=$(hundredths)
	# shellcheck disable=SC2086
	"$@" $options >/dev/null 2>&1 </dev/null
	span=$(($(hundredths) - began + 1))
	i=0
	# From the program's start to somewhat past its end.
	# shellcheck disable=SC2013
	for moment in $(awk -v seed="${SEED:-0}" -v span="$span" -v n="$count" 'BEGIN {
		srand(seed)
		for (i = 0; i < n; i++)
			printf "%d ", 1000 + rand() * span * 11000
	}'); do
		case $((i % 3)) in
		0) signal=9 ;;
		1) signal=15 ;;
		*) signal=2 ;;
		esac
		# shellcheck disable=SC2086
		"$killer" $signal "$moment" "$@" $options && hit=$((hit + 1))
		if probe_judged "$out" "$@"; then
			passed=$((passed + 1))
		else
			failed=$((failed + 1))
			echo "killer $i, signal $signal after $moment us:"
			cat "$out"
		fi
		i=$((i + 1))
	done
}
