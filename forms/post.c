#include "forms/post.h"

#include <string.h>

#include "forms/text.h"

#include "forms/banned.h"

const struct choice post_choices[] = {
    {.key = "staff", .label = "職員", .mark = "職"},
    {.key = "supervisor", .label = "運用責任者", .mark = "責"},
    {.key = "duty_officer", .label = "当直責任者", .mark = "当", .clause = "第7の1(2)イ(ア)a"},
    {.key = "administrator", .label = "運用管理者", .mark = "管"},
    {.key = "deputy_administrator", .label = "運用管理補助者", .mark = "補"},
    {.key = "system_security_officer", .label = "システムセキュリティ責任者", .mark = "シ"},
    {.key = "system_security_maintainer", .label = "システムセキュリティ維持管理者", .mark = "維"},
    {.key = "system_operator", .label = "システム管理担当者", .mark = "担"},
    {.key = "chief_security_officer", .label = "情報セキュリティ管理者", .mark = "情"},
    {.key = "technical_administrator", .label = "技術管理者(アプリ管理者)", .mark = "技"},
    {.key = "exception_permitter", .label = "許可者(例外措置)", .mark = "例", .clause = "第8の1(2)"},
    {.key = NULL},
};

const struct choice rank_choices[] = {
    {.key = "superintendent", .label = "警視"},
    {.key = "inspector", .label = "警部"},
    {.key = "section_chief", .label = "課長補佐"},
    {.key = "assistant_inspector", .label = "警部補"},
    {.key = "unit_chief", .label = "係長"},
    {.key = "sergeant", .label = "巡査部長"},
    {.key = "chief_clerk", .label = "主任"},
    {.key = "senior_officer", .label = "巡査長"},
    {.key = "officer", .label = "巡査"},
    {.key = "clerk", .label = "主事・係員"},
    {.key = NULL},
};

enum { STEP_INSPECTOR = 5 };
static const struct {
    const char *key;
    int step;
} rank_steps[] = {
    {"superintendent", 6},
    {"inspector", STEP_INSPECTOR},
    {"section_chief", STEP_INSPECTOR},
    {"assistant_inspector", 4},
    {"unit_chief", 4},
    {"sergeant", 3},
    {"chief_clerk", 3},
    {"senior_officer", 2},
    {"officer", 1},
    {"clerk", 1},
};

unsigned post_bit(const char *key)
{
    for (unsigned i = 0; key && post_choices[i].key; i++)
        if (strcmp(post_choices[i].key, key) == 0)
            return 1u << i;
    return 0;
}

const char *post_label(unsigned bit)
{
    for (unsigned i = 0; post_choices[i].key; i++)
        if (bit & (1u << i))
            return post_choices[i].label;
    return "";
}

void post_labels(char *buf, size_t size, unsigned posts)
{
    if (size == 0)
        return;
    buf[0] = '\0';
    for (unsigned i = 0; post_choices[i].key; i++) {
        if (!(posts & (1u << i)))
            continue;
        if (buf[0])
            text_append(buf, size, "、");
        text_append(buf, size, post_choices[i].label);
    }
}

int rank_step(const char *rank_key)
{
    for (size_t i = 0; rank_key && i < sizeof rank_steps / sizeof rank_steps[0]; i++)
        if (strcmp(rank_steps[i].key, rank_key) == 0)
            return rank_steps[i].step;
    return 0;
}

bool rank_is_inspector(const char *rank_key)
{
    return rank_step(rank_key) == STEP_INSPECTOR;
}
