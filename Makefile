# SPDX-License-Identifier: BSD-2-Clause
#
# make                 the program and the library
# make demo            install what is missing, build, run the main job on samples/
# make test            install what is missing, build, run the tests
# make check           build, run the tests with what is there: no network, no root
# make install         DESTDIR= PREFIX=/usr/local
# make ASAN=1          with AddressSanitizer and UndefinedBehaviorSanitizer, in build-asan/
# make CROSS_COMPILE=aarch64-linux-gnu- SYSROOT=dir
# make help            the other targets

VERSION := 0.2.0
SOVERSION := 1

PREFIX ?= /usr/local
prefix ?= $(PREFIX)
bindir ?= $(prefix)/bin
libdir ?= $(prefix)/lib
includedir ?= $(prefix)/include
datadir ?= $(prefix)/share
mandir ?= $(datadir)/man

ifneq ($(CROSS_COMPILE),)
CC := $(CROSS_COMPILE)gcc
AR := $(CROSS_COMPILE)ar
endif
HOSTCC ?= cc
PKG_CONFIG ?= pkg-config
INSTALL ?= install

# Where the objects go: one directory per kind of build, so that they do not mix.
ifdef ASAN
O ?= build-asan
else ifdef COVERAGE
O ?= build-coverage
else ifneq ($(CROSS_COMPILE),)
O ?= build-$(patsubst %-,%,$(CROSS_COMPILE))
else
O ?= build
endif

CFLAGS ?= -O2 -g
WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
	-Wpointer-arith -Wwrite-strings -Wvla -Wformat=2
ifdef WERROR
WARNINGS += -Werror
endif

# Debian 12 has no libfdt.pc, and a sysroot of unpacked packages no pkg-config of its own.
ifdef SYSROOT
DEP_CFLAGS := --sysroot=$(SYSROOT) -isystem $(SYSROOT)/usr/include
DEP_LIBS := -lfdt -lyaml -ljansson -lpcre2-8 -lm
else
pkg = $(or $(shell $(PKG_CONFIG) $(1) $(2) 2>/dev/null),$(3))
DEP_CFLAGS := $(call pkg,--cflags,libfdt) $(call pkg,--cflags,yaml-0.1) \
	$(call pkg,--cflags,jansson) $(call pkg,--cflags,libpcre2-8)
DEP_LIBS := $(call pkg,--libs,libfdt,-lfdt) $(call pkg,--libs,yaml-0.1,-lyaml) \
	$(call pkg,--libs,jansson,-ljansson) $(call pkg,--libs,libpcre2-8,-lpcre2-8) -lm
endif

ALL_CPPFLAGS := -Iinclude -Isrc -D_GNU_SOURCE -DPCRE2_CODE_UNIT_WIDTH=8 \
	-DSDC_VERSION='"$(VERSION)"' $(CPPFLAGS)
ALL_CFLAGS := -std=c11 -pthread -fPIC -fvisibility=hidden $(WARNINGS) $(DEP_CFLAGS) $(CFLAGS)
ifdef ASAN
ALL_CFLAGS += -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
ALL_LDFLAGS += -fsanitize=address,undefined
endif
ifdef COVERAGE
ALL_CFLAGS += --coverage -O0
ALL_LDFLAGS += --coverage
endif
ifdef SYSROOT
ALL_LDFLAGS += --sysroot=$(SYSROOT)
endif
ifdef STATIC
ALL_LDFLAGS += -static
endif
ALL_LDFLAGS += -Wl,-O1 -Wl,--as-needed $(LDFLAGS)
# The sanitizers' symbols are in the program.
NO_UNDEFINED := $(if $(ASAN),,-Wl,--no-undefined)

sources = $(shell find $(1) -name "*.c" | sort)
ROOMS := base diag dt schema scmi xl xen rules plan guests emit init fix migrate project report probe sim lib
LIB_SRC := $(sort $(filter-out src/schema/host/%,$(foreach r,$(ROOMS),$(call sources,src/$(r)))))
CLI_SRC := $(filter-out src/cli/host/%,$(call sources,src/cli))
SCHEMAS := $(sort $(wildcard schemas/*.yaml schemas/*/*.yaml))

LIB_OBJ := $(LIB_SRC:%.c=$(O)/%.o)
CLI_OBJ := $(CLI_SRC:%.c=$(O)/%.o)
LIB := $(O)/libscmi-dtcheck
PROG := $(O)/scmi-dtcheck

# A shared library cannot be linked statically.
all: $(PROG) $(if $(STATIC),,$(LIB).so $(O)/shared/scmi-dtcheck)

# Other flags or another compiler make everything anew.
FLAGS := $(filter-out ccache -Werror,$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS))
$(O)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(FLAGS)' | cmp -s - $@ || echo '$(FLAGS)' >$@

$(O)/%.o: %.c $(O)/flags
	@mkdir -p $(@D)
	$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(LIB).a: $(LIB_OBJ)
	@rm -f $@
	$(AR) rcs $@ $(LIB_OBJ)

$(LIB).so: $(LIB_OBJ)
	$(CC) $(ALL_CFLAGS) -shared -Wl,-soname,libscmi-dtcheck.so.$(SOVERSION) $(NO_UNDEFINED) \
		$(ALL_LDFLAGS) -o $@ $(LIB_OBJ) $(DEP_LIBS)

# What make install installs: the program on the shared library, with what both are made of.
$(O)/shared/scmi-dtcheck: $(CLI_OBJ) $(filter $(O)/src/base/%,$(LIB_OBJ)) $(LIB).so
	@mkdir -p $(@D)
	ln -sf $(notdir $(LIB).so) $(LIB).so.$(SOVERSION)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(DEP_LIBS)

$(PROG): $(CLI_OBJ) $(LIB).a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(DEP_LIBS)

# A file that is gone or new must not leave a stale archive behind.
$(LIB).a $(LIB).so: $(O)/sources
$(O)/sources: FORCE
	@mkdir -p $(@D)
	@echo '$(LIB_SRC)' | cmp -s - $@ || echo '$(LIB_SRC)' >$@

-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d)
-include $(wildcard src/mk/*.mk tests/*.mk)

clean:
	rm -rf build build-*

help:
	@sed -n '3,10s/^# //p' Makefile
	@grep -h '^#: ' Makefile $(wildcard src/mk/*.mk tests/*.mk) | sed 's/^#: //'

FORCE:
.PHONY: all clean help FORCE
.DELETE_ON_ERROR:
