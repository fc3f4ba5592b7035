// SPDX-License-Identifier: BSD-2-Clause
#include "base/files/landlock.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Renames from one directory into another are never allowed before this. */
#define ABI_REFER    2
#define ABI_TRUNCATE 3
#define ABI_NET      4
#define ABI_IOCTL    5
#define ABI_SCOPE    6

/* What the headers of older kernels lack. */
#define FS_TRUNCATE  (UINT64_C(1) << 14)
#define FS_IOCTL_DEV (UINT64_C(1) << 15)

struct attributes {
	uint64_t fs;
	uint64_t net;   /* bind and connect, TCP */
	uint64_t scope; /* abstract sockets and signals */
};

static const uint64_t of_files = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |
				 LANDLOCK_ACCESS_FS_READ_FILE | FS_TRUNCATE | FS_IOCTL_DEV;
static const uint64_t reading = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
static const uint64_t running = LANDLOCK_ACCESS_FS_EXECUTE;
/* What stands in the way of an output is moved away first, whatever it is. */
static const uint64_t writing = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
				LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_DIR |
				LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_FIFO |
				LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_SYM |
				LANDLOCK_ACCESS_FS_REFER | FS_TRUNCATE;
/* Never needed. */
static const uint64_t making =
	LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_BLOCK | FS_IOCTL_DEV;

static uint64_t known(int abi)
{
	uint64_t all = reading | running | writing | making;

	if (abi < ABI_TRUNCATE)
		all &= ~FS_TRUNCATE;
	if (abi < ABI_IOCTL)
		all &= ~FS_IOCTL_DEV;
	return all;
}

bool landlock_start(struct landlock *l)
{
	struct attributes a = { 0 };
	size_t size = sizeof(a.fs);

	l->rules = -1;
	l->abi =
		(int)syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	if (l->abi < ABI_REFER)
		return false;
	l->handled = a.fs = known(l->abi);
	if (l->abi >= ABI_NET) {
		a.net = 3;
		size = 2 * sizeof(a.fs);
	}
	if (l->abi >= ABI_SCOPE) {
		a.scope = 3;
		size = sizeof(a);
	}
	l->rules = (int)syscall(SYS_landlock_create_ruleset, &a, size, 0);
	return l->rules >= 0;
}

static void allow(const struct landlock *l, const char *path, uint64_t access)
{
	struct landlock_path_beneath_attr rule = {
		.allowed_access = access & l->handled,
		.parent_fd = open(path, O_PATH | O_CLOEXEC),
	};
	struct stat st;

	if (rule.parent_fd < 0)
		return;
	if (!fstat(rule.parent_fd, &st) && !S_ISDIR(st.st_mode))
		rule.allowed_access &= of_files;
	syscall(SYS_landlock_add_rule, l->rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
	close(rule.parent_fd);
}

void landlock_read(const struct landlock *l, const char *path)
{
	allow(l, path, reading);
}

void landlock_run(const struct landlock *l, const char *path)
{
	allow(l, path, reading | running);
}

void landlock_write(const struct landlock *l, const char *path)
{
	allow(l, path, reading | writing);
}

bool landlock_enter(struct landlock *l)
{
	bool done = !prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) &&
		    !syscall(SYS_landlock_restrict_self, l->rules, 0);

	close(l->rules);
	l->rules = -1;
	return done;
}
