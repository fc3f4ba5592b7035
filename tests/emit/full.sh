#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# full.sh PROGRAM - file systems that are full at one point after the other, and what is in the way
#
# Whatever happens, a directory holds the old files or the new ones.
set -u
# shellcheck source=tests/count.sh
. "$(dirname "$0")/../count.sh"

program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d) || exit 2
trap 'umount "$work/full" 2>/dev/null; rm -rf "$work"' EXIT
cd "$work" || exit 2

# generate MANIFEST DIR OPTION...
generate() {
	manifest=$1 out=$2
	shift 2
	"$program" generate --guests "$manifest.yaml" -s -m -o "$out" "$@" \
		host.dtb 2>err
}

# is DIR SET - with the user's own file beside it, or not
is() {
	diff -r -q -x own "$1" "$2" >/dev/null
}

full_disk() {
	mkdir full
	if ! mount -t tmpfs -o size=64M tmpfs full 2>/dev/null; then
		echo "skipped: no tmpfs can be mounted here"
		skipped=$((skipped + 1))
		return
	fi
	old_left=0 new_done=0
	for pages in 0 1 2 3 4 5 6 7 8 9 10 11 12; do
		rm -rf full/out
		cp -r old full/out
		used=$(df --output=used -k full | tail -n 1)
		mount -o remount,size=$((used + pages * 4))k full
		generate new full/out
		status=$?
		mount -o remount,size=64M full
		if [ $status -eq 0 ]; then
			is full/out new && new_done=1
		else
			is full/out old && old_left=1
		fi
		verdict "$pages free pages: status $status" $?
	done
	[ $old_left$new_done = 11 ]
	verdict 'both a disk that is too full and one that is not' $?
	umount full
}

# refused NAME STATUS TEXT - the last run said so and changed nothing in out
refused() {
	[ "$2" -eq 2 ] && grep -q "$3" err && [ "$(cat out/first.cfg)" = "$before" ]
	verdict "$1" $?
}

in_the_way() {
	cp -r old out
	echo "# mine" >>out/first.cfg
	before=$(cat out/first.cfg)
	generate new out
	refused 'a file that was changed stays' $? 'changed since'
	rm out/outputs.json
	generate new out
	refused 'a file of somebody else stays' $? 'not written by'
	generate new out --force && [ "$(cat out/first.cfg)" = "$(cat new/first.cfg)" ]
	verdict '--force overwrites it' $?
	rm -rf out
	cp -r old out
	echo mine >out/own
	ln -s own out/link
	chmod 750 out
	generate new out && [ "$(cat out/own)$(readlink out/link)$(stat -c %a out)" = mineown750 ] &&
		[ ! -e out/gone.dtb ]
	verdict 'own files, links and the mode stay, outdated files go' $?
	mkdir out/dir
	generate old out && [ -d out/dir ] && diff -r -q -x own -x link -x dir out old
	verdict 'directories in it stay' $?
	(cd out && generate_here) && cmp -s out/second.dtb new/second.dtb && [ ! -e out/gone.dtb ]
	verdict 'the current directory' $?
	generate old out
	generate old missing/out
	[ $? -eq 2 ] && [ ! -e missing ]
	verdict 'no parent is made' $?
	echo file >plain
	generate old plain
	[ $? -eq 2 ] && [ "$(cat plain)" = file ]
	verdict 'a file is no directory' $?
	ln -s out symbolic
	generate old symbolic && [ -L symbolic ] && diff -r -q -x own -x link -x dir out old
	verdict 'a link to the directory stays one' $?
}

generate_here() {
	"$program" generate --guests ../new.yaml -s -m -o . ../host.dtb 2>../err
}

read_only() {
	if [ "$(id -u)" -eq 0 ] && ! command -v setpriv >/dev/null; then
		echo "skipped: no setpriv to give up the right to write everywhere"
		skipped=$((skipped + 1))
		return
	fi
	rm -rf out
	cp -r old out
	chmod -R a+rX . && chmod 777 .
	chmod 555 out
	before=$(cat out/first.cfg)
	touch err
	chmod 666 err
	if [ "$(id -u)" -eq 0 ]; then
		setpriv --reuid=65534 --regid=65534 --clear-groups "$program" generate \
			--guests new.yaml -o out host.dtb 2>err
	else
		generate new out
	fi
	refused 'a read-only directory' $? 'Permission denied'
	chmod 755 out
}

# The same bytes on every run, under another time and locale, from other places.
same_bytes() {
	rm -rf a b
	generate old a -MF a.d
	sleep 1.1
	LC_ALL=C.UTF-8 TZ=Asia/Tokyo generate old b -MF b.d
	diff -r a b && sed 's#^b/#a/#' b.d | diff a.d -
	verdict 'every run writes the same bytes' $?
	{ cat a.d; printf 'a/outputs.json:\n\tfalse\n'; } >makefile
	make -q a/outputs.json && touch old.yaml && ! make -q a/outputs.json
	verdict 'make reads the rule' $?
	rm -rf a
	generate old a -MF a/a.d && generate old a -MF a/a.d && [ -s a/a.d ]
	verdict 'the rule may be in the directory' $?
	rm -rf a
	[ "$(generate old a -n | grep -c '^a/')" -eq 10 ] && [ ! -e a ]
	verdict '--dry-run lists and writes nothing' $?
}

cp "$here"/faults/*.yaml .
dtc -q -O dtb -o host.dtb "$here/faults/host.dts"
generate old old && generate new new
verdict 'both sets can be made' $?
full_disk
in_the_way
read_only
same_bytes
result
