#include "tests/print/sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forms/date.h"
#include "forms/external.h"
#include "forms/field.h"
#include "forms/register.h"
#include "forms/rule.h"

/* ---- what they share ---- */

static const struct choice kinds[] = {{"new", "新たな機器の接続", "機", NULL},
                                      {"software", "ソフトウェアの追加", "ソ", NULL},
                                      {"other", "その他", "他", NULL},
                                      {0}};
static const struct choice traffics[] = {{"yes", "有", "有", NULL}, {"no", "無", "無", NULL}, {0}};
static const struct field fields[] = {
    {.key = "kind", .label = "申請区分", .type = FIELD_CHOICE, .choices = kinds},
    {.key = "kind_other", .label = "その他の内容", .type = FIELD_TEXT, .when = {{"kind", COND_IS, "other"}}},
    {.key = "name", .label = "名称", .type = FIELD_TEXT},
    {.key = "maker", .label = "製造元・提供元", .type = FIELD_TEXT},
    {.key = "version", .label = "バージョン・型番", .type = FIELD_TEXT},
    {.key = "traffic", .label = "外部との通信", .type = FIELD_CHOICE, .choices = traffics},
    {.key = "protocol", .label = "プロトコル", .type = FIELD_TEXT, .when = {{"traffic", COND_IS, "yes"}}},
    {.key = "port", .label = "ポート", .type = FIELD_TEXT, .when = {{"traffic", COND_IS, "yes"}}},
    {.key = "coded",
     .label = "暗号化",
     .type = FIELD_CHOICE,
     .choices = traffics,
     .when = {{"traffic", COND_IS, "yes"}}},
    {.key = "agreed", .label = "利用条件に同意した", .type = FIELD_YES},
    {.key = "risk", .label = "リスク", .type = FIELD_LONG_TEXT},
    {.key = "measure", .label = "対策", .type = FIELD_LONG_TEXT},
    {.key = "contact", .label = "連絡先", .type = FIELD_TEXT},
    {.key = "from", .label = "使用開始日", .type = FIELD_DATE},
    {.key = "until", .label = "使用終了日", .type = FIELD_DATE},
    {.key = "out", .label = "貸出", .type = FIELD_TIME},
    {.key = "back", .label = "返却", .type = FIELD_TIME},
    {.key = "month", .label = "月", .type = FIELD_MONTH},
    {.key = "count", .label = "台数", .type = FIELD_NUMBER},
    {.key = "result", .label = "異常の有無", .type = FIELD_CHOICE, .choices = traffics},
    EXTERNAL_FIELDS("permit|refuse"),
    {0},
};
static const struct state states[] = {{"requested", "申請中", "申", STATE_WAITING},
                                      {"permitted", "許可済", "許", STATE_CURRENT},
                                      {"refused", "不許可", "否", STATE_VOID},
                                      {0}};
static const struct step steps[] = {
    {"request", "申請", NULL, "requested", STEP_CREATES | STEP_EDITS, "申請した", NULL},
    {"examine", "審査", "requested", NULL, STEP_DECIDES, "審査した", NULL},
    {"permit", "許可", "requested", "permitted", STEP_DECIDES, "許可した", NULL},
    {"refuse", "不許可", "requested", "refused", STEP_DECIDES, "不許可とした", NULL},
    {"check", "点検", "requested|permitted", NULL, STEP_REPEATS, "点検した", NULL},
    {0},
};
static const struct rule rules[] = {RULE("", "request", ANY, 0, NONE, NULL),  RULE("", "examine", OTHER, 0, NONE, NULL),
                                    RULE("", "permit", OTHER, 0, NONE, NULL), RULE("", "refuse", OTHER, 0, NONE, NULL),
                                    RULE("", "check", OTHER, 0, NONE, NULL),  END_OF_RULES};
#define SAMPLE(ID, FORM, LABEL, SHEET)                                                                              \
    {                                                                                                               \
        .id = ID, .form = FORM, .label = LABEL, .fields = fields, .states = states, .steps = steps, .rules = rules, \
        .title_fields = "name", .sheet = (SHEET),                                                                   \
    }

/* ---- an application ---- */

static const struct paper_line lines[] = {
    LINE("申請区分", 90, PAPER_CHOICES, "kind|kind_other"),
    LINE("ソフトウェア・機器の名称", 90, PAPER_FIELDS, "name"),
    LINE("製造元・版", 110, PAPER_FIELDS, "maker|version"),
    LINE("外部との通信", 110, PAPER_CHOICES, "traffic|protocol|port|coded|agreed"),
    LINE("利用に伴うリスクと対策", 200, PAPER_FIELDS, "risk|measure"),
    LINE("利用期間", 90, PAPER_FIELDS, "from|until"),
    LINE("審査欄", 90, PAPER_STEPS, "examine"),
    LINE_STAMPED("許可欄|許可", 160, PAPER_TICKS, "permit|refuse", "permit|refuse"),
    LINE("許可欄|外部決裁", 130, PAPER_FIELDS, "external_number|external_date|external_decider"),
    LINE("許可欄|条件", 110, PAPER_FIELDS, "external_conditions"),
    LINE("", 60, PAPER_TEXT, "※ 許可を受けてから接続等を行うこと。"),
    {0},
};
static const struct paper_letter letter = {
    .addressee = "システムセキュリティ責任者", .applicant = "運用管理者", .fields = "contact"};
static const struct sheet_def application = {.label = "様式第1号(第2の1(6)関係)",
                                             .title = "ソフトウェア等利用申請書",
                                             .unit = PAPER_PER_ENTRY,
                                             .lines = lines,
                                             .letter = &letter,
                                             .label_width = 450,
                                             .notes = "記載例は裏面にある。"};
const struct register_def sample_application =
    SAMPLE("sample_application", "1", "ソフトウェア等利用申請書", &application);

/* ---- a ledger ---- */

static const struct paper_column ledger_columns[] = {
    COLUMN("管理番号", 280, PAPER_FIELDS, "name"),     COLUMN("媒体の種別", 280, PAPER_FIELDS, "kind"),
    COLUMN("運用責任者", 260, PAPER_FIELDS, "maker"),  COLUMN("使用開始日", 200, PAPER_FIELDS, "from"),
    COLUMN("使用終了日", 200, PAPER_FIELDS, "until"),  COLUMN("持ち出す職員の指定", 240, PAPER_FIELDS, "contact"),
    COLUMN("備考", 240, PAPER_FIELDS, "version|risk"), {0}};
static const struct paper_strip strip = {
    .label = "運用管理者確認欄", .of = "monthly", .cells = 6, .fields = "month|note", .steps = "confirm_administrator"};
static const struct sheet_def ledger = {.label = "様式第6号(第7の1(2)オ関係)",
                                        .title = "外部記録媒体管理簿",
                                        .unit = PAPER_RUNNING,
                                        .rows = 20,
                                        .row_height = 90,
                                        .columns = ledger_columns,
                                        .strip = &strip};
const struct register_def sample_ledger = SAMPLE("sample_ledger", "6", "外部記録媒体管理簿", &ledger);

/* ---- two tiers of labels ---- */

static const struct paper_column visit_columns[] = {COLUMN("No.", 80, PAPER_ROW_NUMBER, NULL),
                                                    COLUMN("区分", 120, PAPER_MARKS, "kind"),
                                                    COLUMN("鍵の使用|鍵番号・使用者", 400, PAPER_FIELDS, "name|maker"),
                                                    COLUMN("鍵の使用|貸出日", 200, PAPER_FIELDS, "from"),
                                                    COLUMN("鍵の使用|時刻", 160, PAPER_HOURS, "out|back"),
                                                    COLUMN("鍵の使用|使用目的", 440, PAPER_FIELDS, "risk"),
                                                    COLUMN("鍵の使用|返却確認", 200, PAPER_STAMP, "permit"),
                                                    COLUMN("職員以外の者|事業者名・氏名", 400, PAPER_FIELDS, "version"),
                                                    {.label = "職員以外の者|退室日",
                                                     .width = 200,
                                                     .kind = PAPER_FIELDS,
                                                     .keys = "until",
                                                     .when = {{"kind", COND_IS, "other"}}},
                                                    COLUMN("職員以外の者|立会者", 200, PAPER_FIELDS, "contact"),
                                                    COLUMN("備考", 170, PAPER_FIELDS, "measure"),
                                                    {0}};
static const struct stamp_box boxes[] = {{"運用管理者", "confirm_administrator"}, {"専決", "sole_decision"}, {0}};
static const struct sheet_def visits = {.label = "様式第8号(第7の1(2)キ関係)",
                                        .title = "通信機械室鍵管理簿",
                                        .landscape = true,
                                        .unit = PAPER_PER_MONTH,
                                        .period_field = "from",
                                        .rows = 14,
                                        .row_height = 85,
                                        .columns = visit_columns,
                                        .boxes = boxes,
                                        .further_steps = "check"};
const struct register_def sample_visits = SAMPLE("sample_visits", "8", "通信機械室鍵管理簿", &visits);

/* ---- a year, a row a month ---- */

static const struct paper_column year_columns[] = {COLUMN("月", 160, PAPER_FIELDS, "month"),
                                                   {.label = "外部記録媒体|現在数",
                                                    .width = 400,
                                                    .kind = PAPER_FIELDS,
                                                    .keys = "count",
                                                    .when = {{"kind", COND_IS, "software"}}},
                                                   {.label = "外部記録媒体|異常の有無",
                                                    .width = 400,
                                                    .kind = PAPER_MARKS,
                                                    .keys = "result",
                                                    .when = {{"kind", COND_IS, "software"}}},
                                                   {.label = "公用携帯電話機|台数",
                                                    .width = 400,
                                                    .kind = PAPER_FIELDS,
                                                    .keys = "count",
                                                    .when = {{"kind", COND_IS, "new"}}},
                                                   {.label = "公用携帯電話機|異常の有無",
                                                    .width = 400,
                                                    .kind = PAPER_MARKS,
                                                    .keys = "result",
                                                    .when = {{"kind", COND_IS, "new"}}},
                                                   COLUMN("点検者", 400, PAPER_STAMP, "check"),
                                                   COLUMN("備考", 410, PAPER_FIELDS, "measure"),
                                                   {0}};
static const struct sheet_def year = {.label = "様式第5号(第7の1(2)エ、オ関係)",
                                      .title = "外部記録媒体等点検簿",
                                      .landscape = true,
                                      .unit = PAPER_PER_YEAR,
                                      .period_field = "month",
                                      .row_field = "month",
                                      .rows = 12,
                                      .row_height = 100,
                                      .columns = year_columns,
                                      .attached = "monthly"};
const struct register_def sample_year = SAMPLE("sample_year", "5", "外部記録媒体等点検簿", &year);

/* ---- an attached record ---- */

static const struct paper_column record_columns[] = {COLUMN("許可日", 220, PAPER_FIELDS, "from"),
                                                     COLUMN("氏名", 340, PAPER_FIELDS, "name"),
                                                     COLUMN("機種・版", 1000, PAPER_FIELDS, "maker|version"),
                                                     COLUMN("条件", 760, PAPER_CHOICES, "agreed"),
                                                     COLUMN("運用管理者", 250, PAPER_STAMP, "permit"),
                                                     {0}};
static const struct sheet_def record = {
    .label = "付属",
    .title = "個人所有携帯電話機の許可記録",
    .landscape = true,
    .unit = PAPER_RUNNING,
    .rows = 12,
    .row_height = 90,
    .columns = record_columns,
    .notes = "条件1 主体認証を経なければ要機密情報が表示されないようにすること。\n条件2 他の者と共用しないこと。"};
const struct register_def sample_record = SAMPLE("sample_record", NULL, "個人所有携帯電話機の許可記録", &record);

const struct register_def *const samples[] = {&sample_application, &sample_ledger, &sample_visits,
                                              &sample_year,        &sample_record, NULL};

/* ---- entries ---- */

static const char long_text[] =
    "外部の者が遠隔から操作できる状態になるおそれがある。また、自動更新の機能により、試験を経ていない版が業務時間中に導"
    "入され、"
    "業務が中断するおそれがある。利用者が設定を変更した場合には、許可した範囲を超える通信が行われることも考えられる。\n"
    "利用の終了後に設定が残った場合は、次の利用者がそのことを知らずに使用することがある。";

static struct entry *add(struct fixture *fixture, const struct register_def *reg, size_t i)
{
    struct entry *entry;
    struct err e = {0};
    char month[16];

    assert_true(fixture->n < FIXTURE_ROWS);
    if (entry_new(&entry, reg, &e))
        fail_msg("%s", e.text);
    fixture->entries[fixture->n] = entry;
    fixture->rows[fixture->n++] = (struct sheet_row){.entry = entry};
    snprintf(entry->id, sizeof entry->id, "K7QF-%zu", i + 1);
    snprintf(month, sizeof month, "2026-%02zu", i / 2 % 12 + 1);
    fixture_set(entry, "month", month);
    fixture_set(entry, "kind", i % 2 ? "software" : "new");
    return entry;
}

static void fill_plain(struct entry *entry, size_t i)
{
    char text[64];

    snprintf(text, sizeof text, "600-012-%03zu", i + 1);
    fixture_set(entry, "name", text);
    fixture_set(entry, "maker", "みちのく電機");
    snprintf(text, sizeof text, "%zu.%zu版", i + 1, i);
    fixture_set(entry, "version", text);
    fixture_set(entry, "from", "2026-10-01");
    fixture_set(entry, "contact", "田中 玲");
    fixture_set(entry, "risk", "設定の誤り");
    snprintf(text, sizeof text, "%zu", 10 + i);
    fixture_set(entry, "count", text);
    fixture_set(entry, "result", "no");
}

static void fill_hard(struct entry *entry)
{
    fixture_set(entry, "kind", "other");
    fixture_set(entry, "kind_other", "仮想環境の複製");
    fixture_set(entry, "traffic", "yes");
    fixture_set(entry, "protocol", "HTTPS(TLS1.3)");
    fixture_set(entry, "port", "443");
    fixture_set(entry, "coded", "yes");
    fixture_set(entry, "agreed", "yes");
    fixture_set(entry, "risk", long_text);
    fixture_set(entry, "measure", long_text);
    fixture_set(entry, "until", "2027-03-31");
    fixture_set(entry, "external_number", "警情第123号");
    fixture_set(entry, "external_date", "2026-10-20");
    fixture_set(entry, "external_decider", "髙﨑 𠮷雄");
    fixture_set(entry, "external_conditions", "当該業務の端末2台に限る。");
}

void sample_fill(struct fixture *fixture, const struct register_def *reg, size_t n, bool hard)
{
    int64_t when = date_at((struct date){2026, 10, 1}, 9 * 60);

    for (size_t i = 0; i < n; i++) {
        struct entry *entry = add(fixture, reg, i);
        char text[32];

        fill_plain(entry, i);
        fixture_set(entry, "out", field_time_value(text, sizeof text, when));
        fixture_set(entry, "back", field_time_value(text, sizeof text, when + 22 * 3600));
        if (hard && i % 2)
            fill_hard(entry);
        fixture_step(entry, "request", "伊藤 学", "運用管理者", when, NULL);
        snprintf(entry->steps[0].actor.rank, sizeof entry->steps[0].actor.rank, "警視");
        fixture_step(entry, "examine", "佐藤 健", "情報管理課", when + 3600, "支障なし");
        fixture_step(entry, i % 3 == 2 ? "refuse" : "permit", "鈴木 茂", "システムセキュリティ責任者", when + 7200,
                     NULL);
        fixture_step(entry, "check", "山田 実", "職員", when + 86400, NULL);
        snprintf(entry->state, sizeof entry->state, "%s", i % 3 == 2 ? "refused" : "permitted");
    }
}

static void confirm(struct fixture *fixture, const char *month, const char *note, int64_t when)
{
    struct entry *entry;
    struct err e = {0};

    if (entry_new(&entry, register_find("monthly"), &e))
        fail_msg("%s", e.text);
    fixture->entries[fixture->n] = entry;
    fixture->rows[fixture->n++] = (struct sheet_row){.entry = entry};
    fixture_set(entry, "month", month);
    fixture_set(entry, "note", note);
    fixture_step(entry, "confirm_administrator", "伊藤 学", "運用管理者", when, NULL);
}

struct sheet *sample_sheet(const struct register_def *reg, const struct fixture *fixture, const char *mark)
{
    struct fixture confirmed = {0};
    struct sheet_head head = fixture_head();
    struct sheet *sheet;
    struct err e = {0};

    confirm(&confirmed, "2026-04", "年当初", head.created - 3 * 86400);
    confirm(&confirmed, "2026-07", "増", head.created - 2 * 86400);
    confirm(&confirmed, "2026-09", "減", head.created - 86400);
    head.confirmed = confirmed.rows;
    head.nconfirmed = confirmed.n;
    head.mark = mark;
    if (reg->sheet->unit == PAPER_RUNNING || reg->sheet->unit == PAPER_PER_ENTRY)
        head.period = NULL;
    if (sheet_new(&sheet, reg, &head, fixture->rows, fixture->n, &e))
        fail_msg("%s: %s", reg->id, e.text);
    fixture_release(&confirmed);
    return sheet;
}
