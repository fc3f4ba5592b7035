// SPDX-License-Identifier: BSD-2-Clause
#include "base/run.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"

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

static int spawn(const char *program, const char *const *args, struct child *c)
{
	posix_spawn_file_actions_t actions;
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
	if (!ret)
		ret = posix_spawnp(&c->pid, program, &actions, NULL, (char *const *)args, environ);
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

static void talk(struct child *c, const struct buf *input, struct buf *out, struct buf *messages)
{
	size_t sent = 0;

	while (c->fds[OUT] >= 0 || c->fds[MSG] >= 0) {
		struct pollfd p[N_PIPES] = { { c->fds[IN], POLLOUT, 0 }, { c->fds[OUT], POLLIN, 0 },
			{ c->fds[MSG], POLLIN, 0 } };

		if (poll(p, N_PIPES, -1) < 0 && errno != EINTR)
			break;
		if (p[IN].revents)
			feed(c, input, &sent);
		if (p[OUT].revents)
			drain(&c->fds[OUT], out);
		if (p[MSG].revents)
			drain(&c->fds[MSG], messages);
	}
	for (int i = 0; i < N_PIPES; i++)
		close_fd(&c->fds[i]);
}

int run_program(const char *program, const char *const *args, const struct buf *input,
	struct buf *out, struct buf *messages, int *status, struct sdc_error *err)
{
	struct child c;
	int ret = spawn(program, args, &c);

	if (ret)
		return set_error(err, SDC_ETOOL, "cannot run %s: %s", program, strerror(ret));
	talk(&c, input, out, messages);
	while (waitpid(c.pid, &ret, 0) < 0)
		if (errno != EINTR)
			return set_error(
				err, SDC_ETOOL, "cannot wait for %s: %s", program, strerror(errno));
	*status = WIFEXITED(ret) ? WEXITSTATUS(ret) : 128 + WTERMSIG(ret);
	return 0;
}
