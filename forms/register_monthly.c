/* 月次確認: a book was confirmed for a month — M-13 (第7の1(2)イ(エ), エ(ウ)d), or 専決, M-14. T-2, R3-10, R3-11. */
#include "forms/register_monthly.h"

#include <stddef.h>
#include <string.h>

#include "forms/post.h"
#include "forms/rule.h"

#include "forms/banned.h"

static const struct choice books[] = {
    {"3", "モバイル端末等持出簿", NULL, "第7の1(2)イ(エ)"},
    {0},
};
static const struct field fields[] = {
    {.key = "book",
     .label = "簿冊",
     .type = FIELD_CHOICE,
     .choices = books,
     .list_width = 24,
     .flags = FIELD_REQUIRED | FIELD_FIXED | FIELD_LISTED | FIELD_INDEXED,
     .initial = "=3"},
    {.key = "month",
     .label = "月",
     .type = FIELD_MONTH,
     .list_width = 14,
     .initial = "month",
     .flags = FIELD_REQUIRED | FIELD_FIXED | FIELD_LISTED | FIELD_INDEXED,
     .clause = "第7の1(2)イ(エ)"},
    {.key = "rows", .label = "行数", .type = FIELD_NUMBER, .list_width = 6, .flags = FIELD_DERIVED | FIELD_LISTED},
    {.key = "outside", .label = "庁舎外にあった機器", .type = FIELD_NUMBER, .list_width = 10, .flags = FIELD_DERIVED},
    {.key = "note", .label = "備考", .type = FIELD_TEXT, .limit = 100},
    {0},
};
static const struct state states[] = {{"confirmed", "確認済", "済", STATE_DONE}, {0}};
#define CONFIRMS (STEP_CREATES | STEP_EDITS)
static const struct step steps[] = {
    {"confirm_administrator", "運用管理者の確認", NULL, "confirmed", CONFIRMS, "確認した", "第7の1(2)イ(エ)"},
    {"confirm_deputy", "運用管理補助者の確認", NULL, "confirmed", CONFIRMS, "確認した", "第7の1(2)イ(エ)"},
    {"sole_decision", "専決", NULL, "confirmed", CONFIRMS, "専決した", "第7の1(2)イ(エ)"},
    {0},
};

/* M-14: exactly the 警部・課長補佐 step (⚑Q28), and nothing outside at any moment of the period (⚑Q4: 特例 and what went out
 * before count). エ(ウ)d adds the media. */
static int nothing_outside(const struct situation *s, struct err *e)
{
    if (!rank_is_inspector(s->actor.rank))
        return err_refuse(
            e, "第7の1(2)イ(エ)",
            "専決できるのは、警部又は課長補佐の段階に属する職にある運用責任者だけです。運用管理者又は運用管理補助者の"
            "確認を受けてください。");
    if (s->outside_items < 0 || s->outside_media < 0)
        return err_refuse(e, NULL,
                          "庁舎外にあった機器を数えていないので、専決できません。月次確認の画面から行ってください。");
    if (s->outside_items > 0)
        return err_refuse(e, "第7の1(2)イ(エ)",
                          "この期間に庁舎外にあった機器が%"
                          "lld件あるので、専決できません。運用管理者又は運用管理補助者の確認を受けてください。",
                          (long long)s->outside_items);
    if (s->outside_media > 0)
        return err_refuse(
            e, "第7の1(2)エ(ウ)d",
            "この期間に庁舎外にあった外部記録媒体が%lld件あるので、専決できません。運用管理者又は運用管理補助者の確認を"
            "受けてください。",
            (long long)s->outside_media);
    return 0;
}
static const struct rule rules[] = {
    RULE("M-13", "confirm_administrator", ANY, POST_ADMINISTRATOR, NONE, "第7の1(2)イ(エ)"),
    RULE("M-13", "confirm_deputy", ANY, POST_DEPUTY, NONE, "第7の1(2)イ(エ)"),
    RULE("M-14", "sole_decision", ANY, POST_SUPERVISOR, EXCLUDED, "第7の1(2)イ(エ)", EXTRA(nothing_outside)),
    {0},
};

static int check(const struct situation *s, struct err *e)
{
    char month[DATE_BYTES];
    date_format(month, sizeof month, date_of(s->now), DATE_ISO);
    month[7] = '\0';
    if (entry_get(s->entry, "month") != NULL && strcmp(entry_get(s->entry, "month"), month) > 0)
        return err_field(e, "month", NULL, "まだ来ていない月は確認できません。");
    return 0;
}

const struct register_def register_monthly = {
    .own_screen = true,
    .id = "monthly",
    .label = "月次確認",
    .clause = "第7の1(2)イ(エ)",
    .fields = fields,
    .states = states,
    .steps = steps,
    .rules = rules,
    .title_fields = "book|month",
    .detail_fields = "rows",
    .check = check,
    .retention_years = 5,
};
