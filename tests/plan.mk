# SPDX-License-Identifier: BSD-2-Clause
#: make test-plan        the guests' plans: rules, expected plans, every device of every board

PLAN_OBJ := $(O)/tests/plan/text.o $(O)/tests/plan/blob.o
PLAN_PROGS := $(O)/tests/plan/show $(O)/tests/plan/boards $(O)/tests/plan/bench

$(PLAN_PROGS): $(O)/%: $(O)/%.o $(PLAN_OBJ) $(LIB).a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(DEP_LIBS)

-include $(PLAN_PROGS:%=%.d) $(PLAN_OBJ:.o=.d)
.SECONDARY: $(PLAN_PROGS:%=%.o) $(PLAN_OBJ)

CORPUS ?= ../shared/corpus

test-plan: test-plan-rules test-plan-boards

test-plan-rules: $(O)/tests/plan/show
	@tests/plan/rules.sh $<

test-plan-boards: $(O)/tests/plan/boards
	@$< --dtc $(sort $(wildcard $(CORPUS)/boards/*.dtb))

.PHONY: test-plan test-plan-rules test-plan-boards

#: make bench-plan       the time of a plan against that of a check
bench-plan: $(O)/tests/plan/bench
	@$<

.PHONY: bench-plan
