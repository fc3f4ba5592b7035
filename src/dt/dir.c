// SPDX-License-Identifier: BSD-2-Clause
#include "dt/dir.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libfdt.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files/file.h"

#define MAX_DEPTH 64
#define MAX_VALUE ((size_t)64 << 20)
#define MAX_TREE  ((size_t)1 << 30)

struct writer {
	struct buf *blob;
	struct sdc_error *err;
	unsigned int depth;
};

/* Runs a libfdt sequential write again in a larger buffer until it fits. */
#define WRITE(w, call)                                                 \
	({                                                             \
		int ret_;                                              \
		while ((ret_ = (call)) == -FDT_ERR_NOSPACE && grow(w)) \
			;                                              \
		ret_;                                                  \
	})

/* libfdt counts bytes in an int. */
static bool grow(struct writer *w)
{
	size_t size = w->blob->len * 2;

	if (size > MAX_TREE)
		return false;
	buf_reserve(w->blob, size - w->blob->len);
	memset(w->blob->data + w->blob->len, 0, size - w->blob->len);
	if (fdt_resize(w->blob->data, w->blob->data, (int)size))
		abort();
	w->blob->len = size;
	return true;
}

static int visible(const struct dirent *d)
{
	return d->d_name[0] != '.';
}

static int compare(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int write_prop(struct writer *w, const char *path, const char *name)
{
	struct buf value = { 0 };
	int ret = read_regular(AT_FDCWD, path, MAX_VALUE, &value)
			  ? set_error(w->err, SDC_EIO, "%s: %s", path, strerror(errno))
			  : 0;

	if (!ret && WRITE(w, fdt_property(w->blob->data, name, buf_str(&value), (int)value.len)))
		ret = set_error(w->err, SDC_EINPUT, "%s: cannot be made a property", path);
	buf_free(&value);
	return ret;
}

static int write_node(struct writer *w, const char *path, const char *name);

/* One pass over the directory's entries: properties, then subnodes. */
static int write_entries(
	struct writer *w, const char *path, struct dirent **list, int n, bool nodes)
{
	int ret = 0;

	for (int i = 0; i < n && !ret; i++) {
		struct buf sub = { 0 };
		struct stat st;

		buf_printf(&sub, "%s/%s", path, list[i]->d_name);
		if (lstat(sub.data, &st))
			ret = set_error(w->err, SDC_EIO, "%s: %s", sub.data, strerror(errno));
		else if (S_ISDIR(st.st_mode) && nodes)
			ret = write_node(w, sub.data, list[i]->d_name);
		else if (S_ISREG(st.st_mode) && !nodes && strcmp(list[i]->d_name, "name"))
			ret = write_prop(w, sub.data, list[i]->d_name);
		buf_free(&sub);
	}
	return ret;
}

static int write_node(struct writer *w, const char *path, const char *name)
{
	struct dirent **list;
	int n, ret = 0;

	if (w->depth++ == MAX_DEPTH)
		return set_error(w->err, SDC_EINPUT, "%s: nested more than 64 deep", path);
	n = scandir(path, &list, visible, compare);
	if (n < 0)
		return set_error(w->err, SDC_EIO, "%s: %s", path, strerror(errno));
	if (WRITE(w, fdt_begin_node(w->blob->data, name)))
		ret = set_error(w->err, SDC_EINPUT, "%s: cannot be made a node", path);
	if (!ret)
		ret = write_entries(w, path, list, n, false);
	if (!ret)
		ret = write_entries(w, path, list, n, true);
	if (!ret && WRITE(w, fdt_end_node(w->blob->data)))
		ret = set_error(w->err, SDC_EINPUT, "%s: cannot be made a node", path);
	for (int i = 0; i < n; i++)
		free(list[i]);
	free(list);
	w->depth--;
	return ret;
}

/* Tells a tree from any other directory, by what stands in a root. Devicetree Specification 3. */
static bool is_tree(const char *path)
{
	static const char *const props[] = { "#address-cells", "#size-cells", "compatible",
		"model" };
	static const char *const nodes[] = { "aliases", "chosen", "cpus", "firmware" };
	int dir = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	struct stat st;
	bool found = false;

	for (size_t i = 0; i < sizeof(props) / sizeof(props[0]); i++)
		found |= !fstatat(dir, props[i], &st, AT_SYMLINK_NOFOLLOW) && S_ISREG(st.st_mode);
	for (size_t i = 0; i < sizeof(nodes) / sizeof(nodes[0]); i++)
		found |= !fstatat(dir, nodes[i], &st, AT_SYMLINK_NOFOLLOW) && S_ISDIR(st.st_mode);
	if (dir >= 0)
		close(dir);
	return found;
}

int dt_dir_read(const char *path, struct buf *blob, struct sdc_error *err)
{
	struct writer w = { .blob = blob, .err = err };
	int ret;

	if (access(path, R_OK))
		return set_error(err, SDC_EIO, "%s: %s", path, strerror(errno));
	/* Before anything below it is read, which may be a whole disk. */
	if (!is_tree(path))
		return set_error(err, SDC_EINPUT, "%s: this directory is no device tree", path);
	buf_free(blob);
	buf_reserve(blob, 64 * 1024);
	blob->len = 64 * 1024;
	memset(blob->data, 0, blob->len);
	/* To look for each name among the earlier ones would take quadratic time. */
	if (fdt_create_with_flags(blob->data, (int)blob->len, FDT_CREATE_FLAG_NO_NAME_DEDUP) ||
		fdt_finish_reservemap(blob->data))
		return set_error(err, SDC_EINPUT, "%s: cannot start a device tree", path);
	ret = write_node(&w, path, "");
	if (ret)
		return ret;
	if (WRITE(&w, fdt_finish(blob->data)))
		return set_error(err, SDC_EINPUT, "%s: cannot finish a device tree", path);
	blob->len = fdt_totalsize(blob->data);
	return 0;
}
