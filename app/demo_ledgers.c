/* demo_ledgers — 様式第4号, 第6号 and 第2号 of the demo's station, and their confirmations. See demo_script.h. */
#include "app/demo_script.h"

#include <stddef.h>

#include "forms/banned.h"

/* clang-format off */
#define PHONE(N, KIND, NUMBER, USE, HOLDER, PLACE)                                                            \
    "* watanabe enter number=携帯-" N "; phone_number=080-0000-00" NUMBER "; kind=" KIND "; holder=" HOLDER     \
    "; model=折り畳み型 K2; use=" USE "; place=" PLACE
#define SHARED(N, USE, PLACE) PHONE(N, "shared_phone", N, USE, "@ito", PLACE "; mail_use=none; locked=yes")
#define MAIL(N) "; mail_use=used; mail=keitai" N "@example.jp"
/* A medium, seen by 運用管理者 in the ledger. */
#define MEDIUM(SECTION, KIND, CAPACITY, SUPERVISOR, CUSTODIAN, REST)                                          \
    "* watanabe enter section=" SECTION "; kind=" KIND "; capacity=" CAPACITY "; supervisor=@" SUPERVISOR       \
    "; custodian=@" CUSTODIAN "; place=" REST,                                                                  \
    "+10m watanabe confirm_change"
#define USB(SECTION, SUPERVISOR, CUSTODIAN) MEDIUM(SECTION, "usb", "16GB 暗号化機能付", SUPERVISOR, CUSTODIAN, STORE)
#define CARD(SECTION, SUPERVISOR, CUSTODIAN, DEVICE, REST)                                                    \
    MEDIUM(SECTION, "card", "SDHC 32GB", SUPERVISOR, CUSTODIAN, REST "; device_name=" DEVICE)
/* A device with its card, or with nothing but what is built in. */
#define GADGET(NAME, CLASS, MODEL, SERIAL, MEDIUM_NUMBER, PLACE)                                              \
    "* ito enter name=" NAME "; class=" CLASS "; model=" MODEL "; serial=" SERIAL "; medium=" MEDIUM_NUMBER     \
    "; capacity=32GB; label=yes; place=" PLACE,                                                                 \
    "+10m watanabe confirm_change"
#define WITH_CARD "; medium_kind=SDカード"
#define STORE "白河署 保管庫A"

const char *const demo_ledgers[] = {
    "= start phone",
    SHARED("01", "当直用", STORE "; designation=duty"),
    SHARED("02", "当直用", STORE "; designation=duty"),
    SHARED("03", "地域課", STORE), SHARED("04", "地域課", STORE), SHARED("05", "地域課", STORE),
    SHARED("06", "刑事課", STORE), SHARED("07", "刑事課", STORE),
    SHARED("08", "交通課", STORE), SHARED("09", "交通課", STORE),
    SHARED("10", "駅前交番用", "駅前交番; designation=police_box; designated_place=駅前交番"),
    SHARED("11", "南町交番用", "南町交番; designation=police_box; designated_place=南町交番"),
    SHARED("12", "大沼駐在所用", "大沼駐在所; designation=police_box; designated_place=大沼駐在所"),
    SHARED("13", "生活安全課", STORE), SHARED("14", "生活安全課", STORE),
    SHARED("15", "警務課", STORE), SHARED("16", "警務課", STORE),
    PHONE("31", "individual_phone", "31", "個別", "@sato", "白河署" MAIL("31")),
    PHONE("33", "individual_phone", "33", "個別", "@endo", "白河署" MAIL("33")),
    "+150d watanabe end reason=機種の更新により返納した; to=+150d",

    "= 180d 9:00 phone", /* handed on the same day */
    PHONE("32", "individual_phone", "32", "個別", "大竹 徹", "白河署" MAIL("32")),

    "= start medium",
    /* 地域課: 600-012-001 … */
    USB("012", "ito", "tanaka"), USB("012", "ito", "tanaka"), USB("012", "ito", "tanaka"), USB("012", "ito", "tanaka"),
    CARD("012", "ito", "tanaka", "カメラ-01", "駅前交番; designation=police_box; designated_place=駅前交番"),
    CARD("012", "ito", "tanaka", "カメラ-02", "南町交番"),
    CARD("012", "ito", "tanaka", "カメラ-03", STORE "; designation=person; designated_person=@tanaka"),
    CARD("012", "ito", "tanaka", "カメラ-04", STORE "; designation=duty"),
    CARD("012", "ito", "tanaka", "ビデオ-01", STORE),
    CARD("012", "ito", "tanaka", "カメラ-05", "大沼駐在所"),
    /* 刑事課: 600-021-001 … */
    USB("021", "saito", "sato"), USB("021", "saito", "sato"), USB("021", "saito", "sato"),
    MEDIUM("021", "disk", "外付けSSD 1TB", "saito", "sato", STORE),
    MEDIUM("021", "optical", "DVD-R", "saito", "sato", STORE),
    CARD("021", "saito", "sato", "カメラ-06", STORE "; designation=person; designated_person=@sato"),
    CARD("021", "saito", "sato", "カメラ-07", STORE),
    MEDIUM("021", "device", "内蔵 32GB", "saito", "sato", STORE "; note=録音機-01 内蔵"),
    MEDIUM("021", "card", "書ききり型 4GB", "saito", "sato", STORE "; write_once=yes; note=写真用"),
    /* 交通課: 600-031-001 … */
    USB("031", "ito", "yoshida"), USB("031", "ito", "yoshida"), USB("031", "ito", "yoshida"),
    CARD("031", "ito", "yoshida", "カメラ-08", STORE),
    CARD("031", "ito", "yoshida", "ビデオ-02", STORE),
    /* 生活安全課: 600-041-001 … */
    USB("041", "ito", "takada"), USB("041", "ito", "takada"),
    CARD("041", "ito", "takada", "カメラ-09", STORE),
    /* 警務課: 600-001-001 … */
    USB("001", "kimura", "sakuma"), USB("001", "kimura", "sakuma"),
    MEDIUM("001", "disk", "外付けHDD 2TB", "kimura", "sakuma", "白河署 通信機械室; note=バックアップ用"),
    "* watanabe enter section=001; kind=optical; capacity=DVD-R 10枚組; supervisor=@kimura; exclusion=a; exclusion_reason=未使用の買い置き",
    /* 会計課: 600-051-001 … */
    USB("051", "kimura", "sakuma"), USB("051", "kimura", "sakuma"),
    /* those that ended */
    "* watanabe enter section=012; kind=usb; capacity=8GB; supervisor=@ito; custodian=@tanaka; place=" STORE,
    "+10m watanabe confirm_change",
    "+240d watanabe end reason=更新により廃棄した; ending=disposal; held_secret=yes; erased_how=destroy; erased_by=@kanno",
    "+241d watanabe confirm_change",
    "* watanabe enter section=031; kind=card; capacity=SD 8GB; supervisor=@ito; custodian=@yoshida; device_name=カメラ-00; place=" STORE,
    "+10m watanabe confirm_change",
    "+180d watanabe end reason=本部へ返した; ending=handed_over",
    "+181d watanabe confirm_change",

    "= 200d 10:00 medium",
    USB("021", "saito", "sato"), USB("041", "ito", "takada"),
    "= 90d 10:00 medium",
    MEDIUM("012", "usb", "64GB 暗号化機能付", "ito", "tanaka", STORE),
    MEDIUM("031", "usb", "64GB 暗号化機能付", "ito", "yoshida", STORE),
    "* watanabe enter section=021; kind=optical; capacity=BD-R; supervisor=@saito; exclusion=c; exclusion_reason=証拠品として受け入れたもの; other_rule=証拠品の取扱要領により証拠品保管庫で管理",
    "= 2d 11:00 medium",
    "* watanabe enter section=012; kind=usb; capacity=64GB 暗号化機能付; supervisor=@ito; custodian=@tanaka; place=" STORE,

    "= start digital_device",
    GADGET("カメラ-01", "camera", "防滴カメラ C7", "C7-1001", "600-012-005", "駅前交番" WITH_CARD),
    GADGET("カメラ-02", "camera", "防滴カメラ C7", "C7-1002", "600-012-006", "南町交番" WITH_CARD),
    GADGET("カメラ-03", "camera", "防滴カメラ C7", "C7-1003", "600-012-007", STORE WITH_CARD),
    GADGET("カメラ-04", "camera", "防滴カメラ C7", "C7-1004", "600-012-008", STORE WITH_CARD),
    GADGET("ビデオ-01", "video", "小型ビデオ V3", "V3-2001", "600-012-009", STORE WITH_CARD),
    GADGET("カメラ-05", "camera", "防滴カメラ C7", "C7-1005", "600-012-010", "大沼駐在所" WITH_CARD),
    GADGET("カメラ-06", "camera", "一眼カメラ D2", "D2-3001", "600-021-006", STORE WITH_CARD),
    GADGET("カメラ-07", "camera", "一眼カメラ D2", "D2-3002", "600-021-007", STORE WITH_CARD),
    GADGET("録音機-01", "recorder", "録音機 R1", "R1-0007", "600-021-008", STORE "; builtin_only=yes"),
    GADGET("カメラ-08", "camera", "防滴カメラ C7", "C7-1008", "600-031-004", STORE WITH_CARD),
    GADGET("ビデオ-02", "video", "小型ビデオ V3", "V3-2002", "600-031-005", STORE WITH_CARD),
    GADGET("カメラ-09", "camera", "防滴カメラ C7", "C7-1009", "600-041-003",
           STORE WITH_CARD "; spare=yes; spare_reason=夜間の連続撮影で交換が要るため"),
    "* ito enter name=カメラ-00; class=camera; model=旧型カメラ B1; serial=B1-0042; medium=600-031-006; capacity=8GB; label=yes; place=" STORE WITH_CARD,
    "+10m watanabe confirm_change",
    "+170d ito end reason=故障により廃棄した",
    "+171d watanabe confirm_change",

    "= y1/4 15:00 yearly",
    "* watanabe confirm book=6; kind=updated; count=36",
    "= 205d 10:00 yearly",
    "* watanabe confirm book=4; kind=updated; count=18; note=1台を返納",
    "* watanabe confirm book=2; kind=change; count=12; note=カメラ1台を抹消",
    "= 89d 10:00 yearly",
    "* watanabe confirm book=6; kind=change; count=39; note=媒体3個を登載",
    "= 20d 10:00 yearly",
    "* watanabe confirm book=2; kind=unchanged; count=12",
    NULL,
};
