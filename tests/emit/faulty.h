/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_TESTS_FAULTY_H
#define SDC_TESTS_FAULTY_H

#include <stdbool.h>

/* The C library's calls that change files, of which one fails. */

enum kind { KILL_BEFORE, KILL_AFTER, SHORT, FIRST_ERROR };

#define N_KINDS 7

struct fault {
	unsigned int at, calls;
	int kind, now; /* -1: none */
	bool old;      /* no flags of renameat2() */
};

extern struct fault fault;
extern const char *const fault_names[N_KINDS];

/* fault_start - call @at of those that follow fails; 0: none, but they are counted */
void fault_start(int kind, unsigned int at);

/* fault_end - wait for a child: its exit status, 256 for a kill */
int fault_end(int pid);

#endif
