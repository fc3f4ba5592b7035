#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# No schema complains of a board, or of a configuration that Xen accepts: good.sh RUN CORPUS
if [ ! -d "$2/boards" ]; then
	echo "skipped: there is no $2/boards"
	echo "0 passed, 0 failed, 1 skipped"
	exit 0
fi
passed=0 failed=0
for tree in "$2"/boards/*.dtb "$2"/xen-verdicts/cases/ok-*.dts; do
	if words=$("$1" "$tree" 2>&1); then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL: $tree: $words"
	fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
