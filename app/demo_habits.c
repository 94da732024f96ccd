/* demo_habits — what happens in the demo's station day by day. See demo_script.h. */
#include "app/demo_script.h"

#include <stddef.h>

#include "forms/banned.h"

/* clang-format off */
#define OFFICERS "tanaka|yamada|sato|yoshida|takada"
#define WORK "深夜の巡回連絡|交通事故現場の連絡|行方不明者の捜索|夜間警戒の連絡|聞き込みの記録|検問の照会|祭礼の雑踏警備|防犯教室の説明|現場写真の照合|防災訓練の連絡|会議での説明|落とし物の照会"
#define AROUND "管内|駅前地区|南町地区|国道沿い|市役所|県警本部"
#define PHONES "phone:携帯-03|携帯-04|携帯-05|携帯-06|携帯-07|携帯-08|携帯-09|携帯-13|携帯-14|携帯-15|携帯-16"
#define TERMINALS "device:端末-01|端末-02|端末-03|端末-04|端末-05|端末-06|端末-07|端末-08|端末-09|端末-10"
#define SPECIALS "device:現場撮影機-1|現場撮影機-2|速度測定器-1"
#define REQUEST(KIND, UNTIL, MORE)                                                                            \
    "self request kind=" KIND "; item=%; taken_until=" UNTIL "; confidentiality=1; purpose=" WORK "; destination=" AROUND MORE
#define LINES(NAME) static const char *const NAME[]
#define BY_DAY "@17:15"
#define BY_MORNING "^8:30"
#define PERMIT "+2m permitter permit"
#define BACK_BY_DAY(MORE) "+60m~150m self return" MORE, "+160m same confirm result=found", NULL
#define BACK_BY_MORNING(MORE) "^6:00~7:40 self return" MORE, "^7:50 same confirm result=found", NULL
#define EMPTIED " imported=yes; erased=yes"
#define DEVICE_EMPTIED " imported=yes; erased_device=yes; erased=yes"

LINES(phone_day) = {REQUEST("shared_phone", BY_DAY, ""), PERMIT, BACK_BY_DAY("")};
LINES(phone_night) = {REQUEST("shared_phone", BY_MORNING, ""), PERMIT, BACK_BY_MORNING("")};
LINES(terminal_day) = {REQUEST("mobile", BY_DAY, "; minimum=yes"), PERMIT, BACK_BY_DAY("")};
LINES(terminal_night) = {REQUEST("mobile", BY_MORNING, "; minimum=yes"), PERMIT, BACK_BY_MORNING("")};
LINES(special_day) = {REQUEST("special", BY_DAY, "; minimum=yes"), PERMIT, BACK_BY_DAY("")};

#define SCENES "交通事故現場の撮影|不法投棄の記録|落書きの記録|被害状況の撮影|道路標識の点検|空き巣の現場の撮影"
#define DEVICE_REQUEST(UNTIL)                                                                                 \
    "self request mode=device; item=%; taken_until=" UNTIL "; outside=yes; confidentiality=1; purpose=" SCENES \
    "; destination=" AROUND "; device_empty=yes; medium_empty=yes; case_locked=yes; strap=yes"
LINES(camera_day) = {DEVICE_REQUEST(BY_DAY), PERMIT, BACK_BY_DAY(DEVICE_EMPTIED)};
LINES(camera_night) = {DEVICE_REQUEST(BY_MORNING), PERMIT, BACK_BY_MORNING(DEVICE_EMPTIED)};
LINES(medium_out) = {
    "self request mode=take_out; item=%; taken_until=" BY_DAY "; confidentiality=1; case_locked=yes"
    "; purpose=資料の持参|統計の提出|講習の資料|会議の資料; destination=県警本部|白河区検察庁|市役所|市民会館",
    PERMIT, BACK_BY_DAY(EMPTIED)};
LINES(medium_in) = {
    "self request mode=in_building; item=%; taken_until=" BY_DAY
    "; use_place=地域課事務室|刑事課事務室|交通課事務室|会議室|警務課事務室",
    PERMIT, BACK_BY_DAY(EMPTIED)};
LINES(connected) = {
    "self request mode=connection; item=%; taken_until=" BY_DAY "; pc=庁内PC-21|庁内PC-22; direction=input; encryption=police"
    "; purpose=写真の取込み|統計の取込み|講習の資料の取込み|会議の資料の取込み",
    "+4m ito permit_connection minimum_scope=yes", "+8m ito grant",
    "+30m~90m self end_connection" EMPTIED, NULL};
LINES(logged) = {
    "self record medium=%; pc=画像整理PC-1|交通課PC-2; purpose=現場写真の整理|標識の写真の整理|講習の資料の確認"
    "; direction=input; encryption=plain", NULL};
/* 指定職員のデジタルカメラ等: every day, by 運用責任者 or on closed days the 当直責任者. */
LINES(seen) = {"permitter record kind=person; item=%; how=sight; locked=yes; result=found", NULL};
LINES(key_lent) = {
    "self take key=%; purpose=機器の点検|温度の確認|回線の切替え|媒体の交換", "+20m~70m self return",
    "+75m watanabe confirm", NULL};

const struct demo_habit demo_habits[] = {
    {"9:00~14:00", 35, false, true, "checkout", PHONES, OFFICERS, phone_day},
    {"20:00~23:20", 30, false, true, "checkout", PHONES, OFFICERS, phone_night},
    {"9:00~14:00", 22, false, true, "checkout", TERMINALS, OFFICERS, terminal_day},
    {"20:00~23:20", 20, false, true, "checkout", TERMINALS, OFFICERS, terminal_night},
    {"9:00~14:00", 12, false, true, "checkout", SPECIALS, OFFICERS, special_day},
    {"9:30~14:00", 22, false, true, "use", "digital_device:カメラ-04|カメラ-08|カメラ-09|ビデオ-01", OFFICERS, camera_day},
    {"20:00~23:00", 14, false, true, "use", "digital_device:カメラ-04|カメラ-08|ビデオ-02", OFFICERS, camera_night},
    {"9:00~14:00", 10, true, true, "use", "medium:600-021-001|600-031-001|600-041-001|600-012-001", OFFICERS, medium_out},
    {"9:00~15:00", 14, true, false, "use", "medium:600-012-001|600-012-002|600-021-002|600-031-003|600-041-002", OFFICERS, medium_in},
    {"9:00~15:00", 14, true, false, "use", "medium:600-012-003|600-021-002|600-031-002|600-041-002", OFFICERS, connected},
    {"9:00~16:00", 12, true, false, "connection", "medium:600-012-003|600-031-003|600-021-001", OFFICERS, logged},
    {"8:35~8:50", 100, false, false, "sighting", "medium:600-012-007", "permitter", seen},
    {"8:50~9:05", 100, false, false, "sighting", "medium:600-021-006", "permitter", seen},
    {"9:00~15:00", 14, true, false, "key_use", "key:鍵-1", "sakuma|kanno", key_lent},
    {0},
};
