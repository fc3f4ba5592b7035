#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# packages.sh DIR - fetch Debian's arm64 packages that the emulated target needs and unpack them
#
# Nothing is installed; the packages are unpacked into
#
#   DIR/linux     Image
#   DIR/newer     Image: the newest Linux that Debian has for this release, where there is one
#   DIR/xen       Image
#   DIR/busybox   bin/busybox
#   DIR/headers   usr/src/linux-headers-RELEASE to build kernel modules against; build: Linux's
#   DIR/sysroot   to link the program for arm64
#
# Exit status: 0, or 77 where a tool, a package or the network is missing; the last line on
# standard error says which. DIR/unpacked has the kernels' releases.
set -eu
# shellcheck source=tests/debian.sh
. "$(dirname "$0")/../debian.sh"

SYSROOT_PACKAGES='libc6:arm64 libc6-dev:arm64 linux-libc-dev:arm64 libcrypt1:arm64
	libgcc-s1:arm64 libgcc-12-dev:arm64 libfdt1:arm64 libfdt-dev:arm64
	libyaml-0-2:arm64 libyaml-dev:arm64 libjansson4:arm64 libjansson-dev:arm64
	libpcre2-8-0:arm64 libpcre2-dev:arm64'
XEN_PACKAGE=xen-hypervisor-4.17-arm64:arm64

begin "$1"
headers=$(depends linux-headers-arm64:arm64 linux-headers-)
[ -n "$headers" ] || missing 'no package linux-headers-arm64:arm64'
release=${headers#linux-headers-}
release=${release%%:*}
newer=$(apt apt-cache pkgnames linux-headers- |
	sed -n 's/^linux-headers-\([0-9][0-9.+a-z]*\(-[0-9]*\)\{0,1\}-arm64\)$/\1/p' | sort -V | tail -n 1)
[ "$newer" != "$release" ] || newer=

# linux_packages RELEASE - kernel, headers, what they have in common, and the scripts
linux_packages() {
	echo "linux-image-$1:arm64 linux-headers-$1:arm64 linux-headers-${1%-arm64}-common"
	echo "$(depends "linux-headers-$1:arm64" linux-kbuild- | sed 's/:.*//'):$native"
}

# shellcheck disable=SC2046,SC2086
fetch $(linux_packages "$release") ${newer:+$(linux_packages "$newer")} \
	busybox-static:arm64 $XEN_PACKAGE $SYSROOT_PACKAGES

# unpack PLACE NAME... - the packages of these names; the kernel's modules are not needed
unpack() {
	place=$dir/$1
	shift
	mkdir -p "$place"
	for name; do
		for deb in "$dir/deb/${name%%:*}"_*.deb; do
			dpkg-deb --fsys-tarfile "$deb" |
				tar -x -C "$place" --exclude='./lib/modules/*/kernel' --exclude=./usr/share
		done
	done
}

# unpack_linux RELEASE PLACE - the image into PLACE, and the headers
unpack_linux() {
	unpack "$2" "linux-image-$1"
	ln -sfn "$(cd "$dir/$2" && ls boot/vmlinuz-*)" "$dir/$2/Image"
	# shellcheck disable=SC2046
	unpack headers $(linux_packages "$1" | sed 's/linux-image-[^ ]*//')
	# The headers name their common part by the place where it would be installed.
	sed -i "s#/usr/src/#$dir/headers/usr/src/#g" "$dir/headers/usr/src/linux-headers-$1/Makefile"
}

rm -rf "$dir/linux" "$dir/newer" "$dir/xen" "$dir/busybox" "$dir/headers" "$dir/sysroot"
unpack_linux "$release" linux
[ -z "$newer" ] || unpack_linux "$newer" newer
unpack xen "$XEN_PACKAGE"
unpack busybox busybox-static
# shellcheck disable=SC2086
unpack sysroot $SYSROOT_PACKAGES

# The scripts are named likewise.
for link in "$dir"/headers/usr/src/*/scripts "$dir"/headers/usr/src/*/tools; do
	[ -L "$link" ] || continue
	target=$(readlink "$link")
	case $target in
	/*) ln -sfn "$dir/headers$target" "$link" ;;
	esac
done
# The same with absolute links in the libraries.
find "$dir/sysroot" -type l -lname '/*' | while read -r link; do
	ln -sfn "$dir/sysroot$(readlink "$link")" "$link"
done

ln -sfn "usr/src/linux-headers-$release" "$dir/headers/build"
ln -sfn "$(cd "$dir/xen" && ls boot/xen-*-arm64)" "$dir/xen/Image"
end "$release${newer:+ $newer}"
