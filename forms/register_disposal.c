/* 廃棄: a row per entry that goes; those of one list are asked for and permitted in one act. Nothing here refers to the entry by
 * id: when it is gone, its words remain. */
#include "forms/register_disposal.h"

#include <stddef.h>

#include "forms/declare.h"
#include "forms/post.h"
#include "forms/rule.h"

#include "forms/banned.h"

#define KEPT_WORD(KEY, LABEL, LIMIT, WIDTH, HELP)                                                            \
    FIELD(KEY, LABEL, TEXT, ASKED | FIELD_LISTED | FIELD_INDEXED, NULL, .limit = LIMIT, .list_width = WIDTH, \
          .help = HELP)

static const struct field fields[] = {
    KEPT_WORD("list", "廃棄目録", 40, 16, "一度に申請する記載をまとめる名前。同じ目録の記載を一度に許可します。"),
    KEPT_WORD("book", "簿冊", 40, 16, NULL),
    KEPT_WORD("entry", "記載", 40, 12, NULL),
    KEPT_WORD("title", "件名", 200, 28, NULL),
    FIELD("number", "管理番号", TEXT, FIELD_FIXED | FIELD_LISTED | FIELD_INDEXED, NULL, .limit = 40, .list_width = 12,
          .help = "廃棄の後も、同じ番号は使いません。"),
    FIELD("was", "廃棄前の状態", TEXT, FIELD_FIXED, NULL, .limit = 40),
    FIELD("since", "完結した日", DATE, ASKED | FIELD_LISTED, NULL, .list_width = 12),
    FIELD("due", "保管期間の満了", DATE, ASKED | FIELD_LISTED, NULL, .list_width = 12),
    KEPT_WORD("hash", "照合値", 64, 16, NULL),
    FIELD("note", "備考", TEXT, 0, NULL, .limit = 100),
    {0},
};
static const struct state states[] = {
    {"requested", "許可待ち", "待", STATE_WAITING},
    {"disposed", "廃棄済", "廃", STATE_DONE},
    {"refused", "否認", "否", STATE_VOID},
    {"withdrawn", "取下げ", "取", STATE_VOID},
    {0},
};
static const struct step steps[] = {
    {"request", "廃棄の申請", NULL, "requested", STEP_CREATES | STEP_EDITS | STEP_BY_SELF, "廃棄を申請した", NULL},
    {"permit", "廃棄の許可", "requested", "disposed", STEP_DECIDES | STEP_WHEN_NEEDS, "廃棄を許可した", NULL},
    {"refuse", "否認", "requested", "refused", STEP_DECIDES | STEP_REASON, "否認した", NULL},
    {"withdraw", "取下げ", "requested", "withdrawn", STEP_BY_SELF, "取り下げた", NULL},
    {0},
};
static const struct need needs[] = {{"disposed", "permit", {{0}}}, {0}};

/* Two persons: what is gone cannot be looked at again. */
static int by_another(const struct situation *s, struct err *e)
{
    return entry_self(s->entry, s->actor.id)
               ? err_refuse(
                     e, NULL,
                     "廃棄を申請した者(%s)は、その廃棄を許可できません。申請した者と別の運用管理者が許可します。",
                     s->actor.name)
               : 0;
}
static const struct rule rules[] = {
    RULE("", "request", ANY, POST_ADMINISTRATOR | POST_DEPUTY | POST_SUPERVISOR, NONE, NULL),
    RULE("", "permit", ANY, POST_ADMINISTRATOR, NONE, NULL, EXTRA(by_another)),
    RULE("", "refuse", ANY, POST_ADMINISTRATOR, NONE, NULL, EXTRA(by_another)),
    RULE("", "withdraw", SELF, 0, NONE, NULL),
    END_OF_RULES,
};

/* RT-1: not a day too early, neither asked for nor permitted. */
static int check(const struct situation *s, struct err *e)
{
    if (!step_is(s, "request|permit") || !situation_ahead(s, "due"))
        return 0;
    return err_field(e, "due", NULL, "保管期間がまだ満了していないので、廃棄できません。満了の日まで待ってください。");
}

static const struct paper_column columns[] = {
    COLUMN("番号", 100, PAPER_ROW_NUMBER, NULL),
    COLUMN("廃棄目録", 260, PAPER_FIELDS, "list"),
    COLUMN("簿冊", 330, PAPER_FIELDS, "book"),
    COLUMN("件名", 480, PAPER_FIELDS, "title"),
    COLUMN("管理番号", 220, PAPER_FIELDS, "number"),
    COLUMN("完結した日", 190, PAPER_FIELDS, "since"),
    COLUMN("保管期間の満了", 190, PAPER_FIELDS, "due"),
    COLUMN("照合値", 340, PAPER_FIELDS, "hash"),
    COLUMN("申請", 230, PAPER_STAMP, "request"),
    COLUMN("許可", 230, PAPER_STAMP, "permit"),
    {0},
};
static const struct sheet_def sheet = {LIST_SHEET("", "廃棄目録", RUNNING, 12, 90)};

const struct register_def register_disposal = {
    REGISTER("disposal", "廃棄", NULL),
    .own_screen = true,                                               /* what is due for it */
    .view_posts = POST_ADMINISTRATOR | POST_DEPUTY | POST_SUPERVISOR, /* it names what stood in the books (S-15) */
    OWN_TABLES,
    SHOWN_AS("book|title", "list|number|due"),
    .check = check,
};
