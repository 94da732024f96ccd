/* demo_people — who is there in the demo's station. All persons are invented. */
#include "app/demo.h"

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
    {"sakai", "oka no ue no shiroi ie", "酒井 文子", "さかい ふみこ", "superintendent", "情報管理課",
     "exception_permitter"},
    {"abe", "eki no mae no ookina ki", "阿部 豊", "あべ ゆたか", "assistant_inspector", "地域課", "staff"},
    {"mori", "minami no machi no asagao", "森 悠斗", "もり ゆうと", "officer", "地域課", "staff"},
    {"igarashi", "numa ni utsuru haru no kumo", "五十嵐 均", "いがらし ひとし", "sergeant", "地域課", "staff"},
    {0},
};
