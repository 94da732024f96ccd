/* demo_uses — the lines of 様式第7号 that the demo always has, and the patrols. See demo_script.h. */
#include "app/demo_script.h"

#include <stddef.h>

#include "forms/banned.h"

/* clang-format off */
#define PERMIT "+3m permitter permit"
#define CARRY(WHO, MEDIUM, PURPOSE, WHERE, UNTIL)                                                             \
    "* " WHO " request mode=take_out; item=medium:" MEDIUM "; purpose=" PURPOSE "; destination=" WHERE          \
    "; taken_until=+" UNTIL "; case_locked=yes; confidentiality="
#define DEVICE(WHO, NAME, PURPOSE, WHERE, UNTIL)                                                              \
    "* " WHO " request mode=device; item=digital_device:" NAME "; purpose=" PURPOSE "; destination=" WHERE      \
    "; outside=yes; taken_until=+" UNTIL "; device_empty=yes; medium_empty=yes; case_locked=yes; strap=yes; confidentiality=1"
#define EXEMPT(WHO, NAME, EXEMPTION, UNTIL)                                                                   \
    "* " WHO " take_exempt mode=device; item=digital_device:" NAME "; exemption=" EXEMPTION "; taken_until=" UNTIL \
    "; confidentiality=1; case_locked=yes; strap=yes"
#define CONNECT(WHO, MEDIUM, PC, PURPOSE, UNTIL)                                                              \
    "* " WHO " request mode=connection; item=medium:" MEDIUM "; pc=" PC "; purpose=" PURPOSE "; taken_until=+" UNTIL
#define CONNECTED "+5m ito permit_connection minimum_scope=yes"
#define EMPTIED "imported=yes; erased=yes"
#define DEVICE_EMPTIED "imported=yes; erased_device=yes; erased=yes"
#define FOUND " confirm result=found"
#define TELEPHONED(AT) "+" AT " self telephone_permit permit_called=@ito; permit_means=telephone; permit_read_back=yes"

const char *const demo_uses[] = {
    /* carried out */
    "= 120d 9:00 use",
    CARRY("sato", "600-021-002", "検察庁への資料の持参", "白河区検察庁", "8h") "3; secret_items=刑収第97号 実況見分調書の写し",
    PERMIT, "+10m watanabe secret_permit", "+6h self return " EMPTIED, "+6h10m same" FOUND,
    "= 70d 9:00 use",
    CARRY("takada", "600-041-001", "防犯講話の資料", "市立中央小学校", "6h") "2; reported_to=@ito; reported_how=oral",
    PERMIT, "+4h self return " EMPTIED, "+4h10m same" FOUND,
    "= 33d 9:00 use",
    CARRY("sato", "600-021-004", "鑑定の依頼", "県警本部", "3d") "1; carriage=third; carriage_means=registered; tracking=0000-1111-2222",
    PERMIT, "+60h self return " EMPTIED, "+60h20m same" FOUND,
    "= 7d 10:00 use",
    CARRY("yoshida", "600-031-002", "私用の資料作り", "", "6h") "1",
    "+15m ito refuse reason=職務上の必要が認められません。",
    "= 3d 10:00 use open",
    CARRY("yoshida", "600-031-003", "講習", "市民会館", "6h") "1",
    "+15m ito send_back reason=何を記録して持ち出すのかを書いてください。",
    "= 4d 15:00 use",
    CARRY("takada", "600-041-002", "会議資料", "市役所", "4h") "1",
    "+20m self withdraw",
    "= 5h use open",
    CARRY("sato", "600-021-003", "捜査会議の資料", "県警本部", "30h") "1",
    PERMIT,
    "= 40m use open",
    CARRY("yoshida", "600-031-001", "事故の図面の持参", "白河区検察庁", "20h") "1",

    /* devices: by 運用責任者, longer than a month, by the 警部補 of the 交番 and without one */
    "= 65d 9:00 use",
    DEVICE("sato", "カメラ-07", "合同捜査本部での撮影", "県警本部", "45d"),
    PERMIT, "+31d ito whereabouts whereabouts=found; whereabouts_how=本部で現物を確認",
    "+44d self return " DEVICE_EMPTIED, "+44d30m ito" FOUND "; alternative_reason=許可者が夜勤明けのため",
    "= 50d 9:00 use",
    DEVICE("tanaka", "カメラ-01", "駅前交番管内の現場撮影", "駅前地区", "5h"),
    "+3m abe permit", "+4h self return " DEVICE_EMPTIED, "+4h10m abe" FOUND,
    "= 17d 10:00 use",
    DEVICE("yamada", "カメラ-01", "放置自転車の記録", "駅前地区", "5h"),
    "+3m abe permit", "+3h self return " DEVICE_EMPTIED, "+3h10m abe" FOUND,
    "= 48d 10:00 use",
    DEVICE("mori", "カメラ-02", "通学路の点検", "南町地区", "4h"),
    TELEPHONED("3m"), "+3h self return " DEVICE_EMPTIED,
    "+3h5m self telephone_confirm confirm_called=@ito; confirm_means=telephone; confirm_read_back=yes; result=found",
    "+2d ito countersign",
    "= 27d 10:00 use",
    DEVICE("igarashi", "カメラ-05", "崩れた林道の記録", "大沼地区", "6h"),
    TELEPHONED("5m"), "+5h self return " DEVICE_EMPTIED,
    "+5h5m self telephone_confirm confirm_called=@ito; confirm_means=telephone; confirm_read_back=yes; result=found",
    "+3d ito countersign",
    /* not yet countersigned */
    "= 28h use",
    DEVICE("mori", "カメラ-02", "不審火の現場の記録", "南町地区", "6h"),
    TELEPHONED("3m"), "+5h self return " DEVICE_EMPTIED,
    "+5h5m self telephone_confirm confirm_called=@ito; confirm_means=telephone; confirm_read_back=yes; result=found",
    "= 4h use open",
    DEVICE("yoshida", "ビデオ-02", "交差点の交通量の記録", "国道沿い", "10h"),
    PERMIT,

    /* 特例 */
    "= 110d 9:00 use",
    EXEMPT("tanaka", "カメラ-03", "person", "@17:15"),
    "+6h self return_exempt " DEVICE_EMPTIED,
    "= 80d 20:00 use",
    EXEMPT("yamada", "カメラ-04", "duty", "^8:30") "; named_by=@duty; on_duty=yes",
    "+11h duty return_exempt " DEVICE_EMPTIED,
    "= 44d 10:00 use",
    EXEMPT("abe", "カメラ-01", "police_box", "@17:00"),
    "+4h self return_exempt " DEVICE_EMPTIED,
    /* did not come back that day: written up, then permitted */
    "= 38d 13:00 use",
    EXEMPT("sato", "カメラ-06", "person", "@17:15"),
    "+5h self write_up purpose=張込み現場の撮影; device_empty=yes; medium_empty=yes; taken_until=+2d",
    "+5h10m permitter permit", "+30h self return " DEVICE_EMPTIED, "+30h10m same" FOUND,
    /* should be back by now, nobody has written it up */
    "= 5h use open",
    EXEMPT("tanaka", "カメラ-03", "person", "<4h"),

    /* used inside */
    "= 100d 13:00 use",
    "* sakuma request mode=in_building; item=medium:600-001-003; use_place=通信機械室; taken_until=+4h; server_backup=yes",
    PERMIT, "+3h self return", "+3h10m same" FOUND,
    "= 6h use open",
    "* tanaka request mode=in_building; item=medium:600-012-004; use_place=地域課事務室; taken_until=+8h",
    PERMIT, "+5h self return " EMPTIED,
    "= 47d 11:00 use",
    "* tanaka omit mode=connection; omission=unrestricted; item=medium:600-012-002; pc=画像整理PC-1; purpose=写真の整理; direction=input; encryption=plain",
    "= 23d 11:00 use",
    "* sato omit mode=connection; omission=footage; outside_medium=店舗から受領したUSBメモリ; footage=yes; pc=解析用端末-1; purpose=防犯カメラの映像の確認; direction=input; encryption=plain",

    /* connected: encrypted, plain with each reason, technically, in force */
    "= 95d 10:00 use",
    CONNECT("sato", "600-021-001", "刑事課PC-1", "鑑識写真の取込み", "6h") "; direction=input; encryption=police; system=捜査支援システム",
    CONNECTED, "+8m ito grant", "+3h self end_connection " EMPTIED,
    "= 55d 10:00 use",
    CONNECT("sato", "600-021-003", "庁内PC-21", "会議資料の移し替え", "6h")
    "; direction=output; information=2; encryption=plain; plain_reason=c; target_pc=刑事課PC-1",
    CONNECTED, "+8m ito grant", "+2h self end_connection " EMPTIED,
    "= 29d 10:00 use",
    CONNECT("takada", "600-041-002", "庁内PC-21", "広報紙の原稿の持出し", "6h")
    "; direction=output; information=1; encryption=plain; plain_reason=a",
    CONNECTED, "+8m ito grant", "+2h self end_connection " EMPTIED,
    "= 16d 10:00 use",
    CONNECT("yoshida", "600-031-001", "庁内PC-22", "運転者講習の資料の提供", "6h")
    "; direction=output; information=2; encryption=self; no_common_software=yes",
    CONNECTED, "+8m ito grant", "+2h self end_connection " EMPTIED,
    "= 10d 10:00 use open",
    CONNECT("sakuma", "600-001-002", "庁内PC-21", "設定票の取込み", "30d") "; direction=input; encryption=police",
    CONNECTED, "+8m ito grant",
    "= 1d 11:00 use open",
    CONNECT("tanaka", "600-012-002", "庁内PC-22", "巡回連絡の統計の取込み", "2d") "; direction=input; encryption=police",
    CONNECTED,

    /* seen */
    "= m13 14:00 sighting",
    "* ito record kind=police_box; item=phone:携帯-10; how=patrol; result=found",
    "* ito record kind=police_box; item=phone:携帯-11; how=patrol; result=found",
    "* ito record kind=police_box; item=phone:携帯-12; how=patrol; result=found",
    "* abe record kind=police_box; item=medium:600-012-005; how=patrol; result=found",
    "= 66d 14:00 sighting",
    "* ito record kind=police_box; item=phone:携帯-10; how=patrol; result=damaged",
    "+20m self settle trouble_reported_to=@watanabe; measures=画面の割れを確認し、修理に出した。情報の漏えいはない。",
    NULL,
};
