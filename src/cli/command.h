/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_CLI_COMMAND_H
#define SDC_CLI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

/*
 * A command is a file with one struct command, declared below and listed in main.c. Its options
 * are a table, from which parsing, help and completions follow.
 */

enum exit_status {
	EXIT_CLEAN = 0,  /* done, no errors found */
	EXIT_FOUND = 1,  /* errors found */
	EXIT_FAILED = 2, /* could not be done */
};

enum option_kind {
	OPTION_FLAG,   /* bool */
	OPTION_TEXT,   /* const char *, NULL unless given */
	OPTION_LIST,   /* struct option_list: may be given several times */
	OPTION_CHOICE, /* int: position of the argument among option_choices() */
};

struct option_list {
	const char **v;
	size_t n, cap;
};

struct cli_option {
	const char *name; /* without the dashes */
	char letter;      /* the short form, or 0 */
	enum option_kind kind;
	const char *arg; /* what the argument is called; FILE and DIR complete as such */
	/* Of OPTION_CHOICE: words separated by spaces. DRIVERS and VERSIONS stand for those of Xen
	 * that the library knows. */
	const char *choices;
	const char *help;
	size_t offset; /* of the value in the command's structure */
};

struct command {
	const char *name;
	const char *operands; /* as in help: "FILE..." */
	const char *summary;
	const struct cli_option *options;
	size_t n_options;
	size_t size; /* of the structure that holds the options' values, zeroed at first */
	/* Returns an enum exit_status. @operands ends in NULL. */
	int (*run)(const void *values, char **operands);
	int min_operands, max_operands; /* max -1: any number */
};

/* option_choices - append the words that an option takes, separated by spaces */
struct buf;
void option_choices(const struct cli_option *o, struct buf *out);

/* COMMAND_RUN - the function of a command; where the tables alone are wanted, there is none */
#ifdef SDC_TABLES
#define COMMAND_RUN(run) NULL
#else
#define COMMAND_RUN(run) run
#endif

extern const struct command command_check;
extern const struct command command_init;
extern const struct command command_migrate;
extern const struct command command_config;
extern const struct command command_fix;
extern const struct command command_show;
extern const struct command command_generate;
extern const struct command command_report;
extern const struct command command_compile_schemas;

extern const struct command command_schema;
extern const struct command command_explain;
extern const struct command command_list_rules;
extern const struct command command_probe;
extern const struct command command_sim;

/* All commands, in commands.c; the first is run where no command is named. */
extern const struct command *const commands[];
extern const size_t n_commands;

/* command_find - NULL where there is none of that name */
const struct command *command_find(const char *name);

#endif
