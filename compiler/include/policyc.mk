# SPDX-License-Identifier: MIT
# policyc.mk: for services that are built with GNU make. Makes the headers of privacy policies, again whenever a policy changes.
#
#     POLICYC_POLICIES = ../legal/policies     the folder with vocabulary.yaml and <brand>.yaml
#     POLICYC_BRANDS = mami                    these only, and no brands.h; empty: all
#     include /usr/local/share/policyc/policyc.mk
#
#     CPPFLAGS += $(POLICYC_CPPFLAGS) -MMD -MP
#     $(OBJECTS): | $(POLICYC_HEADERS)
#     -include $(OBJECTS:.o=.d)
#
# A header that would stay the same is not written, so that only what includes a changed one is compiled again. POLICYC_OUT is the
# folder to write to (and for `make clean` to remove). Paths cannot have spaces; POLICYC_OUT and POLICYC, which are targets of make, nor
# what make and the shell give a meaning to.

policyc_goal := $(.DEFAULT_GOAL)
policyc_here := $(dir $(lastword $(MAKEFILE_LIST)))

POLICYC_OUT ?= policyc.out
POLICYC_TEMPLATES ?= $(policyc_here)templates
POLICYC ?= $(firstword $(wildcard $(policyc_here)../../bin/policyc) policyc)

$(foreach v,POLICYC POLICYC_POLICIES POLICYC_TEMPLATES POLICYC_OUT,$(if $(filter-out 1,$(words $($v))),\
  $(error $v has to be one path without spaces, not '$($v)')))

policyc_hash := \#
policyc_open := (
policyc_close := )
policyc_chars := : ; = % | * ? [ ~ \ ' " & < > ! ` $$ $(policyc_hash) $(policyc_open) $(policyc_close)
$(foreach v,POLICYC POLICYC_OUT,$(foreach c,$(policyc_chars),$(if $(findstring $c,$($v)),$(error $v cannot have the character $c: '$($v)'))))

# For the shell, and for make to read again.
policyc_quote = '$(subst ','\'',$1)'
policyc_make = $(subst $(policyc_hash),\$(policyc_hash),$(subst $$,$$$$,$1))

policyc_ids := $(or $(POLICYC_BRANDS),brands $(filter-out vocabulary,$(patsubst %.yaml,%,$(notdir $(wildcard $(POLICYC_POLICIES)/*.yaml)))))
POLICYC_HEADERS := $(patsubst %,$(POLICYC_OUT)/include/policy/%.h,policy vocabulary $(policyc_ids))
POLICYC_CPPFLAGS := -I$(POLICYC_OUT)/include

policyc_stamp := $(POLICYC_OUT)/policyc.stamp
policyc_command := $(strip $(POLICYC) build -o $(POLICYC_OUT) --policies $(call policyc_quote,$(POLICYC_POLICIES)) \
  --templates $(call policyc_quote,$(POLICYC_TEMPLATES)) $(addprefix --brand ,$(POLICYC_BRANDS)))

# What the stamp depends on, and the command of the last run.
policyc_last :=
-include $(policyc_stamp).d

# A header that has stayed the same is older than the stamp. With an empty recipe make looks at its time again, and goes by that.
$(POLICYC_HEADERS): $(policyc_stamp) ;

# Again as well when a header is missing, or the last command was another.
ifneq ($(policyc_last)$(filter-out $(wildcard $(POLICYC_HEADERS)),$(POLICYC_HEADERS)),$(policyc_command))
$(policyc_stamp): policyc-again
endif
.PHONY: policyc-again

# The stamp's time is the start of the run: what is edited meanwhile is newer.
$(policyc_stamp): $(if $(findstring /,$(POLICYC)),$(POLICYC))
	@mkdir -p $(@D) && touch $@.start
	@$(policyc_command) -MD $@ || { rm -f $@; exit 1; }
	@{ cat $@; printf '%s\n' $(call policyc_quote,policyc_last := $(call policyc_make,$(policyc_command))); } >$@.d && mv $@.start $@

.DEFAULT_GOAL := $(policyc_goal)
