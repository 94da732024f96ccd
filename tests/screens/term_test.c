/* A real terminal line: a pty whose other end a child reads into a file. */
#include <errno.h>
#include <locale.h>
#include <poll.h>
#include <pty.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <cmocka.h>

#include "screens/term.h"

/* ncurses keeps what it had prepared for a terminal that it then does not know; the sanitizer build asks here. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:new_prescr";
}
const char *__lsan_default_options(void);
const char *__lsan_default_options(void)
{
    return "print_suppressions=0";
}

struct line {
    int master, slave, seen; /* seen: what the terminal was sent */
    FILE *in, *out;
    pid_t drain;
    volatile sig_atomic_t stop;
    struct termios before;
};

static void drain(int master, int seen)
{
    char buf[4096];
    ssize_t n;
    while ((n = read(master, buf, sizeof buf)) > 0 || (n < 0 && errno == EINTR))
        if (n > 0 && write(seen, buf, (size_t)n) != n)
            break;
    _exit(0);
}

static void line_open(struct line *l, int rows, int cols)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
    memset(l, 0, sizeof *l);
    assert_int_equal(openpty(&l->master, &l->slave, NULL, NULL, &size), 0);
    assert_int_equal(tcgetattr(l->slave, &l->before), 0);
    l->seen = memfd_create("seen", 0);
    assert_true(l->seen >= 0);
    l->in = fdopen(dup(l->slave), "r");
    l->out = fdopen(dup(l->slave), "w");
    assert_non_null(l->in);
    assert_non_null(l->out);
    l->drain = fork();
    assert_true(l->drain >= 0);
    if (l->drain == 0) {
        close(l->slave);
        fclose(l->in);
        fclose(l->out);
        drain(l->master, l->seen);
    }
}

static void hang_up(struct line *l)
{
    if (l->drain > 0) {
        kill(l->drain, SIGKILL);
        waitpid(l->drain, NULL, 0);
    }
    l->drain = 0;
    if (l->master >= 0)
        close(l->master);
    l->master = -1;
}

static void line_close(struct line *l)
{
    hang_up(l);
    fclose(l->in);
    fclose(l->out);
    close(l->slave);
    close(l->seen);
}

static int term_of(struct term **term, struct line *l, const char *type, struct err *e)
{
    struct term_options options = {.type = type, .in = l->in, .out = l->out, .stop = &l->stop, .colour = true};
    return term_open(term, &options, e);
}

static void send(struct line *l, const char *bytes)
{
    assert_int_equal(write(l->master, bytes, strlen(bytes)), (ssize_t)strlen(bytes));
}

/* Waits until the terminal was sent that text, or fails after ten seconds. */
static void assert_sent(struct line *l, const char *text)
{
    static char buf[1 << 20];
    for (int i = 0; i < 1000; i++) {
        ssize_t n = pread(l->seen, buf, sizeof buf - 1, 0);
        buf[n > 0 ? n : 0] = '\0';
        if (memmem(buf, n > 0 ? (size_t)n : 0, text, strlen(text)))
            return;
        poll(NULL, 0, 10);
    }
    fail_msg("never sent: %s", text);
}

static int code(struct term *term)
{
    struct key key;
    assert_int_equal(term_read(term, &key, 10000), 1);
    return key.code;
}

static void assert_text(struct term *term, const char *text)
{
    struct key key;
    assert_int_equal(term_read(term, &key, 10000), 1);
    assert_int_equal(key.code, K_TEXT);
    assert_string_equal(key.utf8, text);
}

static void what_is_no_terminal_gets_a_sentence(void **state)
{
    (void)state;
    struct term *term;
    struct err e;
    FILE *null = fopen("/dev/null", "r+");
    struct term_options options = {.type = "xterm", .in = null, .out = null};
    assert_int_equal(term_open(&term, &options, &e), ERR_IO);
    assert_null(term);
    assert_non_null(strstr(e.text, "端末ではない"));
    fclose(null);
}

static void a_terminal_that_cannot_draw_gets_a_sentence(void **state)
{
    (void)state;
    static const char *const bad[] = {"dumb", "", "no-such-terminal-at-all"};
    struct line l;
    line_open(&l, 24, 80);
    for (size_t i = 0; i < 3; i++) {
        struct term *term;
        struct err e;
        struct termios now;
        assert_int_equal(term_of(&term, &l, bad[i], &e), ERR_IO);
        assert_null(term);
        assert_non_null(strstr(e.text, "TERM"));
        assert_int_equal(tcgetattr(l.slave, &now), 0);
        assert_int_equal(now.c_lflag, l.before.c_lflag); /* given back as it was */
    }
    line_close(&l);
}

static void keys_come_whole(void **state)
{
    (void)state;
    struct line l;
    struct term *term;
    struct err e;
    line_open(&l, 24, 80);
    assert_int_equal(term_of(&term, &l, "xterm", &e), 0);
    assert_sent(&l, "\033[?2004h");
    send(&l, "a深\x1bOP\x1b[15~\x1b[A\x1bOA\x1b[1~\r\t\x1b[Z\x07\x1a\x11\x13\x03\x7f");
    assert_text(term, "a");
    assert_text(term, "深");
    static const int codes[] = {K_F1,        K_F5,        K_UP,        K_UP,        K_HOME,
                                K_ENTER,     K_TAB,       K_BACKTAB,   K_CTRL('g'), K_CTRL('z'),
                                K_CTRL('q'), K_CTRL('s'), K_CTRL('c'), K_BACKSPACE};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        assert_int_equal(code(term), codes[i]);
    send(&l, "\x1b"
             "0");
    assert_int_equal(code(term), K_F10);
    send(&l, "\x1b");
    assert_int_equal(code(term), K_ESC);
    send(&l, "\x1b[1;5C\xff"
             "b");
    assert_int_equal(code(term), K_INVALID); /* Ctrl+→ means nothing here, and leaves nothing behind */
    assert_text(term, "b");
    struct key key;
    assert_int_equal(term_read(term, &key, 0), 0);
    assert_false(term_waiting(term));
    term_close(term);
    line_close(&l);
}

static void a_scanner_loses_nothing(void **state)
{
    (void)state;
    struct line l;
    struct term *term;
    struct err e;
    line_open(&l, 24, 80);
    assert_int_equal(term_of(&term, &l, "xterm-256color", &e), 0);
    for (int burst = 0; burst < 20; burst++)
        send(&l, "600-012-003-ABCDEFGH-123456789\r");
    for (int burst = 0; burst < 20; burst++) {
        char got[64] = "";
        struct key key;
        while (term_read(term, &key, 10000) == 1 && key.code == K_TEXT) {
            strcat(got, key.utf8);
            assert_true(term_waiting(term)); /* at least the Enter: nothing is drawn in between */
        }
        assert_int_equal(key.code, K_ENTER);
        assert_string_equal(got, "600-012-003-ABCDEFGH-123456789");
    }
    term_close(term);
    line_close(&l);
}

static void a_bracketed_paste_is_one_press(void **state)
{
    (void)state;
    struct line l;
    struct term *term;
    struct err e;
    struct key key;
    line_open(&l, 24, 80);
    assert_int_equal(term_of(&term, &l, "xterm", &e), 0);
    send(&l, "\x1b[200~深夜の\r巡回\x1b[201~x");
    assert_int_equal(term_read(term, &key, 10000), 1);
    assert_int_equal(key.code, K_PASTE);
    assert_int_equal(key.paste_n, strlen("深夜の\n巡回"));
    assert_memory_equal(key.paste, "深夜の\n巡回", key.paste_n);
    assert_text(term, "x");
    term_close(term);
    line_close(&l);
}

static void a_resize_is_a_key(void **state)
{
    (void)state;
    static const int sizes[][2] = {{24, 79}, {10, 20}, {50, 200}, {24, 80}};
    struct line l;
    struct term *term;
    struct err e;
    setenv("COLUMNS", "132", 1); /* left over from a shell: the terminal's own size counts */
    setenv("LINES", "99", 1);
    line_open(&l, 30, 100);
    assert_int_equal(term_of(&term, &l, "xterm", &e), 0);
    assert_int_equal(draw_rows(term_draw(term)), 30);
    assert_int_equal(draw_cols(term_draw(term)), 100);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct winsize size = {.ws_row = (unsigned short)sizes[i][0], .ws_col = (unsigned short)sizes[i][1]};
        assert_int_equal(ioctl(l.master, TIOCSWINSZ, &size), 0);
        raise(SIGWINCH); /* we are not the pty's foreground group */
        assert_int_equal(code(term), K_RESIZE);
        assert_int_equal(draw_rows(term_draw(term)), sizes[i][0]);
        assert_int_equal(draw_cols(term_draw(term)), sizes[i][1]);
    }
    unsetenv("COLUMNS");
    unsetenv("LINES");
    term_close(term);
    line_close(&l);
}

static void a_terminal_that_goes_is_a_hang_up(void **state)
{
    (void)state;
    struct line l;
    struct term *term;
    struct err e;
    line_open(&l, 24, 80);
    assert_int_equal(term_of(&term, &l, "xterm", &e), 0);
    hang_up(&l);
    assert_int_equal(code(term), K_HANGUP);
    assert_int_equal(code(term), K_HANGUP); /* and stays one */
    term_close(term);
    line_close(&l);
}

static void the_stop_flag_is_a_hang_up(void **state)
{
    (void)state;
    struct line l;
    struct term *term;
    struct err e;
    struct key key;
    line_open(&l, 24, 80);
    assert_int_equal(term_of(&term, &l, "xterm", &e), 0);
    assert_int_equal(term_read(term, &key, 0), 0);
    l.stop = 1;
    assert_int_equal(code(term), K_HANGUP);
    term_close(term);
    line_close(&l);
}

static void a_lock_leaves_nothing_to_read(void **state)
{
    (void)state;
    struct line l;
    struct term *term;
    struct err e;
    line_open(&l, 24, 80);
    assert_int_equal(term_of(&term, &l, "xterm", &e), 0);
    draw_text(term_draw(term), 5, 5, 20, ROLE_PLAIN, "携帯か\xe3\x82\x99𠮷");
    draw_flush(term_draw(term), false);
    assert_sent(&l, "\033[?1049h");
    assert_sent(&l, "携帯か\xe3\x82\x99𠮷"); /* with its mark, in one piece */
    term_clear_for_lock(term);
    char *all = draw_screen_text(term_draw(term));
    assert_null(strstr(all, "携帯"));
    free(all);
    assert_sent(&l, "\033[3J");
    term_close(term);
    assert_sent(&l, "\033[?2004l");
    assert_sent(&l, "\033[?1049l");
    struct termios now;
    assert_int_equal(tcgetattr(l.slave, &now), 0);
    assert_int_equal(now.c_lflag, l.before.c_lflag);
    assert_int_equal(now.c_iflag, l.before.c_iflag);
    line_close(&l);
}

static void a_rescue_leaves_the_alternate_screen(void **state)
{
    (void)state;
    struct line l;
    line_open(&l, 24, 80);
    term_rescue(l.slave);
    assert_sent(&l, "\033[?1049l");
    assert_sent(&l, "\033[?25h");
    line_close(&l);
}

static void no_locale_and_the_c_locale_become_utf8(void **state)
{
    (void)state;
    static const char *const langs[] = {"C", "POSIX", "", "xx_NOWHERE.eucXX", "C.UTF-8"};
    unsetenv("LC_ALL");
    unsetenv("LC_CTYPE");
    for (size_t i = 0; i < sizeof langs / sizeof *langs; i++) {
        struct err e;
        wchar_t wide;
        setenv("LANG", langs[i], 1);
        assert_int_equal(term_locale(&e), 0);
        assert_int_equal(mbtowc(&wide, "𠮷", 4), 4);
        assert_string_equal(setlocale(LC_NUMERIC, NULL), "C");
    }
    char buf[64] = "";
    FILE *out = fmemopen(buf, sizeof buf, "w");
    assert_non_null(out);
    term_complain(out, "文字コードが違います。");
    fclose(out);
    assert_string_equal(buf, "文字コードが違います。\n");
}

static void no_color_is_heard(void **state)
{
    (void)state;
    struct term_options options;
    unsetenv("NO_COLOR");
    term_options_read(&options);
    assert_true(options.colour);
    setenv("NO_COLOR", "", 1);
    term_options_read(&options);
    assert_true(options.colour);
    setenv("NO_COLOR", "1", 1);
    term_options_read(&options);
    assert_false(options.colour);
    unsetenv("NO_COLOR");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_terminal_gets_a_sentence),
        cmocka_unit_test(a_terminal_that_cannot_draw_gets_a_sentence),
        cmocka_unit_test(keys_come_whole),
        cmocka_unit_test(a_scanner_loses_nothing),
        cmocka_unit_test(a_bracketed_paste_is_one_press),
        cmocka_unit_test(a_resize_is_a_key),
        cmocka_unit_test(a_terminal_that_goes_is_a_hang_up),
        cmocka_unit_test(the_stop_flag_is_a_hang_up),
        cmocka_unit_test(a_lock_leaves_nothing_to_read),
        cmocka_unit_test(a_rescue_leaves_the_alternate_screen),
        cmocka_unit_test(no_locale_and_the_c_locale_become_utf8),
        cmocka_unit_test(no_color_is_heard),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
