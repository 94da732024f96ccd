/* sample_register — a register that no station has, with a field of every type, for the tests of forms/. */
#ifndef KANRIBO_TESTS_FORMS_SAMPLE_REGISTER_H
#define KANRIBO_TESTS_FORMS_SAMPLE_REGISTER_H

#include "forms/date.h"
#include "forms/post.h"
#include "forms/register.h"
#include "forms/rule.h"

static const struct choice sample_kinds[] = {
    {.key = "mobile", .label = "モバイル端末", .mark = "モ"},
    {.key = "shared_phone", .label = "共有公用携帯電話機", .mark = "携"},
    {.key = "special", .label = "特定用途機器"},
    {.key = NULL},
};
static const struct choice sample_results[] = {
    {.key = "found", .label = "紛失なし"}, {.key = "missing", .label = "所在不明"}, {.key = NULL}};

static const struct field sample_fields[] = {
    {.key = "title", .label = "件名", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_LISTED, .list_width = 20},
    {.key = "note", .label = "備考", .type = FIELD_LONG_TEXT, .limit = 10},
    {.key = "day", .label = "開始日", .type = FIELD_DATE, .flags = FIELD_LISTED, .list_width = 10, .initial = "today"},
    {.key = "until", .label = "終了予定", .type = FIELD_TIME, .flags = FIELD_LISTED, .list_width = 12},
    {.key = "month", .label = "対象月", .type = FIELD_MONTH, .initial = "month"},
    {.key = "kind",
     .label = "区分",
     .type = FIELD_CHOICE,
     .choices = sample_kinds,
     .flags = FIELD_LISTED,
     .list_width = 4,
     .initial = "=mobile"},
    {.key = "ticked", .label = "必要最小限", .type = FIELD_YES, .when = {{"kind", COND_IS, "mobile|special"}}},
    {.key = "pieces", .label = "個数", .type = FIELD_NUMBER},
    {.key = "user",
     .label = "使用者",
     .type = FIELD_PERSON,
     .flags = FIELD_LISTED,
     .list_width = 16,
     .initial = "self"},
    {.key = "thing",
     .label = "番号札",
     .type = FIELD_ITEM,
     .registers = "phone",
     .flags = FIELD_LISTED,
     .list_width = 16},
    {.key = "number", .label = "管理番号", .type = FIELD_CONTROL_NUMBER, .flags = FIELD_LISTED, .list_width = 11},
    {.key = "phone", .label = "電話番号", .type = FIELD_PHONE},
    {.key = "mail", .label = "メールアドレス", .type = FIELD_MAIL},
    {.key = "uid", .label = "利用者ID", .type = FIELD_UID},
    {.key = "result", .label = "確認の結果", .type = FIELD_CHOICE, .choices = sample_results, .step = "check|finish"},
    {.key = "remark", .label = "所見", .type = FIELD_TEXT, .step = "check"},
    {.key = "old", .label = "昔の欄", .type = FIELD_TEXT, .flags = FIELD_RETIRED},
    {.key = NULL},
};

static const struct state sample_states[] = {
    {.key = "open", .label = "許可待ち", .mark = "待", .kind = STATE_WAITING},
    {.key = "out", .label = "持出中", .mark = "出", .kind = STATE_OUT},
    {.key = "done", .label = "済", .mark = "済", .kind = STATE_DONE},
    {.key = NULL},
};
static const struct step sample_steps[] = {
    {.key = "ask", .label = "申請", .to = "open", .flags = STEP_CREATES | STEP_EDITS, .done = "申請した"},
    {.key = "permit",
     .label = "許可",
     .from = "open",
     .to = "out",
     .flags = STEP_WHEN_NEEDS | STEP_DECIDES,
     .done = "許可した"},
    {.key = "second",
     .label = "上位の許可",
     .from = "open",
     .to = "out",
     .flags = STEP_WHEN_NEEDS | STEP_DECIDES,
     .done = "許可した"},
    {.key = "renew",
     .label = "再申請",
     .from = "open",
     .to = "open",
     .flags = STEP_EDITS | STEP_RENEWS | STEP_REPEATS,
     .done = "再び申請した"},
    {.key = "check", .label = "所在確認", .from = "out", .flags = STEP_REPEATS, .done = "確認した"},
    {.key = "finish", .label = "終了", .from = "out", .to = "done", .done = "終えた"},
    {.key = "correct",
     .label = "訂正",
     .from = "out|done",
     .flags = STEP_EDITS | STEP_CORRECTS | STEP_REASON | STEP_REPEATS,
     .done = "訂正した"},
    {.key = NULL},
};
static const struct rule sample_rules[] = {
    {.id = "", .step = "ask", .person = PERSON_ANY},     {.id = "", .step = "permit", .posts = POST_SUPERVISOR},
    {.id = "", .step = "second", .after = "permit"},     {.id = "", .step = "renew", .person = PERSON_SELF},
    {.id = "", .step = "check", .same_as = "permit"},    {.id = "", .step = "finish"},
    {.id = "", .step = "correct", .person = PERSON_ANY}, {.step = NULL},
};
static const struct need sample_needs[] = {
    {.state = "out", .step = "permit"},
    {.state = "out", .step = "second", .when = {{"kind", COND_IS, "special"}}},
    {.state = NULL},
};
static const struct exclusive sample_exclusive = {"thing", "out", "「%s」は持出中です。"};
static const struct paper_column sample_columns[] = {
    COLUMN("No.", 100, PAPER_ROW_NUMBER, NULL),
    COLUMN("件名", 1000, PAPER_FIELDS, "title|kind"),
    COLUMN("許可", 300, PAPER_STAMP, "permit|second"),
    COLUMN("所在確認", 300, PAPER_CHECKS, "check"),
    {.label = NULL},
};
static const struct sheet_def sample_sheet = {
    .label = "様式",
    .title = "見本簿",
    .unit = PAPER_PER_MONTH,
    .period_field = "day",
    .rows = 10,
    .row_height = 200,
    .columns = sample_columns,
    .further_fields = "note|result",
    .further_steps = "renew",
};

static const struct register_def sample_register = {
    .id = "sample",
    .label = "見本簿",
    .fields = sample_fields,
    .states = sample_states,
    .steps = sample_steps,
    .rules = sample_rules,
    .needs = sample_needs,
    .exclusive = &sample_exclusive,
    .sheet = &sample_sheet,
    .title_fields = "title|thing",
    .detail_fields = "user",
    .late_field = "until",
    .person_field = "user",
    .item_field = "thing",
    .summary = "「{title}」を{user}が使う。",
};

/* R8.11.23 (a Monday and a holiday) 22:14 in Japan. */
static inline int64_t sample_now(void)
{
    return date_at((struct date){2026, 11, 23}, 22 * 60 + 14);
}

#endif
