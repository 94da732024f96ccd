/* common_fields — choices, rules and checks that belong to the shared groups of fields. See common_fields.h. */
#include "forms/common_fields.h"

#include <string.h>

#include "forms/post.h"
#include "forms/rule.h"

#include "forms/banned.h"

const struct choice confidentialities[] = {
    {"1", "1(低)", "低", NULL},
    {"2", "2(中)", "中", "第2の1(3)イ(ア)"},
    {"3", "3(高)", "高", "第2の1(3)イ(イ)"},
    {0},
};
const struct choice secret_reports[] = {
    {"request", "この申請により報告", NULL, NULL},
    {"oral", "口頭で報告", NULL, "第2の1(3)イ(ア)"},
    {0},
};
const struct choice secret_routes[] = {
    {"administrator", "運用管理者", NULL, "第2の1(3)イ(イ)"},
    {"deputy", "運用管理補助者(緊急)", NULL, "第2の1(3)イ(イ)"},
    {0},
};
const struct choice loss_results[] = {
    {"found", "紛失なし", "無", NULL},
    {"missing", "所在不明・盗難の疑い", "紛", NULL},
    {"damaged", "破損その他の異常", "異", NULL},
    {0},
};
const struct choice carriers[] = {
    {"staff", "職員", NULL, NULL},
    {"contractor", "業者等職員以外の者", NULL, "第7の1(2)イ(ア)e"},
    {0},
};

int only_supervisor(const struct situation *s, struct err *e)
{
    if (strcmp(situation_setting(s, "stand_in"), "yes") != 0)
        return err_refuse(
            e, NULL,
            "この署の設定では、運用管理者は運用責任者に代わることができません。ほかの運用責任者に頼んでください。");
    if ((s->applicant_posts & POST_SUPERVISOR) != 0 && s->other_supervisors == 0)
        return 0;
    return err_refuse(
        e, NULL,
        "運用管理者が代わることができるのは、申請者・使用者のほかに運用責任者がいないときだけです。運用責任者に"
        "頼んでください。");
}

/* L1400, L1407, or L1382: each has a switch of its own. */
static const char *duty_setting(const struct situation *s)
{
    if (entry_is(s->entry, "kind", "log_check"))
        return "duty_log_check";
    return entry_is(s->entry, "kind", "verification") ? "duty_verification" : "duty_whereabouts";
}

int duty_by_setting(const struct situation *s, struct err *e)
{
    if ((s->actor.posts & POST_SUPERVISOR) != 0 || strcmp(situation_setting(s, duty_setting(s)), "yes") == 0)
        return 0;
    return err_refuse(
        e, NULL, "この署の設定では、所在確認・ログの確認・検証に当直責任者を含めません。運用責任者に頼んでください。");
}

bool actor_is_inspector(const struct situation *s, const struct entry *place)
{
    return place != NULL && strcmp(s->actor.place, place->id) == 0 && strcmp(s->actor.rank, "assistant_inspector") == 0;
}

static bool above_deputy(const struct situation *s)
{
    return (s->applicant_posts & (POST_ADMINISTRATOR | POST_CHIEF | POST_SECURITY_OFFICER)) != 0;
}

int secret_by_deputy(const struct situation *s, struct err *e)
{
    if (above_deputy(s))
        return err_refuse(
            e, "第2の1(3)イ(イ)",
            "申請者が運用管理者以上の職位なので、運用管理補助者は許可できません。上位の者の許可を受けてください。");
    if (entry_get(s->entry, "urgent_reason") == NULL || entry_get(s->entry, "administrator_absent") == NULL)
        return err_refuse(e, "第2の1(3)イ(イ)",
                          "運用管理補助者が許可できるのは、職務上緊急で、運用管理者が不在の場合だけです。両方を申請に記"
                          "載してください。");
    return 0;
}

static int check_secret(const struct situation *s, const char *until, struct err *e)
{
    if (until != NULL && entry_get(s->entry, until) == NULL)
        return err_field(
            e, until, "第2の1(3)イ(イ)",
            "機密性3(高)情報の持ち出し期間の終わりがありません。許可の前に記録する事項です。終了予定の日時を入れて"
            "ください。");
    if (entry_is(s->entry, "secret_route", "deputy") && above_deputy(s))
        return err_field(e, "secret_route", "第2の1(3)イ(イ)",
                         "運用管理者以上の職位の者は、運用管理補助者の許可によることができません。運用管理者の許可を選"
                         "んでください。");
    if ((s->applicant_posts & POST_ADMINISTRATOR) != 0) /* ⚑Q12 */
        return err_field(
            e, "confidentiality", NULL,
            "運用管理者は、自分の機密性3(高)情報の持ち出しを許可できません。上位の者の許可を別に受けてください。");
    return 0;
}

int secret_check(const struct situation *s, const char *until, struct err *e)
{
    char told[ENTRY_ID_BYTES];
    reference_id(told, entry_get(s->entry, "reported_to"));
    if (told[0] != '\0' && strcmp(told, s->actor.id) == 0)
        return err_field(e, "reported_to", NULL, "自分に報告することはできません。ほかの運用責任者を選んでください。");
    return entry_is(s->entry, "confidentiality", "3") ? check_secret(s, until, e) : 0;
}
