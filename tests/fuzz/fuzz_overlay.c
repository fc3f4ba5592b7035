// SPDX-License-Identifier: BSD-2-Clause
/* An overlay, applied to a tree that is then checked. Built by "make fuzz-overlay". */
#include <stdlib.h>

#include "base/files/file.h"
#include "dt/overlay/overlay.h"
#include "robust/check_blob.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The blob that overlays go on; made by the Makefile. */
static const struct buf *base_blob(void)
{
	static struct buf b;

	if (!b.len && read_file(getenv("FUZZ_BASE") ? getenv("FUZZ_BASE") : "base.dtb", &b, NULL))
		abort();
	return &b;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct checker c;
	struct buf base = { 0 }, overlay = { 0 };

	if (!c.schemas)
		checker_open(&c, NULL);
	buf_write(&base, base_blob()->data, base_blob()->len);
	buf_write(&overlay, data, size);
	if (!dt_overlay_apply(&base, "base", &overlay, "overlay", NULL))
		check_blob(&c, (const uint8_t *)base.data, base.len);
	buf_free(&base);
	buf_free(&overlay);
	return 0;
}
