# SPDX-License-Identifier: BSD-2-Clause
#: make test-plan        the guests' plans: rules, expected plans, every device of every board

PLAN_OBJ := $(O)/tests/plan/text.o $(O)/tests/plan/blob.o $(O)/tests/plan/dtc.o
PLAN_PROGS := $(O)/tests/plan/show $(O)/tests/plan/boards $(O)/tests/plan/bench

$(PLAN_PROGS): $(O)/%: $(O)/%.o $(PLAN_OBJ) $(LIB).a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(DEP_LIBS)

-include $(PLAN_PROGS:%=%.d) $(PLAN_OBJ:.o=.d)
.SECONDARY: $(PLAN_PROGS:%=%.o) $(PLAN_OBJ)

CORPUS ?= ../shared/corpus

test-plan: $(PLAN_PROGS)
	@tests/plan/run.sh $(O)/tests/plan $(CORPUS)/boards

#: make test-plan-outputs   every output of every board, with dt-validate and an own reader (1 min)
test-plan-outputs: $(O)/tests/plan/boards
	@/usr/bin/python3 tests/plan/outputs.py $< $(CORPUS)

#: make bench-plan       the time of a plan against that of a check
bench-plan: $(O)/tests/plan/bench
	@$<

bench: bench-plan

.PHONY: test-plan test-plan-outputs bench-plan
