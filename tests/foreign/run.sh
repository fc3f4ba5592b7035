#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# run.sh PROGRAM DIR - probe servers that this project did not write
#
# TF_A_DIR, OPTEE_DIR, SCP_DIR: trees of Trusted Firmware-A, OP-TEE and SCP-firmware, whose SCMI
# servers are built below DIR. Each is skipped without.
set -u
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/count.sh
. "$here/../count.sh"
program=$1
mkdir -p "$2" && dir=$(cd "$2" && pwd)

# build NAME GCC-ARGUMENT...
build() {
	name=$1
	shift
	gcc -w -O1 -o "$dir/$name" "$here/server.c" "$here/$name/platform.c" "$@" >"$dir/$name.log" 2>&1
	status=$?
	verdict "the server of $name builds" $status
	[ $status -eq 0 ] || tail -n 20 "$dir/$name.log"
	return $status
}

# headers NAME HEADER... - what the firmware includes of its own, all of it in NAME/host.h
headers() {
	name=$1
	shift
	rm -rf "$dir/$name.include"
	for header; do
		mkdir -p "$(dirname "$dir/$name.include/$header")"
		: >"$dir/$name.include/$header"
	done
}

# probe NAME FINDINGS [SED] - all that is asked, and what has to be refused; the tree changed so
probe() {
	sed "${3:-}" "$here/../probe/platform.dts" >"$dir/$1.dts"
	rm -f "$dir/s" "$dir/s.mem" "$dir/ready"
	mkfifo "$dir/ready"
	"$dir/$1" "$dir/s" >"$dir/ready" 2>"$dir/$1.said" &
	server=$!
	read -r _ <"$dir/ready"
	"$program" probe -q --deep --negative -t unix --socket "$dir/s" -f gcc \
		"$dir/$1.dts" >"$dir/$1.found" 2>&1
	"$program" probe -q --deep -t unix --socket "$dir/s" "$dir/$1.dts" >"$dir/$1.report" 2>&1
	kill $server
	wait $server 2>/dev/null
	found=$(sed -n 's/.*\[\([a-z-]*\)\]$/\1/p' "$dir/$1.found" | sort -u | paste -sd, -)
	[ "$found" = "$2" ]
	status=$?
	verdict "$1: no finding that it does not deserve: $found" $status
	[ $status -eq 0 ] || cat "$dir/$1.found"
}

# No agent discovery and no trusted messages; clocks and resets alone.
tf_a() {
	src=$TF_A_DIR/drivers/scmi-msg
	headers tf-a cdefs.h plat/common/platform.h lib/cassert.h lib/mmio.h lib/spinlock.h \
		lib/utils.h lib/utils_def.h
	build tf-a -I"$dir/tf-a.include" -I"$TF_A_DIR/include" -I"$src" \
		-include "$here/tf-a/host.h" "$src/entry.c" "$src/base.c" "$src/clock.c" \
		"$src/reset_domain.c" "$src/smt.c" &&
		probe tf-a probe-discover-agent,probe-management-not-trusted,probe-protocol-not-served
}

# The same, with performance and voltage domains.
op_tee() {
	src=$OPTEE_DIR/core/drivers/scmi-msg
	headers op-tee compiler.h config.h confine_array_index.h io.h trace.h types_ext.h util.h \
		kernel/boot.h kernel/misc.h kernel/panic.h kernel/spinlock.h kernel/thread.h \
		mm/core_memprot.h
	mkdir -p "$dir/op-tee.include/drivers"
	cp "$OPTEE_DIR/core/include/drivers/scmi.h" "$OPTEE_DIR/core/include/drivers/scmi-msg.h" \
		"$dir/op-tee.include/drivers"
	# One declaration of it holds for processors of 32 bits alone.
	sed 's/message_id_is_supported(size_t /message_id_is_supported(unsigned int /' \
		"$src/perf_domain.c" >"$dir/op-tee.include/perf_domain.c"
	build op-tee -I"$dir/op-tee.include" -I"$src" -include "$here/op-tee/host.h" \
		"$src/entry.c" "$src/base.c" "$src/clock.c" \
		"$dir/op-tee.include/perf_domain.c" "$src/reset_domain.c" \
		"$src/voltage_domain.c" "$src/smt.c" &&
		probe op-tee probe-discover-agent,probe-management-not-trusted,probe-protocol-not-served
}

# scp_lists MODULE... - what the firmware's own build generates
scp_lists() {
	{
		echo '#ifndef FWK_MODULE_IDX_H'
		echo '#define FWK_MODULE_IDX_H'
		echo '#include <fwk_id.h>'
		echo 'enum fwk_module_idx {'
		for module; do
			echo "FWK_MODULE_IDX_$(echo "$module" | tr "[:lower:]" "[:upper:]"),"
		done
		echo 'FWK_MODULE_IDX_COUNT };'
		for module; do
			upper=$(echo "$module" | tr "[:lower:]" "[:upper:]")
			echo "#define FWK_MODULE_ID_${upper}_INIT FWK_ID_MODULE_INIT(FWK_MODULE_IDX_$upper)"
			echo "#define FWK_MODULE_ID_$upper FWK_ID_MODULE(FWK_MODULE_IDX_$upper)"
			echo "static const fwk_id_t fwk_module_id_$module = FWK_MODULE_ID_${upper}_INIT;"
		done
		echo '#endif'
	} >"$dir/scp.include/fwk_module_idx.h"
	{
		echo '#include <fwk_module.h>'
		echo '#include <fwk_module_idx.h>'
		for module; do
			echo "extern const struct fwk_module module_$module;"
			echo "extern const struct fwk_module_config config_$module;"
		done
		echo 'const struct fwk_module *module_table[FWK_MODULE_IDX_COUNT] = {'
		for module; do echo "&module_$module,"; done
		echo '}; const struct fwk_module_config *module_config_table[FWK_MODULE_IDX_COUNT] = {'
		for module; do echo "&config_$module,"; done
		echo '};'
	} >"$dir/scp.include/fwk_module_list.c"
}

# Agents from 1 on, of which each calls itself by its service's name; no trusted messages.
scp() {
	modules='clock mock_clock mock_voltage_domain scmi scmi_clock scmi_voltage_domain voltage_domain'
	headers scp none.h
	# shellcheck disable=SC2086
	scp_lists foreign $modules
	set --
	for module in $modules; do
		set -- "$@" -I"$SCP_DIR/module/$module/include" "$SCP_DIR/module/$module"/src/mod_*.c \
			-DBUILD_HAS_MOD_"$(echo "$module" | tr "[:lower:]" "[:upper:]")"=1
	done
	for source in "$SCP_DIR"/framework/src/*.c; do
		[ "${source##*/}" = fwk_notification.c ] || set -- "$@" "$source"
	done
	build scp -I"$here/scp" -I"$dir/scp.include" -I"$SCP_DIR/framework/include" \
		-I"$SCP_DIR/arch/none/host/include" -I"$SCP_DIR/module/power_domain/include" \
		-I"$SCP_DIR/module/timer/include" -DBUILD_HAS_BASE_PROTOCOL \
		-DFWK_LOG_LEVEL=FWK_LOG_LEVEL_DISABLED -DBUILD_VERSION_MAJOR=2 \
		-DBUILD_VERSION_MINOR=0 -DBUILD_VERSION_PATCH=0 \
		-DBUILD_VERSION_DESCRIBE_STRING='"host"' \
		"$dir/scp.include/fwk_module_list.c" \
		"$SCP_DIR/arch/none/host/src/arch_interrupt.c" "$@" &&
		probe scp probe-agent-name,probe-management-not-trusted,probe-protocol-not-served \
			's/shm0 0>/shm0 1>/; s/shm2 2>/shm2 3>/; s/shm3 3>/shm3 4>/; s/agent-id = <0>/agent-id = <1>/'
}

for firmware in TF_A_DIR:tf_a OPTEE_DIR:op_tee SCP_DIR:scp; do
	eval "given=\${${firmware%:*}:-}"
	if [ -n "$given" ]; then
		${firmware#*:}
	else
		skip "${firmware%:*} is not given"
	fi
done
result
