/* 設定: what the station sets where the text is silent (⚑). One that was never entered has its default. R0-7: another value than
 * the default of a ⚑ is on the list of what departs from the text, until then unconfirmed by 情報セキュリティ管理者. */
#include "forms/register_setting.h"

#include <stddef.h>
#include <string.h>

#include "forms/declare.h"
#include "forms/external.h"
#include "forms/master.h"
#include "forms/post.h"
#include "forms/setting.h"

#include "forms/banned.h"

#define CONFIRM_CLAUSE "第7の1(1)エ(イ)"

static const struct choice confirmations[] = {{"waiting", "未確認", "未", CONFIRM_CLAUSE}, {0}};
static const struct field fields[] = {
    FIELD("key", "項目", CHOICE, ASKED | FIELD_LISTED | FIELD_UNIQUE, NULL, .choices = setting_keys, .list_width = 28),
    FIELD("value", "値", TEXT, FIELD_REQUIRED | FIELD_LISTED, NULL, .limit = 150, .list_width = 40),
    FIELD("means", "値の意味", TEXT, FIELD_DERIVED, NULL, .limit = 150, .list_width = 24),
    FIELD("departs", "既定と異なる", YES, FIELD_DERIVED | FIELD_LISTED | FIELD_INDEXED | FIELD_DEPARTS, NULL,
          .list_width = 12),
    FIELD("departure", "異なる内容", TEXT, FIELD_DERIVED, NULL, .limit = 150),
    FIELD("unconfirmed", "情報セキュリティ管理者の確認", CHOICE, FIELD_DERIVED | FIELD_LISTED | FIELD_INDEXED,
          CONFIRM_CLAUSE, .choices = confirmations, .list_width = 8),
    FIELD("note", "理由", TEXT, 0, NULL, .limit = 100),
    EXTERNAL_FIELDS("confirm"),
    {0},
};
static const struct step steps[] = {
    MASTER_STEPS,
    {"confirm", "情報セキュリティ管理者の確認", "current", NULL, STEP_REPEATS | STEP_ACKNOWLEDGES | STEP_DECIDES,
     "確認した", CONFIRM_CLAUSE},
    {0},
};
static const struct rule rules[] = {
    KEPT_BY(POST_TECHNICAL | POST_ADMINISTRATOR),
    RULE("", "confirm", OTHER, POST_CHIEF, NONE, CONFIRM_CLAUSE, WHEN(SET("unconfirmed"))),
    EXTERNAL("", "confirm", CONFIRM_CLAUSE, WHEN(SET("unconfirmed"))),
    END_OF_RULES,
};

static int set_departure(struct situation *s, const struct setting_def *def, bool departs, struct err *e)
{
    int rc = entry_set(s->entry, "departs", departs ? "yes" : NULL, e);
    if (rc == 0)
        rc = entry_set(s->entry, "departure", departs ? def->departs : NULL, e);
    return rc == 0 ? entry_set(s->entry, "unconfirmed", departs ? "waiting" : NULL, e) : rc;
}

static int derive(struct situation *s, struct err *e)
{
    const char *key = entry_get(s->entry, "key"), *value = entry_get(s->entry, "value");
    const struct setting_def *def = setting_find(key);
    int rc = 0;
    if (s->step == NULL || def == NULL)
        return 0;
    if (strcmp(s->step, "confirm") == 0)
        return entry_set(s->entry, "unconfirmed", NULL, e);
    if (strcmp(s->step, "end") == 0)
        return set_departure(s, def, false, e);
    if (strcmp(s->step, "correct") == 0 && strcmp(s->entry->state, "ended") == 0)
        return 0;
    if (value != NULL)
        rc = entry_set(s->entry, "value", setting_word(def, value), e);
    value = entry_get(s->entry, "value");
    if (rc == 0)
        rc = entry_set(s->entry, "means", value != NULL ? setting_means(def, value) : NULL, e);
    return rc == 0 ? set_departure(s, def, value != NULL && setting_departs(def, value), e) : rc;
}

static int check(const struct situation *s, struct err *e)
{
    const struct setting_def *def = setting_find(entry_get(s->entry, "key"));
    const char *value = entry_get(s->entry, "value");
    return def != NULL && value != NULL ? setting_check(def, value, e) : 0;
}

const struct register_def register_setting = {
    REGISTER("setting", "設定", NULL),
    .fields = fields,
    .states = master_states,
    .steps = steps,
    .rules = rules,
    SHOWN_AS("key", "value"),
    .pending_field = "unconfirmed",
    .retention_years = 5,
    OWN_CODE,
};
