/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_XEN_CAUSES_H
#define SDC_XEN_CAUSES_H

/*
 * causes_specific - the rules that name a stop's cause more closely
 * @rule: the rule of a stop
 * @i: which of them, from 0; NULL is returned behind the last
 *
 * Xen sees that a property is missing; a rule may have seen that it is misspelt, and then reports
 * that alone.
 */
const char *causes_specific(const char *rule, unsigned int i);

#endif
