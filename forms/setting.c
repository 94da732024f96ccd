/* setting — see setting.h. A new one is a row of SETTINGS. */
#include "forms/setting.h"

#include <stddef.h>
#include <string.h>

#include "forms/text.h"

#include "forms/banned.h"

static const struct choice yes_no[] = {{"yes", "する", NULL, NULL}, {"no", "しない", NULL, NULL}, {0}};
static const struct choice year_starts[] = {{"1/1", "1月1日", NULL, NULL}, {"4/1", "4月1日", NULL, NULL}, {0}};
static const struct choice scopes[] = {
    {"both", "機器も媒体も持ち出していない場合", NULL, NULL}, {"own", "機器を持ち出していない場合", NULL, NULL}, {0}};
static const struct choice ranks[] = {
    {"exact", "警部・課長補佐の段階だけ", NULL, NULL}, {"or_above", "警部・課長補佐の段階以上", NULL, NULL}, {0}};
static const struct choice clocks[] = {
    {"april", "完結後の次の4月1日", NULL, NULL},
    {"year_end", "完結後の次の1月1日", NULL, NULL},
    {"completion", "完結した日", NULL, NULL},
    {0},
};
static const struct choice box_routes[] = {{"both", "警部補の配置と簿冊の備付けの両方がある場合", NULL, NULL},
                                           {"posted", "警部補が配置されている場合", NULL, NULL},
                                           {0}};
static const struct choice permit_scopes[] = {
    {"both", "庁舎内使用と接続", NULL, NULL}, {"connection", "接続だけ", NULL, NULL}, {0}};

#define TEXT .kind = SETTING_TEXT
#define CLOCK .kind = SETTING_CLOCK
#define DAY .kind = SETTING_DAY
#define NUMBER(LEAST, MOST) .kind = SETTING_NUMBER, .least = LEAST, .most = MOST
#define WORD(WORDS) .kind = SETTING_WORD, .words = WORDS

#define HOURS "閉庁時間帯が変わり、当直責任者が運用責任者に含まれる時間が変わる。"
#define YEARS "最低保管期間の定めがない記録の保管年数を変えている。"
#define SOLE "第7の1(2)イ(エ)"
#define EMERGENCY                                                                                                                                              \
    "直ちに運用責任者(閉庁時間帯は当直責任者)に報告し、回線の停止と遠隔消去を求め、最後に見た時刻と場所を記" \
    "録する。"

/* key, label, default, what it may be, clause, ⚑, what another value means */
/* clang-format off */
#define SETTINGS(X)                                                                                                     \
    X("office_open", "執務時間の始め (時:分)", "8:30", NULL, "Q5", HOURS, CLOCK)                                        \
    X("office_close", "執務時間の終わり (時:分)", "17:15", NULL, "Q5", HOURS, CLOCK)                                    \
    X("year_end", "年末年始の始め (月/日)", "12/29", NULL, "Q5", HOURS, DAY)                                            \
    X("new_year", "年末年始の終わり (月/日)", "1/3", NULL, "Q5", HOURS, DAY)                                            \
    X("lock_minutes", "自動施錠までの分 (1–15)", "15", "第5の1(1)ア(ア)c", NULL, NULL, NUMBER(1, 15))                   \
    X("emergency", "紛失・盗難の緊急対応手順", EMERGENCY, "第5の1(1)ウ(ア)c", NULL, NULL, TEXT)                         \
    X("duty_whereabouts", "デジタル機器の1か月ごとの所在確認に当直責任者を含める", "no", "第7の1(2)オ(ウ)e(a)", "Q6", \
      "当直責任者も、デジタル機器の1か月ごとの所在確認をする。", WORD(yes_no))                                          \
    X("duty_log_check", "入出力ログの確認に当直責任者を含める", "no", "第7の1(2)オ(エ)i", "Q6",                         \
      "当直責任者も、入出力ログの確認をする。", WORD(yes_no))                                                           \
    X("duty_verification", "使用状況の検証に当直責任者を含める", "no", "第7の1(2)オ(カ)a", "Q6",                        \
      "当直責任者も、外部記録媒体の使用状況の検証をする。", WORD(yes_no))                                               \
    X("alternative_confirmer", "許可者が確認できないとき、ほかの運用責任者の確認を認める", "yes", NULL, "Q2",           \
      "許可を与えた者でなければ、理由があっても返却を確認できない。", WORD(yes_no))                                     \
    X("stand_in", "運用責任者がほかにいないとき、運用管理者が代わる", "yes", NULL, "Q12",                               \
      "運用責任者本人の申請を、運用管理者が代わって許可することができない。", WORD(yes_no))                             \
    X("sole_decision_scope", "様式第3号を専決できる場合", "both", SOLE, "Q4",                                                      \
      "外部記録媒体の持ち出しがあった月も、様式第3号を専決できる。", WORD(scopes))         \
    X("sole_decision_rank", "専決できる運用責任者", "exact", SOLE, "Q28",                                               \
      "警部・課長補佐の段階より上の運用責任者も専決できる。", WORD(ranks))                                              \
    X("box_route", "交番等の警部補が許可・確認する場合", "both", "第7の1(2)オ(ウ)e(b)", "Q16",                          \
      "使用・持出簿を置かない交番等でも、警部補が許可・確認する。", WORD(box_routes))                                   \
    X("telephone_days", "電話による許可の後閲の期限 (日)", "3", NULL, "Q14",                                            \
      "電話による許可の記録を後閲する期限を変えている。", NUMBER(1, 31))                                                \
    X("permit_check", "定期の確認を受ける許可", "both", "第7の1(2)オ(エ)j", "Q15",                                      \
      "庁舎内使用の許可について、運用管理者及び運用管理補助者の定期の確認を受けない。", WORD(permit_scopes))            \
    X("log_check_months", "入出力ログの確認の間隔 (月)", "1", "第7の1(2)オ(エ)i", NULL, NULL, NUMBER(1, 12))            \
    X("permit_check_months", "許可の確認の間隔 (月)", "6", "第7の1(2)オ(エ)j", NULL, NULL, NUMBER(1, 12))               \
    X("verification_minutes", "ログと簿冊の時刻の差の許容 (分)", "10", NULL, NULL, NULL, NUMBER(0, 120))              \
    X("access_review_months", "権限の見直しの間隔 (月)", "6", "第6の1(3)オ", NULL, NULL, NUMBER(1, 12))                 \
    X("year_start", "年当初の日", "1/1", "第7の1(2)オ(ア)a", "Q7",                                                      \
      "外部記録媒体管理簿を、年度の初めに更新する。", WORD(year_starts))                                                \
    X("retention_exception", "例外措置適用申請書の保管年数", "5", NULL, "Q8", YEARS, NUMBER(1, 99))                     \
    X("retention_personal_phone", "個人所有携帯電話機の許可記録の保管年数", "5", NULL, "Q8", YEARS, NUMBER(1, 99))      \
    X("retention_secret", "機密性3(高)持出・提供記録の保管年数", "5", NULL, "Q8", YEARS, NUMBER(1, 99))                 \
    X("retention_start", "保管期間の始まり", "april", NULL, "Q9",                                                       \
      "保管期間を、完結後の次の4月1日でない日から数える。", WORD(clocks))                                               \
    X("exception_report_days", "例外措置の終了報告を待つ日数", "14", NULL, NULL, NULL, NUMBER(0, 365))
/* clang-format on */

#define AS_DEF(KEY, LABEL, VALUE, CLAUSE, QUESTION, DEPARTS, ...) \
    {.key = KEY,                                                  \
     .label = LABEL,                                              \
     .value = VALUE,                                              \
     .clause = CLAUSE,                                            \
     .question = QUESTION,                                        \
     .departs = DEPARTS,                                          \
     __VA_ARGS__},
#define AS_CHOICE(KEY, LABEL, VALUE, CLAUSE, ...) {KEY, LABEL, NULL, CLAUSE},
const struct setting_def setting_defs[] = {SETTINGS(AS_DEF){0}};
const struct choice setting_keys[] = {SETTINGS(AS_CHOICE){0}};

const struct setting_def *setting_find(const char *key)
{
    for (const struct setting_def *def = setting_defs; key != NULL && def->key != NULL; def++)
        if (strcmp(def->key, key) == 0)
            return def;
    return NULL;
}

const char *setting_get(const struct settings *settings, const char *key)
{
    const struct setting_def *def = setting_find(key);
    for (int i = 0; settings != NULL && i < settings->n; i++)
        if (strcmp(settings->list[i].key, key) == 0)
            return settings->list[i].value;
    return def != NULL ? def->value : "";
}

bool setting_on(const struct settings *settings, const char *key)
{
    return strcmp(setting_get(settings, key), "yes") == 0;
}

/* ---- values ---- */

const char *setting_word(const struct setting_def *def, const char *value)
{
    for (const struct choice *word = def->words; word != NULL && word->key != NULL; word++)
        if (strcmp(word->key, value) == 0 || strcmp(word->label, value) == 0)
            return word->key;
    return value;
}

const char *setting_means(const struct setting_def *def, const char *value)
{
    const struct choice *word = choice_find(def->words, value);
    return word != NULL ? word->label : value;
}

bool setting_departs(const struct setting_def *def, const char *value)
{
    return def->question != NULL && strcmp(setting_word(def, value), def->value) != 0;
}

static int refuse_word(const struct setting_def *def, struct err *e)
{
    char words[ERR_TEXT_BYTES / 2] = "";
    for (const struct choice *word = def->words; word->key != NULL; word++) {
        text_append(words, sizeof words, word == def->words ? "" : "、");
        text_append(words, sizeof words, word->label);
    }
    return err_field(e, "value", def->clause, "「%s」は、次のどれかを入れてください: %s。", def->label, words);
}

int setting_check(const struct setting_def *def, const char *value, struct err *e)
{
    int month, day, number = setting_number(value);
    switch (def->kind) {
    case SETTING_CLOCK:
        return setting_minutes(value) >= 0 && setting_minutes(value) <= 24 * 60
                   ? 0
                   : err_field(e, "value", NULL, "時刻として読めません。8:30 のように時:分で入れてください。");
    case SETTING_DAY:
        return setting_day(value, &month, &day)
                   ? 0
                   : err_field(e, "value", NULL, "月日として読めません。12/29 のように月/日で入れてください。");
    case SETTING_NUMBER:
        return number >= def->least && number <= def->most
                   ? 0
                   : err_field(e, "value", def->clause, "「%s」は、%dから%dまでの数を入れてください。", def->label,
                               def->least, def->most);
    case SETTING_WORD:
        return choice_find(def->words, setting_word(def, value)) != NULL ? 0 : refuse_word(def, e);
    case SETTING_TEXT:
        break;
    }
    return 0;
}

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
