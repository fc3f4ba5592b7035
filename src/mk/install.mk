# SPDX-License-Identifier: BSD-2-Clause
#: make install         program, libraries, header, pkg-config file, schemas, manual pages, completions
#: make uninstall       remove them

#: make deb             the Debian packages of the last commit, in build/deb

SONAME := libscmi-dtcheck.so
docdir ?= $(datadir)/doc/scmi-dtcheck
DOC_FILES = README.md NEWS $(shell find samples -type f ! -path 'samples/debian/*' | sort)
HEADERS := include/scmi-dtcheck.h include/scmi-dtcheck-error.h
PC := $(O)/libscmi-dtcheck.pc
BASH_COMPLETION = $(datadir)/bash-completion/completions/scmi-dtcheck
ZSH_COMPLETION = $(datadir)/zsh/site-functions/_scmi-dtcheck
FISH_COMPLETION = $(datadir)/fish/vendor_completions.d/scmi-dtcheck.fish

$(PC): Makefile src/mk/install.mk FORCE
	@mkdir -p $(@D)
	@printf '%s\n' 'prefix=$(prefix)' 'bindir=$(bindir)' 'libdir=$(libdir)' 'includedir=$(includedir)' '' \
		'Name: libscmi-dtcheck' \
		'Description: Device tree configuration of Arm SCMI under Xen' \
		'Version: $(VERSION)' 'Cflags: -I$${includedir}' \
		'Libs: -L$${libdir} -lscmi-dtcheck' \
		'Requires.private: yaml-0.1 jansson libpcre2-8' 'Libs.private: -lfdt -lm' >$@

install: all $(PC)
	$(INSTALL) -D -m 755 $(if $(STATIC),$(PROG),$(O)/shared/scmi-dtcheck) $(DESTDIR)$(bindir)/scmi-dtcheck
	$(INSTALL) -D -m 644 $(LIB).a $(DESTDIR)$(libdir)/libscmi-dtcheck.a
ifndef STATIC
	$(INSTALL) -D -m 755 $(LIB).so $(DESTDIR)$(libdir)/$(SONAME).$(VERSION)
	ln -sf $(SONAME).$(VERSION) $(DESTDIR)$(libdir)/$(SONAME).$(SOVERSION)
	ln -sf $(SONAME).$(SOVERSION) $(DESTDIR)$(libdir)/$(SONAME)
endif
	$(INSTALL) -D -m 644 -t $(DESTDIR)$(includedir) $(HEADERS)
	$(INSTALL) -D -m 644 $(PC) $(DESTDIR)$(libdir)/pkgconfig/libscmi-dtcheck.pc
	for schema in $(SCHEMAS); do $(INSTALL) -D -m 644 $$schema \
		$(DESTDIR)$(datadir)/scmi-dtcheck/$$schema || exit; done
	for file in $(DOC_FILES); do $(INSTALL) -D -m 644 $$file $(DESTDIR)$(docdir)/$$file || exit; done
	for page in $(MAN_PAGES); do $(INSTALL) -D -m 644 $$page \
		$(DESTDIR)$(mandir)/man$${page##*.}/$${page##*/} || exit; done
	$(INSTALL) -D -m 644 $(O)/completions/scmi-dtcheck.bash $(DESTDIR)$(BASH_COMPLETION)
	$(INSTALL) -D -m 644 $(O)/completions/scmi-dtcheck.zsh $(DESTDIR)$(ZSH_COMPLETION)
	$(INSTALL) -D -m 644 $(O)/completions/scmi-dtcheck.fish $(DESTDIR)$(FISH_COMPLETION)

uninstall:
	rm -f $(DESTDIR)$(bindir)/scmi-dtcheck $(addprefix $(DESTDIR)$(includedir)/,$(notdir $(HEADERS)))
	rm -f $(addprefix $(DESTDIR)$(libdir)/,libscmi-dtcheck.a $(SONAME) $(SONAME).$(SOVERSION) \
		$(SONAME).$(VERSION) pkgconfig/libscmi-dtcheck.pc)
	rm -f $(foreach p,$(MAN_PAGES),$(DESTDIR)$(mandir)/man$(subst .,,$(suffix $(p)))/$(notdir $(p)))
	rm -f $(addprefix $(DESTDIR),$(BASH_COMPLETION) $(ZSH_COMPLETION) $(FISH_COMPLETION))
	rm -rf $(DESTDIR)$(datadir)/scmi-dtcheck $(DESTDIR)$(docdir)

deb: dist
	rm -rf $(O)/deb
	env -u MAKEFLAGS -u MAKELEVEL samples/debian/build $(DIST) $(O)/deb

.PHONY: install uninstall deb
