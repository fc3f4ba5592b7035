// SPDX-License-Identifier: BSD-2-Clause
#include "cli/stream.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/files/output.h"
#include "cli/command.h"
#include "cli/message.h"

void stream_open(struct stream *s)
{
	*s = (struct stream){ 0 };
	s->file = open_memstream(&s->text, &s->size);
	if (!s->file)
		out_of_memory();
}

int stream_close(struct stream *s, const char *path, int failed, struct sdc_error *err)
{
	/* A stream in memory fails where there is no more of it. */
	if ((ferror(s->file) | fclose(s->file)) || !s->text)
		out_of_memory();
	if (!failed)
		failed = write_file(path ? path : "-", s->text, s->size, err);
	free(s->text);
	return failed ? message_error("%s", err->text) : EXIT_CLEAN;
}

void stream_drop(struct stream *s)
{
	if (!s->file)
		return;
	fclose(s->file);
	free(s->text);
	s->file = NULL;
}
