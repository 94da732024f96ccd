/* 権限の見直しの記録: L1049 rights of administrators (定期的), L1042 demands of access control (定期的), L611 ids and rights that
 * are not needed (適宜). Each is cited for what it says; the form of the record is ours (◇). */
#include "forms/register_access_review.h"

#include <stddef.h>

#include "forms/application.h"
#include "forms/external.h"

#include "forms/banned.h"

#define RIGHTS "第6の1(3)オ"
#define ACCESS "第6の1(2)イ"
#define NEEDLESS "第4の2(3)エ"
#define FOUND IS("findings", "found")

static const struct choice findings[] = {
    {"none", "改善の必要なし", "無", NULL}, {"found", "改善の必要あり", "有", NULL}, {0}};

#define NUMBER_OF(KEY, LABEL, CLAUSE, WIDTH) \
    FIELD(KEY, LABEL, NUMBER, FIELD_REQUIRED | FIELD_LISTED, CLAUSE, .list_width = WIDTH)
#define LOOKED_AT(KEY, LABEL, FLAGS, CLAUSE) FIELD(KEY, LABEL, YES, FLAGS, CLAUSE, .list_width = 8)

static const struct field fields[] = {
    FIELD("from", "対象期間の始め", DATE, 0, NULL, .help = "前回の見直しの翌日です。初めての見直しでは空にします。"),
    FIELD("date", "見直しの日", DATE, FIELD_REQUIRED | FIELD_LISTED | FIELD_INDEXED, RIGHTS, .list_width = 12,
          .initial = "today"),
    LOOKED_AT("rights", "管理者権限の運用状況を把握した", FIELD_REQUIRED, RIGHTS),
    LOOKED_AT("needless", "不要な識別コードと過剰なアクセス権限を見直した", 0, NEEDLESS),
    LOOKED_AT("access", "アクセス制御の要件を確認し、見直した", 0, ACCESS),
    NUMBER_OF("accounts", "識別コードの数", NULL, 14),
    NUMBER_OF("administrators", "管理者権限を持つ者の数", "第6の1(3)ア", 14),
    FIELD("findings", "改善の必要", CHOICE, FIELD_REQUIRED | FIELD_LISTED | FIELD_INDEXED, RIGHTS, .choices = findings,
          .list_width = 16),
    FIELD("found", "認められた事項", LONG_TEXT, FIELD_REQUIRED, RIGHTS, .limit = 300, WHEN(FOUND)),
    FIELD("measure", "講ずる措置", LONG_TEXT, FIELD_REQUIRED, RIGHTS, .limit = 300, WHEN(FOUND),
          .help = "不要な利用者IDの停止、職の解除など。措置そのものは、利用者と職の指定に記録します。"),
    FIELD("note", "備考", TEXT, FIELD_LISTED, NULL, .limit = 100, .list_width = 20),
    EXTERNAL_FIELDS("review|review_prepared"),
    {0},
};
static const struct state states[] = {
    {"prepared", "責任者の見直し待ち", "待", STATE_WAITING},
    {"reviewed", "見直し済", "済", STATE_DONE},
    {"withdrawn", "取下げ", "取", STATE_VOID},
    {0},
};
static const struct step steps[] = {
    {"review", "権限の見直し", NULL, "reviewed", STEP_CREATES | STEP_EDITS, "権限を見直した", RIGHTS},
    {"prepare", "運用状況の報告", NULL, "prepared", STEP_CREATES | STEP_EDITS, "運用状況を報告した", NULL},
    {"review_prepared", "権限の見直し", "prepared", "reviewed", STEP_EDITS | STEP_DECIDES, "権限を見直した", RIGHTS},
    {"withdraw", "取下げ", "prepared", "withdrawn", STEP_BY_SELF, "取り下げた", NULL},
    {0},
};
/* By システムセキュリティ責任者, here or elsewhere. */
#define REVIEWED_BY(STEP) RULE("S-12", STEP, ANY, POST_SECURITY_OFFICER, NONE, RIGHTS), EXTERNAL("S-12", STEP, RIGHTS)
static const struct rule rules[] = {
    REVIEWED_BY("review"),
    REVIEWED_BY("review_prepared"),
    RULE("", "prepare", ANY, POST_MAINTAINER, NONE, NULL),
    RULE("", "withdraw", SELF, 0, NONE, NULL),
    END_OF_RULES,
};

static int check(const struct situation *s, struct err *e)
{
    int rc = application_past(s, "date", e);
    return rc != 0 ? rc : application_period(s, "from", "date", e);
}

static const struct paper_column columns[] = {
    COLUMN("番号", 100, PAPER_ROW_NUMBER, NULL),
    COLUMN("見直しの日", 270, PAPER_FIELDS, "date"),
    COLUMN("識別コードの数", 200, PAPER_FIELDS, "accounts"),
    COLUMN("管理者権限を\n持つ者の数", 200, PAPER_FIELDS, "administrators"),
    COLUMN("改善の必要", 230, PAPER_FIELDS, "findings"),
    COLUMN("見直した事項", 420, PAPER_CHOICES, "rights|needless|access"),
    COLUMN("認められた事項・講ずる措置", 450, PAPER_FIELDS, "found|measure"),
    COLUMN("維持管理者の\n報告", 200, PAPER_STAMP, "prepare"),
    COLUMN("システム\nセキュリティ責任者", 250, PAPER_STAMP, "review|review_prepared"),
    COLUMN("備考", 250, PAPER_FIELDS, "note"),
    {0},
};
static const struct sheet_def sheet = {
    ATTACHED_SHEET("権限の見直しの記録", 8, 150),
    .period_field = "date",
    .notes =
        "システムセキュリティ責任者は、管理者権限の運用状況を定期的に把握し(第6の1(3)オ)、アクセス制御の要件を定期的に"
        "見直し(第6の1(2)イ)、不要な識別コードや過剰なアクセス権限がないか適宜見直します(第4の2(3)エ)。",
};

const struct register_def register_access_review = {
    REGISTER("access_review", "権限の見直しの記録", RIGHTS),
    STEP_TABLES,
    .sheet = &sheet,
    SHOWN_AS("date", "findings|accounts"),
    .check = check,
    .summary = "権限を {date} に見直した。{findings}。",
    .retention_years = 5,
    .view_posts = ACCESS_REVIEW_VIEWERS,
};
