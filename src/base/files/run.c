// SPDX-License-Identifier: BSD-2-Clause
#include "base/files/run.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/files/file.h"

enum { IN, OUT, MSG, N_PIPES };

/* Sockets rather than pipes: a write to a program that has gone can be told not to signal. */
struct child {
	pid_t pid;
	int fds[N_PIPES];
};

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* The environment with messages in English, to be freed. */
static char **english(void)
{
	static char locale[] = "LC_ALL=C";
	size_t n = 0, kept = 0;
	char **env;

	while (environ[n])
		n++;
	env = xmalloc((n + 2) * sizeof(*env));
	for (size_t i = 0; i < n; i++)
		if (strncmp(environ[i], "LC_ALL=", 7) != 0)
			env[kept++] = environ[i];
	env[kept++] = locale;
	env[kept] = NULL;
	return env;
}

static int spawn(const struct run *r, struct child *c)
{
	posix_spawn_file_actions_t actions;
	char **env = english();
	int theirs[N_PIPES] = { -1, -1, -1 };
	int ret = 0;

	posix_spawn_file_actions_init(&actions);
	for (int i = 0; i < N_PIPES; i++) {
		int pair[2];

		c->fds[i] = -1;
		if (ret || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair)) {
			ret = ret ? ret : errno;
			continue;
		}
		c->fds[i] = pair[0];
		theirs[i] = pair[1];
		posix_spawn_file_actions_adddup2(&actions, theirs[i], i);
	}
	if (r->extra)
		posix_spawn_file_actions_adddup2(&actions, r->extra, RUN_EXTRA);
	if (!ret)
		ret = posix_spawnp(
			&c->pid, r->program, &actions, NULL, (char *const *)r->args, env);
	free(env);
	posix_spawn_file_actions_destroy(&actions);
	for (int i = 0; i < N_PIPES; i++) {
		close_fd(&theirs[i]);
		if (ret)
			close_fd(&c->fds[i]);
	}
	return ret;
}

static void feed(struct child *c, const struct buf *input, size_t *sent)
{
	size_t left = input ? input->len - *sent : 0;
	ssize_t n =
		left ? send(c->fds[IN], input->data + *sent, left, MSG_NOSIGNAL | MSG_DONTWAIT) : 0;

	if (n > 0)
		*sent += (size_t)n;
	if (!left || (n < 0 && errno != EINTR && errno != EAGAIN))
		close_fd(&c->fds[IN]);
}

static void drain(int *fd, struct buf *b)
{
	char *p = buf_reserve(b, 64 * 1024);
	ssize_t n = read(*fd, p, 64 * 1024);

	if (n > 0) {
		b->len += (size_t)n;
		b->data[b->len] = '\0';
	} else if (n == 0 || (errno != EINTR && errno != EAGAIN)) {
		close_fd(fd);
	}
}

/* What one child has to say or to hear; false where it is done. */
static bool watch(const struct child *c, struct pollfd *p)
{
	p[IN] = (struct pollfd){ c->fds[IN], POLLOUT, 0 };
	p[OUT] = (struct pollfd){ c->fds[OUT], POLLIN, 0 };
	p[MSG] = (struct pollfd){ c->fds[MSG], POLLIN, 0 };
	return c->fds[OUT] >= 0 || c->fds[MSG] >= 0;
}

static void serve(struct child *c, const struct pollfd *p, struct run *r, size_t *sent)
{
	if (p[IN].revents)
		feed(c, r->input, sent);
	if (p[OUT].revents)
		drain(&c->fds[OUT], &r->out);
	if (p[MSG].revents)
		drain(&c->fds[MSG], &r->messages);
}

static void talk(struct child *c, struct run *runs, size_t n)
{
	size_t sent[RUN_MAX] = { 0 };

	for (;;) {
		struct pollfd p[RUN_MAX * N_PIPES];
		bool busy = false;

		for (size_t i = 0; i < n; i++)
			busy |= watch(&c[i], p + i * N_PIPES);
		if (!busy || (poll(p, n * N_PIPES, -1) < 0 && errno != EINTR))
			break;
		for (size_t i = 0; i < n; i++)
			serve(&c[i], p + i * N_PIPES, &runs[i], &sent[i]);
	}
	for (size_t i = 0; i < n * N_PIPES; i++)
		close_fd(&c[i / N_PIPES].fds[i % N_PIPES]);
}

static int collect(const struct child *c, struct run *r, struct sdc_error *err)
{
	int status;

	while (waitpid(c->pid, &status, 0) < 0)
		if (errno != EINTR)
			return set_error(err, SDC_ETOOL, "cannot wait for %s: %s", r->program,
				strerror(errno));
	r->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	return 0;
}

int run_programs(struct run *runs, size_t n, struct sdc_error *err)
{
	struct child c[RUN_MAX];
	size_t started = 0;
	int ret = 0;

	while (!ret && started < n) {
		ret = spawn(&runs[started], &c[started]);
		started += !ret;
	}
	if (ret)
		ret = set_error(
			err, SDC_ETOOL, "cannot run %s: %s", runs[started].program, strerror(ret));
	talk(c, runs, started);
	for (size_t i = 0; i < started; i++) {
		int failed = collect(&c[i], &runs[i], err);

		ret = ret ? ret : failed;
	}
	return ret;
}

int run_program(const char *program, const char *const *args, const struct buf *input,
	struct buf *out, struct buf *messages, int *status, struct sdc_error *err)
{
	struct run r = { .program = program, .args = args, .input = input };
	int ret = run_programs(&r, 1, err);

	buf_write(out, buf_str(&r.out), r.out.len);
	buf_write(messages, buf_str(&r.messages), r.messages.len);
	buf_free(&r.out);
	buf_free(&r.messages);
	*status = r.status;
	return ret;
}

void run_says(const struct run *r, struct buf *out)
{
	if (r->status > 128 && r->status < 128 + NSIG)
		buf_printf(out, "killed by signal %d (%s)", r->status - 128,
			strsignal(r->status - 128));
	else
		buf_printf(out, "exit status %d", r->status);
}
