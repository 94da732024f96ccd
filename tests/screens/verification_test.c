/* 使用状況の検証 by keys alone: from the log to 結果の記載. */
#include "screens/verification.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/act.h"
#include "app/list.h"
#include "forms/date.h"
#include "forms/entry.h"
#include "tests/screens/duty.h"

enum { VALUE = ENTRY_ID_BYTES + NAME_BYTES + 2, PATH = 64 };

static char path[PATH], usb[VALUE], place[VALUE];

static void ok(int rc, const struct err *e)
{
    if (rc != 0)
        fail_msg("%d %s [%s]", rc, e->text, e->field);
}

/* A step by him; keys that begin with '=' take canonical values. id "" makes an entry; out (may be NULL) gets its reference. */
static void act(struct seat *d, enum duty_who who, const char *reg, char id[ENTRY_ID_BYTES], const char *step,
                char out[VALUE], const char *const *pairs)
{
    struct session *session = duty_session(d, who);
    struct entry *after = NULL;
    struct act *a = NULL;
    char title[NAME_BYTES];
    struct err e;
    ok(act_new(&a, session, register_find(reg), id[0] != '\0' ? id : NULL, step, &e), &e);
    for (; *pairs != NULL; pairs += 2)
        ok(pairs[0][0] == '=' ? act_set(a, pairs[0] + 1, pairs[1], &e) : act_type(a, pairs[0], pairs[1], NULL, &e), &e);
    ok(act_commit(a, &after, &e), &e);
    snprintf(id, ENTRY_ID_BYTES, "%s", after->id);
    entry_title(title, sizeof title, after);
    if (out != NULL)
        snprintf(out, VALUE, "%s %s", id, title);
    entry_free(after);
    act_free(a);
    ok(session_close(session, "sign_out", &e), &e);
}
#define ACT(D, WHO, REG, ID, STEP, OUT, ...) act(D, WHO, REG, ID, STEP, OUT, (const char *const[]){__VA_ARGS__, NULL})

static void person(struct seat *d, enum duty_who who, char out[VALUE])
{
    struct session *session = duty_session(d, who);
    struct err e;
    snprintf(out, VALUE, "%s %s", session_person(session), session_name(session));
    ok(session_close(session, "sign_out", &e), &e);
}

/* A stick, used by TANAKA on 11.25 from 10:00 to 11:00. */
static void furnish(struct seat *d)
{
    char section[VALUE], ito[VALUE], tanaka[VALUE], id[ENTRY_ID_BYTES] = "", use[ENTRY_ID_BYTES] = "";
    duty_open(d, DUTY_SUZUKI);
    d->now = date_at((struct date){2026, 11, 25}, 10 * 60);
    person(d, DUTY_ITO, ito);
    person(d, DUTY_TANAKA, tanaka);
    ACT(d, DUTY_KANRI, "section", id, "enter", section, "code", "012", "name", "地域係");
    id[0] = '\0';
    ACT(d, DUTY_KANRI, "place", id, "enter", place, "name", "署", "kind", "station");
    id[0] = '\0';
    ACT(d, DUTY_KANRI, "medium", id, "enter", usb, "=section", section, "kind", "usb", "=supervisor", ito, "=custodian",
        tanaka, "=place", place);
    ACT(d, DUTY_TANAKA, "use", use, "request", NULL, "mode", "in_building", "=item", usb, "use_place", "執務室");
    act(d, DUTY_ITO, "use", use, "permit", NULL, (const char *const[]){NULL});
    d->now += 3600;
    ACT(d, DUTY_TANAKA, "use", use, "return", NULL, "=imported", "yes", "=erased", "yes");
    act(d, DUTY_ITO, "use", use, "confirm", NULL, (const char *const[]){NULL});
    d->now = date_at((struct date){2026, 12, 5}, 9 * 60);
    snprintf(path, sizeof path, "/tmp/端末ログ%ld.csv", (long)getpid());
}

static void write_log(const char *text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

/* The one entry of 様式第5号 of that kind is in that state. */
static void expect_state(struct seat *d, const char *kind, const char *state)
{
    struct session *session = duty_session(d, DUTY_ITO);
    struct list *list;
    struct err e;
    bool before, after;
    int n = 0;
    ok(list_new(&list, session, register_find("inspection"), &e), &e);
    ok(list_search(list, kind[0] == 'l' ? "点検・検証の別:log_check" : "点検・検証の別:verification", &e), &e);
    ok(list_load(list, LIST_FIRST, 10, &n, &before, &after, &e), &e);
    assert_int_equal(n, 1);
    assert_string_equal(list_entry(list, 0)->state, state);
    list_free(list);
    ok(session_close(session, "sign_out", &e), &e);
}

#define HEADINGS "日時,端末名,だれ,操作,ファイル名,サイズ,管理番号\r\n"
#define FINE "2026/11/25 10:30:05,PC-1,tanaka,出力,資料.xlsx,20480,600-012-001\r\n"
#define ALIEN "2026/11/25 10:40:00,PC-1,suzuki,入力,写真.jpg,1048576,600-012-001\r\n"
#define NO_ROW "2026/11/28 10:40:00,PC-1,tanaka,入力,動画.mp4,1048576,600-012-001\r\n"

static void read_log(struct seat *d)
{
    DUTY_PRESS(d, K_F3);
    duty_type(d, path);
    DUTY_PRESS(d, K_ENTER);
}

/* Columns asked for: だれ is no heading that is known, so it is chosen; kept under the name that stands there. */
static void read_new_log(struct seat *d, const char *text)
{
    write_log(text);
    duty_sit(d);
    read_log(d);
    DUTY_PRESS(d, K_F2); /* refused: the person is missing */
    DUTY_PRESS(d, K_DOWN, K_DOWN, K_ENTER);
    duty_type(d, "だれ");
    DUTY_PRESS(d, K_ENTER, K_F2, K_ENTER);
}

/* Columns asked once: だれ is no heading that is known, so it is chosen; the differences, one of them looked at; the result recorded. */
static void M_37_R5_5_R5_6_from_the_log_to_the_result_by_keys(void **state)
{
    struct seat d;
    (void)state;
    furnish(&d);
    read_new_log(&d, HEADINGS FINE ALIEN NO_ROW);
    DUTY_PRESS(&d, K_F5, K_F5); /* the kinds one by one */
    DUTY_PRESS(&d, K_F5, K_DOWN, K_ENTER, K_ESC);
    DUTY_PRESS(&d, K_F2, K_ENTER);
    duty_type(&d, "本人に指導した。"); /* the form opens where the measures go */
    DUTY_PRESS(&d, K_F2);
    DUTY_PRESS(&d, K_F4, K_ESC, K_F9, K_ESC); /* what is kept, and the book */
    duty_run_at(&d, DUTY_ITO, verification_menu_open);
    duty_saw(&d, "使用状況の検証 令和8年11月");
    duty_saw(&d, "「操作した者」の列が決まっていません");
    duty_saw(&d, "差異2件: 使用の記載なし 1、記載と異なる者の使用 1");
    duty_saw(&d, "使用の記載なし だけ");
    duty_saw(&d, "記載と異なる者の使用 だけ");
    duty_saw(&d, "簿冊の記載を開く");
    duty_saw(&d, "庁舎内使用");
    duty_saw(&d, "本人に指導した。");
    duty_saw(&d, " ログの検証結果");
    duty_saw(&d, "month:2026-11");
    duty_saw(&d, "taken_from:2026-11");
    duty_saw(&d, "この月の検証: 確認待ち");
    expect_state(&d, "verification", "reported");
    duty_close(&d);
    unlink(path);
}

/* The next month needs no mapping: the same headings are known. */
static void M_37_R5_5_the_next_month_needs_no_mapping(void **state)
{
    struct seat d;
    (void)state;
    furnish(&d);
    read_new_log(&d, HEADINGS FINE);
    duty_run_at(&d, DUTY_ITO, verification_menu_open);
    duty_saw(&d, "ログの列の対応");
    duty_saw(&d, "差異0件");
    write_log(HEADINGS FINE ALIEN);
    duty_sit(&d);
    read_log(&d);
    duty_run_at(&d, DUTY_ITO, verification_menu_open);
    duty_saw_not(&d, "ログの列の対応");
    duty_saw(&d, "差異1件: 記載と異なる者の使用 1");
    duty_close(&d);
    unlink(path);
}

/* Without any log the form of 様式第5号 is reached too; months go by arrows; what is wrong with a file is said. */
static void R5_5_without_a_log_and_with_a_bad_one(void **state)
{
    struct seat d;
    (void)state;
    furnish(&d);
    write_log("日時,端末名\r\n\"2026");
    duty_sit(&d);
    read_log(&d);
    DUTY_PRESS(&d, K_LEFT, K_RIGHT, K_F7, K_ESC, K_F6, K_F2, K_ENTER);
    duty_run_at(&d, DUTY_ITO, verification_menu_open);
    duty_saw(&d, "2行目の1文字目で始まる引用符");
    duty_saw(&d, "使用状況の検証 令和8年10月");
    duty_saw(&d, "ログのない記載");
    duty_saw(&d, "読んだログの行にカーソルを置いてください");
    duty_saw(&d, "関係簿冊により検証した");
    duty_saw(&d, "様式第5号付属 ログの検証結果");
    duty_close(&d);
    unlink(path);
}

/* Names and sizes of every line, the largest first; the round begun, then its result, ticked by him who looked. */
static void M_43_R5_3_names_and_sizes_are_looked_at(void **state)
{
    struct seat d;
    (void)state;
    furnish(&d);
    read_new_log(&d, HEADINGS FINE ALIEN NO_ROW);
    DUTY_PRESS(&d, K_F8, K_F5, K_ENTER, K_ENTER);
    DUTY_PRESS(&d, K_F2, K_F2); /* begun */
    DUTY_PRESS(&d, K_F2, K_ENTER, K_ENTER, K_ENTER, K_ENTER, K_ENTER, K_ENTER, K_F2);
    duty_run_at(&d, DUTY_ITO, verification_menu_open);
    duty_saw(&d, "ログの確認 R8.11.1–R8.11.30");
    duty_saw(&d, "ファイル名のない行 0、サイズのない行 0");
    duty_saw(&d, "サイズ順");
    duty_saw(&d, "ファイルサイズ: 1048576");
    duty_saw(&d, "ログの定期的確認");
    duty_saw(&d, "ファイル名を確認した");
    expect_state(&d, "log_check", "closed");
    duty_close(&d);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(M_37_R5_5_R5_6_from_the_log_to_the_result_by_keys),
        cmocka_unit_test(M_37_R5_5_the_next_month_needs_no_mapping),
        cmocka_unit_test(R5_5_without_a_log_and_with_a_bad_one),
        cmocka_unit_test(M_43_R5_3_names_and_sizes_are_looked_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
