// SPDX-License-Identifier: BSD-2-Clause
/*
 * killer SIGNAL MICROSECONDS PROGRAM ARGUMENT... - run a program and end it by that signal so long
 * after its start
 *
 * A shell cannot: what it starts in the background ignores SIGINT. Exit status 0 where the signal
 * ended the program, 1 where it had ended before, 2 where nothing could be run.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void run(char **argv)
{
	int null = open("/dev/null", O_RDWR);

	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	if (null < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0 || dup2(null, 2) < 0)
		_exit(2);
	execvp(argv[0], argv);
	_exit(2);
}

int main(int argc, char **argv)
{
	long us = argc > 3 ? strtol(argv[2], NULL, 10) : 0;
	struct timespec time = { us / 1000000, us % 1000000 * 1000 };
	int sent = argc > 3 ? atoi(argv[1]) : 0, status;
	pid_t pid;

	if (argc < 4 || sent <= 0)
		return 2;
	pid = fork();
	if (pid == 0)
		run(argv + 3);
	if (pid < 0 || nanosleep(&time, NULL) || kill(pid, sent) || waitpid(pid, &status, 0) != pid)
		return 2;
	return !(WIFSIGNALED(status) && WTERMSIG(status) == sent);
}
