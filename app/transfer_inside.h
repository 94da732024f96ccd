/* transfer_inside — what the parts of a plan share; for transfer_plan.c (posts, the person, the plan itself) and
 * transfer_things.c (what he answers for, what is open, duties, account) alone. */
#ifndef KANRIBO_APP_TRANSFER_INSIDE_H
#define KANRIBO_APP_TRANSFER_INSIDE_H

#include "app/transfer.h"
#include "db/query.h"

/* What the plan is made from. */
struct planner {
    struct transfer_plan *plan;
    struct session *session;
    const struct act *act;
    bool comes;
    char person[ENTRY_ID_BYTES], successor[ENTRY_ID_BYTES];
    const char *date; /* 2026-12-01 */
};

/* A new line at the end of the plan; that of an entry has its title for a label. */
int planner_add(struct transfer_line **out, struct planner *p, enum transfer_kind kind, const struct register_def *reg,
                struct err *e);
int planner_add_entry(struct transfer_line **out, struct planner *p, enum transfer_kind kind, const struct entry *entry,
                      struct err *e);
/* Calls each() for all entries of the query. */
typedef int plan_each(struct planner *p, const struct entry *entry, struct err *e);
int planner_each(struct planner *p, const struct query *query, plan_each *each, struct err *e);

/* The lines of all kinds but posts and the person himself. */
int planner_add_things(struct planner *p, struct err *e);

#endif
