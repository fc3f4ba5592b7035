// SPDX-License-Identifier: BSD-2-Clause
#include "dt/source/files_read.h"

#include <limits.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files/file.h"

#define MAX_LIST ((size_t)256 << 20)

int files_read_open(void)
{
	int fd = access("/proc/self/fd", X_OK) ? -1 : memfd_create("files", MFD_CLOEXEC);

	return fd < 0 ? 0 : fd;
}

static bool is_file(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISREG(st.st_mode);
}

/* What dtc reads on standard input has no name. */
static bool is_nothing(const struct buf *name)
{
	return !name->len || !strcmp(name->data, "<stdin>") || !strcmp(name->data, "-");
}

/* Reads one character as make does; returns how many bytes it takes. */
static size_t unquote(const char *p, char *c)
{
	*c = *p;
	if (*p == '\\' && p[1] == '\n')
		*c = ' ';
	else if (*p == '\\' && (p[1] == ' ' || p[1] == '#'))
		*c = '\0';
	else if (!(*p == '$' && p[1] == '$'))
		return 1;
	return 2;
}

/*
 * "TARGET: FILE FILE". Of the blanks in a name dtc says, by its version, with a backslash or not at
 * all that they do not end it: it goes on to where there is such a file.
 */
static void read_list(const char *text, sdc_file_fn *file, void *ctx)
{
	const char *p = strchr(text, ':');
	struct buf name = { 0 };

	for (p = p ? p + 1 : ""; *p;) {
		char c;
		size_t n = unquote(p, &c);
		bool blank = c == ' ' || c == '\n';

		if (!c) {
			buf_putc(&name, p[1]);
		} else if (!blank) {
			buf_putc(&name, c);
		} else if (name.len > PATH_MAX || is_nothing(&name)) {
			buf_free(&name);
		} else if (is_file(name.data)) {
			file(ctx, name.data);
			buf_free(&name);
		} else {
			buf_putc(&name, ' ');
		}
		p += n;
	}
	buf_free(&name);
}

void files_read_each(int fd, sdc_file_fn *file, void *ctx)
{
	struct buf list = { 0 };

	if (!fd)
		return;
	lseek(fd, 0, SEEK_SET);
	if (!read_open_file(fd, MAX_LIST, &list))
		read_list(buf_str(&list), file, ctx);
	buf_free(&list);
	close(fd);
}

static void allow(void *ctx, const char *path)
{
	lines_allow(ctx, path);
}

void files_read_allow(int fd, struct lines *lines)
{
	files_read_each(fd, allow, lines);
}
