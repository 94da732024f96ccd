/* The harness tried with programs that every system has, so that a failing night means the night. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "tests/e2e/command.h"
#include "tests/e2e/golden.h"
#include "tests/e2e/pty.h"
#include "tests/e2e/stage.h"

struct scene {
    struct stage *stage;
    struct pty *p;
};

static int scene_open(void **state)
{
    struct scene *s = calloc(1, sizeof *s);

    if (s == NULL)
        return -1;
    s->stage = stage_new();
    *state = s;
    return s->stage != NULL ? 0 : -1;
}

static int scene_close(void **state)
{
    struct scene *s = *state;

    pty_free(s->p);
    stage_free(s->stage);
    free(s);
    return 0;
}

static struct pty *shell(struct scene *s, const char *script)
{
    s->p = pty_new(s->stage, NULL, PTY_ARGV("/bin/sh", "-c", script));
    assert_non_null(s->p);
    return s->p;
}

static void assert_row(struct pty *p, int row, const char *expected)
{
    char *text = pty_row(p, row);

    assert_string_equal(text, expected);
    free(text);
}

/* ---- the screen ---- */

static void wide_and_combining_text_is_read_back(void **state)
{
    struct pty *p = shell(*state, "printf '管理簿 𠮷野\\r\\ne\\314\\201語x 葛\\363\\240\\204\\200城\\r\\nready'");
    int row = -1, col = -1;

    pty_wait(p, "ready");
    assert_row(p, 0, "管理簿 𠮷野");
    assert_row(p, 1, "e\xcc\x81語x 葛\xf3\xa0\x84\x80城");
    assert_true(pty_find(p, "野", &row, &col));
    assert_int_equal(row, 0);
    assert_int_equal(col, 9);
    assert_true(pty_find(p, "理", NULL, &col));
    assert_int_equal(col, 2);
    assert_true(pty_find(p, "x", &row, &col));
    assert_int_equal(row, 1);
    assert_int_equal(col, 3);
    assert_false(pty_shows(p, "城ready"));
}

static bool byte_came(struct pty *p, const void *arg)
{
    size_t n;
    const char *bytes = pty_bytes(p, &n);

    return memmem(bytes, n, arg, strlen(arg)) != NULL;
}

static void character_cut_in_half_is_held_back(void **state)
{
    struct pty *p = shell(*state, "stty -echo; printf 'A\\346\\227'; read x; printf '\\245B'");

    assert_true(pty_try_until(p, byte_came, "\xe6\x97", stage_patience()));
    pty_keys(p, "Enter");
    pty_wait(p, "A日B");
}

static void cursor_attributes_and_bell(void **state)
{
    struct pty *p =
        shell(*state, "printf '\\033[?1049h\\033[?25l\\033[5;10H\\033[1;7mX\\033[0m\\033[31mY\\033[0mZ\\a'; printf "
                      "'\\033[2;3H.'; cat");
    int row, col;
    bool visible;

    pty_wait(p, "XYZ");
    pty_wait(p, ".");
    pty_cursor(p, &row, &col, &visible);
    assert_int_equal(row, 1);
    assert_int_equal(col, 3);
    assert_false(visible);
    assert_true(pty_alternate(p));
    assert_int_equal(pty_bells(p), 1);
    assert_int_equal(pty_attributes(p, 4, 9), PTY_BOLD | PTY_REVERSE);
    assert_int_equal(pty_attributes(p, 4, 10), PTY_COLOUR);
    assert_int_equal(pty_attributes(p, 4, 11), 0);
}

static bool is_ruled(uint32_t code)
{
    return code == 0x2500 || code == 0x25cb;
}

static void ambiguous_characters_can_take_two_cells(void **state)
{
    struct scene *s = *state;
    struct pty_options options = {.ambiguous = is_ruled};
    int col;

    s->p = pty_new(s->stage, &options, PTY_ARGV("/bin/sh", "-c", "printf '─○語a'"));
    pty_wait(s->p, "─○語a");
    assert_true(pty_find(s->p, "a", NULL, &col));
    assert_int_equal(col, 6);
}

static void everything_written_is_recorded(void **state)
{
    struct pty *p = shell(*state, "printf 'secret\\033[H\\033[2J\\033[3Jcleared'");
    size_t n;
    const char *bytes;

    pty_wait(p, "cleared");
    assert_false(pty_shows(p, "secret"));
    bytes = pty_bytes(p, &n);
    assert_non_null(memmem(bytes, n, "\033[3J", 4));
    assert_int_equal(n, strlen(bytes));
}

/* ---- keys ---- */

static void keys_are_those_of_an_xterm(void **state)
{
    struct pty *p = shell(*state, "stty raw -echo; printf 'ready'; cat -vT");

    pty_wait(p, "ready");
    pty_keys(p, "F1", "F4", "F5", "F12", ".");
    pty_wait(p, "^[OP^[OS^[[15~^[[24~.");
    pty_keys(p, "Up", "Left", "Home", "PageDown", "Delete", "Backspace", "S-Tab", "C-Up", ",");
    pty_wait(p, "^[[A^[[D^[[H^[[6~^[[3~^?^[[Z^[[1;5A,");
    pty_keys(p, "C-x", "C-z", "C-_", "M-a", "Esc", "4", "Tab", "Space", ";");
    pty_wait(p, "^X^Z^_^[a^[4^I ;");
    assert_false(pty_try_keys(p, PTY_ARGV("F13")));
}

static void cursor_keys_follow_the_mode(void **state)
{
    struct pty *p = shell(*state, "stty raw -echo; printf '\\033[?1hready'; cat -v");

    pty_wait(p, "ready");
    pty_keys(p, "Up", "Enter");
    pty_wait(p, "^[OA^M");
}

static void text_goes_in_as_utf8(void **state)
{
    struct pty *p = shell(*state, "stty -echo; printf 'ready '; read x; printf '<%s>' \"$x\"; cat");

    pty_wait(p, "ready");
    pty_send(p, "深夜の巡回連絡");
    pty_keys(p, "髙", "Enter");
    pty_wait(p, "<深夜の巡回連絡髙>");
}

static void paste_is_marked_where_asked_for(void **state)
{
    struct pty *p = shell(*state, "stty raw -echo; printf ready; head -c 4; printf '\\033[?2004hmarked '; cat -v");

    pty_wait(p, "ready");
    assert_true(pty_try_paste(p, "abcd"));
    pty_wait(p, "marked");
    assert_true(pty_try_paste(p, "efgh"));
    pty_wait(p, "readyabcdmarked ^[[200~efgh^[[201~");
}

static void long_text_is_written_whole(void **state)
{
    struct pty *p = shell(*state, "stty raw -echo; printf ready; head -c 200000 | wc -c");
    char *text = malloc(200001);

    assert_non_null(text);
    memset(text, 'a', 200000);
    text[200000] = '\0';
    pty_wait(p, "ready");
    assert_true(pty_try_send(p, text));
    free(text);
    pty_wait(p, "200000");
}

static void queries_of_the_program_are_answered(void **state)
{
    struct pty *p = shell(*state, "stty raw -echo; printf '\\033[3;5H\\033[6n'; head -c 6 | cat -v; cat");

    pty_wait(p, "^[[3;5R");
}

/* ---- waiting and ending ---- */

static void waits_end_with_the_program(void **state)
{
    struct pty *p = shell(*state, "printf gone-soon; exit 7");
    int status = 0;

    assert_false(pty_try_wait(p, "never", stage_patience()));
    assert_true(pty_try_exit(p, &status, stage_patience()));
    assert_int_equal(status, 7);
    assert_true(pty_try_wait(p, "gone-soon", 0));
    assert_false(pty_try_gone(p, "gone-soon", 0));
    assert_false(pty_try_keys(p, PTY_ARGV("Enter")));
}

static void waits_end_at_their_time(void **state)
{
    struct pty *p = shell(*state, "printf here; cat");
    int64_t before = stage_ticks();

    pty_wait(p, "here");
    assert_false(pty_try_wait(p, "never", 50));
    assert_false(pty_try_gone(p, "here", 50));
    assert_true(stage_ticks() - before >= 100);
}

static void text_goes_away(void **state)
{
    struct pty *p = shell(*state, "stty -echo; printf before; read x; printf '\\033[H\\033[2Jafter'; cat");

    pty_wait(p, "before");
    pty_keys(p, "Enter");
    pty_wait_gone(p, "before");
    pty_wait(p, "after");
}

static void program_that_is_not_there(void **state)
{
    struct scene *s = *state;

    s->p = pty_new(s->stage, NULL, PTY_ARGV("/nonexistent/kanribo"));
    assert_int_equal(pty_wait_exit(s->p), 127);
    assert_true(pty_shows(s->p, "cannot execute /nonexistent/kanribo"));
}

static void size_reaches_the_program(void **state)
{
    struct scene *s = *state;
    struct pty_options options = {.rows = 30, .cols = 100};
    struct pty *p = pty_new(
        s->stage, &options,
        PTY_ARGV("/bin/sh", "-c", "stty -echo; stty size; trap 'stty size' WINCH; echo set; while :; do read x; done"));
    char *screen;

    s->p = p;
    pty_wait(p, "30 100");
    pty_wait(p, "set");
    pty_resize(p, 24, 80);
    pty_keys(p, "Enter");
    pty_wait(p, "24 80");
    screen = pty_screen(p);
    assert_string_equal(screen + strlen(screen) - 2, "\n\n");
    free(screen);
}

static void terminal_that_goes_away_hangs_up(void **state)
{
    struct scene *s = *state;
    struct pty *p = shell(s, "trap 'echo hung up > heard; exit 5' HUP; echo ready; while :; do read x; done");
    char *path = stage_path(s->stage, "work/heard");
    int status = 0;

    pty_wait(p, "ready");
    pty_hang_up(p);
    assert_true(pty_try_exit(p, &status, stage_patience()));
    assert_int_equal(status, 5);
    assert_int_equal(access(path, F_OK), 0);
    free(path);
}

static void worker_and_group_are_told_apart(void **state)
{
    struct pty *p = shell(*state, "trap '' TERM; echo ready; /bin/cat; echo worker gone; /bin/cat");
    pid_t first;
    int status;

    pty_wait(p, "ready");
    pty_keys(p, "a", "Enter");
    pty_wait(p, "a");
    while ((first = pty_worker(p)) == 0)
        pty_read(p);
    assert_int_not_equal(first, pty_pid(p));
    assert_true(pty_signal(p, PTY_WORKER, SIGKILL));
    pty_wait(p, "worker gone");
    assert_true(pty_signal(p, PTY_GROUP, SIGKILL));
    assert_true(pty_try_exit(p, &status, stage_patience()));
    assert_int_equal(status, 128 + SIGKILL);
    assert_false(pty_signal(p, PTY_PROGRAM, SIGKILL));
}

/* ---- the stage ---- */

static void environment_is_the_stages(void **state)
{
    struct scene *s = *state;
    struct result r;
    char *home = stage_path(s->stage, "home");

    setenv("KANRIBO_E2E_STRAY", "stray", 1);
    stage_setenv(s->stage, "TZ", "America/New_York");
    stage_setenv(s->stage, "EXTRA", "1");
    stage_setenv(s->stage, "EXTRA", "管理簿");
    command_must(s->stage, &r, 0, NULL, "/usr/bin/env");
    assert_non_null(strstr(r.out, "TERM=xterm-256color\n"));
    assert_non_null(strstr(r.out, "LANG=C.UTF-8\n"));
    assert_non_null(strstr(r.out, "TZ=America/New_York\n"));
    assert_null(strstr(r.out, "TZ=JST-9\n"));
    assert_non_null(strstr(r.out, "EXTRA=管理簿\n"));
    assert_non_null(strstr(r.out, home));
    assert_null(strstr(r.out, "STRAY"));
    assert_null(strstr(r.out, "KANRIBO="));
    result_release(&r);
    stage_setenv(s->stage, "EXTRA", NULL);
    command_must(s->stage, &r, 0, NULL, "/usr/bin/env");
    assert_null(strstr(r.out, "EXTRA"));
    result_release(&r);
    command_must(s->stage, &r, 0, NULL, "/bin/pwd");
    assert_non_null(strstr(r.out, "/work\n"));
    result_release(&r);
    free(home);
}

static void stage_goes_away_whole(void **state)
{
    struct stage *stage = stage_new();
    char *dir = strdup(stage_dir(stage)), *deep = stage_path(stage, "work/a");

    (void)state;
    assert_int_equal(access(dir, F_OK), 0);
    assert_int_equal(mkdir(deep, 0700), 0);
    stage_free(stage);
    assert_int_equal(access(dir, F_OK), getenv("KANRIBO_KEEP") != NULL ? 0 : -1);
    free(deep);
    free(dir);
}

/* What the tests of the clock run: this program itself, which then says what its clocks say, once for each line it reads. */
static int clocks_tell(void)
{
    char line[64];

    do {
        struct timespec monotonic, boot;
        time_t now = time(NULL);
        struct tm *day = gmtime(&now);

        clock_gettime(CLOCK_MONOTONIC, &monotonic);
        clock_gettime(CLOCK_BOOTTIME, &boot);
        printf("[%04d-%02d-%02d %02d:%02d %lld %lld %lld]\n", day->tm_year + 1900, day->tm_mon + 1, day->tm_mday,
               day->tm_hour, day->tm_min, (long long)now, (long long)monotonic.tv_sec, (long long)boot.tv_sec);
        fflush(stdout);
    } while (fgets(line, sizeof line, stdin) != NULL);
    return 0;
}

static void clock_of_a_running_program_is_moved(void **state)
{
    struct scene *s = *state;
    char *self = realpath("/proc/self/exe", NULL);

    if (!stage_clock_possible())
        skip();
    stage_clock(s->stage, 2026, 11, 23, 22, 10);
    s->p = pty_new(s->stage, NULL, PTY_ARGV(self, "clocks"));
    free(self);
    pty_wait(s->p, "[2026-11-23 13:10");
    stage_clock(s->stage, 2026, 11, 24, 6, 40);
    pty_keys(s->p, "Enter");
    pty_wait(s->p, "[2026-11-23 21:40");
    stage_clock(s->stage, 2024, 2, 29, 9, 0);
    pty_keys(s->p, "Enter");
    pty_wait(s->p, "[2024-02-29 00:00");
}

static void clocks_read(struct scene *s, long long *now, long long *monotonic, long long *boot)
{
    struct result r;
    char *self = realpath("/proc/self/exe", NULL), *at;

    command_must(s->stage, &r, 0, NULL, self, "clocks");
    free(self);
    assert_true(r.nout > 19);
    *now = strtoll(r.out + 18, &at, 10); /* after "[2040-01-01 00:00 " */
    *monotonic = strtoll(at, &at, 10);
    *boot = strtoll(at, &at, 10);
    assert_int_equal(*at, ']');
    result_release(&r);
}

static void other_clocks_stay_true_until_asked_for(void **state)
{
    struct scene *s = *state;
    long long now, monotonic, boot, before = stage_ticks() / 1000;

    if (!stage_clock_possible())
        skip();
    stage_clock(s->stage, 2040, 1, 1, 0, 0);
    clocks_read(s, &now, &monotonic, &boot);
    assert_in_range(now, stage_now(s->stage) - 60, stage_now(s->stage) + 1);
    assert_true(monotonic >= before && monotonic < before + 3600);
    stage_free(s->stage);
    s->stage = stage_new();
    stage_clock_all(s->stage);
    stage_clock(s->stage, 2040, 1, 1, 0, 0);
    clocks_read(s, &now, &monotonic, &boot);
    assert_true(monotonic > before + 86400);
    assert_true(boot > before + 86400);
}

/* ---- commands ---- */

/* A script of its own, since command_run puts arguments after argv[0]. */
static char *script_write(struct stage *stage, const char *text)
{
    char *path = stage_path(stage, "work/program");
    FILE *f = fopen(path, "w");

    assert_non_null(f);
    assert_true(fprintf(f, "#!/bin/sh\n%s\n", text) > 0);
    assert_int_equal(fclose(f), 0);
    assert_int_equal(chmod(path, 0700), 0);
    return path;
}

static void command_tells_output_error_and_status(void **state)
{
    struct scene *s = *state;
    struct result r;
    char *program = script_write(s->stage, "echo out \"$@\"; echo 誤り >&2; exit 3");

    command_must(s->stage, &r, 3, NULL, program, "list", "--json");
    assert_string_equal(r.out, "out list --json\n");
    assert_string_equal(r.err, "誤り\n");
    assert_int_equal(r.nerr, strlen("誤り\n"));
    result_release(&r);
    free(program);
    program = script_write(s->stage, "kill -9 $$");
    command_must(s->stage, &r, 137, NULL, program);
    result_release(&r);
    free(program);
}

static void command_reads_passphrase_and_input(void **state)
{
    struct scene *s = *state;
    struct result r;
    char *program = script_write(s->stage, "read -r p <&3; echo \"$1 $2 $3 [$p]\"; cat");

    assert_true(command_run(s->stage, &r, "入力\n", "長い 合言葉です", (const char *const[]){program, "verify", NULL}));
    assert_int_equal(r.status, 0);
    assert_string_equal(r.out, "--passphrase-fd 3 verify [長い 合言葉です]\n入力\n");
    result_release(&r);
    free(program);
    program = script_write(s->stage, "if (: <&3) 2>/dev/null; then echo open; else echo closed; fi; tty");
    assert_true(command_run(s->stage, &r, NULL, NULL, (const char *const[]){program, NULL}));
    assert_non_null(strstr(r.out, "closed\n"));
    assert_int_not_equal(r.status, 0);
    result_release(&r);
    free(program);
}

static void command_with_much_output_does_not_stall(void **state)
{
    struct scene *s = *state;
    struct result r;

    assert_true(
        command_run(s->stage, &r, NULL, NULL,
                    PTY_ARGV("/bin/sh", "-c", "head -c 300000 /dev/zero | tr '\\0' x; head -c 300000 /dev/zero >&2")));
    assert_int_equal(r.status, 0);
    assert_int_equal(r.nout, 300000);
    assert_int_equal(r.nerr, 300000);
    result_release(&r);
}

/* ---- goldens ---- */

static void golden_knows_its_screen(void **state)
{
    struct scene *s = *state;
    const char *top = getenv("SRCDIR"), *generate = getenv("GENERATE");
    char *old = top != NULL ? strdup(top) : NULL, *accepting = generate != NULL ? strdup(generate) : NULL;
    struct result r;
    bool none, same, other;

    command_must(s->stage, &r, 0, NULL, "/bin/mkdir", "-p", "tests/e2e/golden");
    result_release(&r);
    setenv("SRCDIR", stage_work(s->stage), 1);
    shell(s, "stty -echo; printf '\\033[H\\033[2J管理簿 白河署'; read x; printf '\\033[Hx'; cat");
    pty_wait(s->p, "白河署");
    none = golden_try(s->p, "home", 50);
    setenv("GENERATE", "1", 1);
    golden_is(s->p, "home");
    unsetenv("GENERATE");
    same = golden_try(s->p, "home", stage_patience());
    pty_keys(s->p, "Enter");
    pty_wait(s->p, "x");
    other = golden_try(s->p, "home", 50);
    if (old != NULL)
        setenv("SRCDIR", old, 1);
    else
        unsetenv("SRCDIR");
    if (accepting != NULL)
        setenv("GENERATE", accepting, 1);
    free(old);
    free(accepting);
    assert_false(none);
    assert_true(same);
    assert_false(other);
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, scene_open, scene_close)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        CASE(wide_and_combining_text_is_read_back),
        CASE(character_cut_in_half_is_held_back),
        CASE(cursor_attributes_and_bell),
        CASE(ambiguous_characters_can_take_two_cells),
        CASE(everything_written_is_recorded),
        CASE(keys_are_those_of_an_xterm),
        CASE(cursor_keys_follow_the_mode),
        CASE(text_goes_in_as_utf8),
        CASE(paste_is_marked_where_asked_for),
        CASE(long_text_is_written_whole),
        CASE(queries_of_the_program_are_answered),
        CASE(waits_end_with_the_program),
        CASE(waits_end_at_their_time),
        CASE(text_goes_away),
        CASE(program_that_is_not_there),
        CASE(size_reaches_the_program),
        CASE(terminal_that_goes_away_hangs_up),
        CASE(worker_and_group_are_told_apart),
        CASE(environment_is_the_stages),
        CASE(stage_goes_away_whole),
        CASE(clock_of_a_running_program_is_moved),
        CASE(other_clocks_stay_true_until_asked_for),
        CASE(command_tells_output_error_and_status),
        CASE(command_reads_passphrase_and_input),
        CASE(command_with_much_output_does_not_stall),
        CASE(golden_knows_its_screen),
    };

    if (argc == 2 && strcmp(argv[1], "clocks") == 0)
        return clocks_tell();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
