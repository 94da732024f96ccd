/* The stack and the loop, by scripted keys and a clock of our own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "screens/dialog.h"
#include "screens/screen.h"
#include "tests/screens/fixture.h"

/* A screen that writes down what happens to it, in the log of its test. */
struct probe {
    const char *name;
    char *log;
    bool typing, no_take;
    struct probe *child; /* pushed by F2, or put in its place by F3 */
    enum screen_next on_tick;
    int draws;
};
enum { LOG = 1024 };

enum { TAKE = COMMAND_OWN, REPLACE, LEAVE, HOME, ASK, RESULT };
static const struct command commands[] = {
    {.id = TAKE, .keys = {K_F2, 'm'}, .label = "持出", .help = "新しい持出しを記録します。"},
    {.id = REPLACE, .keys = {K_F3}, .label = "検索"},
    {.id = HOME, .keys = {K_F6}, .label = "ホーム", .hidden = true},
    {.id = ASK, .keys = {K_F7}, .label = "月次"},
    {.id = RESULT, .keys = {K_F8}, .label = "印刷"},
    {.id = LEAVE, .keys = {K_ESC}, .label = "戻る"},
    {.id = COMMAND_NONE},
};

static void note(struct probe *p, const char *what)
{
    size_t n = strlen(p->log);
    snprintf(p->log + n, LOG - n, "%s%s:%s", n > 0 ? " " : "", p->name, what);
}

static void probe_draw(void *self, struct screens *s, struct draw *d)
{
    struct probe *p = self;
    struct area body = screens_frame(s, d, p->name, NULL, NULL);
    draw_text(d, body.row, 0, 40, ROLE_PLAIN, p->name);
    p->draws++;
}

static const struct screen_ops probe_ops;

static enum screen_next probe_handle(void *self, struct screens *s, const struct key *key, int command)
{
    struct probe *p = self;
    struct err e;
    char text[32];
    switch (command) {
    case TAKE:
        screens_push(s, &probe_ops, p->child, &e);
        return SCREEN_REDRAW;
    case REPLACE:
        screens_replace(s, &probe_ops, p->child, &e);
        return SCREEN_REDRAW;
    case LEAVE:
        return SCREEN_LEAVE;
    case HOME:
        screens_home(s);
        return SCREEN_REDRAW;
    case ASK:
        note(p, dialog_confirm(s, "問い", "よいか", "はい") ? "yes" : "no");
        return SCREEN_REDRAW;
    case RESULT:
        screens_leave_with(s, 7);
        return SCREEN_LEAVE;
    default:
        key_label(text, sizeof text, key->code);
        note(p, key->code == K_TEXT ? key->utf8 : text);
        return SCREEN_REDRAW;
    }
}

static bool probe_typing(const void *self)
{
    return ((const struct probe *)self)->typing;
}

static bool probe_offers(const void *self, int command)
{
    return command != TAKE || !((const struct probe *)self)->no_take;
}

static const char *probe_help(void *self)
{
    (void)self;
    return "第7の1(2)エ(ウ)a 共有公用携帯電話機を持ち出すときは…";
}

static enum screen_next probe_tick(void *self, struct screens *s)
{
    struct probe *p = self;
    (void)s;
    note(p, "tick");
    return p->on_tick;
}

static enum screen_next probe_resume(void *self, struct screens *s, int result)
{
    char text[32];
    (void)s;
    snprintf(text, sizeof text, "resume%d", result);
    note(self, text);
    return SCREEN_REDRAW;
}

static void probe_save(void *self)
{
    note(self, "save");
}

static void probe_close(void *self)
{
    note(self, "close");
}

static const struct screen_ops probe_ops = {
    .name = "モバイル端末等持出簿",
    .commands = commands,
    .draw = probe_draw,
    .handle = probe_handle,
    .typing = probe_typing,
    .offers = probe_offers,
    .help = probe_help,
    .resume = probe_resume,
    .save = probe_save,
    .close = probe_close,
};
static const struct screen_ops ticking_ops = {
    .name = "tick", .draw = probe_draw, .handle = probe_handle, .tick = probe_tick, .commands = commands};
static const struct screen_ops login_ops = {
    .name = "ログイン", .draw = probe_draw, .handle = probe_handle, .locked = true, .commands = commands};

struct night {
    struct bench b;
    char log[LOG];
    struct probe home, list, entry;
};

static void night_open(struct night *n, const struct screen_ops *ops, int idle_lock_s)
{
    struct err e;
    memset(n, 0, sizeof *n);
    bench_open(&n->b, idle_lock_s);
    n->home = (struct probe){.name = "home", .log = n->log, .child = &n->list};
    n->list = (struct probe){.name = "list", .log = n->log, .child = &n->entry};
    n->entry = (struct probe){.name = "entry", .log = n->log};
    assert_int_equal(screens_push(n->b.screens, ops, &n->home, &e), 0);
}

static void presses(struct night *n, const int *codes)
{
    for (; *codes != -1; codes++)
        term_press(n->b.term, *codes);
}
#define PRESSES(n, ...) presses(n, (const int[]){__VA_ARGS__, -1})

static void screens_are_stacked_and_left(void **state)
{
    (void)state;
    struct night n;
    night_open(&n, &probe_ops, 0);
    PRESSES(&n, K_F2, K_F2, K_F5, K_ESC, K_F8, K_ESC);
    assert_int_equal(screens_run(n.b.screens), SCREEN_END_QUIT);
    assert_string_equal(n.log, "entry:F5 entry:close list:resume0 list:close home:resume7 home:close");
    bench_close(&n.b);
}

static void a_screen_takes_the_place_of_another(void **state)
{
    (void)state;
    struct night n;
    night_open(&n, &probe_ops, 0);
    PRESSES(&n, K_F2, K_F3, K_ESC, K_ESC);
    assert_int_equal(screens_run(n.b.screens), SCREEN_END_QUIT);
    assert_string_equal(n.log, "list:close entry:close home:resume0 home:close");
    bench_close(&n.b);
}

static void home_leaves_all_but_the_lowest(void **state)
{
    (void)state;
    struct night n;
    night_open(&n, &probe_ops, 0);
    PRESSES(&n, K_F2, K_F2, K_F6, K_F5, K_ESC);
    assert_int_equal(screens_run(n.b.screens), SCREEN_END_QUIT);
    assert_string_equal(n.log, "entry:close list:close home:resume0 home:F5 home:close");
    bench_close(&n.b);
}

static void a_dialog_answers_its_handler(void **state)
{
    (void)state;
    struct night n;
    night_open(&n, &probe_ops, 0);
    PRESSES(&n, K_F7, K_ENTER, K_F7, K_ESC, K_ESC);
    assert_int_equal(screens_run(n.b.screens), SCREEN_END_QUIT);
    assert_string_equal(n.log, "home:yes home:no home:close");
    bench_close(&n.b);
}

/* Whatever is open: the lock ends it all, drafts first, and no question counts as answered. */
static void lock_logout_and_hang_up_save_and_close_all(void **state)
{
    (void)state;
    static const struct {
        int code;
        enum screen_end end;
    } ways[] = {{K_F10, SCREEN_END_LOCK},
                {K_CTRL('k'), SCREEN_END_LOCK},
                {K_CTRL('d'), SCREEN_END_LOGOUT},
                {K_HANGUP, SCREEN_END_HANGUP}};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct night n;
        night_open(&n, &probe_ops, 0);
        n.list.typing = true;
        PRESSES(&n, K_F2, K_F7, K_NONE, ways[i].code, K_ENTER);
        assert_int_equal(screens_run(n.b.screens), ways[i].end);
        assert_string_equal(n.log, "list:no list:save home:save list:close home:close");
        assert_int_equal(screens_depth(n.b.screens), 0);
        for (int row = 0; row < 24; row++)
            assert_row(n.b.term, row, ""); /* dark */
        bench_close(&n.b);
    }
}

static void nobody_signed_in_means_nothing_to_lock(void **state)
{
    (void)state;
    struct night n;
    night_open(&n, &login_ops, 1);
    n.b.step_ms = 10000;
    PRESSES(&n, K_F10, K_CTRL('d'), K_NONE, K_F1, K_F10, K_ESC, K_ESC);
    assert_int_equal(screens_run(n.b.screens), SCREEN_END_QUIT);
    assert_string_equal(n.log, "home:F10 home:Ctrl+D");
    bench_close(&n.b);
}

static void letters_are_commands_only_where_nothing_is_typed(void **state)
{
    (void)state;
    struct night n;
    night_open(&n, &probe_ops, 0);
    term_type(n.b.term, "ｍ"); /* the IME is on */
    PRESSES(&n, K_ESC);
    n.home.typing = true;
    term_type(n.b.term, "m");
    PRESSES(&n, K_ESC);
    assert_int_equal(screens_run(n.b.screens), SCREEN_END_QUIT);
    assert_string_equal(n.log, "home:ｍ home:close");
    bench_close(&n.b);
    night_open(&n, &probe_ops, 0);
    term_type(n.b.term, "ｍ");
    PRESSES(&n, K_ESC, K_ESC);
    assert_int_equal(screens_run(n.b.screens), SCREEN_END_QUIT);
    assert_string_equal(n.log, "list:close home:resume0 home:close");
    bench_close(&n.b);
}

static void what_is_not_offered_is_neither_shown_nor_done(void **state)
{
    (void)state;
    struct night n;
    night_open(&n, &probe_ops, 0);
    n.home.no_take = true;
    PRESSES(&n, K_F2, K_NONE);
    assert_int_equal(screens_run(n.b.screens), SCREEN_END_HANGUP);
    assert_string_equal(n.log, "home:F2 home:save home:close");
    bench_close(&n.b);
}

static void the_key_bar_comes_from_the_commands(void **state)
{
    (void)state;
    struct night n;
    night_open(&n, &probe_ops, 0);
    screens_busy(n.b.screens, "鍵を計算しています…");
    assert_row(n.b.term, 23, " F1 ヘルプ  F2 持出  F3 検索  F7 月次  F8 印刷  Esc 戻る  F10 施錠");
    assert_row(n.b.term, 22, " 鍵を計算しています…");
    n.home.no_take = true;
    screens_busy(n.b.screens, "");
    assert_row(n.b.term, 23, " F1 ヘルプ  F3 検索  F7 月次  F8 印刷  Esc 戻る  F10 施錠");
    bench_close(&n.b);
}

static void the_help_comes_from_the_same_table(void **state)
{
    (void)state;
    struct night n;
    night_open(&n, &probe_ops, 0);
    PRESSES(&n, K_CTRL('g'), K_NONE);
    assert_int_equal(screens_run(n.b.screens), SCREEN_END_HANGUP);
    assert_non_null(strstr(n.b.seen, " ヘルプ — モバイル端末等持出簿\n"));
    assert_non_null(strstr(n.b.seen, "第7の1(2)エ(ウ)a 共有公用携帯電話機を持ち出すときは…"));
    assert_non_null(strstr(n.b.seen, " F2  m               持出\n     新しい持出しを記録します。"));
    assert_non_null(strstr(n.b.seen, " F10  Ctrl+K         施錠\n"));
    bench_close(&n.b);
    night_open(&n, &probe_ops, 0);
    PRESSES(&n, K_F1, K_PAGE_DOWN, K_UP, K_F1, K_ESC, K_ESC); /* F1 in the help opens no second one */
    assert_int_equal(screens_run(n.b.screens), SCREEN_END_QUIT);
    assert_string_equal(n.log, "home:resume0 home:close");
    bench_close(&n.b);
}

static void the_idle_clock_locks(void **state)
{
    (void)state;
    struct night n;
    night_open(&n, &probe_ops, 900);
    for (int i = 0; i < 2000; i++)
        PRESSES(&n, K_NONE);
    n.b.step_ms = 400; /* each look at the clock */
    assert_int_equal(screens_run(n.b.screens), SCREEN_END_LOCK);
    assert_true(n.b.now_ms >= 900000 && n.b.now_ms < 910000);
    assert_string_equal(n.log, "home:save home:close");
    bench_close(&n.b);
    /* The PC slept with its lid closed: the first key finds the lock. */
    night_open(&n, &probe_ops, 900);
    n.b.step_ms = 1000000;
    PRESSES(&n, K_F2, K_F2);
    assert_int_equal(screens_run(n.b.screens), SCREEN_END_LOCK);
    assert_string_equal(n.log, "home:save home:close");
    bench_close(&n.b);
}

static void keys_put_the_lock_off(void **state)
{
    (void)state;
    struct night n;
    night_open(&n, &probe_ops, 900);
    n.b.step_ms = 100000; /* some minutes from key to key */
    for (int i = 0; i < 100; i++)
        PRESSES(&n, K_F5);
    PRESSES(&n, K_ESC);
    assert_int_equal(screens_run(n.b.screens), SCREEN_END_QUIT);
    bench_close(&n.b);
}

static void ticks_come_while_no_key_does(void **state)
{
    (void)state;
    struct night n;
    night_open(&n, &ticking_ops, 0);
    PRESSES(&n, K_NONE, K_NONE, K_F5, K_ESC);
    assert_int_equal(screens_run(n.b.screens), SCREEN_END_QUIT);
    assert_string_equal(n.log, "home:tick home:tick home:F5");
    bench_close(&n.b);
    night_open(&n, &ticking_ops, 0);
    n.home.on_tick = SCREEN_LOCK;
    PRESSES(&n, K_NONE);
    assert_int_equal(screens_run(n.b.screens), SCREEN_END_LOCK);
    bench_close(&n.b);
}

static void a_burst_is_drawn_once(void **state)
{
    (void)state;
    struct night n;
    night_open(&n, &probe_ops, 0);
    n.home.typing = true;
    term_type(n.b.term, "600-012-003-600-012-003-600-01");
    PRESSES(&n, K_NONE, K_ESC);
    assert_int_equal(screens_run(n.b.screens), SCREEN_END_QUIT);
    assert_int_equal(n.home.draws, 1);
    bench_close(&n.b);
}

static void a_window_that_is_too_small_says_so_and_recovers(void **state)
{
    (void)state;
    struct night n;
    night_open(&n, &probe_ops, 0);
    term_resize(n.b.term, 24, 79);
    PRESSES(&n, K_NONE, K_F5); /* the key goes nowhere: nothing is seen */
    assert_int_equal(screens_run(n.b.screens), SCREEN_END_HANGUP);
    assert_non_null(strstr(n.b.seen, "画面が小さすぎます (今は79桁24行)。80桁×24行以上に広げてください。"));
    assert_string_equal(n.log, "home:save home:close");
    bench_close(&n.b);
    night_open(&n, &probe_ops, 0);
    term_resize(n.b.term, 10, 40);
    PRESSES(&n, K_NONE, K_CTRL('k')); /* but the lock locks */
    assert_int_equal(screens_run(n.b.screens), SCREEN_END_LOCK);
    bench_close(&n.b);
}

static void a_storm_of_sizes_ends_in_the_right_picture(void **state)
{
    (void)state;
    static const int sizes[][2] = {{1, 1}, {2, 200}, {200, 3}, {23, 80}, {60, 200}, {24, 80}};
    struct night n;
    night_open(&n, &probe_ops, 0);
    for (size_t i = 0; i < 50 * sizeof sizes / sizeof *sizes; i++) {
        term_resize(n.b.term, sizes[i % 6][0], sizes[i % 6][1]);
        if (i % 3 != 1)
            PRESSES(&n, K_NONE);
        if (i % 7 == 0)
            PRESSES(&n, K_F1, K_NONE, K_ESC);
    }
    PRESSES(&n, K_ESC, K_F7, K_NONE);
    n.home.log[0] = '\0';
    screens_run(n.b.screens);
    bench_close(&n.b);
    night_open(&n, &probe_ops, 0);
    for (size_t i = 0; i < 60; i++)
        term_resize(n.b.term, sizes[i % 6][0], sizes[i % 6][1]);
    PRESSES(&n, K_F7, K_NONE); /* a popup over it */
    assert_int_equal(screens_run(n.b.screens), SCREEN_END_HANGUP);
    assert_null(strstr(n.b.seen, "小さすぎます"));
    assert_non_null(strstr(n.b.seen, "\nhome\n"));
    assert_non_null(strstr(n.b.seen, "┌─ 問い ───"));
    assert_non_null(strstr(n.b.seen, "\n F1 ヘルプ  Enter はい  Esc やめる"));
    bench_close(&n.b);
}

static void too_many_screens_are_refused(void **state)
{
    (void)state;
    struct night n;
    struct err e;
    int pushed = 0;
    night_open(&n, &probe_ops, 0);
    while (screens_push(n.b.screens, &ticking_ops, &n.list, &e) == 0)
        assert_true(++pushed < 1000);
    assert_int_equal(e.code, ERR_REFUSED);
    bench_close(&n.b);
    assert_string_equal(n.log, "home:close");
}

static void broken_input_is_explained(void **state)
{
    (void)state;
    struct night n;
    night_open(&n, &probe_ops, 0);
    term_type(n.b.term, "\xff");
    PRESSES(&n, K_NONE);
    assert_int_equal(screens_run(n.b.screens), SCREEN_END_HANGUP);
    assert_non_null(strstr(n.b.seen, "UTF-8"));
    bench_close(&n.b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(screens_are_stacked_and_left),
        cmocka_unit_test(a_screen_takes_the_place_of_another),
        cmocka_unit_test(home_leaves_all_but_the_lowest),
        cmocka_unit_test(a_dialog_answers_its_handler),
        cmocka_unit_test(lock_logout_and_hang_up_save_and_close_all),
        cmocka_unit_test(nobody_signed_in_means_nothing_to_lock),
        cmocka_unit_test(letters_are_commands_only_where_nothing_is_typed),
        cmocka_unit_test(what_is_not_offered_is_neither_shown_nor_done),
        cmocka_unit_test(the_key_bar_comes_from_the_commands),
        cmocka_unit_test(the_help_comes_from_the_same_table),
        cmocka_unit_test(the_idle_clock_locks),
        cmocka_unit_test(keys_put_the_lock_off),
        cmocka_unit_test(ticks_come_while_no_key_does),
        cmocka_unit_test(a_burst_is_drawn_once),
        cmocka_unit_test(a_window_that_is_too_small_says_so_and_recovers),
        cmocka_unit_test(a_storm_of_sizes_ends_in_the_right_picture),
        cmocka_unit_test(too_many_screens_are_refused),
        cmocka_unit_test(broken_input_is_explained),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
