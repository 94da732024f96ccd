/* ログの確認を不要とする決定: M-48, 第6の1(4)ウ(ア) (L1094–1102). See register_log_waiver.h. */
#include "forms/register_log_waiver.h"

#include <stddef.h>
#include <string.h>

#include "forms/declare.h"
#include "forms/master.h"
#include "forms/post.h"

#include "forms/banned.h"

#define CLAUSE "第6の1(4)ウ(ア)"

static const struct choice grounds[] = {
    {"a", "a 確認を受けた警察情報システムでの入力", "a", "第6の1(4)ウ(ア)a"},
    {"b", "b 警察の電子計算機だけが復号できる暗号化", "b", "第6の1(4)ウ(ア)b"},
    {0},
};
static const struct choice directions[] = {
    {"input", "入力", "入", NULL},
    {"output", "出力", "出", NULL},
    {"both", "入出力", "双", NULL},
    {0},
};
static const struct choice sides[] = {
    {"output", "出力のログを確認する", NULL, CLAUSE},
    {"input", "入力のログを確認する", NULL, CLAUSE},
    {0},
};
#define GROUND(G) IS("ground", G)
/* What a ground rests on, each to be ticked. */
#define CONDITION(KEY, LABEL, G, AT) FIELD(KEY, LABEL, YES, ASKED, AT, WHEN(GROUND(G)))

static const struct field fields[] = {
    FIELD("system", "対象の警察情報システム", TEXT, ASKED | FIELD_LISTED, CLAUSE, .limit = 60, .list_width = 26),
    FIELD("ground", "不要とする事由", CHOICE, ASKED | FIELD_LISTED | FIELD_INDEXED | FIELD_DEPARTS, CLAUSE,
          .choices = grounds, .list_width = 30,
          .missing = "事由がありません。a又はbに掲げる場合のほかは、ログの確認を不要とすることができません。",
          .help = "不要となるのはファイル名とファイルサイズの確認だけです。月に1回以上の検証は残ります。"),
    FIELD("direction", "対象の入出力", CHOICE, ASKED | FIELD_LISTED, CLAUSE, .choices = directions, .list_width = 8,
          .help = "事由aは入力だけです。"),
    CONDITION("confirmed", "警察庁情報セキュリティ管理者の確認を受けている", "a", "第6の1(4)ウ(ア)a"),
    FIELD("confirmed_on", "確認を受けた日", DATE, ASKED, NULL, WHEN(GROUND("a"))),
    FIELD("confirmation", "確認の番号等", TEXT, 0, NULL, .limit = 60, WHEN(GROUND("a"))),
    CONDITION("only_police", "警察が管理する電子計算機以外では技術的に復号できない暗号化機能を利用する", "b",
              "第6の1(4)ウ(ア)b"),
    FIELD("crossing", "暗号化したファイルをオフライン端末から外部回線接続端末に移す", YES, 0, CLAUSE,
          .help = "移すときは、出力と入力のどちらかのログを確認しなければなりません。"),
    FIELD("side", "そのとき確認するログ", CHOICE, ASKED, CLAUSE, .choices = sides, WHEN(SET("crossing"))),
    FIELD("from", "適用開始日", DATE, FIELD_REQUIRED, NULL, .initial = "today"),
    FIELD("note", "備考", TEXT, 0, NULL, .limit = 100),
    {0},
};

/* 運用責任者 of a clause before L1287: 当直責任者 is not included (⚑Q6). */
#define DECIDES(STEP) RULE("M-48", STEP, ANY, POST_SUPERVISOR, NONE, CLAUSE)
static const struct rule rules[] = {DECIDES("enter"),  DECIDES("change"),  DECIDES("end"),
                                    DECIDES("resume"), DECIDES("correct"), END_OF_RULES};

static int check(const struct situation *s, struct err *e)
{
    const char *direction = entry_get(s->entry, "direction");
    if (entry_is(s->entry, "ground", "a") && direction != NULL && strcmp(direction, "input") != 0)
        return err_field(
            e, "direction", "第6の1(4)ウ(ア)a",
            "事由aで確認を不要とできるのは、ファイルを入力した場合だけです。入力を選ぶか、事由bによってくださ"
            "い。");
    if (situation_ahead(s, "confirmed_on"))
        return err_field(e, "confirmed_on", NULL, "まだ来ていない日です。確認を受けた日を入れてください。");
    return 0;
}

static const struct paper_column columns[] = {
    COLUMN("No.", 80, PAPER_ROW_NUMBER, NULL),
    COLUMN("対象の警察情報システム", 440, PAPER_FIELDS, "system"),
    COLUMN("事由", 360, PAPER_FIELDS, "ground"),
    COLUMN("入出力", 140, PAPER_FIELDS, "direction"),
    COLUMN("警察庁情報セキュリティ\n管理者の確認", 340, PAPER_FIELDS, "confirmed_on|confirmation"),
    COLUMN("但書により\n確認するログ", 330, PAPER_FIELDS, "side"),
    COLUMN("適用開始日", 180, PAPER_FIELDS, "from"),
    COLUMN("決定", 220, PAPER_STAMP, "enter|resume"),
    COLUMN("終了", 220, PAPER_STAMP, "end"),
    COLUMN("備考", 260, PAPER_FIELDS, "note"),
    {0},
};
static const struct sheet_def sheet = {
    ATTACHED_SHEET("ログの確認を不要とする決定", 14, 90),
    .notes = "不要となるのはファイル名及びファイルサイズに係るログの確認であり、月に1回以上の検証は行う。",
};

const struct register_def register_log_waiver = {
    REGISTER("log_waiver", "ログの確認を不要とする決定", CLAUSE),
    MASTER_TABLES,
    .sheet = &sheet,
    SHOWN_AS("system|ground", "direction"),
    .retention_years = 5,
    .check = check,
};
