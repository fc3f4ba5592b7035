// SPDX-License-Identifier: BSD-2-Clause
/*
 * embed FILE... - schemas as C data
 *
 * Runs while the library is built. Writes to standard output what src/schema/builtin.c
 * includes: the image of the schemas, with everything that fixup_binding() adds.
 */
#include <stdio.h>
#include <string.h>

#include "schema/collect.h"
#include "schema/yaml/yaml.h"

static int complain(const char *path, const char *text)
{
	fprintf(stderr, "%s: %s\n", path, text);
	return 1;
}

static void write_bytes(const struct buf *b)
{
	printf("/* Made by src/schema/host/embed.c */\n\n"
	       "const unsigned char builtin_image[] = {");
	for (size_t i = 0; i < b->len; i++)
		printf("%s%u,", i % 24 ? "" : "\n\t", (unsigned char)b->data[i]);
	printf("\n};\n\nconst size_t builtin_size = sizeof(builtin_image);\n");
}

static const char *add(struct collection *c, const char *path, json_t *json)
{
	const char *problem = collection_add(c, json);
	struct source *s = c->sources.n ? &c->sources.v[c->sources.n - 1] : NULL;

	if (problem || !s)
		return problem ? problem : "there is no schema";
	s->builtin = true;
	s->core = strstr(path, "/core/");
	/* What is about the schema as a whole reaches no message. */
	if (s->core)
		json_object_del(json, "description");
	return NULL;
}

int main(int argc, char **argv)
{
	struct collection c;
	struct buf image = { 0 };

	collection_init(&c);
	for (int i = 1; i < argc; i++) {
		struct sdc_error err;
		const char *problem;
		json_t *json;

		if (yaml_read(argv[i], &json, NULL, NULL, &err))
			return complain("embed", err.text);
		problem = add(&c, argv[i], json);
		if (problem)
			return complain(argv[i], problem);
	}
	collection_image(&c, &image);
	write_bytes(&image);
	buf_free(&image);
	collection_free(&c);
	return ferror(stdout) || fflush(stdout) ? complain("embed", "cannot write") : 0;
}
