# SPDX-License-Identifier: BSD-2-Clause
#
# Schemas of documents become strings in the program: NAME.yaml is NAME_yaml in gen/NAME_yaml.c.

DOCUMENTS := $(sort $(wildcard src/*/*.yaml src/plan/*/*.yaml src/scmi/*/*.yaml))
DOCUMENT_OBJ := $(patsubst %.yaml,$(O)/gen/%_yaml.o,$(notdir $(DOCUMENTS)))

define document_rule
$(O)/gen/$(notdir $(1:.yaml=))_yaml.c: $(1)
	@mkdir -p $$(@D)
	@{ echo '#include "schema/documents.h"'; \
	   echo 'const char $(notdir $(1:.yaml=))_yaml[] ='; \
	   sed -e 's/[\\"]/\\&/g' -e 's/.*/"&\\n"/' $$<; echo ';'; } >$$@
endef
$(foreach d,$(DOCUMENTS),$(eval $(call document_rule,$(d))))

$(O)/gen/%.o: $(O)/gen/%.c
	$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

LIB_OBJ += $(DOCUMENT_OBJ)
$(LIB).a $(LIB).so: $(DOCUMENT_OBJ)
