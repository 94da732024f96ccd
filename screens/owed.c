/* From a duty to its act. */
#include "screens/owed.h"

#include <string.h>

#include "forms/text.h"
#include "screens/access_review.h"
#include "screens/detail.h"
#include "screens/entry.h"
#include "screens/handover.h"
#include "screens/list.h"
#include "screens/month.h"
#include "screens/own.h"
#include "screens/round.h"

#include "forms/banned.h"

static int open_month(struct screens *s, const struct duty *duty, struct err *e)
{
    const char *book = duty->given[0].value; /* the form's number */
    return month_open_at(s, register_of_form(book), duty->month, e);
}

/* One's own to go on with, another's to look at. */
static int open_round(struct screens *s, const struct duty *duty, struct err *e)
{
    if (!duty->mine)
        return duty->entry[0] != '\0' ? detail_open(s, duty->reg, duty->entry, e)
                                      : list_open(s, register_find("inspection"), NULL, NULL, e);
    return round_open(s, strcmp(duty->kind->key, "round_phone") == 0 ? "phone" : "media",
                      duty->month[0] != '\0' ? duty->month : NULL, e);
}

static int open_handover(struct screens *s, const struct duty *duty, struct err *e)
{
    (void)duty;
    return handover_open(s, e);
}

static int open_access_review(struct screens *s, const struct duty *duty, struct err *e)
{
    (void)duty;
    return access_review_open(s, e);
}

static const struct opener {
    const char *opens;
    int (*open)(struct screens *s, const struct duty *duty, struct err *e);
} openers[] = {
    {"access_review", open_access_review},
    {"handover", open_handover},
    {"month", open_month},
    {"round", open_round},
};

static int open_new(struct screens *s, const struct duty *duty, struct err *e)
{
    struct entry_given given[DUTY_GIVEN + 1] = {{0}};
    for (int i = 0; i < DUTY_GIVEN && duty->given[i].field[0] != '\0'; i++)
        given[i] = (struct entry_given){duty->given[i].field, duty->given[i].value};
    return entry_open_given(s, duty->reg, duty->step, given, e);
}

int owed_open(struct screens *s, const struct duty *duty, struct err *e)
{
    for (size_t i = 0; duty->kind->opens != NULL && i < sizeof openers / sizeof openers[0]; i++)
        if (strcmp(openers[i].opens, duty->kind->opens) == 0)
            return openers[i].open(s, duty, e);
    if (duty->reg == NULL)
        return err_set(e, ERR_NOT_FOUND, "「%s」は、この端末では開くものがありません。", duty->title);
    if (duty->reg->own_screen)
        return own_open(s, duty->reg, e);
    if (duty->entry[0] == '\0')
        return duty->mine && duty->step[0] != '\0' ? open_new(s, duty, e) : list_open(s, duty->reg, NULL, NULL, e);
    return duty->mine && duty->step[0] != '\0' ? entry_open(s, duty->reg, duty->entry, duty->step, e)
                                               : detail_open(s, duty->reg, duty->entry, e);
}

enum draw_role owed_role(const struct duty *duty)
{
    return duty->guide ? ROLE_MARK_OUT : duty->state == DUE_OVER ? ROLE_MARK_LATE : ROLE_MARK_WAIT;
}

const char *owed_clause(char *buf, size_t size, const struct duty *duty)
{
    static const char article[] = "第"; /* a narrow column may drop the 第…の */
    const char *clause = duty->clause;
    if (strncmp(clause, article, strlen(article)) == 0)
        clause += strlen(article);
    text_format(buf, size, "%s%s", duty->guide ? "◇" : "", clause);
    return buf;
}
