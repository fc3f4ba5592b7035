# SPDX-License-Identifier: BSD-2-Clause
# The programs of dt-schema in one binary: src/dropin/.

libexecdir ?= $(prefix)/libexec
DROPIN_DIR := $(libexecdir)/scmi-dtcheck/dt-schema
DROPIN_SRC := $(sort $(wildcard src/dropin/*.c))
DROPIN_OBJ := $(DROPIN_SRC:%.c=$(O)/%.o)
DROPIN := $(O)/dt-schema
DROPIN_NAMES := dt-validate dt-mk-schema dt-doc-validate dt-extract-example dt-check-compatible

-include $(DROPIN_OBJ:.o=.d)

$(O)/src/dropin/core.o: ALL_CPPFLAGS += -DDROPIN_DATADIR='"$(datadir)/scmi-dtcheck/dt-schema"'

$(DROPIN): $(DROPIN_OBJ) $(LIB).a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(DEP_LIBS)
	@mkdir -p $(O)/dropin
	@for name in $(DROPIN_NAMES); do ln -sf ../dt-schema $(O)/dropin/$$name; done

all: $(DROPIN)
