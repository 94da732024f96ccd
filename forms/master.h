/* master — what the masters (persons, places, devices …) have in common: an entry is current until it is ended. */
#ifndef KANRIBO_FORMS_MASTER_H
#define KANRIBO_FORMS_MASTER_H

#include "forms/register.h"
#include "forms/rule.h"

/* current → ended; steps enter, change, end, resume. */
extern const struct state master_states[];
extern const struct step master_steps[];

/* A ledger that 運用管理者 confirms 「増減の都度」 (様式第2号, 第6号): a master whose enter, end and resume set `pending` until
 * confirm_change. The register names ledger_derive and `.pending_field = "pending"`, and has LEDGER_FIELD among its fields. */
extern const struct step ledger_steps[];
extern const struct choice ledger_changes[];
int ledger_derive(struct situation *s, struct err *e);
#define LEDGER_FIELD(CLAUSE)                                                                                        \
    {                                                                                                               \
        .key = "pending", .label = "増減の確認", .type = FIELD_CHOICE, .choices = ledger_changes, .clause = CLAUSE, \
        .list_width = 8, .flags = FIELD_DERIVED | FIELD_INDEXED | FIELD_LISTED                                      \
    }
/* The rows of a ledger kept by `POSTS`, whose changes are confirmed by 運用管理者 (rule ID, CLAUSE). */
#define LEDGER_RULES(POSTS, ID, CLAUSE)                                                                      \
    KEPT_BY(POSTS), RULE(ID, "confirm_change", ANY, POST_ADMINISTRATOR, NONE, CLAUSE, WHEN(SET("pending"))), \
        END_OF_RULES
#define KEPT_BY(POSTS)                                                                     \
    RULE("", "enter", ANY, POSTS, NONE, NULL), RULE("", "change", ANY, POSTS, NONE, NULL), \
        RULE("", "end", ANY, POSTS, NONE, NULL), RULE("", "resume", ANY, POSTS, NONE, NULL)

/* The four rows of rules for a master kept by `POSTS`. */
#define MASTER_RULES(POSTS) KEPT_BY(POSTS), END_OF_RULES

#endif
