/* demo_people — the demo's tables. See demo_people.h; all persons are invented. */
#include "app/demo_people.h"

#include <stddef.h>

#include "forms/banned.h"

const struct demo_person demo_people[] = {
    {"watanabe", "aoi yama ni hi ga noboru", "渡部 恒一", "わたなべ こういち", "superintendent", "署長室",
     "administrator"},
    {"endo", "kawa no oto wo kiku asa", "遠藤 真弓", "えんどう まゆみ", "inspector", "警務課", "deputy_administrator"},
    {"ito", "shiroi kumo ga nagareru", "伊藤 学", "いとう まなぶ", "inspector", "地域課", "supervisor"},
    {"saito", "momiji wo hirou gogo", "齋藤 和也", "さいとう かずや", "assistant_inspector", "刑事課", "supervisor"},
    {"kimura", "hashi wo wataru kitsune", "木村 彩", "きむら あや", "section_chief", "会計課", "supervisor"},
    {"suzuki", "yoru no ame wa shizuka", "鈴木 茂", "すずき しげる", "assistant_inspector", "地域課", "duty_officer"},
    {"takahashi", "tsuki ga noboru mizuumi", "高橋 誠", "たかはし まこと", "assistant_inspector", "交通課",
     "duty_officer"},
    {"kobayashi", "mado wo akete fuyu wo miru", "小林 努", "こばやし つとむ", "assistant_inspector", "生活安全課",
     "duty_officer"},
    {"hoshi", "tooi umi no aoi fune", "星 美咲", "ほし みさき", "superintendent", "情報管理課",
     "system_security_officer"},
    {"nemoto", "inu to aruku natsu no michi", "根本 亮", "ねもと りょう", "superintendent", "情報管理課",
     "chief_security_officer"},
    {"sakuma", "midori no tani wo koete", "佐久間 静", "さくま しずか", "unit_chief", "警務課", "system_operator"},
    {"kanno", "hana ga saku made matsu", "菅野 大地", "かんの だいち", "unit_chief", "警務課",
     "system_security_maintainer"},
    {"miura", "ki no ue de tori ga naku", "三浦 透", "みうら とおる", "chief_clerk", "会計課",
     "technical_administrator"},
    {"tanaka", "akai jitensha de iku", "田中 玲", "たなか れい", "sergeant", "地域課", "staff"},
    {"yamada", "furui tokei ga naru heya", "山田 実", "やまだ みのる", "senior_officer", "地域課", "staff"},
    {"sato", "yuki no asa no shizukesa", "佐藤 健", "さとう けん", "sergeant", "刑事課", "staff"},
    {"yoshida", "minato ni tsuku kaze", "𠮷田 光", "よしだ ひかる", "officer", "交通課", "staff"},
    {"takada", "hoshi wo kazoeru kodomo", "髙田 萌", "たかだ もえ", "officer", "生活安全課", "staff"},
    {0},
};

const struct demo_place demo_places[] = {
    {"白河署", "station", "600", false},
    {"白河署 保管庫A", "station", "600", false},
    {"棚倉分庁舎", "annex", "620", false},
    {"駅前交番", "police_box", NULL, true},
    {"南町交番", "police_box", NULL, false},
    {"大沼駐在所", "residence", NULL, false},
    {0},
};

#define TERMINAL(N, P)                                               \
    {                                                                \
        "端末-" N, "mobile", "軽量ノート型 N4", NULL, NULL, false, P \
    }
#define SHARED(N, PHONE, USE, P)                                         \
    {                                                                    \
        "携帯-" N, "shared_phone", "折り畳み型 K2", PHONE, USE, false, P \
    }

const struct demo_thing demo_things[] = {
    TERMINAL("01", 0),
    TERMINAL("02", 0),
    TERMINAL("03", 0),
    TERMINAL("04", 0),
    TERMINAL("05", 1),
    TERMINAL("06", 1),
    TERMINAL("07", 1),
    TERMINAL("08", 1),
    TERMINAL("09", 2),
    TERMINAL("10", 2),
    TERMINAL("11", 3),
    TERMINAL("12", 4),
    {"サーバ-1", "non_mobile", "据置型 S1", NULL, NULL, false, 0},
    {"庁内PC-21", "non_mobile", "据置型 D3", NULL, NULL, false, 0},
    {"庁内PC-22", "non_mobile", "据置型 D3", NULL, NULL, false, 0},
    {"庁内PC-23", "non_mobile", "据置型 D3", NULL, NULL, false, 0},
    {"庁内PC-24", "non_mobile", "据置型 D3", NULL, NULL, false, 2},
    {"プリンタ-3", "non_mobile", "複合機 P8", NULL, NULL, false, 0},
    {"現場撮影機-1", "special", "撮影機 V5", NULL, NULL, true, 1},
    {"現場撮影機-2", "special", "撮影機 V5", NULL, NULL, true, 1},
    {"速度測定器-1", "special", "測定器 R2", NULL, NULL, true, 1},
    {"解析装置-1", "special", "解析機 A1", NULL, NULL, false, 0},
    SHARED("01", "080-0000-0001", "当直用", 1),
    SHARED("02", "080-0000-0002", "当直用", 1),
    SHARED("03", "080-0000-0003", "地域課", 1),
    SHARED("04", "080-0000-0004", "地域課", 1),
    SHARED("05", "080-0000-0005", "地域課", 1),
    SHARED("06", "080-0000-0006", "刑事課", 1),
    SHARED("07", "080-0000-0007", "刑事課", 1),
    SHARED("08", "080-0000-0008", "交通課", 1),
    SHARED("09", "080-0000-0009", "交通課", 1),
    SHARED("10", "080-0000-0010", "駅前交番用", 3),
    SHARED("11", "080-0000-0011", "南町交番用", 4),
    SHARED("12", "080-0000-0012", "大沼駐在所用", 5),
    SHARED("13", "080-0000-0013", "生活安全課", 1),
    SHARED("14", "080-0000-0014", "生活安全課", 1),
    SHARED("15", "080-0000-0015", "警務課", 1),
    SHARED("16", "080-0000-0016", "警務課", 1),
    {"携帯-31", "individual_phone", "折り畳み型 K2", "080-0000-0031", "個別", false, 0},
    {"携帯-32", "individual_phone", "折り畳み型 K2", "080-0000-0032", "個別", false, 0},
    {0},
};

const char *const demo_purposes[] = {
    "深夜の巡回連絡",
    "交通事故現場の連絡",
    "行方不明者の捜索",
    "夜間警戒の連絡",
    "聞き込みの記録",
    "検問の照会",
    "祭礼の雑踏警備",
    "防犯教室の説明",
    "現場写真の照合",
    "防災訓練の連絡",
    "会議での説明",
    "落とし物の照会",
    NULL,
};
const char *const demo_destinations[] = {"管内", "駅前地区", "南町地区", "国道沿い", "市役所", "県警本部", NULL};
