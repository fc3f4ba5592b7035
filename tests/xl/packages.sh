#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# packages.sh DIR - fetch Debian's arm64 packages of Xen, its toolstack, Linux and busybox, and
# unpack them into DIR/root; nothing is installed
#
# Exit status: 0, or 77 where a tool, a package or the network is missing; the last line on
# standard error says which.
set -eu

PACKAGES='xen-hypervisor-4.17-arm64 xen-utils-4.17 libxenmisc4.17 libxencall1 libxendevicemodel1
	libxenevtchn1 libxenforeignmemory1 libxengnttab1 libxenhypfs1 libxenstore4 libxentoolcore1
	libxentoollog1 libyajl2 libfdt1 libuuid1 zlib1g libc6 libgcc-s1 busybox-static'

dir=$1
[ -e "$dir/unpacked" ] && exit 0

missing() {
	echo "packages: $*" >&2
	exit 77
}

for tool in apt-get apt-cache dpkg dpkg-deb tar; do
	command -v $tool >/dev/null || missing "$tool is not installed"
done
mkdir -p "$dir/apt/lists/partial" "$dir/apt/cache/archives/partial" "$dir/deb"
dir=$(cd "$dir" && pwd)
native=$(dpkg --print-architecture)

# apt TOOL ARGUMENT... - with lists of its own
apt() {
	tool=$1
	shift
	"$tool" -q -o APT::Architecture="$native" -o APT::Architectures="$native,arm64" \
		-o Dir::State::Lists="$dir/apt/lists" -o Dir::Cache="$dir/apt/cache" \
		-o Acquire::Languages=none -o APT::Sandbox::User="$(id -un)" \
		-o Acquire::Retries=2 -o Acquire::http::Timeout=20 "$@"
}

apt apt-get update >"$dir/apt/log" 2>&1 || missing "apt-get update failed, see $dir/apt/log"
image=$(apt apt-cache depends linux-image-arm64:arm64 2>/dev/null |
	sed -n 's/^  Depends: \(linux-image-[^ ]*\).*/\1/p' | head -n 1)
[ -n "$image" ] || missing 'no package linux-image-arm64:arm64'
rm -f "$dir"/deb/*.deb
set --
for name in $PACKAGES; do
	set -- "$@" "$name:arm64"
done
(cd "$dir/deb" && apt apt-get download "$image" "$@") >>"$dir/apt/log" 2>&1 ||
	missing "a package could not be downloaded, see $dir/apt/log"

# Of the kernel's modules the four that the toolstack needs.
rm -rf "$dir/root"
mkdir -p "$dir/root"
for deb in "$dir"/deb/*.deb; do
	case $deb in
	*/linux-image-*)
		dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$dir/root" --wildcards './boot/vmlinuz-*' \
			'*/xen-evtchn.ko' '*/xen-gntdev.ko' '*/xen-privcmd.ko' '*/xenfs.ko'
		;;
	*)
		dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$dir/root" --exclude=./usr/share
		;;
	esac
done
rm -rf "$dir/apt/lists" "$dir/apt/cache" "$dir/deb"
echo "$image" >"$dir/unpacked"
