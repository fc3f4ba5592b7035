#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# packages.sh DIR - fetch Debian's arm64 packages that the emulated target needs and unpack them
#
# Nothing is installed and the machine's list of architectures stays as it is: apt works on
# lists of its own in DIR/apt, and the packages are unpacked into
#
#   DIR/linux     Image
#   DIR/xen       Image
#   DIR/busybox   bin/busybox
#   DIR/headers   build, to build kernel modules against (linux-headers, with their scripts)
#   DIR/sysroot   to link the program for arm64
#
# Exit status: 0, or 77 where a tool, a package or the network is missing; the last line on
# standard error says which.
set -eu

SYSROOT_PACKAGES='libc6:arm64 libc6-dev:arm64 linux-libc-dev:arm64 libcrypt1:arm64
	libgcc-s1:arm64 libgcc-12-dev:arm64 libfdt1:arm64 libfdt-dev:arm64
	libyaml-0-2:arm64 libyaml-dev:arm64 libjansson4:arm64 libjansson-dev:arm64
	libpcre2-8-0:arm64 libpcre2-dev:arm64'
XEN_PACKAGE=xen-hypervisor-4.17-arm64:arm64

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

# apt TOOL ARGUMENT...
apt() {
	tool=$1
	shift
	"$tool" -q -o APT::Architecture="$native" -o APT::Architectures="$native,arm64" \
		-o Dir::State::Lists="$dir/apt/lists" -o Dir::Cache="$dir/apt/cache" \
		-o Acquire::Languages=none -o APT::Sandbox::User="$(id -un)" \
		-o Acquire::Retries=2 -o Acquire::http::Timeout=20 "$@"
}

# depends PACKAGE PATTERN - the first dependency whose name begins with the pattern
depends() {
	apt apt-cache depends "$1" 2>/dev/null |
		sed -n "s/^  Depends: \($2[^ ]*\).*/\1/p" | head -n 1
}

apt apt-get update >"$dir/apt/log" 2>&1 || missing "apt-get update failed, see $dir/apt/log"

image=$(depends linux-image-arm64:arm64 linux-image-)
headers=$(depends linux-headers-arm64:arm64 linux-headers-)
[ -n "$image$headers" ] || missing 'no package linux-image-arm64:arm64'
common=${headers%-arm64:arm64}-common
kbuild=$(depends "$headers" linux-kbuild-)
kbuild="${kbuild%%:*}:$native"

rm -f "$dir"/deb/*.deb
# shellcheck disable=SC2086
(cd "$dir/deb" && apt apt-get download "$image" "$headers" "$common" "$kbuild" \
	busybox-static:arm64 $XEN_PACKAGE $SYSROOT_PACKAGES) >>"$dir/apt/log" 2>&1 ||
	missing "a package could not be downloaded, see $dir/apt/log"

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

rm -rf "$dir/linux" "$dir/xen" "$dir/busybox" "$dir/headers" "$dir/sysroot"
unpack linux "$image"
unpack xen "$XEN_PACKAGE"
unpack busybox busybox-static
unpack headers "$headers" "$common" "$kbuild"
# shellcheck disable=SC2086
unpack sysroot $SYSROOT_PACKAGES

# The headers name their common part, and the scripts, by the place where they would be installed.
version=${headers#linux-headers-}
version=${version%%:*}
sed -i "s#/usr/src/#$dir/headers/usr/src/#g" "$dir/headers/usr/src/linux-headers-$version/Makefile"
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

ln -sfn "usr/src/linux-headers-$version" "$dir/headers/build"
ln -sfn "$(cd "$dir/linux" && ls boot/vmlinuz-*)" "$dir/linux/Image"
ln -sfn "$(cd "$dir/xen" && ls boot/xen-*-arm64)" "$dir/xen/Image"
rm -rf "$dir/apt/lists" "$dir/apt/cache" "$dir/deb"
echo "$version" >"$dir/unpacked"
