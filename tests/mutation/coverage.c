// SPDX-License-Identifier: BSD-2-Clause
/*
 * Which basic blocks a run reaches: one byte for each in the file $MUTATION_COVERAGE/PROGRAM.map,
 * shared by all processes of the run, so that nothing is lost where one is killed. The blocks'
 * addresses, from the module's beginning, are in $MUTATION_COVERAGE/PROGRAM.blocks. The symbols are
 * those that clang's -fsanitize-coverage=trace-pc-guard,pc-table calls.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Blocks of all modules of a process; the first byte is for those that are not looked at. */
enum { MAX_BLOCKS = 1 << 22, PAGE = 1 << 16 };

struct pc_entry {
	uintptr_t pc, flags;
};

static uint8_t *reached;
static size_t used = PAGE;

static int open_file(const char *module, const char *suffix)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/%s.%s", getenv("MUTATION_COVERAGE"), module, suffix);
	return open(path, O_RDWR | O_CREAT, 0600);
}

static const char *module_of(const void *address, uintptr_t *base)
{
	static char path[PATH_MAX];
	Dl_info info;

	/* The library is found by a link that has another name; the program's is what it was called
	 * by. */
	if (!dladdr(address, &info) ||
		!realpath(strstr(info.dli_fname, ".so") ? info.dli_fname : "/proc/self/exe", path))
		abort();
	*base = (uintptr_t)info.dli_fbase;
	return strrchr(path, '/') + 1;
}

void __sanitizer_cov_trace_pc_guard(uint32_t *guard)
{
	if (reached)
		reached[*guard] = 1;
}

void __sanitizer_cov_trace_pc_guard_init(uint32_t *start, uint32_t *stop)
{
	size_t n = (size_t)(stop - start), pages = (n + PAGE - 1) / PAGE * PAGE;
	uintptr_t base;
	int fd;

	if (!getenv("MUTATION_COVERAGE") || start == stop || *start || used + pages > MAX_BLOCKS)
		return;
	if (!reached) {
		reached = mmap(NULL, MAX_BLOCKS, PROT_READ | PROT_WRITE,
			MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
		if (reached == MAP_FAILED)
			abort();
	}
	fd = open_file(module_of(start, &base), "map");
	if (fd < 0 || ftruncate(fd, (off_t)pages) != 0 ||
		mmap(reached + used, pages, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, fd,
			0) == MAP_FAILED)
		abort();
	close(fd);
	for (size_t i = 0; i < n; i++)
		start[i] = (uint32_t)(used + i);
	used += pages;
}

void __sanitizer_cov_pcs_init(const struct pc_entry *start, const struct pc_entry *stop)
{
	uintptr_t base = 0;
	const char *module;
	int fd;

	if (!getenv("MUTATION_COVERAGE") || start == stop)
		return;
	module = module_of(start, &base);
	fd = open_file(module, "blocks");
	if (fd < 0)
		abort();
	if (lseek(fd, 0, SEEK_END) == 0) {
		FILE *f = fdopen(fd, "w");

		for (const struct pc_entry *p = start; p < stop; p++)
			fprintf(f, "%lx\n", (unsigned long)(p->pc - base));
		fclose(f);
	} else {
		close(fd);
	}
}
