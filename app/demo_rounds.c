/* demo_rounds — 様式第5号 of the demo's station: what is inspected, verified and checked month by month. See demo_script.h. */
#include "app/demo_script.h"

#include <stddef.h>

#include "forms/banned.h"

/* clang-format off */
#define BEGIN(WHO, KIND) "* " WHO " begin kind=" KIND
#define SEEN "+5m self each record result=?found:out"
#define CLOSED "+40m self close"
/* A round of the things that he keeps. */
#define ROUND(WHO, KIND) BEGIN(WHO, KIND), SEEN, CLOSED
#define VERIFIED(RESULT, FILE, DIGEST)                                                                        \
    "+2h self report by_logs=yes; by_books=yes; log_file=" FILE "; log_digest=" DIGEST "; result=" RESULT
#define DIGEST_1 "9f2c4be1a07d5368c1e4f7709ab3d25e6c8814f0b3927ad5e1c06f48d97ab312"
#define DIGEST_2 "47d0a9c3be5816f2207e9bd4c1a83f65de90b7142c6fa85d31e7c09482bf6ad5"

const char *const demo_rounds[] = {
    "= m6 9:00 inspection past",
    ROUND("ito", "phone"),
    ROUND("sato", "phone"),
    /* of him to whom a phone was handed on; in every month since */
    "= 180d 15:00 inspection", ROUND("yamada", "phone"),
    "= 152d 15:00 inspection", ROUND("yamada", "phone"),
    "= 124d 15:00 inspection", ROUND("yamada", "phone"),
    "= 96d 15:00 inspection", ROUND("yamada", "phone"),
    "= 68d 15:00 inspection", ROUND("yamada", "phone"),
    "= 40d 15:00 inspection", ROUND("yamada", "phone"),
    "= 12d 15:00 inspection", ROUND("yamada", "phone"),
    "= m7 9:00 inspection past",
    ROUND("tanaka", "media"), ROUND("sato", "media"), ROUND("yoshida", "media"), ROUND("takada", "media"),
    ROUND("sakuma", "media"),
    /* what is 不明 stays open until it is settled */
    "= 152d 9:00 inspection",
    BEGIN("yoshida", "media"),
    "+10m self part:600-031-002 record result=missing; note=貸出しの記載なし",
    "+12m self each record result=?found:out",
    "+3h self part:600-031-002 settle trouble_reported_to=@ito; measures=机の引出しの奥で見付かった。中身に異常がないことを確かめ、保管庫に戻した。",
    "+3h10m self close note=1個が一時不明。同日に発見。",
    /* this month: one done, one half done */
    "= 5h inspection",
    ROUND("sakuma", "media"),
    "= 4h inspection open",
    BEGIN("sato", "media"),
    "+10m self each:5 record result=?found:out",
    "= 2h inspection open",
    BEGIN("ito", "phone"),
    "+10m self each:9 record result=?found:out",

    /* of the month before */
    "= m4 13:00 inspection past",
    BEGIN("ito", "verification") "; systems=庁内業務システム",
    VERIFIED("none", "kensho.csv", DIGEST_1),
    "+20h endo confirm_deputy",
    BEGIN("ito", "log_check") "; systems=庁内業務システム",
    "+1h self close names_checked=yes; sizes_checked=yes; result=none",
    "= 80d 10:00 log_mapping",
    "* ito enter name=庁内業務システムの媒体ログ; time=操作日時; person=ユーザーID; pc=コンピュータ名; file=ファイル名; size=サイズ; direction=操作; medium=管理番号",
    "= 1d 9:07 inspection open", /* no other inspection begins at that minute: what came out refers to the last that was begun */
    BEGIN("ito", "verification") "; systems=庁内業務システム",
    "+2h self report by_logs=yes; by_books=yes; log_file=kensho.csv; log_digest=" DIGEST_2
    "; result=found; differences=接続の終了の記載が1件遅れていた。本人に指導し、記載させた。",
    "= 1d 9:12 log_result",
    "* ito list inspection=inspection:; kind=file; file=kensho.csv; size=1284行; digest=" DIGEST_2,
    "* ito list inspection=inspection:; kind=outside_time; at=-31d; person=𠮷田 光; medium=600-031-002; pc=刑事課PC-1; way=出力 暗号"
    "; file=実況見分調書.pdf; size=284512; source=kensho.csv 911行目",
    "= 1d 11:00 inspection",
    BEGIN("ito", "log_check") "; systems=庁内業務システム",
    "+1h self close names_checked=yes; sizes_checked=yes; result=none",
    "= 190d 15:00 inspection",
    BEGIN("ito", "permit_check"),
    "+1h self report result=none",
    "+3h watanabe confirm_administrator",
    "+22h endo confirm_deputy",
    "= 12d 15:00 inspection",
    BEGIN("ito", "permit_check"),
    "+1h self report result=none",
    "+3h watanabe confirm_administrator",
    NULL,
};
