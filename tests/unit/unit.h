/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef UNIT_H
#define UNIT_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

/* unit_main - run a suite; prints the failures, then "N passed, N failed" */
static inline int unit_main(Suite *s)
{
	SRunner *sr = srunner_create(s);
	int failed, ran;

	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	ran = srunner_ntests_run(sr);
	srunner_free(sr);
	printf("%d passed, %d failed\n", ran - failed, failed);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#endif
