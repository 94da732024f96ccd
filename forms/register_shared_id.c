/* 共用識別コード (M-50, S-8): an id that several persons use, only on one of two grounds, by システムセキュリティ維持管理者 after 協議
 * with システムセキュリティ責任者, under a written rule and with a way to tell who acted — 第6の1(1)イ(カ) (L1031–1033). The record of its issue is
 * never erased (S-9). */
#include "forms/register_shared_id.h"

#include <stddef.h>

#include "forms/application.h"
#include "forms/external.h"

#include "forms/banned.h"

#define CLAUSE "第6の1(1)イ(カ)"
#define ADMINISTRATORS IS("ground", "function")

static const struct choice grounds[] = {
    {"operation", "a 運用上の制約により一般利用者に付与", "a", CLAUSE "a"},
    {"function", "b 機能上の制約により更改までの間、管理者に付与", "b", CLAUSE "b"},
    {0},
};

static const struct field fields[] = {
    FIELD("code", "共用識別コードの名称", TEXT, ASKED | FIELD_LISTED | FIELD_UNIQUE, CLAUSE, .limit = 40,
          .list_width = 20, .help = "主体認証情報は書きません。"),
    FIELD("system", "警察情報システム", TEXT, ASKED | FIELD_LISTED, CLAUSE, .limit = 60, .list_width = 24),
    FIELD("ground", "付与の事由", CHOICE, ASKED, CLAUSE, .choices = grounds),
    FIELD("constraint", "やむを得ない制約の内容", LONG_TEXT, ASKED, CLAUSE, .limit = 300),
    FIELD("until", "システムを更改する予定の日", DATE, ASKED, CLAUSE "b", WHEN(ADMINISTRATORS)),
    FIELD("users", "利用者の範囲", TEXT, ASKED, NULL, .limit = 100),
    FIELD("identified_by", "利用者を特定できる仕組み", TEXT, ASKED, CLAUSE, .limit = 120),
    FIELD("rule_name", "共用識別コードの取扱いに関する規定", TEXT, ASKED, CLAUSE, .limit = 80),
    FIELD("note", "備考", TEXT, 0, NULL, .limit = 100),
    CONDITIONS_FIELD,
    EXTERNAL_FIELDS("permit|refuse"),
    FIELD("granted_on", "付与した日", DATE, FIELD_REQUIRED | FIELD_LISTED, CLAUSE, .list_width = 10, .step = "grant",
          .initial = "today"),
    ENDED_FIELD("end"),
    {0},
};

static const struct state states[] = {
    REQUESTED_STATE,
    {"consulted", "協議済", "協", STATE_WAITING},
    {"permitted", "付与中", "付", STATE_CURRENT},
    {"ended", "無効", "終", STATE_ENDED},
    UNDECIDED_STATES,
    {0},
};
static const struct step steps[] = {
    REQUEST_STEP(CLAUSE),
    {"permit", "協議", "requested", "consulted", STEP_DECIDES | STEP_WHEN_NEEDS, "協議した", CLAUSE},
    OTHER_ENDS_STEPS,
    REQUEST_AGAIN_STEP(CLAUSE),
    {"grant", "付与", "consulted", "permitted", STEP_BY_SELF | STEP_WHEN_NEEDS, "規定に従い付与した", CLAUSE},
    END_STEP("無効化", "第6の1(1)イ(キ)a"),
    CORRECT_STEP("consulted|permitted"),
    {0},
};
static const struct need needs[] = {{"consulted", "permit", {{0}}},
                                    {"permitted", "permit", {{0}}},
                                    {"permitted", "grant", {{0}}},
                                    {"ended", "end", {{0}}},
                                    {0}};

static const struct rule rules[] = {
    RULE("M-50", "request", ANY, POST_MAINTAINER, NONE, CLAUSE),
    APPLICANT_RULES,
    DECIDER_RULES("M-50", POST_SECURITY_OFFICER, CLAUSE),
    EXTERNAL("M-50", "permit", CLAUSE),
    EXTERNAL("M-50", "refuse", NULL),
    RULE("M-50", "grant", ANY, POST_MAINTAINER, NONE, CLAUSE, AFTER("permit")),
    RULE("", "end", ANY, POST_MAINTAINER, NONE, "第6の1(1)イ(キ)a"),
    END_OF_RULES,
};

static int check(const struct situation *s, struct err *e)
{
    int rc = application_past(s, "granted_on", e);
    if (rc == 0)
        rc = application_past(s, "ended_on", e);
    return rc != 0 ? rc : application_period(s, "granted_on", "ended_on", e);
}

static const struct paper_column columns[] = {
    COLUMN("共用識別コード", 320, PAPER_FIELDS, "code"),
    COLUMN("警察情報システム", 320, PAPER_FIELDS, "system"),
    COLUMN("付与の事由", 380, PAPER_FIELDS, "ground"),
    COLUMN("利用者の範囲", 300, PAPER_FIELDS, "users"),
    COLUMN("利用者を特定できる仕組み", 330, PAPER_FIELDS, "identified_by"),
    COLUMN("規定", 300, PAPER_FIELDS, "rule_name"),
    COLUMN("協議", 200, PAPER_STAMP, "permit"),
    COLUMN("付与", 220, PAPER_STAMP, "grant"),
    COLUMN("無効", 200, PAPER_FIELDS, "ended_on"),
    {0},
};
static const struct sheet_def sheet = {
    ATTACHED_SHEET("共用識別コードの付与記録", 11, 100),
    .further_fields = "constraint|until|conditions",
};

const struct register_def register_shared_id = {
    REGISTER("shared_id", "共用識別コードの付与記録", CLAUSE),
    OWN_TABLES,
    SHOWN_AS("code|system", "users"),
    .check = check,
};
