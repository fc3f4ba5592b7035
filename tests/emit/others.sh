#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# others.sh PROGRAM - what other users and programs have put where something is written: links,
# pipes, locks, files that come while a run writes
set -u
# shellcheck source=tests/count.sh
. "$(dirname "$0")/../count.sh"

program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d) || exit 2
trap 'kill $locker 2>/dev/null; rm -rf "$work"' EXIT
cd "$work" || exit 2
locker=
chmod 755 .

# generate DIR OPTION...
generate() {
	out=$1
	shift
	timeout 20 "$program" generate --guests old.yaml -o "$out" "$@" host.dtb 2>err
}

# other COMMAND... - as another user, in a directory that all may write to
other() {
	setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
}

# untouched STATUS - the last run failed and the victim is as it was
untouched() {
	[ "$1" -eq 2 ] && [ "$(cat victim/file)" = secret ] && [ "$(ls victim)" = file ]
}

planted_links() {
	if [ "$(id -u)" -ne 0 ] || ! command -v setpriv >/dev/null; then
		skip "links of another user: that takes root and setpriv"
		return
	fi
	mkdir victim shared
	echo secret >victim/file
	chmod 600 victim/file
	chmod 1777 shared
	other ln -s "$work/victim/file" shared/report
	other ln -s "$work/victim/file" shared/x.d
	other ln -s "$work/victim" shared/out
	other ln -s "$work" shared/up
	"$program" report -o shared/report host.dtb 2>err
	untouched $? && grep -q 'link of another user' err
	verdict 'report -o follows no link of another user' $?
	"$program" host.dtb -o shared/up/victim/file 2>err
	untouched $?
	verdict 'nor one in the middle of the path' $?
	"$program" host.dtb --depfile shared/x.d >/dev/null 2>err
	untouched $?
	verdict '--depfile does not' $?
	generate shared/out
	untouched $?
	verdict 'generate -o does not' $?
	generate plain -MF shared/x.d
	untouched $?
	verdict 'generate -MF does not' $?
	ln -s "$work/victim/file" shared/mine
	"$program" host.dtb -q -o shared/mine && [ -L shared/mine ] && [ "$(cat victim/file)" != secret ]
	verdict 'but the own link is followed, and stays one' $?
	other mkfifo shared/pipe
	timeout 10 "$program" host.dtb -o shared/pipe 2>err
	[ $? -eq 2 ]
	verdict 'a pipe of another user is not written to' $?
	other sh -c 'echo theirs >shared/loose; chmod 666 shared/loose'
	"$program" host.dtb -q -o shared/loose && [ "$(stat -c %a shared/loose)" = 644 ]
	verdict 'the mode of their file is not that of ours' $?
}

special_files() {
	mkfifo fifo
	timeout 20 "$program" host.dtb -o fifo 2>err
	[ $? -eq 2 ] && grep -q 'fifo: No such device' err
	verdict 'a pipe that nobody reads' $?
	timeout 20 cat fifo >text &
	timeout 20 "$program" host.dtb -o fifo
	wait $!
	"$program" host.dtb | cmp -s - text
	verdict 'a pipe that somebody reads' $?
	"$program" host.dtb -o /dev/full 2>err
	[ $? -eq 2 ] && grep -q 'No space left' err
	verdict '/dev/full' $?
	"$program" host.dtb -o /dev/stdout | cmp -s - text
	verdict '/dev/stdout that is a pipe' $?
	"$program" host.dtb -o /dev/stdout >text2
	cmp -s text text2
	verdict '/dev/stdout that is a file' $?
	generate outp && rm outp/first.cfg && mkfifo outp/first.cfg
	generate outp
	[ $? -eq 2 ] && grep -q 'first.cfg: not written by' err && [ -p outp/first.cfg ]
	verdict 'a pipe with the name of an output' $?
	generate outp --force && [ -f outp/first.cfg ]
	verdict '--force replaces it' $?
	rm outp/outputs.json && mkfifo outp/outputs.json
	generate outp
	[ $? -eq 2 ] && grep -q 'not written by' err
	verdict 'a pipe with the name of the list' $?
	mkfifo rule.d
	generate outq -MF rule.d
	[ $? -eq 2 ]
	verdict 'a pipe with the name of the rule' $?
	ln -s "$work/host.dts" "$work/outr.link" && mkdir outr && ln -s ../host.dts outr/first.cfg
	before=$(cat host.dts)
	generate outr --force && [ ! -L outr/first.cfg ] && [ "$(cat host.dts)" = "$before" ]
	verdict 'a link with the name of an output is replaced, not followed' $?
}

names() {
	long=$(printf '%0240d' 0)
	"$program" host.dtb -o "$long" && [ -s "$long" ]
	verdict 'a report with a name of 240 characters' $?
	generate "$long.d" && [ -s "$long.d/first.dtb" ] && generate "$long.d"
	verdict 'a directory with a name of 242 characters' $?
	for name in 'a;b' 'a=b' 'a%b' 'a|b' "a
b" "a\\" 'a ' "a	b" '~root' './~root'; do
		cp host.dtb "$name"
		"$program" "$name" --depfile x.d >/dev/null 2>err
		[ $? -eq 2 ] && [ ! -e x.d ] && [ "$(wc -l <err)" -eq 1 ]
		verdict "no rule for make with a file called '$name'" $?
		timeout 20 "$program" generate --guests old.yaml -o rules -MF x.d "$name" 2>err
		[ $? -eq 2 ] && [ ! -e x.d ] && [ ! -e rules ]
		verdict "nor of generate" $?
	done
	# The names are as they are written here.
	# shellcheck disable=SC2016
	for name in 'a b' 'a$b' 'a#b' 'a:b' 'a*b' 'a?b' 'a[b' 'a~' 'a\ b' "a'b"; do
		cp host.dtb "$name"
		rm -f x x.d
		printf 'all: x\nx: ; @echo again; touch x\n-include x.d\n' >makefile
		"$program" "$name" --depfile x.d >/dev/null && touch x && make -q 2>&1 &&
			touch -d '1 hour' "$name" && ! make -q 2>/dev/null && rm "$name" && make -s >/dev/null 2>&1
		verdict "make understands a file called '$name'" $?
	done
}

locks() {
	mkdir beside
	flock beside sleep 60 &
	locker=$!
	flock . sleep 60 &
	other_locker=$!
	sleep 0.3
	generate beside/out
	verdict 'a lock on the parent does not matter' $?
	kill $locker $other_locker
	mkdir held
	touch held/.scmi-dtcheck.lock
	flock -o held/.scmi-dtcheck.lock sleep 60 &
	locker=$!
	sleep 0.3
	generate held --lock-timeout 2
	[ $? -eq 2 ] && grep -q 'held: waiting for another run' err &&
		grep -q 'held: another process writes to it' err
	verdict 'the wait for a lock is told and has an end' $?
	generate held --lock-timeout 0
	[ $? -eq 2 ] && ! grep -q waiting err
	verdict 'no wait with --lock-timeout=0' $?
	generate held --lock-timeout -1
	[ $? -eq 2 ] && grep -q 'lock-timeout' err
	verdict 'a wait that is no number' $?
	kill $locker
	locker=
	sleep 0.3
	generate held && [ ! -e held/.scmi-dtcheck.lock ]
	verdict 'a lock that was left is taken over' $?
}

other_layers() {
	mkdir -p lower/out upper tmp merged
	cp "$work"/beside/out/* lower/out
	echo mine >lower/out/own
	if ! mount -t tmpfs none tmp 2>/dev/null; then
		skip "no file systems can be mounted here"
		return
	fi
	mkdir tmp/upper tmp/work
	if ! mount -t overlay -o "lowerdir=$work/lower,upperdir=$work/tmp/upper,workdir=$work/tmp/work" \
		none merged 2>/dev/null; then
		skip "no overlayfs here"
	else
		generate merged/out --sources && [ "$(cat merged/out/own)" = mine ] &&
			[ -s merged/out/first.dts ]
		verdict 'a directory of a lower layer' $?
		"$program" host.dtb -q -o merged/out/first.cfg && ! cmp -s lower/out/first.cfg merged/out/first.cfg
		verdict 'a file of a lower layer' $?
		umount merged
	fi
	umount tmp
}

cp "$here"/faults/*.yaml .
cp "$here"/faults/host.dts .
dtc -q -O dtb -o host.dtb host.dts
planted_links
special_files
names
locks
other_layers
result
