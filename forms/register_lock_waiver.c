/* 再認証の機能の不適用 (M-49): 特定の業務を行うための端末 that goes without asking again for 主体認証 after 15 minutes, once
 * 情報セキュリティ管理者 has confirmed four conditions — 第5の1(1)ア(ア)c(a)–(d) (L725–729). */
#include "forms/register_lock_waiver.h"

#include <stddef.h>

#include "forms/application.h"
#include "forms/external.h"

#include "forms/banned.h"

#define CLAUSE "第5の1(1)ア(ア)c"

static const struct choice terminals[] = {
    {"special", "特定の業務を行うための端末", "特", CLAUSE}, {"general", "その他の端末", "他", NULL}, {0}};

static const struct field fields[] = {
    FIELD("terminal", "端末", ITEM, ASKED | FIELD_LISTED | FIELD_INDEXED, CLAUSE, .registers = "pc|device",
          .list_width = 20),
    FIELD("kind", "端末の別", CHOICE, ASKED, CLAUSE, .choices = terminals,
          .help = "再認証の機能を適用しないことができるのは、特定の業務を行うための端末だけです。"),
    FIELD("work", "特定の業務", TEXT, ASKED | FIELD_LISTED, CLAUSE, .limit = 80, .list_width = 24),
    FIELD("hindrance", "操作の遅れが職務の非常に大きな妨げとなる事情", LONG_TEXT, ASKED, CLAUSE, .limit = 300),
    FIELD("setting", "代わりの設定(施錠までの時間等)", TEXT, ASKED, NULL, .limit = 80),
    FIELD("room_restricted", "(a) 許可された者以外は立ち入れない執務室等にある", YES, ASKED, CLAUSE "(a)"),
    FIELD("room_attended", "(b) 常駐又は不在時の施錠により不正操作が困難である", YES, ASKED, CLAUSE "(b)"),
    FIELD("screen_hidden", "(c) 画面を部外者から視認できない措置がある", YES, ASKED, CLAUSE "(c)"),
    FIELD("rule_made", "(d) 規程を策定し、運用を徹底する", YES, ASKED, CLAUSE "(d)"),
    FIELD("rule_name", "規程の名称", TEXT, ASKED, CLAUSE "(d)", .limit = 80),
    FIELD("note", "備考", TEXT, 0, NULL, .limit = 100),
    CONDITIONS_FIELD,
    EXTERNAL_FIELDS("permit|refuse"),
    FIELD("in_force", "15分の再認証を適用しない端末", TEXT, FIELD_DERIVED | FIELD_DEPARTS | FIELD_INDEXED, NULL,
          .limit = 60),
    ENDED_FIELD("end"),
    {0},
};

static const struct state states[] = {
    REQUESTED_STATE,
    {"permitted", "確認済・不適用", "確", STATE_CURRENT},
    {"ended", "終了", "終", STATE_ENDED},
    UNDECIDED_STATES,
    {0},
};
static const struct step steps[] = {
    REQUEST_STEP(CLAUSE),
    PERMIT_STEP("情報セキュリティ管理者の確認", "四つの事項を満たすことを確認した", CLAUSE),
    OTHER_ENDS_STEPS,
    REQUEST_AGAIN_STEP(CLAUSE),
    END_STEP("不適用の終了", NULL),
    CORRECT_STEP("permitted"),
    {0},
};
static const struct need needs[] = {{"permitted", "permit", {{0}}}, {"ended", "end", {{0}}}, {0}};

static const struct rule rules[] = {
    RULE("M-49", "request", ANY, 0, NONE, CLAUSE),
    APPLICANT_RULES,
    DECIDER_RULES("M-49", POST_CHIEF, CLAUSE),
    EXTERNAL("M-49", "permit", CLAUSE),
    EXTERNAL("M-49", "refuse", NULL),
    RULE("", "end", SELF, 0, NONE, NULL),
    RULE("", "end", OTHER, POST_ADMINISTRATOR | POST_CHIEF, NONE, NULL),
    END_OF_RULES,
};

static int derive(struct situation *s, struct err *e)
{
    return application_stands(s, "in_force", reference_label(entry_get(s->entry, "terminal")), "permit", "end", e);
}

static int check(const struct situation *s, struct err *e)
{
    if (entry_is(s->entry, "kind", "general"))
        return err_field(
            e, "kind", CLAUSE,
            "特定の業務を行うための端末ではないので、15分の再認証を適用しないことはできません。15分以内の設定にして"
            "ください。");
    return application_past(s, "ended_on", e);
}

static const struct paper_column columns[] = {
    COLUMN("端末", 360, PAPER_FIELDS, "terminal"),
    COLUMN("特定の業務", 360, PAPER_FIELDS, "work"),
    COLUMN("妨げとなる事情", 600, PAPER_FIELDS, "hindrance"),
    COLUMN("代わりの設定", 320, PAPER_FIELDS, "setting"),
    COLUMN("規程", 350, PAPER_FIELDS, "rule_name"),
    COLUMN("情報セキュリティ\n管理者の確認", 320, PAPER_STAMP, "permit"),
    COLUMN("終了日", 260, PAPER_FIELDS, "ended_on"),
    {0},
};
static const struct sheet_def sheet = {
    ATTACHED_SHEET("再認証の機能の不適用の確認記録", 11, 100),
    .further_fields = "room_restricted|room_attended|screen_hidden|rule_made|conditions",
};

const struct register_def register_lock_waiver = {
    REGISTER("lock_waiver", "再認証の機能の不適用の確認記録", CLAUSE),
    OWN_TABLES,
    SHOWN_AS("terminal", "work"),
    .retention_years = 5,
    OWN_CODE,
};
