// SPDX-License-Identifier: BSD-2-Clause
#include "base/files/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"

#define MAX_FILE ((size_t)1 << 30)

/* Names of files and messages of tools may hold anything. What is too long ends between two
 * characters. */
static void put_text(struct sdc_error *err, const char *text)
{
	struct buf clean = { 0 };
	size_t len = 0, n;

	text_clean(&clean, text, TEXT_ONE_LINE);
	while (len < clean.len && (n = text_char(clean.data + len)) && len + n < sizeof(err->text))
		len += n;
	memcpy(err->text, buf_str(&clean), len);
	err->text[len] = '\0';
	buf_free(&clean);
}

int set_error(struct sdc_error *err, enum sdc_status code, const char *fmt, ...)
{
	struct buf text = { 0 };
	va_list ap;

	if (err) {
		va_start(ap, fmt);
		buf_vprintf(&text, fmt, ap);
		va_end(ap);
		put_text(err, buf_str(&text));
		buf_free(&text);
		err->status = code;
	}
	return -(int)code;
}

int set_place_error(struct sdc_error *err, const char *file, unsigned int line, unsigned int column,
	const char *fmt, va_list ap)
{
	struct buf text = { 0 };
	int rc;

	buf_vprintf(&text, fmt, ap);
	rc = set_error(err, SDC_EINPUT, "%s:%u:%u: %s", file, line, column, buf_str(&text));
	buf_free(&text);
	return rc;
}

static int read_fd(int fd, const char *name, struct buf *out, struct sdc_error *err)
{
	for (;;) {
		char *p = buf_reserve(out, 64 * 1024);
		ssize_t n = read(fd, p, 64 * 1024);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return set_error(err, SDC_EIO, "%s: %s", name, strerror(errno));
		if (n == 0)
			return 0;
		out->len += (size_t)n;
		out->data[out->len] = '\0';
		if (out->len > MAX_FILE)
			return set_error(err, SDC_EIO, "%s: larger than 1 GiB", name);
	}
}

/* Reading stops behind the limit, where the file has grown since it was opened. */
int read_open_file(int fd, size_t limit, struct buf *out)
{
	size_t start = out->len;
	ssize_t n;

	do {
		n = read(fd, buf_reserve(out, 64 * 1024), 64 * 1024);
		if (n > 0) {
			out->len += (size_t)n;
			out->data[out->len] = '\0';
		}
	} while ((n > 0 && out->len - start <= limit) || (n < 0 && errno == EINTR));
	if (n > 0)
		errno = EFBIG;
	return n ? -1 : 0;
}

int read_regular(int dir, const char *name, size_t limit, struct buf *out)
{
	int fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	struct stat st;
	int ret = -1, saved;

	if (fd < 0)
		return -1;
	if (!fstat(fd, &st)) {
		errno = !S_ISREG(st.st_mode) ? EINVAL : EFBIG;
		if (S_ISREG(st.st_mode) && (uintmax_t)st.st_size <= limit)
			ret = read_open_file(fd, limit, out);
	}
	saved = errno;
	close(fd);
	errno = saved;
	return ret;
}

int read_file(const char *path, struct buf *out, struct sdc_error *err)
{
	int fd, ret;

	if (!strcmp(path, "-"))
		return read_fd(STDIN_FILENO, "<stdin>", out, err);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return set_error(err, SDC_EIO, "%s: %s", path, strerror(errno));
	ret = read_fd(fd, path, out, err);
	close(fd);
	return ret;
}
