/* duty — see duty.h. A new one is a row of duty_kinds and a place in app/ that finds what is owed. */
#include "forms/duty.h"

#include <stddef.h>
#include <string.h>

#include "forms/cond.h"
#include "forms/post.h"
#include "forms/register.h"

#include "forms/banned.h"

#define SUPERVISOR_ONLY "運用責任者(当直責任者を除く。)"
#define SUPERVISOR_TOO "運用責任者(当直責任者を含む。)"
#define PERMITTER "許可を与えた者"

/* KIND(key, ids, mark, what the text asks, act, clause, owner, posts, …) */
#define KIND(KEY, IDS, MARK, LABEL, ACT, CLAUSE, OWNER, POSTS, ...)                                         \
    {                                                                                                       \
        .key = KEY, .ids = IDS, .mark = MARK, .label = LABEL, .act = ACT, .clause = CLAUSE, .owner = OWNER, \
        .posts = POSTS, __VA_ARGS__                                                                         \
    }
#define GUIDE .guide = true
#define IN(REG, WHERE) .reg = REG, .where = WHERE
#define OPENS(SCREEN) .opens = SCREEN
#define BY(STEPS) .steps = STEPS
#define OF(...) .when = {__VA_ARGS__}
/* What somebody has to decide; the clause is that of the rule. */
#define DECISION(KEY, MARK, LABEL, ACT) KIND(KEY, "", MARK, LABEL, ACT, NULL, NULL, 0, .reg = NULL)
/* A return that waits for the one who permitted. */
#define RETURN(KEY, IDS, LABEL, CLAUSE, OWNER, REG, WHERE, ...)                                                  \
    KIND(KEY, IDS, "返", LABEL, "返却の確認", CLAUSE, OWNER, 0, IN(REG, WHERE), BY("confirm|telephone_confirm"), \
         OF(__VA_ARGS__))
/* A thing that is out beyond the time that was permitted, or (◇) that was planned. */
#define LATE(KEY, IDS, LABEL, CLAUSE, REG, WHERE, ...) \
    KIND(KEY, IDS, "超", LABEL, "返却", CLAUSE, NULL, 0, IN(REG, WHERE), __VA_ARGS__)
/* A 1か月ごと check of what is out. */
#define WHEREABOUTS(KEY, IDS, LABEL, CLAUSE, OWNER, REG, WHERE, ...)                        \
    KIND(KEY, IDS, "所", LABEL, "所在確認", CLAUSE, OWNER, POST_SUPERVISOR, IN(REG, WHERE), \
         BY("whereabouts|telephone_whereabouts"), OF(__VA_ARGS__))
#define MONTH(KEY, IDS, LABEL, CLAUSE, OWNER, POSTS, WHERE) \
    KIND(KEY, IDS, "月", LABEL, "月次の確認", CLAUSE, OWNER, POSTS, IN("monthly", WHERE), OPENS("month"))
#define LEDGER(KEY, IDS, LABEL, ACT, CLAUSE, WHERE) \
    KIND(KEY, IDS, "年", LABEL, ACT, CLAUSE, "運用管理者", POST_ADMINISTRATOR, IN("yearly", WHERE))
#define CHANGE(KEY, IDS, LABEL, CLAUSE, REG)                                                           \
    KIND(KEY, IDS, "増", LABEL, "増減の確認", CLAUSE, "運用管理者", POST_ADMINISTRATOR, IN(REG, NULL), \
         BY("confirm_change"))
#define ROUND(KEY, IDS, LABEL, CLAUSE, WHERE, K)                                                                  \
    KIND(KEY, IDS, "点", LABEL, "点検", CLAUSE, NULL, 0, IN("inspection", WHERE), BY("close"), OF(IS("kind", K)), \
         OPENS("round"))
#define SEEN(KEY, IDS, LABEL, CLAUSE, OWNER, POSTS, WHERE, ...) \
    KIND(KEY, IDS, "見", LABEL, "目視の確認", CLAUSE, OWNER, POSTS, IN("sighting", WHERE), __VA_ARGS__)
#define NIGHT(KEY, LABEL, CLAUSE, REG)                                                                            \
    KIND(KEY, "M-44 X-1 X-4", "直", LABEL, "当直引継ぎ", CLAUSE, "当直責任者", 0, IN(REG, "記載省略の特例:duty"), \
         BY("return_exempt"), OF(IS("exemption", "duty")), OPENS("handover"))

/* clang-format off */
const struct duty_kind duty_kinds[] = {
    DECISION("decide", "待", "申請への許可・決裁", "許可"),
    DECISION("own", "戻", "自分の申請の続き", "申請のやり直し"),
    KIND("storage", "R0-5", "端", "交番等を1週間以上不在にするときは、端末装置を署又は署分庁舎で保管する", "署での保管",
         "第2の1(7)ア(イ)", NULL, 0, IN("terminal_storage", NULL), OF(IS("manner", "cabinet"))),
    LATE("late_storage", "R0-5", "交番等の端末装置を、不在から戻る予定の日時に元へ戻す", "第2の1(7)ア(イ)",
         "terminal_storage", NULL, GUIDE),
    CHANGE("change_2", "R2-1 M-32", "様式第2号: 増減の都度、運用管理者の確認を受ける", "第2の1(7)イ(ア)", "digital_device"),
    LEDGER("year_2", "R2-2 M-32", "様式第2号: 増減がなくても年1回以上、運用管理者の確認を受ける", "年1回の確認",
           "第2の1(7)イ(ア)", "簿冊:2"),
    KIND("label", "R2-4", "札", "デジタル機器に管理名称のラベルを貼り付ける", "ラベルの貼付", "第2の1(7)イ(ウ)",
         "運用責任者", POST_SUPERVISOR, IN("digital_device", NULL)),
    KIND("loss", "R0-9", "紛", "紛失・盗難・異常を報告し、措置を記録する", "報告・措置", "第5の1(1)ウ(ア)c", NULL,
         POST_SUPERVISOR | POST_ADMINISTRATOR),
    KIND("access_review", "S-12 T-10", "権", "管理者権限の運用状況を定期的に把握し、過剰な権限を見直す", "権限の見直し",
         "第6の1(3)オ", "システムセキュリティ責任者", POST_SECURITY_OFFICER, IN("access_review", NULL), OPENS("access_review")),
    KIND("departures", "R0-7", "独", "規定によらない独自の手続に、情報セキュリティ管理者の確認を受ける", "一覧の確認",
         "第7の1(1)エ(イ)", "情報セキュリティ管理者", POST_CHIEF, IN("setting", NULL), BY("confirm")),
    LATE("late_mobile", "R3-1", "モバイル端末を、許可を受けた期間のうちに持ち帰る", "第7の1(2)イ(ア)a", "checkout",
         "手続:mobile", OF(IS("route", "mobile"))),
    RETURN("return_mobile", "R3-3 M-02", "モバイル端末の持ち出しが終わったら、紛失のない旨の確認を受ける",
           "第7の1(2)イ(ア)b", PERMITTER, "checkout", "手続:mobile", IS("route", "mobile")),
    WHEREABOUTS("whereabouts_mobile", "R3-4 M-03 T-1", "1か月以上持ち出すモバイル端末の所在を、1か月ごとに確認する",
                "第7の1(2)イ(ア)c", SUPERVISOR_ONLY, "checkout", "手続:mobile", IS("route", "mobile")),
    LATE("late_terminal", "R3-7", "非モバイル端末等を、許可を受けた期間のうちに持ち帰る", "第7の1(2)イ(イ)b", "checkout",
         "手続:non_mobile", OF(IS("route", "non_mobile"))),
    WHEREABOUTS("whereabouts_terminal", "R3-8 M-09 T-1", "1か月以上持ち出す非モバイル端末等の所在を、1か月ごとに確認する",
                "第7の1(2)イ(イ)c", SUPERVISOR_ONLY, "checkout", "手続:non_mobile", IS("route", "non_mobile")),
    RETURN("return_terminal", "R3-8 M-11", "非モバイル端末等の持ち出しが終わったら、紛失のない旨の確認を受ける",
           "第7の1(2)イ(イ)f", PERMITTER, "checkout", "手続:non_mobile", IS("route", "non_mobile")),
    MONTH("month_3", "R3-10 M-13 T-2", "様式第3号: 月1回以上、運用管理者又は運用管理補助者の確認を受ける",
          "第7の1(2)イ(エ)", "運用管理者又は運用管理補助者", POST_ADMINISTRATOR | POST_DEPUTY, "簿冊:3"),
    LEDGER("year_4", "R4-2 M-33 T-3", "様式第4号: 変わりがなくても年1回更新する", "年1回の更新", "第7の1(2)エ(ア)a", "簿冊:4"),
    ROUND("round_phone", "R4-5 R3-18 M-35 T-2", "公用携帯電話機の所在を月1回以上点検し、様式第5号に記載する",
          "第7の1(2)エ(ア)e", "点検・検証の別:phone", "phone"),
    LATE("late_phone", "R3-12", "共有公用携帯電話機を、予定の日時までに返す", "第7の1(2)エ(ウ)c", "checkout",
         "手続:shared_phone", OF(IS("route", "shared_phone")), GUIDE),
    NIGHT("night_phone", "当直勤務用の共有公用携帯電話機を、勤務後の報告に併せて返却する", "第7の1(2)エ(ウ)b(a)", "checkout"),
    KIND("handover", "M-44", "継", "当直を終える前に、残るものを一枚に確かめて引き継ぐ", "当直引継ぎ", "第7の1(2)エ(ウ)b(a)",
         NULL, 0, IN("handover", NULL), OPENS("handover"), GUIDE),
    SEEN("patrol_phone", "M-45 X-2", "交番等の勤務用の共有公用携帯電話機を、巡視等に合わせて確認する",
         "第7の1(2)エ(ウ)b(b)", "共有公用携帯電話機を管理する職員", 0, "種別:phone", GUIDE),
    RETURN("return_phone", "R3-13 M-16", "共有公用携帯電話機の持ち出しが終わったら、終了の確認を受ける",
           "第7の1(2)エ(ウ)c", SUPERVISOR_TOO, "checkout", "手続:shared_phone", IS("route", "shared_phone")),
    CHANGE("change_6", "R6-1 M-34 T-5", "様式第6号: 増減の都度、運用管理者が確認する", "第7の1(2)オ(ア)a", "medium"),
    LEDGER("year_6", "R6-2 M-34 T-4", "様式第6号: 年当初に必ず更新する", "年当初の更新", "第7の1(2)オ(ア)a", "簿冊:6"),
    ROUND("round_media", "R5-1 M-36 T-2", "外部記録媒体の所在を月1回以上点検し、様式第5号に記載する", "第7の1(2)オ(ア)d",
          "点検・検証の別:media", "media"),
    ROUND("round_yearly", "R5-2 M-36 T-3", "クラス3で施錠の上保管する外部記録媒体の所在を、年1回点検する",
          "第7の1(2)オ(ア)d", "点検・検証の別:media", "media"),
    LATE("late_medium", "R7-1", "外部記録媒体を、許可を受けた期間のうちに持ち帰る", "第7の1(2)オ(イ)a", "use", "区分:take_out", OF(IS("mode", "take_out"))),
    RETURN("return_medium", "R7-2 M-19", "外部記録媒体の持ち出しが終わったら、紛失のない旨の確認を受ける",
           "第7の1(2)オ(イ)b", PERMITTER, "use", "区分:take_out", IS("mode", "take_out")),
    SEEN("sight", "M-42 X-3 T-6", "指定職員のデジタルカメラ等を、運用責任者が1日に1回は目視で確認する",
         "第7の1(2)オ(ウ)b(a)", SUPERVISOR_TOO, POST_SUPERVISOR, "確認の別:person"),
    KIND("full_entry", "X-T2 X-3 T-7", "記", "その日のうちに戻らない指定職員のデジタルカメラ等を、使用・持出簿に記載して許可を受ける",
         "記載への切替", "第7の1(2)オ(ウ)b(a)", NULL, 0, IN("use", "記載省略の特例:person"), BY("write_up"),
         OF(IS("exemption", "person"))),
    NIGHT("night_camera", "当直勤務用のデジタルカメラ等を、勤務後の報告に併せて返却する", "第7の1(2)オ(ウ)b(b)", "use"),
    SEEN("patrol_camera", "M-46 X-5", "交番等の勤務用のデジタルカメラ等を、巡視等に合わせて確認する",
         "第7の1(2)オ(ウ)b(c)", "運用責任者又は当該警部補", 0, "確認の別:police_box 種別:camera", GUIDE),
    LATE("late_device", "R7-6", "デジタル機器を、予定の日時までに返す", "第7の1(2)オ(ウ)d", "use", "区分:device", OF(IS("mode", "device")), GUIDE),
    RETURN("return_device", "R7-6 M-21", "デジタル機器の使用が終わったら、紛失のない旨の確認を受ける",
           "第7の1(2)オ(ウ)d", PERMITTER, "use", "区分:device", IS("mode", "device")),
    WHEREABOUTS("whereabouts_device", "R7-7 M-24 T-1", "1か月以上使用するデジタル機器の所在を、1か月ごとに確認する",
                "第7の1(2)オ(ウ)e(a)", "運用責任者", "use", "区分:device", IS("mode", "device")),
    KIND("countersign", "R7-4 M-23", "閲", "電話による許可・確認の記録を、期限までに後閲する", "後閲", "第7の1(2)オ(ウ)e(c)",
         NULL, 0, IN("use", NULL), BY("countersign"), GUIDE),
    LATE("late_in_building", "R7-10", "庁舎内で使用する外部記録媒体を、予定の日時までに返納する", "第7の1(2)オ(エ)b", "use",
         "区分:in_building", OF(IS("mode", "in_building")), GUIDE),
    RETURN("return_in_building", "R7-10 M-26", "外部記録媒体の使用が終わったら、紛失のない旨の確認を受ける",
           "第7の1(2)オ(エ)b", PERMITTER, "use", "区分:in_building", IS("mode", "in_building")),
    KIND("log_check", "R5-3 M-43 T-10", "ロ", "入出力したファイル名とファイルサイズのログを定期的に確認する", "ログの確認",
         "第7の1(2)オ(エ)i", "運用責任者", POST_SUPERVISOR, IN("inspection", "点検・検証の別:log_check"), BY("close"),
         OF(IS("kind", "log_check"))),
    KIND("permit_check", "R5-4 M-28 T-10", "許", "庁舎内使用・接続の許可に、定期的に運用管理者と運用管理補助者の確認を受ける",
         "許可の確認", "第7の1(2)オ(エ)j", "運用責任者", POST_SUPERVISOR, IN("inspection", "点検・検証の別:permit_check"),
         BY("report|confirm_deputy|confirm_administrator"), OF(IS("kind", "permit_check"))),
    KIND("verification", "R5-5 R5-6 M-37 T-2", "検",
         "外部記録媒体の使用状況を、月1回以上ログと関係簿冊で検証し、運用管理補助者の確認を受ける", "使用状況の検証",
         "第7の1(2)オ(カ)a", "運用責任者", POST_SUPERVISOR, IN("inspection", "点検・検証の別:verification"),
         BY("report|confirm_deputy"), OF(IS("kind", "verification")), OPENS("verification")),
    MONTH("month_7", "R7-15 M-29 T-2", "様式第7号: 月1回以上、運用管理者の確認を受ける", "第7の1(2)オ(カ)c", "運用管理者",
          POST_ADMINISTRATOR, "簿冊:7"),
    LATE("late_key", "R8-1", "通信機械室の鍵を、その日のうちに返す", "第7の1(2)キ", "key_use", NULL, GUIDE),
    KIND("reapply", "R9-1", "変", "例外措置の申請内容が変わったら、速やかに再申請する", "再申請", "第8の1(1)", NULL, 0,
         IN("exception", NULL)),
    KIND("exception_report", "R9-2", "報", "例外措置の適用期間が終わったら、許可者に報告する", "終了の報告", "第8の1(2)", NULL,
         0, IN("exception", NULL), BY("end_report")),
    KIND("exception_chase", "R9-2", "促", "終了の報告がない例外措置について、報告を求め、必要な対応を執る", "督促と対応",
         "第8の1(2)", "許可者", POST_EXCEPTION_PERMITTER, IN("exception", NULL), BY("chase")),
    KIND("edition", "R0-8", "版", "条文の有効期間が終わるまでに、次の版に備える", "版の確認", "令和6年達(情)第154号", "運用管理者",
         POST_ADMINISTRATOR, GUIDE),
    {0},
};
/* clang-format on */

const struct duty_kind *duty_kind_of(const char *prefix, const struct entry *entry, const char *step)
{
    for (const struct duty_kind *kind = duty_kinds; kind->key != NULL; kind++)
        if (strncmp(kind->key, prefix, strlen(prefix)) == 0 && kind->reg != NULL &&
            strcmp(kind->reg, entry->reg->id) == 0 &&
            (step == NULL || (kind->steps != NULL && word_in(kind->steps, step))) && conds_hold(kind->when, entry))
            return kind;
    return NULL;
}

const struct duty_kind *duty_kind_find(const char *key)
{
    for (const struct duty_kind *kind = duty_kinds; kind->key != NULL; kind++)
        if (strcmp(kind->key, key) == 0)
            return kind;
    return NULL;
}

int duty_checks_met(const struct entry *entry, struct date from)
{
    int met = 0;
    for (size_t i = 0; i < entry->nsteps; i++) {
        const struct step *step = register_step(entry->reg, entry->steps[i].step);
        if (step != NULL && (step->flags & STEP_MONTHLY) != 0)
            met = clock_month_checks(from, met, date_of(entry->steps[i].at));
    }
    return met;
}
