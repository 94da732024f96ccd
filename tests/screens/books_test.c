/* The nine books at home: counts, digits, ways to begin; the menu below the window; one application's sheet; a decision
 * that asks for more than a passphrase; what every new screen says of its keys; the least window. */
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
#include "forms/register.h"
#include "forms/text.h"
#include "tests/screens/duty.h"

enum { FORMS = 9, LINE = 1024, LABEL_CELLS = 34, MANY = 14 };

/* "id name" of the phone of that number. */
static void phone_value(struct session *session, const char *number, char *buf, size_t size)
{
    struct list *list;
    struct err e;
    int n = 0;
    bool before, after;
    assert_int_equal(list_new(&list, session, register_find("phone"), &e), 0);
    assert_int_equal(list_search(list, number, &e), 0);
    assert_int_equal(list_load(list, LIST_FIRST, 10, &n, &before, &after, &e), 0);
    assert_int_equal(n, 1);
    snprintf(buf, size, "%s %s", list_entry(list, 0)->id, number);
    list_free(list);
}

/* An application for that phone. */
static void apply(struct seat *d, const char *number)
{
    struct session *session = duty_session(d, DUTY_TANAKA);
    char phone[ENTRY_ID_BYTES + NAME_BYTES];
    struct act *act;
    struct err e;
    phone_value(session, number, phone, sizeof phone);
    assert_int_equal(act_new(&act, session, register_find("checkout"), NULL, "request", &e), 0);
    if (act_type(act, "kind", "共有公用携帯電話機", NULL, &e) != 0 || act_set(act, "item", phone, &e) != 0 ||
        act_type(act, "purpose", "巡回連絡", NULL, &e) != 0 || act_commit(act, NULL, &e) != 0)
        fail_msg("[%s] %s", e.field, e.text);
    act_free(act);
    assert_int_equal(session_close(session, "sign_out", &e), 0);
}

static void do_exception(struct seat *d, enum duty_who who, char id[ENTRY_ID_BYTES], const char *step,
                         const char *const *pairs)
{
    struct session *session = duty_session(d, who);
    struct entry *after = NULL;
    struct act *act;
    struct err e;
    assert_int_equal(act_new(&act, session, register_find("exception"), id[0] != '\0' ? id : NULL, step, &e), 0);
    if (act_type_all(act, pairs, &e) != 0 || act_commit(act, &after, &e) != 0)
        fail_msg("%s [%s] %s", step, e.field, e.text);
    snprintf(id, ENTRY_ID_BYTES, "%s", after->id);
    entry_free(after);
    act_free(act);
    assert_int_equal(session_close(session, "sign_out", &e), 0);
}

/* An application by 様式第9号, examined or not. */
static void ask_exception(struct seat *d, bool examined)
{
    static const char *const asked[] = {"kind",      "新規",         "addressee", "情報セキュリティ管理者",
                                        "scope",     "個別",         "document",  "細目",
                                        "provision", "第7の1",       "grounds",   "代替機の不足",
                                        "measures",  "施錠して保管", "impact",    "小さい",
                                        "from",      "R8.11.25",     "until",     "R8.11.30",
                                        NULL};
    static const char *const examination[] = {"examined_report",
                                              "要",
                                              "external_number",
                                              "達第11号",
                                              "external_date",
                                              "R8.11.23",
                                              "external_decider",
                                              "本部",
                                              NULL};
    char id[ENTRY_ID_BYTES] = "";
    do_exception(d, DUTY_TANAKA, id, "request", asked);
    if (examined)
        do_exception(d, DUTY_KANRI, id, "examine", examination);
}

/* The line of the last picture that holds the text, into buf. */
static const char *line_with(const struct seat *d, const char *text, char buf[LINE])
{
    const char *at = strstr(d->before, text);
    if (at == NULL) {
        fail_msg("not on the screen: %s\n%s", text, d->before);
        return "";
    }
    while (at > d->before && at[-1] != '\n')
        at--;
    snprintf(buf, LINE, "%.*s", (int)strcspn(at, "\n"), at);
    return buf;
}

/* Signs in, presses, and leaves the last picture to be looked at. */
static void look(struct seat *d, enum duty_who who, const char *text, const int *codes)
{
    duty_sit(d);
    duty_sign(d, who);
    if (text != NULL)
        duty_type(d, text);
    duty_press(d, codes);
    duty_run(d, "", false);
}
#define LOOK(d, who, text, ...) look(d, who, text, (const int[]){__VA_ARGS__, K_NONE})

static const char *name_of(const struct register_def *reg)
{
    return reg->brief != NULL ? reg->brief : reg->label;
}

static void a_digit_opens_the_book_of_its_number(void **state)
{
    struct seat d;
    char digit[2] = "1", title[NAME_BYTES * 2];
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    for (int i = 0; i < FORMS; i++) {
        digit[0] = (char)('1' + i);
        LOOK(&d, DUTY_TANAKA, digit, K_NONE);
        snprintf(title, sizeof title, " 様式第%s号 %s", digit, register_of_form(digit)->label);
        assert_memory_equal(d.before, title, strlen(title));
    }
    duty_close(&d);
}

static void every_way_in_which_a_thing_goes_out_is_offered(void **state)
{
    struct seat d;
    char text[NAME_BYTES * 3], name[NAME_BYTES * 2];
    int ways = 0;
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    LOOK(&d, DUTY_TANAKA, NULL, K_F2, K_DOWN, K_DOWN, K_DOWN, K_DOWN, K_DOWN, K_DOWN, K_DOWN, K_DOWN, K_DOWN, K_DOWN);
    for (size_t i = 0; registers[i] != NULL; i++) {
        const struct register_def *reg = registers[i];
        for (const struct step *step = reg->steps; step->key != NULL; step++) {
            if (reg->back_field == NULL || reg->own_screen || (step->flags & STEP_CREATES) == 0)
                continue;
            snprintf(name, sizeof name, reg->form != NULL ? "様式第%s号 %s" : "%s%s",
                     reg->form != NULL ? reg->form : "", name_of(reg));
            int pad = LABEL_CELLS + 1 - text_width(name, strlen(name));
            snprintf(text, sizeof text, "%s%*s%s ", name, pad, "", step->label);
            duty_saw(&d, text);
            ways++;
        }
    }
    assert_true(ways >= FORMS);
    snprintf(text, sizeof text, "%d/%d │", ways, ways);
    duty_saw(&d, text);
    duty_close(&d);
}

static void F2_begins_the_book_that_was_chosen_and_no_other(void **state)
{
    struct seat d;
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    LOOK(&d, DUTY_TANAKA, NULL, K_F2); /* no book is chosen yet */
    duty_saw(&d, "─ 持出・使用 ─");
    LOOK(&d, DUTY_TANAKA, NULL, K_END, K_F2);
    duty_saw_not(&d, "─ 持出・使用 ─");
    assert_non_null(strstr(d.before, "様式第9号 例外措置適用申請書"));
    LOOK(&d, DUTY_TANAKA, NULL, K_DOWN, K_DOWN, K_DOWN, K_F2);
    assert_non_null(strstr(d.before, "─ 新規 ─"));
    assert_non_null(strstr(d.before, "様式第3号 モバイル端末等持出簿     特例による持ち出し"));
    assert_null(strstr(d.before, "様式第8号"));
    duty_close(&d);
}

static void a_book_says_what_is_out_late_and_waiting(void **state)
{
    struct seat d;
    char line[LINE];
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    apply(&d, "携帯-03");
    LOOK(&d, DUTY_TANAKA, NULL, K_NONE);
    assert_non_null(strstr(line_with(&d, "3 モバイル端末等持出簿", line), " 待1 "));
    duty_sit(&d);
    duty_sign(&d, DUTY_SUZUKI);
    DUTY_PRESS(&d, K_F4, K_ENTER, K_ENTER, K_ESC, K_ESC);
    duty_run(&d, "", false);
    assert_non_null(strstr(line_with(&d, "3 モバイル端末等持出簿", line), " 出1 "));
    apply(&d, "携帯-07");
    d.now += (int64_t)12 * 60 * 60; /* past 08:30 */
    LOOK(&d, DUTY_TANAKA, NULL, K_NONE);
    assert_non_null(strstr(line_with(&d, "3 モバイル端末等持出簿", line), " 出1 超1 待1 "));
    assert_non_null(strstr(line_with(&d, "4 公用携帯電話機管理簿", line), " 計2 "));
    assert_non_null(strstr(line_with(&d, "9 例外措置適用申請書", line), " 計0"));
    duty_close(&d);
}

/* Every column of a task begins behind a blank, at any width; a wide window has one more, of whose it is. */
static void assert_columns(const struct seat *d, int cols)
{
    char line[LINE];
    int more = cols >= 106 ? (cols - 106) / 3 : cols > 80 ? (cols - 80) / 3 : 0, used;
    const int starts[] = {29 + more, 49 + 2 * more, 64 + 2 * more + more / 2, 85 + 2 * more + more / 2};
    line_with(d, "11/23 22:10 巡回", line);
    for (size_t i = 0; i < (cols >= 106 ? 4 : 3); i++) {
        size_t at = text_fit(line, strlen(line), starts[i] - 1, &used);
        assert_int_equal(used, starts[i] - 1);
        assert_int_equal(line[at], ' ');
        assert_int_not_equal(line[at + 1], ' ');
    }
}

static void many_tasks_leave_room_for_nine_books(void **state)
{
    struct seat d;
    char number[NAME_BYTES], line[LINE];
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    for (int i = 0; i < MANY; i++) {
        snprintf(number, sizeof number, "携帯電話機の長い管理番号-%02d", i + 20);
        duty_add_phone(&d, number);
        apply(&d, number);
    }
    for (int cols = 80; cols <= 140; cols += 30) {
        d.cols = cols;
        LOOK(&d, DUTY_TANAKA, NULL, K_NONE);
        line_with(&d, "本日の用務  14件  (↑0件 ↓", line);
        for (size_t i = 0; registers[i] != NULL; i++)
            if (registers[i]->form != NULL) {
                snprintf(number, sizeof number, "  %s %s ", registers[i]->form, name_of(registers[i]));
                line_with(&d, number, line);
            }
        line_with(&d, "▶", line);
        assert_columns(&d, cols);
    }
    d.cols = 80;
    LOOK(&d, DUTY_TANAKA, NULL, K_END, K_UP, K_UP, K_UP, K_UP, K_UP, K_UP, K_UP, K_UP, K_UP); /* the last task */
    assert_non_null(strstr(line_with(&d, "▶", line), "携帯電話機"));
    line_with(&d, " ↓0件)", line);
    duty_close(&d);
}

static void a_window_of_79_columns_says_so(void **state)
{
    struct seat d;
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    d.cols = 79;
    LOOK(&d, DUTY_TANAKA, NULL, K_F9);
    assert_non_null(strstr(d.before, "画面が小さすぎます (今は79桁24行)。"));
    assert_null(strstr(d.before, "簿冊"));
    duty_close(&d);
}

/* The last register that the menu shows to somebody who may see the books. */
static const struct register_def *last_of_menu(void)
{
    const struct register_def *last = NULL;
    for (size_t i = 0; registers[i] != NULL; i++)
        if (registers[i]->form == NULL && !registers[i]->own_screen)
            last = registers[i];
    return last;
}

static void the_menu_opens_what_lies_below_its_window(void **state)
{
    struct seat d;
    char row[NAME_BYTES * 2];
    const struct register_def *last = last_of_menu();
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    snprintf(row, sizeof row, "   %s   ", last->label);
    LOOK(&d, DUTY_KANRI, NULL, K_F9);
    assert_null(strstr(d.before, row));
    LOOK(&d, DUTY_KANRI, NULL, K_F9, K_END, K_UP, K_UP, K_UP, K_UP);
    assert_non_null(strstr(d.before, row));
    LOOK(&d, DUTY_KANRI, NULL, K_F9, K_END, K_UP, K_UP, K_UP, K_UP, K_ENTER);
    snprintf(row, sizeof row, " %s ", last->label);
    assert_memory_equal(d.before, row, strlen(row));
    LOOK(&d, DUTY_KANRI, NULL, K_F9, K_END, K_ENTER); /* 終了 */
    assert_int_equal(d.end, SCREEN_END_QUIT);
    duty_close(&d);
}

static void one_application_is_written_to_its_file(void **state)
{
    struct seat d;
    char path[100];
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    ask_exception(&d, false);
    duty_sit(&d);
    duty_sign(&d, DUTY_TANAKA);
    duty_type(&d, "9");
    DUTY_PRESS(&d, K_ENTER, K_F8, K_F3, K_CTRL('u'));
    snprintf(path, sizeof path, "%s/one.xlsx", d.dir);
    duty_type(&d, path);
    DUTY_PRESS(&d, K_ENTER);
    duty_run(&d, "", false);
    duty_saw(&d, "様式第9号(第8関係)");
    duty_saw(&d, "form-9-"); /* the name that is proposed tells the entry */
    duty_saw(&d, "に書き出しました");
    assert_int_equal(access(path, R_OK), 0);
    duty_close(&d);
}

static void a_decision_that_asks_for_more_opens_its_form(void **state)
{
    struct seat d;
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    ask_exception(&d, true);
    LOOK(&d, DUTY_TANAKA, "9", K_ENTER, K_F4);
    assert_non_null(strstr(d.before, "様式第9号 例外措置適用申請書 — 許可"));
    assert_non_null(strstr(d.before, "報告を求める事項"));
    duty_saw_not(&d, "のログインのままで続きます");

    duty_sit(&d);
    duty_sign(&d, DUTY_TANAKA);
    duty_type(&d, "9");
    DUTY_PRESS(&d, K_ENTER, K_F4);
    duty_type(&d, "回数");
    DUTY_PRESS(&d, K_DOWN, K_DOWN);
    duty_type(&d, "達第12号");
    DUTY_PRESS(&d, K_DOWN);
    duty_type(&d, "R8.11.23");
    DUTY_PRESS(&d, K_DOWN);
    duty_type(&d, "本部");
    DUTY_PRESS(&d, K_F4);
    duty_sign(&d, DUTY_KANRI);
    duty_run(&d, "", false);
    duty_saw(&d, "田中 玲 のログインのままで続きます");
    duty_saw(&d, "報告を求める事項 回数");
    duty_saw(&d, "いまの状態 許 許可・適用中");
    duty_close(&d);
}

/* Who looks at something else and comes back finds the cursor where it was. */
static void the_cursor_stays_where_it_was(void **state)
{
    struct seat d;
    char line[LINE];
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    LOOK(&d, DUTY_TANAKA, NULL, K_NONE); /* nothing to do: no book is chosen for him */
    assert_null(strstr(d.before, "▶"));
    LOOK(&d, DUTY_TANAKA, NULL, K_DOWN, K_DOWN, K_DOWN, K_ENTER, K_ESC);
    assert_non_null(strstr(line_with(&d, "▶", line), "▶ 3 モバイル端末等持出簿"));
    duty_sit(&d);
    duty_sign(&d, DUTY_TANAKA);
    DUTY_PRESS(&d, K_END, K_F2, K_ESC);
    duty_run(&d, "", false);
    assert_non_null(strstr(line_with(&d, "▶", line), "▶ 9 例外措置適用申請書"));
    ask_exception(&d, false);
    LOOK(&d, DUTY_TANAKA, NULL, K_DOWN, K_DOWN, K_DOWN, K_ENTER, K_ESC); /* 様式第3号, behind one task */
    assert_non_null(strstr(line_with(&d, "▶", line), "▶ 3 "));
    LOOK(&d, DUTY_TANAKA, "9", K_ENTER, K_UP, K_F9, K_ESC);
    assert_non_null(strstr(line_with(&d, "▶", line), "差戻し"));
    LOOK(&d, DUTY_TANAKA, "9", K_ENTER, K_UP, K_F8);
    assert_null(strstr(d.before, "Tab 左右")); /* an upright sheet fits */
    LOOK(&d, DUTY_TANAKA, "9", K_ENTER, K_UP, K_F8, K_ESC);
    assert_non_null(strstr(line_with(&d, "▶", line), "差戻し"));
    LOOK(&d, DUTY_TANAKA, "3", K_F8);
    assert_non_null(strstr(d.before, "Tab 左右"));
    duty_close(&d);
}

/* Is there a line with the key that ends with the label? */
static bool said(const char *help, const char *key, const char *label)
{
    for (const char *at = strstr(help, label); at != NULL; at = strstr(at + 1, label)) {
        const char *line = at, *found;
        while (line > help && line[-1] != '\n')
            line--;
        found = strstr(line, key);
        if (found != NULL && found < at)
            return true;
    }
    return false;
}

/* What the bar of keys offers on the screen reached by these keys is said by its help. */
static void assert_help(struct seat *d, const char *text, const int *codes)
{
    char bar[LINE] = "", key[NAME_BYTES], label[NAME_BYTES];
    look(d, DUTY_TANAKA, text, codes);
    size_t n = strlen(d->before);
    while (n > 0 && d->before[n - 1] == '\n')
        n--;
    size_t start = n;
    while (start > 0 && d->before[start - 1] != '\n')
        start--;
    snprintf(bar, sizeof bar, "%.*s", (int)(n - start), d->before + start);
    assert_non_null(strstr(bar, "F1 ヘルプ"));
    duty_sit(d);
    duty_sign(d, DUTY_TANAKA);
    if (text != NULL)
        duty_type(d, text);
    duty_press(d, codes);
    free(d->shown); /* only the help counts */
    d->shown = strdup("");
    DUTY_PRESS(d, K_F1, K_PAGE_DOWN, K_PAGE_DOWN, K_PAGE_DOWN);
    duty_run(d, "", false);
    for (char *item = bar + strspn(bar, " "); *item != '\0'; item += strspn(item, " ")) {
        char *end = strstr(item, "  ");
        end = end != NULL ? end : item + strlen(item);
        char *name = end;
        while (name > item && name[-1] != ' ')
            name--;
        snprintf(key, sizeof key, " %.*s ", (int)strcspn(item, " "), item);
        snprintf(label, sizeof label, " %.*s\n", (int)(end - name), name);
        if (!said(d->shown, key, label))
            fail_msg("the help does not say: %s%s%s", key, label, d->before);
        item = end;
    }
}
#define ASSERT_HELP(d, text, ...) assert_help(d, text, (const int[]){__VA_ARGS__, K_NONE})

static void the_help_of_each_screen_says_its_keys(void **state)
{
    struct seat d;
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    ask_exception(&d, false);
    ASSERT_HELP(&d, NULL, K_NONE);       /* home */
    ASSERT_HELP(&d, NULL, K_F9);         /* menu */
    ASSERT_HELP(&d, "9", K_NONE);        /* list */
    ASSERT_HELP(&d, "9", K_ENTER);       /* detail */
    ASSERT_HELP(&d, "9", K_ENTER, K_F8); /* preview of an entry */
    ASSERT_HELP(&d, "3", K_F8);          /* preview of a month */
    ASSERT_HELP(&d, "7", K_F2, K_ENTER); /* form */
    ASSERT_HELP(&d, NULL, K_F4);         /* 決裁待ち */
    duty_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_digit_opens_the_book_of_its_number),
        cmocka_unit_test(every_way_in_which_a_thing_goes_out_is_offered),
        cmocka_unit_test(F2_begins_the_book_that_was_chosen_and_no_other),
        cmocka_unit_test(a_book_says_what_is_out_late_and_waiting),
        cmocka_unit_test(many_tasks_leave_room_for_nine_books),
        cmocka_unit_test(a_window_of_79_columns_says_so),
        cmocka_unit_test(the_menu_opens_what_lies_below_its_window),
        cmocka_unit_test(one_application_is_written_to_its_file),
        cmocka_unit_test(a_decision_that_asks_for_more_opens_its_form),
        cmocka_unit_test(the_cursor_stays_where_it_was),
        cmocka_unit_test(the_help_of_each_screen_says_its_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
