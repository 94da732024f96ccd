/* demo_masters — the places, sections, terminals, computers, keys and firms of the demo's station, and where its people are
 * posted. Nothing of it exists. See demo_script.h. */
#include "app/demo_script.h"

#include <stddef.h>

#include "forms/banned.h"

/* clang-format off */
#define POSTED(UID, PLACE) "* watanabe of:@" UID " change place=" PLACE
#define DEVICE(NAME, KIND, MODEL, PLACE) "* watanabe enter name=" NAME "; kind=" KIND "; model=" MODEL "; place=" PLACE
#define TERMINAL(N, PLACE) DEVICE("端末-" N, "mobile", "軽量ノート型 N4", PLACE)

const char *const demo_masters[] = {
    "= start place",
    "* watanabe enter name=白河署; kind=station; number=600; locked=yes",
    "* watanabe enter name=白河署 保管庫A; kind=station; number=600; locked=yes; pooled=yes",
    "* watanabe enter name=棚倉分庁舎; kind=annex; number=620; locked=yes",
    "* watanabe enter name=駅前交番; kind=police_box; inspector=yes; inspector_from=-300d; book_kept=yes; book_from=-300d",
    "* watanabe enter name=南町交番; kind=police_box; note=警部補の配置なし",
    "* watanabe enter name=大沼駐在所; kind=residence",
    "* watanabe enter name=白河署 通信機械室; kind=station; number=600; locked=yes; comms_room=yes; police_system=yes",
    "* watanabe enter name=県警本部 情報管理課; kind=headquarters; class=3; locked=yes",
    "= start person",
    POSTED("watanabe", "白河署"), POSTED("endo", "白河署"), POSTED("ito", "白河署"), POSTED("saito", "白河署"),
    POSTED("kimura", "白河署"), POSTED("suzuki", "白河署"), POSTED("takahashi", "白河署"), POSTED("kobayashi", "白河署"),
    POSTED("hoshi", "県警本部 情報管理課"), POSTED("nemoto", "県警本部 情報管理課"), POSTED("sakai", "県警本部 情報管理課"),
    POSTED("sakuma", "白河署"), POSTED("kanno", "白河署"), POSTED("miura", "白河署"), POSTED("tanaka", "白河署"),
    POSTED("yamada", "白河署"), POSTED("sato", "白河署"), POSTED("yoshida", "白河署"), POSTED("takada", "白河署"),
    POSTED("abe", "駅前交番"), POSTED("mori", "南町交番"), POSTED("igarashi", "大沼駐在所"),
    "* watanabe enter name=大竹 徹; kana=おおたけ とおる; rank=senior_officer; section=刑事課; place=白河署",
    "= start calendar_day",
    "* watanabe enter date=+100d; kind=closed; note=署の設備点検",
    "= start section",
    "* watanabe enter code=001; name=警務課",
    "* watanabe enter code=012; name=地域課",
    "* watanabe enter code=021; name=刑事課",
    "* watanabe enter code=031; name=交通課",
    "* watanabe enter code=041; name=生活安全課",
    "* watanabe enter code=051; name=会計課",
    "= start device",
    TERMINAL("01", "白河署"), TERMINAL("02", "白河署"), TERMINAL("03", "白河署"), TERMINAL("04", "白河署"),
    TERMINAL("05", "白河署 保管庫A"), TERMINAL("06", "白河署 保管庫A"), TERMINAL("07", "白河署 保管庫A"),
    TERMINAL("08", "白河署 保管庫A"), TERMINAL("09", "棚倉分庁舎"), TERMINAL("10", "棚倉分庁舎"),
    TERMINAL("11", "駅前交番"), TERMINAL("12", "南町交番"), TERMINAL("13", "大沼駐在所"),
    DEVICE("サーバ-1", "non_mobile", "据置型 S1", "白河署 通信機械室"),
    DEVICE("庁内PC-21", "non_mobile", "据置型 D3", "白河署"),
    DEVICE("庁内PC-22", "non_mobile", "据置型 D3", "白河署"),
    DEVICE("庁内PC-23", "non_mobile", "据置型 D3", "白河署"),
    DEVICE("庁内PC-24", "non_mobile", "据置型 D3", "棚倉分庁舎"),
    DEVICE("プリンタ-3", "non_mobile", "複合機 P8", "白河署"),
    DEVICE("現場撮影機-1", "special", "撮影機 V5", "白河署 保管庫A; premise=yes"),
    DEVICE("現場撮影機-2", "special", "撮影機 V5", "白河署 保管庫A; premise=yes"),
    DEVICE("速度測定器-1", "special", "測定器 R2", "白河署 保管庫A; premise=yes"),
    DEVICE("解析装置-1", "special", "解析機 A1", "白河署"),
    "= start pc",
    "* sakuma enter name=庁内PC-21; system=庁内業務システム; place=白河署; input_limit=both; output_permit=yes; output_registered_only=yes",
    "* sakuma enter name=庁内PC-22; system=庁内業務システム; place=白河署; input_limit=permit; output_permit=yes; output_registered_only=yes;"
    " shortfall=登録済みの媒体だけに限る設定が未了。次の更改で行う。",
    "* sakuma enter name=刑事課PC-1; system=捜査支援システム; place=白河署; input_limit=both; output_permit=yes; output_registered_only=yes",
    "* sakuma enter name=画像整理PC-1; system=独立; place=白河署; exemption=a; unrestricted=yes; no_log=yes; no_encryption=yes",
    "* sakuma enter name=交通課PC-2; system=独立; place=白河署; exemption=d; input_limit=registered; no_log=yes",
    "* sakuma enter name=解析用端末-1; system=独立; place=白河署; exemption=e; input_limit=none; analysis=yes",
    "= start key",
    "* watanabe enter number=鍵-1; place=白河署 通信機械室; kept=警務課 鍵箱",
    "* watanabe enter number=鍵-2; place=白河署 通信機械室; kept=署長室 金庫; note=予備",
    "= start firm",
    "* watanabe enter name=みちのく通信工事; work=回線・空調の保守; phone=0248-00-0001",
    "* watanabe enter name=白河電算サービス; work=機器の保守; phone=0248-00-0002",
    NULL,
};
