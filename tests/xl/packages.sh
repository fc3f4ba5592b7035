#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# packages.sh DIR - fetch Debian's arm64 packages of Xen, its toolstack, Linux and busybox, and
# unpack them into DIR/root; nothing is installed
#
# Exit status: 0, or 77 where a tool, a package or the network is missing; the last line on
# standard error says which.
set -eu
# shellcheck source=tests/debian.sh
. "$(dirname "$0")/../debian.sh"

PACKAGES='xen-hypervisor-4.17-arm64 xen-utils-4.17 libxenmisc4.17 libxencall1 libxendevicemodel1
	libxenevtchn1 libxenforeignmemory1 libxengnttab1 libxenhypfs1 libxenstore4 libxentoolcore1
	libxentoollog1 libyajl2 libfdt1 libuuid1 zlib1g libc6 libgcc-s1 busybox-static'

begin "$1"
image=$(depends linux-image-arm64:arm64 linux-image-)
[ -n "$image" ] || missing 'no package linux-image-arm64:arm64'
set --
for name in $PACKAGES; do
	set -- "$@" "$name:arm64"
done
fetch "$image" "$@"

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
end "$image"
