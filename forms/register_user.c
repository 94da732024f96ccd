/* 利用者: sign-in ids and public keys. An id is never deleted and never given twice (S-8, S-9). */
#include "forms/register_user.h"

#include <stddef.h>

#include "forms/declare.h"
#include "forms/post.h"
#include "forms/rule.h"

#include "forms/banned.h"

static const struct field fields[] = {
    FIELD("uid", "利用者ID", UID, ASKED | FIELD_LISTED | FIELD_UNIQUE, "第6の1(1)イ(イ)a", .list_width = 14,
          .help = "半角の英小文字、数字、. _ - の2–32字。一度使ったIDは、二度と使えません。"),
    FIELD("person", "職員", PERSON, ASKED | FIELD_LISTED | FIELD_INDEXED, NULL, .list_width = 22),
    FIELD("sign_key", "署名の公開鍵", TEXT, FIELD_DERIVED, NULL, .limit = 64),
    FIELD("seal_key", "封印の公開鍵", TEXT, FIELD_DERIVED, NULL, .limit = 130),
    {0},
};
static const struct state states[] = {
    {"enrolling", "初回待ち", "初", STATE_WAITING},
    {"active", "有効", "有", STATE_CURRENT},
    {"suspended", "停止", "停", STATE_BACK},
    {"ended", "廃止", "廃", STATE_ENDED},
    {0},
};
static const struct step steps[] = {
    {"issue", "IDの付与", NULL, "enrolling", STEP_CREATES | STEP_EDITS, "IDを付与した", "第6の1(1)イ(イ)a"},
    {"found", "最初の利用者", NULL, "active", STEP_CREATES, "最初の利用者を登録した", NULL},
    {"enrol", "鍵の登録", "enrolling", "active", STEP_BY_SELF | STEP_REPEATS, "合言葉を決め、鍵を登録した", NULL},
    {"reissue", "コードの再発行", "enrolling|active|suspended", "enrolling", STEP_REASON | STEP_REPEATS,
     "コードを再び発行した", NULL},
    {"passphrase", "合言葉の変更", "active", NULL, STEP_BY_SELF | STEP_REPEATS, "合言葉を変えた", "第6の1(1)ア(カ)"},
    {"confirm_key", "鍵の確認", "active", NULL, STEP_REPEATS, "鍵を確認した", NULL},
    {"suspend", "利用停止", "enrolling|active", "suspended", STEP_REASON | STEP_REPEATS, "利用を停止した", NULL},
    {"lift", "停止の解除", "active|suspended", "active", STEP_REASON | STEP_REPEATS, "停止を解いた", NULL},
    {"end", "IDの廃止", "enrolling|active|suspended", "ended", STEP_REASON, "IDを廃止した", NULL},
    {0},
};
#define KEPT(STEP) RULE("", STEP, ANY, POST_TECHNICAL | POST_ADMINISTRATOR, NONE, NULL)
static const struct rule rules[] = {
    KEPT("issue"),
    KEPT("reissue"),
    KEPT("suspend"),
    KEPT("lift"),
    KEPT("end"),
    RULE("", "found", ANY, 0, NONE, NULL),
    RULE("", "enrol", SELF, 0, NONE, NULL),
    RULE("", "passphrase", SELF, 0, NONE, NULL),
    RULE("", "confirm_key", OTHER, POST_ADMINISTRATOR, NONE, NULL),
    {0},
};

const struct register_def register_user = {
    REGISTER("user", "利用者", NULL),
    .own_screen = true, /* accounts */
    STEP_TABLES,
    SHOWN_AS("uid|person", "person"),
    .person_field = "person",
};
