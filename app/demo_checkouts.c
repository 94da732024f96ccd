/* demo_checkouts — the lines of 様式第3号 that the demo always has, and what goes with its things. See demo_script.h. */
#include "app/demo_script.h"

#include <stddef.h>

#include "forms/banned.h"

/* clang-format off */
#define PERMIT "+2m permitter permit"
#define MOBILE(WHO, N, PURPOSE, WHERE, UNTIL)                                                                 \
    "* " WHO " request kind=mobile; item=device:端末-" N "; purpose=" PURPOSE "; destination=" WHERE            \
    "; taken_until=+" UNTIL "; minimum=yes; confidentiality="
#define SHARED(WHO, N, PURPOSE, WHERE, UNTIL)                                                                 \
    "* " WHO " request kind=shared_phone; item=phone:携帯-" N "; purpose=" PURPOSE "; destination=" WHERE       \
    "; taken_until=+" UNTIL "; confidentiality=1"
#define HEAVY(KIND, NAME, PURPOSE, WHERE, UNTIL, GROUND)                                                      \
    "* kanno request kind=" KIND "; item=device:" NAME "; purpose=" PURPOSE "; destination=" WHERE              \
    "; taken_until=+" UNTIL "; confidentiality=1; ground=" GROUND
#define FOUND " confirm result=found"
/* Permitted, back and looked at ten minutes later. */
#define AND_BACK(AFTER) PERMIT, "+" AFTER " self return", "+" AFTER "10m same" FOUND

const char *const demo_checkouts[] = {
    "= 75d 10:00 checkout open",
    MOBILE("sato", "12", "長期の合同捜査", "県警本部", "95d") "1", PERMIT,
    "+31d ito whereabouts whereabouts=found; whereabouts_how=電話で本人に確認",
    "+62d ito whereabouts whereabouts=found; whereabouts_how=出張先で現物を確認",
    "= 1d 14:00 checkout open",
    SHARED("yamada", "07", "駅前地区の聞き込み", "駅前地区", "3h15m"), PERMIT,
    "= 20m checkout open",
    SHARED("tanaka", "03", "巡回連絡", "管内", "10h"),
    "= 26h checkout open",
    MOBILE("sato", "08", "現場写真の照合", "国道沿い", "30h") "1", PERMIT,
    "+25h self return",
    "= 3h checkout open",
    MOBILE("yoshida", "02", "検問の照会", "国道沿い", "9h") "1", PERMIT,
    "= 2h checkout open",
    SHARED("takada", "05", "防犯教室の連絡", "南町地区", "8h"), PERMIT,
    "= 2d 10:00 checkout open",
    MOBILE("tanaka", "04", "会議", "", "6h") "1", "+20m ito send_back reason=目的をもう少し詳しく書いてください。",
    "= 6d 11:00 checkout",
    MOBILE("takada", "04", "私用の調べ物", "", "5h") "1", "+10m ito refuse reason=職務に必要な持ち出しと認められません。",
    "= 5d 13:00 checkout",
    MOBILE("yoshida", "04", "交通講習の説明", "", "4h") "1", "+15m self withdraw",
    "= 9d 10:00 checkout",
    MOBILE("sato", "06", "市役所での打ち合せ", "市役所", "6h") "1", AND_BACK("5h"),
    "+30h self correct purpose=市役所での防災会議; reason=目的の書き誤り",
    "= 8d 10:00 checkout",
    MOBILE("yamada", "05", "祭礼の警備本部", "南町地区", "2d") "1", PERMIT,
    "+46h self extend new_until=+3d; reason=祭礼が1日延びたため",
    "+46h10m ito extend_permit",
    "+70h self return", "+70h10m same" FOUND,
    "= 12d 9:00 checkout",
    MOBILE("tanaka", "06", "関係者への説明", "市役所", "7h") "2; reported_to=@ito; reported_how=oral", AND_BACK("5h"),
    "= 14d 9:00 checkout",
    MOBILE("sato", "07", "捜査会議での説明", "県警本部", "8h") "3; secret_items=刑収第214号 捜査資料一式", PERMIT,
    "+10m watanabe secret_permit",
    "+7h self return", "+7h10m same" FOUND,
    "= 30d 10:00 checkout",
    HEAVY("non_mobile", "庁内PC-21", "更新に伴う引渡し", "業者の作業場", "3d", "a"),
    "+10m saito content_check",
    "+20m sakuma operator_permit",
    "+30m self erase",
    "+40m watanabe administrator_permit",
    "+50h self return", "+51h watanabe" FOUND,
    "= 25d 10:00 checkout",
    HEAVY("non_mobile", "庁内PC-22", "分庁舎への配置換え", "棚倉分庁舎", "1d", "b")
    "; destination_kind=police; work=relocation; by_staff=yes; controlled=yes",
    "+10m sakuma operator_permit",
    "+20m self erase",
    "+30m ito administrator_permit",
    "+6h self return", "+7h ito" FOUND,
    "= 20d 10:00 checkout",
    HEAVY("non_mobile", "サーバ-1", "基板の故障の調査", "製造者の工場", "5d", "c")
    "; circumstances=現地では直せない故障のため; carrier=contractor; carrier_name=みちのく精密運送; secrecy=yes",
    "+10m hoshi unavoidable_permit",
    "+15m hoshi carrier_permit",
    "+25m sakuma operator_permit",
    "+35m self erase",
    "+45m watanabe administrator_permit",
    "+96h self return", "+97h watanabe" FOUND,
    "= 18d 10:00 checkout",
    HEAVY("special", "解析装置-1", "電源部の修理", "白河市内の修理店", "1d", "b")
    "; route=non_mobile; work=repair; by_staff=yes; controlled=yes",
    "+10m sakuma operator_permit",
    "+20m self erase",
    "+30m watanabe administrator_permit",
    "+7h self return", "+8h watanabe" FOUND,

    /* without an entry of the text: 当直勤務用 of one night, 交番等の勤務用 */
    "= 15d 19:00 checkout",
    "* tanaka take_exempt kind=shared_phone; exemption=duty; item=phone:携帯-01; named_by=@duty; on_duty=yes; confidentiality=1; taken_until=^8:30",
    "+11h duty return_exempt",
    "= 4d 13:00 checkout",
    "* abe take_exempt kind=shared_phone; exemption=police_box; item=phone:携帯-10; confidentiality=1; taken_until=+4h",
    "+3h self return_exempt",

    "= 40d 9:00 terminal_storage",
    "* igarashi store item=端末-13; place=大沼駐在所; away_until=+9d; storage_place=白河署; note=研修のため",
    "+9d self return",
    "= 3d 9:00 terminal_storage",
    "* abe store item=端末-11; place=駅前交番; away_until=+5d; manner=cabinet; locked=yes",

    "= 62d 15:00 import_report",
    "* sato report source=official; phone=携帯-31; what=現場の写真6枚; reported_to=@saito",
    "+10m saito receive",
    "+30m self import computer=刑事課PC-1; safe=yes",
    "+40m self erase erased=yes",
    "= 13d 15:00 import_report",
    "* yamada report source=official; phone=携帯-04; what=道路の陥没の写真2枚; reported_to=@ito",
    "+15m ito receive",
    "+50m self import computer=画像整理PC-1; safe=yes",
    "+55m self erase erased=yes",
    "= 1d 16:00 import_report",
    "* yoshida report source=official; phone=携帯-08; what=事故の写真3枚; reported_to=@ito",
    "+40m self import computer=交通課PC-2; safe=yes",
    "= 180d 11:00 transfer",
    "* watanabe record direction=leave; person=大竹 徹; date=+0d; successor=@yamada; note=本部への転出",
    "= 58d 9:00 transfer",
    "* watanabe record direction=come; person=@mori; date=+0d; note=南町交番に着任",
    NULL,
};
