/* medium_rules — see medium_rules.h. */
#include "forms/medium_rules.h"

#include <string.h>

#include "forms/date.h"
#include "forms/master.h"
#include "forms/unit.h"

#include "forms/banned.h"

unsigned medium_duties(const struct entry *medium)
{
    if (entry_get(medium, "of_phone") != NULL)
        return MEDIUM_USE;
    if (entry_get(medium, "exclusion") != NULL)
        return MEDIUM_CARRYING | MEDIUM_USE;
    return MEDIUM_LEDGER | MEDIUM_STORAGE | MEDIUM_INSPECTION | MEDIUM_CARRYING | MEDIUM_USE;
}

int medium_alone(const struct entry *medium, struct err *e)
{
    char title[NAME_BYTES];
    if (entry_get(medium, "device_name") == NULL || entry_get(medium, "split") != NULL)
        return 0;
    entry_title(title, sizeof title, medium);
    return err_refuse(
        e, "第2の1(7)イ(イ)",
        "外部記録媒体 %s は、デジタル機器「%s」と一体で管理しています。デジタル機器として記載するか、先に媒体の"
        "管理簿で「分離」を記録してください。",
        title, entry_get(medium, "device_name"));
}

/* 増減: what comes under オ(ア)a, or leaves it, has yet to be confirmed. `in_book` is what the last step made of it. */
static int derive_change(struct situation *s, struct err *e)
{
    bool was = entry_get(s->entry, "in_book") != NULL, is = (medium_duties(s->entry) & MEDIUM_LEDGER) != 0;
    int rc = 0;
    if (word_in("enter|resume|end", s->step) && !is)
        rc = entry_set(s->entry, "pending", NULL, e);
    else if (word_in("change|correct", s->step) && was != is)
        rc = entry_set(s->entry, "pending", is ? "increase" : "decrease", e);
    return rc != 0 || !word_in("enter|change|correct|resume", s->step)
               ? rc
               : entry_set(s->entry, "in_book", is ? "yes" : NULL, e);
}

int medium_derive(struct situation *s, struct err *e)
{
    int rc = ledger_derive(s, e);
    if (rc != 0 || s->step == NULL)
        return rc;
    rc = derive_change(s, e);
    if (rc == 0 && word_in("split|join", s->step))
        rc = entry_set(s->entry, "split", strcmp(s->step, "split") == 0 ? "yes" : NULL, e);
    return rc;
}

/* R6-7: what held 要機密情報 is erased before it goes, not after. */
static int check_erasure(const struct situation *s, struct err *e)
{
    const char *erased = entry_get(s->entry, "erased_on"), *to = entry_get(s->entry, "to");
    if (!step_is(s, "end|correct") || erased == NULL || to == NULL || strcmp(erased, to) <= 0)
        return 0;
    return err_field(e, "erased_on", NULL, "抹消の日が使用終了日より後です。抹消してから廃棄してください。");
}

int medium_check(const struct situation *s, struct err *e)
{
    const char *number = entry_get(s->entry, "number");
    int rc = ledger_check(s, e);
    if (rc == 0)
        rc = check_erasure(s, e);
    return rc != 0 || number == NULL
               ? rc
               : control_number_sound("number", number, situation_linked(s, "section", "code"), e);
}
