#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# Read by bitbake.sh: a build directory in which BitBake works without a network, and what is done
# with it. The program is built for the build machine with this machine's libraries.
# shellcheck source=tests/count.sh
. tests/count.sh

if [ -z "${BITBAKE_DIR-}" ] || [ -z "${OE_CORE_DIR-}" ]; then
	skip_all "no BITBAKE_DIR and OE_CORE_DIR"
fi
for file in "$BITBAKE_DIR/bin/bitbake" "$OE_CORE_DIR/meta/conf/layer.conf"; do
	[ -e "$file" ] || skip_all "no $file"
done
for command in git python3 dtc pkg-config pseudo chrpath gawk cpio diffstat lz4 zstd rpcgen file \
	wget patch unshare; do
	command -v "$command" >/dev/null || skip_all "no $command here"
done
locale -a | grep -qix 'en_us.utf-\?8' || skip_all "no locale en_US.UTF-8"
pseudo_lib=$(dirname "$(find /usr/lib -name libpseudo.so | head -n 1)")
user=
if [ "$(id -u)" -eq 0 ]; then
	user="unshare -Un --map-user=1000 --map-group=1000"
	$user true 2>/dev/null || skip_all "it refuses root, and there are no user name spaces"
fi

if [ -n "${YOCTO_WORK-}" ]; then
	mkdir -p "$YOCTO_WORK" && work=$(realpath "$YOCTO_WORK") || exit 2
else
	work=$(mktemp -d) || exit 2
	trap 'rm -rf "$work"' EXIT
fi
build=$work/build
layers=$work/layers
rm -rf "$layers" "$build"
mkdir -p "$layers" "$build/conf" "$work/site"
bitbake_dir=$(realpath "$BITBAKE_DIR")
core=$(realpath "$OE_CORE_DIR")
series=$(sed -n 's/^LAYERSERIES_COMPAT_core *= *"\(.*\)"/\1/p' "$core/meta/conf/layer.conf")
echo "BitBake $(sed -n 's/^__version__ = "\(.*\)"/\1/p' "$bitbake_dir/lib/bb/__init__.py"), $series"

# Copies: builds write beside what they read, and the tests change the trees.
cp -r samples/yocto/meta-scmi-dtcheck tests/yocto/meta-test "$layers"
board=$layers/meta-test/recipes-test/board/files
guests=$layers/meta-test/recipes-test/guests/files
mkdir -p "$board" "$guests"
cp samples/tree/*.dts samples/tree/*.dtsi samples/tree/*.yaml "$board"
cp samples/rcar-gen3*.dts samples/rcar-gen3*.dtsi samples/rcar-gen3*.yaml "$guests"
# As boards have it, for cpp.
sed -i 's,^/include/,#include,' "$board/board.dts"

cat >"$build/conf/bblayers.conf" <<END
LCONF_VERSION = "7"
BBPATH = "\${TOPDIR}"
BBFILES ?= ""
BBLAYERS = "$core/meta $layers/meta-scmi-dtcheck $layers/meta-test"
END
cat >"$build/conf/local.conf" <<END
CONF_VERSION = "2"
MACHINE = "qemuarm64"
DISTRO = "nodistro"
PREFERRED_PROVIDER_virtual/kernel = "kernel-tree"
TMPDIR = "\${TOPDIR}/tmp"
BB_NO_NETWORK = "1"
CONNECTIVITY_CHECK_URIS = ""
INHERIT:remove = "uninative create-spdx"
BBMASK = "/meta/recipes-"
HOSTTOOLS += "dtc pkg-config"
ASSUME_PROVIDED += "dtc-native libyaml-native jansson-native libpcre2-native pkgconf-native \
    pkgconfig-native quilt-native patch-replacement-native virtual/fakeroot-native \
    binutils-cross-aarch64 virtual/aarch64-oe-linux-binutils"
EXTRA_NATIVE_PKGCONFIG_PATH = ":$(pkg-config --variable pc_path pkg-config)"
FAKEROOTCMD = "$(command -v pseudo)"
FAKEROOTBASEENV = "PSEUDO_BINDIR=/usr/bin PSEUDO_LIBDIR=$pseudo_lib PSEUDO_PREFIX=/usr PSEUDO_DISABLED=1"
FAKEROOTENV = "PSEUDO_PREFIX=/usr PSEUDO_LOCALSTATEDIR=\${PSEUDO_LOCALSTATEDIR} \
    PSEUDO_PASSWD=\${PSEUDO_PASSWD} PSEUDO_NOSYMLINKEXP=1 PSEUDO_DISABLED=0"
SCMI_DTCHECK_SITE = "file://$work/site"
include conf/extra.conf
END

# Older releases append the C library's name to TMPDIR.
grep -q TCLIBCAPPEND "$core/meta/conf/distro/defaultsetup.conf" &&
	echo 'TCLIBCAPPEND = ""' >>"$build/conf/local.conf"

# extra LINE...: what the configuration has besides
extra() {
	[ $# -eq 0 ] || printf '%s\n' "$@" >"$build/conf/extra.conf"
	[ $# -ne 0 ] || rm -f "$build/conf/extra.conf"
}

bb() {
	(cd "$build" && exec env -u MAKEFLAGS -u MAKELEVEL -u WERROR HOME="$work" LANG=en_US.UTF-8 \
		BUILDDIR="$build" BBPATH="$build" PATH="$bitbake_dir/bin:$core/scripts:$PATH" \
		${user:+$user} "$@")
}

# builds ARGUMENT..., fails ARGUMENT...: bitbake does; its words are in $work/out
builds() {
	bb bitbake "$@" >"$work/out" 2>&1 || { grep -v "^NOTE: " "$work/out"; return 1; }
}

fails() {
	! bb bitbake "$@" >"$work/out" 2>&1 || { echo "it builds"; return 1; }
}

says() {
	grep -Eq "$1" "$work/out" || { echo "wanted: $1"; grep -v "^NOTE: " "$work/out"; return 1; }
}

# ran RECIPE TASK...: these tasks ran in the last build, and no others of those that count. Whether
# those after a check run again is up to its reports: with hash equivalence not if they are the same.
ran() {
	recipe=$1
	shift
	sed -n "s/^NOTE: recipe $recipe-[^ ]*: task do_\([a-z_]*\): Started/\1/p" "$work/out" |
		grep -Ex 'compile|scmi_dtcheck|scmi_generate' | sort >"$work/ran"
	printf '%s\n' "$@" | sed '/^$/d' | sort | diff - "$work/ran"
}

deployed() { # FILE...: and names no directory of the build
	for file in "$@"; do
		file=$build/tmp/deploy/images/qemuarm64/$file
		[ -s "$file" ] || { echo "no $file"; return 1; }
		! grep -aF "$work" "$file" || return 1
	done
}

is_sarif() {
	python3 -c 'import json, sys
run = json.load(open(sys.argv[1]))["runs"][0]
sys.exit(len(run["results"]) != int(sys.argv[2]))' "$1" "$2"
}

with() { # FILE SED-SCRIPT
	sed -i "$2" "$1"
}

# The program is that of the last commit; the layer is the one here.
"${MAKE:-make}" -s dist O="$work/site" >/dev/null 2>&1 || skip_all "no release archive without git"

again() { # RECIPE TASK...
	recipe=$1
	shift
	builds "$recipe" && ran "$recipe" "$@"
}

# after RECIPE LATER EARLIER [RECIPE]: an edge of the graph of tasks
after() {
	grep -qxF "\"$1.do_$2\" -> \"${4-$1}.do_$3\"" "$build/task-depends.dot"
}
