/* 利用者と権限の一覧. See register_account_list.h. */
#include "forms/register_account_list.h"

#include <stddef.h>

#include "forms/declare.h"
#include "forms/post.h"
#include "forms/register_access_review.h"
#include "forms/rule.h"

#include "forms/banned.h"

#define COMPUTED(KEY, LABEL, TYPE, WIDTH, CLAUSE) \
    FIELD(KEY, LABEL, TYPE, FIELD_DERIVED | FIELD_LISTED, CLAUSE, .list_width = WIDTH)
static const struct field fields[] = {
    COMPUTED("uid", "利用者ID", TEXT, 14, "第6の1(1)イ(イ)a"),
    COMPUTED("person", "職員", TEXT, 16, NULL),
    COMPUTED("posts", "職", LONG_TEXT, 30, NULL),
    COMPUTED("administrator", "管理者権限", TEXT, 10, "第6の1(3)ア"),
    COMPUTED("issued", "付与の日", DATE, 12, NULL),
    COMPUTED("seen", "最後のサインイン", DATE, 12, NULL),
    COMPUTED("standing", "状態", TEXT, 10, NULL),
    COMPUTED("question", "見直す点", LONG_TEXT, 40, "第4の2(3)エ"),
    {0},
};
static const struct state states[] = {
    {ACCOUNT_QUESTIONED, "見直す点あり", "見", STATE_WAITING},
    {ACCOUNT_SOUND, "見直す点なし", "有", STATE_CURRENT},
    {ACCOUNT_CLOSED, "停止・廃止", "停", STATE_ENDED},
    {0},
};
static const struct step steps[] = {
    {"list", "一覧", NULL, ACCOUNT_QUESTIONED, STEP_CREATES | STEP_EDITS, "一覧にした", NULL},
    {"pass", "見直し", ACCOUNT_QUESTIONED, ACCOUNT_SOUND, 0, "見直した", NULL},
    {"close", "停止", ACCOUNT_QUESTIONED, ACCOUNT_CLOSED, 0, "停止した", NULL},
    {0},
};
static const struct rule rules[] = {
    RULE("", "list", ANY, 0, NONE, NULL),
    RULE("", "pass", ANY, 0, NONE, NULL),
    RULE("", "close", ANY, 0, NONE, NULL),
    END_OF_RULES,
};

static const struct paper_column columns[] = {
    COLUMN("番号", 100, PAPER_ROW_NUMBER, NULL),
    COLUMN("利用者ID", 260, PAPER_FIELDS, "uid"),
    COLUMN("職員", 270, PAPER_FIELDS, "person"),
    COLUMN("職", 480, PAPER_FIELDS, "posts"),
    COLUMN("管理者権限", 150, PAPER_FIELDS, "administrator"),
    COLUMN("付与の日", 210, PAPER_FIELDS, "issued"),
    COLUMN("最後の\nサインイン", 210, PAPER_FIELDS, "seen"),
    COLUMN("状態", 150, PAPER_FIELDS, "standing"),
    COLUMN("見直す点", 740, PAPER_FIELDS, "question"),
    {0},
};
static const struct sheet_def sheet = {
    LIST_SHEET("", "利用者と権限の一覧", RUNNING, 16, 75),
    .notes = "管理者権限は必要最小限の者のみが運用し(第6の1(3)ア)、権限のない者に識別コードを発行せず(第6の1(3)イ)"
             "、不要な識別コード"
             "や過剰なアクセス権限がないか適宜見直します(第4の2(3)エ)。「見直す点」は当署の目安です。",
};

const struct register_def register_account_list = {
    REGISTER("account_list", "利用者と権限の一覧", NULL),
    .own_screen = true,
    STEP_TABLES,
    .sheet = &sheet,
    SHOWN_AS("uid|person", "posts|question"),
    .view_posts = ACCESS_REVIEW_VIEWERS,
};
