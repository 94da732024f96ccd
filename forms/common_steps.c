/* common_steps — the checks of times and the extension that books of things going out share. See common_steps.h. */
#include "forms/common_steps.h"

#include <string.h>

#include "forms/field.h"

#include "forms/banned.h"

int carry_check(const struct situation *s, struct err *e)
{
    const struct entry *entry = s->entry;
    int64_t from = field_time(entry_get(entry, "taken_from"));
    const char *until = entry_get(entry, "taken_until"), *longer = entry_get(entry, "new_until");
    const char *back = entry_get(entry, "returned_at");
    if (step_is(s, "confirm|telephone_confirm") && entry_get(entry, "alternative_reason") != NULL &&
        strcmp(situation_setting(s, "alternative_confirmer"), "yes") != 0)
        return err_field(
            e, "alternative_reason", NULL,
            "この署の設定では、許可を与えた者のほかは返却を確認できません。許可を与えた者に頼んでください。");
    if (until != NULL && field_time(until) <= from)
        return err_field(e, "taken_until", NULL,
                         "終了予定が開始より後ではありません。開始より後の日時にしてください。");
    if (step_is(s, "extend") && longer != NULL && field_time(longer) <= field_time(until))
        return err_field(e, "new_until", NULL, "今の終了予定より後の日時にしてください。");
    if (back != NULL && field_time(back) < from)
        return err_field(e, "returned_at", NULL, "終了が開始より前です。日時を確かめてください。");
    if (situation_ahead(s, "returned_at"))
        return err_field(e, "returned_at", NULL, "終了がまだ来ていない日時です。返却した日時を入れてください。");
    return 0;
}

int carry_derive(struct situation *s, struct err *e)
{
    struct entry *entry = s->entry;
    int rc = 0;
    if (s->step == NULL)
        return 0;
    if (strcmp(s->step, "extend_permit") == 0)
        rc = entry_set(entry, "taken_until", entry_get(entry, "new_until"), e);
    if (rc == 0 && word_in("extend_permit|extend_refuse", s->step))
        rc = entry_set(entry, "new_until", NULL, e);
    return rc;
}

int carry_secret_extended(const struct situation *s, struct err *e)
{
    for (size_t i = s->entry->nsteps; i-- > 0;) {
        if (strcmp(s->entry->steps[i].step, "extend_secret_permit") == 0)
            return 0;
        if (strcmp(s->entry->steps[i].step, "extend") == 0)
            break;
    }
    return entry_is(s->entry, "confidentiality", "3")
               ? err_refuse(e, "第2の1(3)イ(イ)",
                            "機密性3(高)情報の持ち出し期間を延ばすには、先に運用管理者の許可が要ります。")
               : 0;
}

int carry_stand_in_extends(const struct situation *s, struct err *e)
{
    int rc = only_supervisor(s, e);
    return rc != 0 ? rc : carry_secret_extended(s, e);
}
