// SPDX-License-Identifier: BSD-2-Clause
#include "cli/made_files.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/files/path.h"
#include "cli/message.h"
#include "cli/stream.h"

int made_files_write(const struct sdc_outputs *outputs, const char *directory, bool force)
{
	struct sdc_write_options opts = { .size = sizeof(opts), .force = force };
	const struct sdc_output *o;
	struct sdc_error err;
	struct stream s;

	if (sdc_outputs_write(outputs, directory, &opts, &err))
		return message_error("%s", err.text);
	stream_open(&s);
	for (size_t i = 0; (o = sdc_outputs_at(outputs, i)); i++)
		fprintf(s.file, "%s/%s\n", directory, o->name);
	return stream_close(&s, NULL, 0, &err);
}

const char *made_files_board(struct arena *a, const char *file)
{
	char *name;

	if (!strcmp(file, "-"))
		return "board";
	name = (char *)path_stem(a, file);
	for (char *s = name; *s; s++)
		if (!isalnum((unsigned char)*s) && !strchr("._+-", *s))
			*s = '-';
	return *name && *name != '.' ? name : "board";
}

bool made_files_name(const char *s)
{
	return *s && *s != '.' && !strchr(s, '/');
}
