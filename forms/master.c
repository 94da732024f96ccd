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
const struct step master_steps[] = {MASTER_STEPS, {0}};
const struct step ledger_steps[] = {LEDGER_STEPS, {0}};

const struct choice ledger_changes[] = {
    {"increase", "増・未確認", "増", NULL},
    {"decrease", "減・未確認", "減", NULL},
    {0},
};

int master_not_gone(const struct situation *s, struct err *e)
{
    return entry_is(s->entry, "ending", "disposal")
               ? err_refuse(e, NULL, "廃棄したものは再開できません。書き誤りのときは「訂正」で直してください。")
               : 0;
}

/* Taken up again, it has no last day. */
static int forget_end(struct situation *s, struct err *e)
{
    return strcmp(s->step, "resume") == 0 && register_field(s->reg, "to") >= 0 ? entry_set(s->entry, "to", NULL, e) : 0;
}

int ledger_derive(struct situation *s, struct err *e)
{
    int rc;
    if (s->step == NULL)
        return 0;
    rc = forget_end(s, e);
    if (rc == 0 && word_in("enter|resume", s->step))
        return entry_set(s->entry, "pending", "increase", e);
    if (rc == 0 && strcmp(s->step, "end") == 0)
        return entry_set(s->entry, "pending", "decrease", e);
    return rc == 0 && strcmp(s->step, "confirm_change") == 0 ? entry_set(s->entry, "pending", NULL, e) : rc;
}

int ledger_check(const struct situation *s, struct err *e)
{
    const char *from = entry_get(s->entry, "from"), *to = entry_get(s->entry, "to");
    if (to == NULL || !step_is(s, "end|correct"))
        return 0;
    if (situation_ahead(s, "to"))
        return err_field(e, "to", NULL, "終了日がまだ来ていません。終了した日に記載してください。");
    return from != NULL && strcmp(to, from) < 0
               ? err_field(e, "to", NULL, "終了日が使用開始日より前です。どちらかを直してください。")
               : 0;
}
