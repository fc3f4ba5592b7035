// SPDX-License-Identifier: BSD-2-Clause
#include "dt/overlay/overlay.h"

#include <libfdt.h>

#include "base/files/file.h"
#include "dt/overlay/overlay_apply.h"
#include "dt/overlay/overlay_check.h"

static int apply(const struct dt_tree *base, struct dt_tree *overlay, bool behind,
	struct buf *merged, struct sdc_error *err)
{
	const char *wrong = overlay_check(overlay);
	int ret;

	if (wrong)
		return set_error(err, SDC_EINPUT, "%s: %s", overlay->file, wrong);
	ret = overlay_apply(base, overlay, behind, merged);
	return ret ? set_error(err, SDC_EINPUT, "%s: cannot be applied to %s: %s", overlay->file,
			     base->file, fdt_strerror(ret))
		   : 0;
}

static int merge(struct buf *base, const char *base_name, struct buf *overlay,
	const char *overlay_name, bool behind, struct sdc_error *err)
{
	struct dt_tree *tree, *change;
	struct buf merged = { 0 };
	int ret = dt_tree_build(overlay->data, overlay->len, overlay_name, &change, err);

	if (ret)
		return ret;
	ret = dt_tree_build(base->data, base->len, base_name, &tree, err);
	if (!ret) {
		ret = apply(tree, change, behind, &merged, err);
		dt_tree_free(tree);
	}
	dt_tree_free(change);
	if (ret) {
		buf_free(&merged);
		return ret;
	}
	buf_free(base);
	*base = merged;
	return 0;
}

int dt_overlay_apply(struct buf *base, const char *base_name, struct buf *overlay,
	const char *overlay_name, struct sdc_error *err)
{
	return merge(base, base_name, overlay, overlay_name, false, err);
}

int dt_overlay_append(struct buf *base, const char *base_name, struct buf *overlay,
	const char *overlay_name, struct sdc_error *err)
{
	return merge(base, base_name, overlay, overlay_name, true, err);
}
