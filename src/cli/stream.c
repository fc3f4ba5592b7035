// SPDX-License-Identifier: BSD-2-Clause
#include "cli/stream.h"

#include <stdlib.h>

#include "base/output.h"
#include "cli/command.h"
#include "cli/message.h"

void stream_open(struct stream *s)
{
	*s = (struct stream){ 0 };
	s->file = open_memstream(&s->text, &s->size);
	if (!s->file)
		abort();
}

int stream_close(struct stream *s, const char *path, int failed, struct sdc_error *err)
{
	if (fclose(s->file))
		abort();
	if (!failed)
		failed = write_file(path ? path : "-", s->text, s->size, err);
	free(s->text);
	return failed ? message_error("%s", err->text) : EXIT_CLEAN;
}
