/* The screens as they were accepted (golden.h), with and without colour; and a station that is the same whatever the
 * surroundings say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "tests/e2e/desk.h"
#include "tests/e2e/golden.h"

#define PHONE "携帯-08"
#define PURPOSE "朧月夜の警戒"

static bool coloured(const struct pty *p)
{
    for (int row = 0; row < 24; row++)
        for (int col = 0; col < 80; col++)
            if ((pty_attributes(p, row, col) & PTY_COLOUR) != 0)
                return true;
    return false;
}

/* From sign-in to a request's detail: every screen as it was accepted. The text must not depend on colour: it is
 * compared with the same files both times. */
static void pictures(struct desk *d, bool colour)
{
    struct pty *p = d->p = station_open(&d->station);

    assert_non_null(p);
    pty_wait(p, "利用者ID");
    golden_is(p, "login");
    desk_type_in(d, p, "tanaka");
    golden_is(p, "home");
    assert_int_equal(coloured(p), colour);
    pty_keys(p, "F1");
    golden_is(p, "help");
    pty_keys(p, "Esc");
    pty_wait(p, "本日の用務");
    pty_send(p, "3");
    pty_wait(p, "検索");
    golden_is(p, "list");
    pty_keys(p, "Esc");
    pty_wait(p, "本日の用務");
    pty_keys(p, "F2");
    pty_wait(p, "┌─ 持出・使用");
    golden_is(p, "make");
    pty_keys(p, "Enter");
    pty_wait(p, "▶ 端末・機器・番号");
    golden_is(p, "entry");
    pty_keys(p, "F3");
    pty_wait(p, "┌─ 端末・機器・番号");
    golden_is(p, "pick");
    pty_keys(p, "Esc");
    pty_wait_gone(p, "┌─ 端末");
    pty_keys(p, "Esc");
    desk_take_out(p, PHONE, PURPOSE);
    golden_is(p, "spot");
    desk_refused(p, "takahashi", (const char *const[]){"今夜の当直表にありません", NULL});
    golden_is(p, "spot-refused");
    desk_permit(d, p, "suzuki");
    golden_is(p, "permitted");
    pty_keys(p, "F7");
    pty_wait(p, "月次締め");
    golden_is(p, "month");
    pty_keys(p, "Esc");
    pty_wait(p, "本日の用務");
    pty_keys(p, "F9");
    pty_wait(p, "当直表(月ごと)");
    pty_send(p, "9");
    pty_wait(p, "当直表 ");
    golden_is(p, "roster");
    assert_int_equal(coloured(p), colour);
    pty_keys(p, "F10");
    pty_wait(p, "施錠中です");
    golden_is(p, "locked");
}

static void screens_are_as_accepted(void **state)
{
    pictures(*state, true);
}

static void screens_are_the_same_without_colour(void **state)
{
    struct desk *d = *state;

    stage_setenv(d->stage, "NO_COLOR", "1");
    pictures(d, false);
}

/* What `list` and `verify` say there. */
static char *told(struct desk *d)
{
    struct result r;
    char *all;

    desk_verify(d, 0);
    station_must(&d->station, &r, 0, station_officer(&d->station, "watanabe"), "list", "--form", "3", "--json");
    all = strdup(r.out);
    result_release(&r);
    assert_non_null(all);
    return all;
}

static void a_station_is_the_same_in_other_surroundings(void **state)
{
    static const char *const surroundings[][2] = {
        {"TZ", "America/New_York"}, {"TZ", "UTC0"}, {"LANG", "C"}, {"LC_ALL", "POSIX"}, {"TERM", "vt100"}};
    struct desk *d = *state;
    char *here = told(d);

    for (size_t i = 0; i < sizeof surroundings / sizeof surroundings[0]; i++) {
        char *there;

        stage_setenv(d->stage, surroundings[i][0], surroundings[i][1]);
        there = told(d);
        assert_string_equal(here, there);
        free(there);
    }
    free(here);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(screens_are_as_accepted, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(screens_are_the_same_without_colour, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(a_station_is_the_same_in_other_surroundings, desk_open, desk_close),
    };
    return desk_run(tests);
}
