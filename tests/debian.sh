# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=sh
#
# debian.sh - sourced: Debian's arm64 packages, fetched and not installed
#
# The machine's list of architectures stays as it is: apt works on lists of its own in $dir/apt.

# missing REASON... - a tool, a package or the network
missing() {
	echo "packages: $*" >&2
	exit 77
}

# begin DIR - sets $dir and $native; ends the script where DIR is complete
begin() {
	dir=$1
	[ ! -e "$dir/unpacked" ] || exit 0
	for tool in apt-get apt-cache dpkg dpkg-deb tar; do
		command -v $tool >/dev/null || missing "$tool is not installed"
	done
	mkdir -p "$dir/apt/lists/partial" "$dir/apt/cache/archives/partial" "$dir/deb"
	dir=$(cd "$dir" && pwd)
	native=$(dpkg --print-architecture)
	apt apt-get update >"$dir/apt/log" 2>&1 || missing "apt-get update failed, see $dir/apt/log"
}

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

# fetch PACKAGE... - into $dir/deb
fetch() {
	rm -f "$dir"/deb/*.deb
	(cd "$dir/deb" && apt apt-get download "$@") >>"$dir/apt/log" 2>&1 ||
		missing "a package could not be downloaded, see $dir/apt/log"
}

# end TEXT - DIR is complete
end() {
	rm -rf "$dir/apt/lists" "$dir/apt/cache" "$dir/deb"
	echo "$1" >"$dir/unpacked"
}
