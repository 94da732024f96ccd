/* Who may do which step of 様式第5号: M-28, M-35, M-36, M-37, M-43 as rows. There is no 専決 in this book. obligations.md §2. */
#include <string.h>

#include "forms/common_fields.h"
#include "forms/post.h"
#include "forms/register_inspection.h"

#include "forms/banned.h"

#define KIND(K) .when = {IS("kind", K)}
#define INSPECTOR(LABEL) NAMED("inspector"), WHO(LABEL)
#define PHONE_KEEPER INSPECTOR("公用携帯電話機を管理する職員")
#define MEDIUM_KEEPER INSPECTOR("外部記録媒体を保管する職員")

/* R5-1, R0-9: each thing has its answer, and 不明 and 台帳外 their report, before the round ends. */
static int items_answered(const struct situation *s, struct err *e)
{
    if (s->step == NULL || s->open_parts == 0)
        return 0;
    if (s->open_parts < 0)
        return err_refuse(e, NULL, "点検の対象を数えていないので、終えられません。この回の画面から行ってください。");
    return err_refuse(e, NULL,
                      "まだ終わっていないものが%"
                      "lld件あるので、この回を終えられません。一つずつ結果を入れ、不明のものは報告先と措置を記録してく"
                      "ださい。",
                      (long long)s->open_parts);
}

/* 「運用管理者及び運用管理補助者」: two persons, whatever posts one of them holds. */
static int not_both(const struct situation *s, struct err *e)
{
    static const char *const steps[] = {"confirm_administrator", "confirm_deputy"};
    for (size_t i = 0; i < 2; i++) {
        const struct done *done = entry_done(s->entry, steps[i]);
        if (done != NULL && strcmp(done->actor.id, s->actor.id) == 0)
            return err_refuse(e, "第7の1(2)オ(エ)j",
                              "許可の確認は運用管理者と運用管理補助者の二人が行います。もう一方の者に頼んでください。");
    }
    return 0;
}

/* A 検証 or ログの確認, by 運用責任者; 当直責任者 by the setting (⚑Q6). */
#define SUPERVISES(ID, STEP, K, CLAUSE) \
    RULE(ID, STEP, ANY, POST_SUPERVISOR, INCLUDED, CLAUSE, KIND(K), NAMED("inspector"), EXTRA(duty_by_setting))
/* What only starts, ends or begins anew a round: ours. */
#define OURS(STEP, K, ...) RULE("", STEP, ANY, 0, NONE, NULL, KIND(K), NAMED("inspector"), __VA_ARGS__)

const struct rule inspection_rules[] = {
    RULE("M-35", "begin", ANY, 0, NONE, "第7の1(2)エ(ア)e", KIND("phone"), PHONE_KEEPER),
    RULE("M-36", "begin", ANY, 0, NONE, "第7の1(2)オ(ア)d", KIND("media"), MEDIUM_KEEPER),
    SUPERVISES("M-37", "begin", "verification", "第7の1(2)オ(カ)a"),
    SUPERVISES("M-43", "begin", "log_check", "第7の1(2)オ(エ)i"),
    RULE("M-28", "begin", ANY, POST_SUPERVISOR, NONE, "第7の1(2)オ(エ)j", KIND("permit_check"), NAMED("inspector")),
    RULE("", "begin", ANY, 0, NONE, NULL, WHEN(UNSET("kind"))),

    RULE("M-35", "close", ANY, 0, NONE, "第7の1(2)エ(ア)e", KIND("phone"), PHONE_KEEPER, EXTRA(items_answered)),
    RULE("M-36", "close", ANY, 0, NONE, "第7の1(2)オ(ア)d", KIND("media"), MEDIUM_KEEPER, EXTRA(items_answered)),
    SUPERVISES("M-43", "close", "log_check", "第7の1(2)オ(エ)i"),
    SUPERVISES("M-37", "report", "verification", "第7の1(2)オ(カ)a"),
    RULE("M-28", "report", ANY, POST_SUPERVISOR, NONE, "第7の1(2)オ(エ)j", KIND("permit_check"), NAMED("inspector")),

    RULE("M-37", "confirm_deputy", OTHER, POST_DEPUTY, NONE, "第7の1(2)オ(カ)a", KIND("verification")),
    RULE("M-28", "confirm_deputy", OTHER, POST_DEPUTY, NONE, "第7の1(2)オ(エ)j", KIND("permit_check"), EXTRA(not_both)),
    RULE("M-28", "confirm_administrator", OTHER, POST_ADMINISTRATOR, NONE, "第7の1(2)オ(エ)j", KIND("permit_check"),
         EXTRA(not_both)),

    RULE("", "send_back", OTHER, POST_DEPUTY, NONE, NULL, KIND("verification")),
    RULE("", "send_back", OTHER, POST_ADMINISTRATOR | POST_DEPUTY, NONE, NULL, KIND("permit_check")),
    OURS("reopen", "phone|media|log_check", .who = "点検者"),
    /* a round of things ends with an answer for each: what was begun is not put away unanswered */
    OURS("drop", "verification|log_check|permit_check", .who = "検証者"),
    RULE("", "correct", SELF, 0, NONE, NULL),
    END_OF_RULES,
};
