/* 設定: what the station sets where the text is silent (⚑). A setting that was never entered has its default. */
#include "forms/register_setting.h"

#include <stddef.h>
#include <string.h>

#include "forms/master.h"
#include "forms/post.h"
#include "forms/setting.h"
#include "forms/text.h"

#include "forms/banned.h"

static const struct choice keys[] = {
    {"office_open", "執務時間の始め (時:分)", NULL, NULL},
    {"office_close", "執務時間の終わり (時:分)", NULL, NULL},
    {"year_end", "年末年始の始め (月/日)", NULL, NULL},
    {"new_year", "年末年始の終わり (月/日)", NULL, NULL},
    {"lock_minutes", "自動施錠までの分 (1–15)", NULL, "第5の1(1)ア(ア)c"},
    {"duty_checks", "所在確認・ログの確認・検証に当直責任者を含める (yes, no)", NULL, NULL},
    {"emergency", "紛失・盗難の緊急対応手順", NULL, "第5の1(1)ウ(ア)c"},
    {0},
};
const struct setting_default setting_defaults[] = {
    {"office_open", "8:30"},
    {"office_close", "17:15"},
    {"year_end", "12/29"},
    {"new_year", "1/3"},
    {"lock_minutes", "15"},
    {"duty_checks", "no"},
    {"emergency",
     "直ちに運用責任者(閉庁時間帯は当直責任者)に報告し、回線の停止と遠隔消去を求め、最後に見た時刻と場所を記録する。"},
    {0},
};

const char *setting_get(const struct settings *settings, const char *key)
{
    for (int i = 0; settings != NULL && i < settings->n; i++)
        if (strcmp(settings->list[i].key, key) == 0)
            return settings->list[i].value;
    for (const struct setting_default *d = setting_defaults; d->key != NULL; d++)
        if (strcmp(d->key, key) == 0)
            return d->value;
    return "";
}

static const struct field fields[] = {
    {.key = "key",
     .label = "項目",
     .type = FIELD_CHOICE,
     .choices = keys,
     .list_width = 28,
     .flags = FIELD_REQUIRED | FIELD_FIXED | FIELD_LISTED | FIELD_UNIQUE},
    {.key = "value",
     .label = "値",
     .type = FIELD_TEXT,
     .limit = 150,
     .list_width = 40,
     .flags = FIELD_REQUIRED | FIELD_LISTED},
    {.key = "note", .label = "理由", .type = FIELD_TEXT, .limit = 100},
    {0},
};
static const struct rule rules[] = {MASTER_RULES(POST_TECHNICAL | POST_ADMINISTRATOR)};

/* Two numbers with ':' or '/' between. */
static bool two_numbers(const char *value, char between, int max_first, int max_second, int *first, int *second)
{
    const char *p = value;
    int numbers[2] = {0, 0};
    for (int i = 0; i < 2; i++) {
        int digits = 0;
        for (; *p >= '0' && *p <= '9' && digits < 3; p++, digits++)
            numbers[i] = numbers[i] * 10 + (*p - '0');
        if (digits == 0 || (i == 0 && *p++ != between))
            return false;
    }
    *first = numbers[0];
    *second = numbers[1];
    return *p == '\0' && numbers[0] <= max_first && numbers[1] <= max_second;
}

int setting_minutes(const char *value)
{
    int hours, minutes;
    return two_numbers(value, ':', 24, 59, &hours, &minutes) ? hours * 60 + minutes : -1;
}

bool setting_day(const char *value, int *month, int *day)
{
    return two_numbers(value, '/', 12, 31, month, day) && *month >= 1 && *day >= 1;
}

int setting_number(const char *value)
{
    int number = 0;
    for (const char *p = value; *p != '\0'; p++) {
        if (*p < '0' || *p > '9' || p - value > 3)
            return -1;
        number = number * 10 + (*p - '0');
    }
    return number;
}

static int check(const struct situation *s, struct err *e)
{
    const char *key = entry_get(s->entry, "key"), *value = entry_get(s->entry, "value");
    int month, day;
    if (key == NULL || value == NULL)
        return 0;
    if (word_in("office_open|office_close", key) && (setting_minutes(value) < 0 || setting_minutes(value) > 24 * 60))
        return err_field(e, "value", NULL, "時刻として読めません。8:30 のように時:分で入れてください。");
    if (word_in("year_end|new_year", key) && !setting_day(value, &month, &day))
        return err_field(e, "value", NULL, "月日として読めません。12/29 のように月/日で入れてください。");
    if (strcmp(key, "duty_checks") == 0 && !word_in("yes|no", value))
        return err_field(e, "value", NULL, "yes か no を入れてください。");
    if (strcmp(key, "lock_minutes") == 0 && (setting_number(value) < 1 || setting_number(value) > 15))
        return err_field(e, "value", "第5の1(1)ア(ア)c",
                         "1から15までの数を入れてください。15分を超えることはできません。");
    return 0;
}

const struct register_def register_setting = {
    .id = "setting",
    .label = "設定",
    .fields = fields,
    .states = master_states,
    .steps = master_steps,
    .rules = rules,
    .title_fields = "key",
    .detail_fields = "value",
    .check = check,
};
