# SPDX-License-Identifier: MIT
# policyc. `make help` lists the targets.

CC = gcc
CFLAGS = -O2 -g
B = build

PREFIX = /usr/local
INSTALL = install

WARN = -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
       -Wcast-qual -Wwrite-strings -Wformat=2 -Werror
# gen/: what is made of the schema table
STD = -std=c11 -D_POSIX_C_SOURCE=200809L -I$(B) -Icompiler/include
# recursive on purpose: pkg-config may be installed by `make deps` in this very run
LIB_CFLAGS = $(shell pkg-config --cflags yaml-0.1 libxml-2.0)
LIBS = $(shell pkg-config --libs yaml-0.1 libxml-2.0) -pthread

SOURCES := $(sort $(wildcard compiler/*/*.c))
OBJECTS := $(SOURCES:compiler/%.c=$(B)/%.o) $(B)/embed.o
LIBRARY := $(filter-out $(B)/cmd/main.o,$(OBJECTS))
UNITS := $(patsubst tests/unit/%.c,$(B)/unit/%,$(sort $(wildcard tests/unit/test_*.c)))

.DEFAULT_GOAL := all
.PHONY: all deps test check torture units golden lint coverage mutants bench fuzz clean help signatures out install install-data uninstall

all: out ## build policyc, regenerate everything under out/

out: $(B)/policyc
	$(B)/policyc build

$(B)/policyc: $(OBJECTS)
	@echo "  LD $@"; $(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(OBJECTS) $(LIBS)

$(B)/%.o: compiler/%.c Makefile
	@mkdir -p $(@D)
	@echo "  CC $<"; $(CC) $(STD) $(WARN) $(CFLAGS) $(LIB_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/gen/keys.h: compiler/model/rows.awk compiler/model/schema.def
	@mkdir -p $(@D)
	@awk -f $< -v part=keys compiler/model/schema.def > $@.new
	@mv $@.new $@

$(B)/gen/policy.h: compiler/include/policy.sh compiler/model/rows.awk compiler/model/schema.def $(wildcard compiler/include/policy/*.h)
	@mkdir -p $(@D)
	@sh $< compiler > $@.new
	@mv $@.new $@

$(OBJECTS) $(UNITS): | $(B)/gen/keys.h $(B)/gen/policy.h

$(B)/embed.c: compiler/embed.sh $(B)/gen/policy.h compiler/base/diag.def $(wildcard compiler/explain/*.md)
	@mkdir -p $(@D)
	@sh compiler/embed.sh $(B)/gen/policy.h compiler/base/diag.def compiler/explain > $@.new
	@mv $@.new $@

$(B)/embed.o: $(B)/embed.c
	@$(CC) $(STD) -Icompiler -c -o $@ $<

units: $(UNITS)

$(B)/unit/%: tests/unit/%.c $(LIBRARY)
	@mkdir -p $(@D)
	@echo "  CC $<"; $(CC) $(STD) $(WARN) $(CFLAGS) $(LIB_CFLAGS) -MMD -MP -o $@ $< $(LIBRARY) $(LIBS) -lcmocka

# By the environment, so that PREFIX and DESTDIR may have spaces and quotes.
export DESTDIR PREFIX INSTALL

install: $(B)/policyc ## the compiler, and what install-data does (PREFIX=/usr/local, DESTDIR)
	sh compiler/install.sh $(B)/policyc

install-data: ## headers, JSON, notices, rules for make and CMake; needs no compiler
	sh compiler/install.sh

uninstall: ## remove what install has put there
	sh compiler/install.sh -u

deps: ## install what the other goals need: all, test, check or torture (Debian, Ubuntu; no questions)
	@sh tests/deps.sh $(filter-out deps,$(MAKECMDGOALS))

# torture runs everything on a build with sanitizers; units and goldens also under valgrind, on the build that ships
ASAN = -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

test: $(B)/policyc units ## units, goldens, layers: under 30 seconds of processor time
	@B=$(B) bash tests/check.sh --tier test

check: $(B)/policyc units ## everything that protects a user: under 5 minutes of processor time (tests/README.md)
	@B=$(B) bash tests/check.sh

torture: $(B)/policyc units ## the rest: every suite in full under sanitizers, valgrind, sweeps, fuzzing, mutants, browsers, lint
	@$(MAKE) --no-print-directory B=$(B)/asan CFLAGS="$(ASAN)" LDFLAGS="$(ASAN)" $(B)/asan/policyc units
	@B=$(B) bash tests/check.sh --tier torture

# with `make deps GOAL` everything else waits for deps, also under -j
ifneq ($(filter deps,$(MAKECMDGOALS)),)
$(filter-out deps,$(MAKECMDGOALS)) $(OBJECTS) $(B)/embed.c $(UNITS): | deps
endif

signatures: ## whether each released edition is signed with the key to policies/release.pub
	@sh compiler/signatures.sh

bench: $(B)/policyc ## this compiler beside the floor (compiler/README.md, Speed)
	bash tests/bench/bench.sh
	bash tests/bench/sweep.sh

golden: $(B)/policyc ## rewrite the golden files; review the diff
	bash tests/cases/run.sh --accept
	bash tests/readme/run.sh --accept

lint: ## clang-tidy and cppcheck, clean
	bash tests/check.sh --tier torture lint

coverage: ## lines and branches that the tests reach
	bash tests/coverage.sh

fuzz: ## explore with libFuzzer: load, bind, check, render (FUZZ_SECONDS=60)
	FUZZ_SECONDS=$${FUZZ_SECONDS:-60} bash tests/fuzz/run.sh

mutants: $(B)/policyc units ## whether each suite sees the errors of tests/mutants (SUITES="law due")
	bash tests/mutants/run.sh

clean: ## remove what was built (out/ stays: it is committed)
	rm -rf $(B)

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

-include $(OBJECTS:.o=.d) $(UNITS:=.d)
