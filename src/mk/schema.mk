# SPDX-License-Identifier: BSD-2-Clause
# The schemas become C data before the library is built: src/schema/host/embed.c.

EMBED_SRC := src/schema/host/embed.c $(addprefix src/schema/,collect.c fixup/fixup.c fixup/fixup_value.c set/image.c \
	set/image_write.c set/index.c decode/types.c yaml/yaml.c yaml/scalar.c) $(addprefix src/base/,arena.c buf.c files/file.c hash.c map.c \
	text.c)
EMBEDDED := $(SCHEMAS) $(sort $(wildcard src/schema/core/*.yaml))
EMBED := $(O)/host/embed

$(EMBED): $(EMBED_SRC) $(wildcard src/schema/*.h src/schema/*/*.h src/base/*.h src/base/*/*.h)
	@mkdir -p $(@D)
	$(HOSTCC) -O1 -std=c11 -Iinclude -Isrc -D_GNU_SOURCE -o $@ $(EMBED_SRC) -lyaml -ljansson

$(O)/gen/builtin_schemas.h: $(EMBED) $(EMBEDDED)
	@mkdir -p $(@D)
	$(EMBED) $(EMBEDDED) >$@

$(O)/src/schema/builtin.o: $(O)/gen/builtin_schemas.h
$(O)/src/schema/builtin.o: ALL_CPPFLAGS += -I$(O)/gen
