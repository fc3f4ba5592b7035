// SPDX-License-Identifier: BSD-2-Clause
#include "dt/overlay.h"

#include <libfdt.h>
#include <string.h>

#include "base/file.h"
#include "dt/overlay_check.h"

static int check(const struct buf *overlay, const char *name, struct sdc_error *err)
{
	struct dt_tree *t;
	const char *wrong;
	int ret = dt_tree_build(overlay->data, overlay->len, name, &t, err);

	if (ret)
		return ret;
	wrong = overlay_check(t);
	dt_tree_free(t);
	return wrong ? set_error(err, SDC_EINPUT, "%s: %s", name, wrong) : 0;
}

int dt_overlay_apply(struct buf *base, const char *base_name, struct buf *overlay,
	const char *overlay_name, struct sdc_error *err)
{
	struct buf room = { 0 };
	size_t size;
	int ret;

	ret = check(overlay, overlay_name, err);
	if (ret)
		return ret;
	ret = fdt_check_full(base->data, base->len);
	if (ret)
		return set_error(err, SDC_EINPUT, "%s: %s", base_name, fdt_strerror(ret));
	/* Every byte of the overlay may be added, and paths in __symbols__ get longer. */
	size = base->len + overlay->len * 4 + 64 * 1024;
	if (size > INT32_MAX)
		return set_error(err, SDC_EINPUT, "%s: too large", overlay_name);
	buf_reserve(&room, size);
	ret = fdt_open_into(base->data, room.data, (int)size);
	if (!ret)
		ret = fdt_overlay_apply(room.data, overlay->data);
	if (ret) {
		buf_free(&room);
		return set_error(err, SDC_EINPUT, "%s: cannot be applied to %s: %s", overlay_name,
			base_name, fdt_strerror(ret));
	}
	fdt_pack(room.data);
	room.len = fdt_totalsize(room.data);
	buf_free(base);
	*base = room;
	return 0;
}
