#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# dt-schema accepts the bindings without a word: docs.sh DIRECTORY
if ! command -v dt-doc-validate >/dev/null; then
	echo "skipped: dt-doc-validate is not installed"
	echo "0 passed, 0 failed, 1 skipped"
	exit 0
fi
passed=0 failed=0
for file in "$1"/*/*.yaml; do
	if words=$(dt-doc-validate "$file" 2>&1) && [ -z "$words" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL: $file: $words"
	fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
