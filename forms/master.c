/* master — states and steps that the masters share. See master.h. */
#include "forms/master.h"

#include <stddef.h>
#include <string.h>

#include "forms/banned.h"

const struct state master_states[] = {
    {"current", "使用中", "在", STATE_CURRENT},
    {"ended", "終了", "終", STATE_ENDED},
    {0},
};
#define MASTER_STEPS                                                                       \
    {"enter", "登録", NULL, "current", STEP_CREATES | STEP_EDITS, "登録した", NULL},       \
        {"change", "変更", "current", NULL, STEP_EDITS | STEP_REPEATS, "変更した", NULL},  \
        {"end", "終了", "current", "ended", STEP_REASON | STEP_REPEATS, "終了した", NULL}, \
    {                                                                                      \
        "resume", "再開", "ended", "current", STEP_REASON | STEP_REPEATS, "再開した", NULL \
    }
const struct step master_steps[] = {MASTER_STEPS, {0}};
const struct step ledger_steps[] = {
    MASTER_STEPS,
    {"confirm_change", "増減の確認", "current|ended", NULL, STEP_REPEATS | STEP_ACKNOWLEDGES, "増減を確認した", NULL},
    {0},
};

const struct choice ledger_changes[] = {
    {"increase", "増・未確認", "増", NULL},
    {"decrease", "減・未確認", "減", NULL},
    {0},
};

int ledger_derive(struct situation *s, struct err *e)
{
    if (s->step == NULL)
        return 0;
    if (word_in("enter|resume", s->step))
        return entry_set(s->entry, "pending", "increase", e);
    if (strcmp(s->step, "end") == 0)
        return entry_set(s->entry, "pending", "decrease", e);
    return strcmp(s->step, "confirm_change") == 0 ? entry_set(s->entry, "pending", NULL, e) : 0;
}
