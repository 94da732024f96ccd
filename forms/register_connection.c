/* 接続記録簿: see register_connection.h. Kept as long as the logs it stands for: 5 years (L1103). ⚑Q25: also for the computers
 * that 第6の2(5)エ exempts, but those on which no medium can be used. */
#include "forms/register_connection.h"

#include <stddef.h>

#include "forms/declare.h"
#include "forms/master.h"
#include "forms/post.h"
#include "forms/register_use.h"
#include "forms/rule.h"

#include "forms/banned.h"

#define CLAUSE "第6の1(4)ウ(カ)"
#define LOGGED(KEY, LABEL, TYPE, WIDTH, ...) \
    FIELD(KEY, LABEL, TYPE, FIELD_REQUIRED | FIELD_LISTED | FIELD_INDEXED, CLAUSE, .list_width = WIDTH, __VA_ARGS__)

static const struct field fields[] = {
    LOGGED("connected_at", "年月日時", TIME, 14, .initial = "now"),
    LOGGED("person", "職員", PERSON, 16, .initial = "self"),
    LOGGED("pc", "接続した電子計算機", ITEM, 18, .registers = "pc", .items = {SET("no_log")}, .initial = "last",
           .help = "媒体の利用のログを取得できない電子計算機。取得できるものは、この簿冊への記載を要しません。"),
    FIELD("medium", "管理番号", ITEM, FIELD_LISTED | FIELD_INDEXED, CLAUSE, .registers = "medium", .list_width = 14),
    FIELD("outside_medium", "管理番号のない媒体", TEXT, FIELD_REQUIRED, CLAUSE, .limit = 60, WHEN(UNSET("medium")),
          .missing = "媒体がありません。管理番号を選ぶか、外部から受領した媒体を識別できる事項を書いてください。"),
    LOGGED("purpose", "目的", TEXT, 24, .limit = 100),
    FIELD("direction", "入出力の別", CHOICE, 0, NULL, .choices = use_directions),
    FIELD("encryption", "平文・暗号文の別", CHOICE, 0, NULL, .choices = use_encryptions),
    FIELD("use", "接続の許可(様式第7号)", ITEM, 0, NULL, .registers = "use", .items = {IS("mode", "connection")}),
    FIELD("note", "備考", TEXT, 0, NULL, .limit = 60),
    {0},
};
static const struct state states[] = {{"recorded", "記載済", "済", STATE_DONE}, {0}};
static const struct step steps[] = {
    {"record", "記載", NULL, "recorded", STEP_CREATES | STEP_EDITS | STEP_BY_SELF, "記載した", CLAUSE},
    CORRECT_STEP("recorded"),
    {0},
};
static const struct rule rules[] = {
    RULE("", "record", ANY, 0, NONE, CLAUSE),
    RULE("", "correct", SELF, 0, NONE, NULL),
    RULE("", "correct", OTHER, POST_SUPERVISOR | POST_ADMINISTRATOR, NONE, NULL),
    END_OF_RULES,
};

static int check(const struct situation *s, struct err *e)
{
    if (situation_ahead(s, "connected_at"))
        return err_field(e, "connected_at", NULL, "まだ来ていない日時です。接続した日時を入れてください。");
    if (s->item != NULL && !item_offered(entry_field(s->entry, "pc"), s->entry, s->item))
        return err_field(e, "pc", CLAUSE,
                         "この電子計算機は媒体の利用のログを取得するので、この簿冊への記載を要しません。");
    return 0;
}

static const struct paper_column columns[] = {
    COLUMN("No.", 100, PAPER_ROW_NUMBER, NULL),
    COLUMN("年月日時", 320, PAPER_FIELDS, "connected_at"),
    COLUMN("職員", 450, PAPER_FIELDS, "person"),
    COLUMN("管理番号", 320, PAPER_FIELDS, "medium|outside_medium"),
    COLUMN("接続した電子計算機", 500, PAPER_FIELDS, "pc"),
    COLUMN("目的", 600, PAPER_FIELDS, "purpose"),
    COLUMN("備考", 280, PAPER_FIELDS, "direction|encryption|note"),
    {0},
};
static const struct sheet_def sheet = {
    LIST_SHEET("付属", "接続記録簿", PER_MONTH, 14, 90),
    .period_field = "connected_at",
};

const struct register_def register_connection = {
    REGISTER("connection", "接続記録簿", CLAUSE),
    STEP_TABLES,
    .sheet = &sheet,
    SHOWN_AS("pc|person", "medium|purpose|connected_at"),
    .person_field = "person",
    .item_field = "pc",
    .retention_years = 5,
    .check = check,
};
