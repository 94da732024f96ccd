/* master — states and steps that the masters share. See master.h. */
#include "forms/master.h"

#include <stddef.h>

#include "forms/banned.h"

const struct state master_states[] = {
    {"current", "使用中", "在", STATE_CURRENT},
    {"ended", "終了", "終", STATE_ENDED},
    {0},
};
const struct step master_steps[] = {
    {"enter", "登録", NULL, "current", STEP_CREATES | STEP_EDITS, "登録した", NULL},
    {"change", "変更", "current", NULL, STEP_EDITS | STEP_REPEATS, "変更した", NULL},
    {"end", "終了", "current", "ended", STEP_REASON | STEP_REPEATS, "終了した", NULL},
    {"resume", "再開", "ended", "current", STEP_REASON | STEP_REPEATS, "再開した", NULL},
    {0},
};
