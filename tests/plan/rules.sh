#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# rules.sh SHOW [NAME...]: every manifest RULE.break*.yaml, or those named, must yield a finding of
# RULE, every RULE.near*.yaml none; a rule without both is a failure. The host tree is that of the
# same name, or host.dts. "# instead: OTHER" in a manifest: the mistake is the host tree's own, and
# OTHER alone tells of it.
set -u
show=$1
shift
here=$(dirname "$0")
passed=0 failed=0

fail() {
	echo "$*"
	failed=$((failed + 1))
}

for manifest in "$here"/rules/*.yaml; do
	base=${manifest%.yaml}
	name=${base##*/}
	case " $* " in
	'  ' | *" $name "*) ;;
	*) continue ;;
	esac
	rule=${name%%.*}
	host=$base.dts
	[ -f "$host" ] || host=$here/host.dts
	out=$($show --all "$host" "$manifest" 2>&1)
	status=$?
	found=$(printf '%s\n' "$out" | grep -c "\[$rule\]\$")
	case $name in
	*.break*) right=$((found != 0)) ;;
	*) right=$((found == 0)) ;;
	esac
	instead=$(sed -n 's/^# instead: //p' "$manifest")
	if [ -n "$instead" ] && ! printf '%s\n' "$out" | grep -q "\[$instead\]\$"; then
		right=0
	fi
	if [ $right -eq 0 ] || [ $status -ne 0 ]; then
		fail "$name: $found findings: $(printf '%s\n' "$out" | grep -E '^// (warn|err)|^error')"
	else
		passed=$((passed + 1))
	fi
done
for rule in $($show --rules); do
	[ $# -eq 0 ] || break
	for kind in break near; do
		[ -f "$here/rules/$rule.$kind.yaml" ] || fail "$rule has no $kind case"
	done
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
