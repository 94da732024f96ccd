/* The terminal through ncurses: opened, read, given back. */
#include "screens/term.h"

#include <curses.h>
#include <errno.h>
#include <iconv.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "forms/banned.h"

enum { READ_FAILURES = 50, SCRIPT_STEPS = 65536 };

struct term {
    SCREEN *screen;
    WINDOW *keys; /* a pad: reading from it does not refresh anything behind our back */
    struct draw *draw;
    struct key_decoder *decoder;
    FILE *null; /* headless */
    int in_fd, out_fd;
    const volatile sig_atomic_t *stop;
    bool headless, peeked, gone;
    struct key peek;
    int failures;
    int *script; /* headless: bytes and, above 0xff, codes; K_RESIZE with the size in the two that follow */
    size_t script_n, script_at;
};

static const int code_map[][2] = {
    {KEY_ENTER, K_ENTER}, {KEY_BTAB, K_BACKTAB},  {KEY_BACKSPACE, K_BACKSPACE}, {KEY_DC, K_DELETE},
    {KEY_IC, K_INSERT},   {KEY_UP, K_UP},         {KEY_DOWN, K_DOWN},           {KEY_LEFT, K_LEFT},
    {KEY_RIGHT, K_RIGHT}, {KEY_HOME, K_HOME},     {KEY_FIND, K_HOME},           {KEY_END, K_END},
    {KEY_SELECT, K_END},  {KEY_PPAGE, K_PAGE_UP}, {KEY_NPAGE, K_PAGE_DOWN},     {KEY_A1, K_HOME},
    {KEY_A3, K_PAGE_UP},  {KEY_C1, K_END},        {KEY_C3, K_PAGE_DOWN},
};

int term_locale(struct err *e)
{
    const char *name = setlocale(LC_CTYPE, "");
    if (!name || strcmp(name, "C") == 0 || strcmp(name, "POSIX") == 0)
        name = setlocale(LC_CTYPE, "C.UTF-8");
    if (!name)
        return err_set(
            e, ERR_IO,
            "この PC に UTF-8 のロケール C.UTF-8 がありません。システム担当者に libc-bin の導入を依頼してください。");
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        return err_set(e, ERR_IO,
                       "端末の文字コードが %s です。kanribo は UTF-8 の端末で使います。"
                       "LANG=ja_JP.UTF-8 (又は C.UTF-8) の端末で起動し直してください。",
                       nl_langinfo(CODESET));
    return 0;
}

void term_complain(FILE *out, const char *text)
{
    char buf[4096];
    char *from = strdup(text), *in = from, *to = buf;
    size_t in_n = strlen(text), left = sizeof buf - 1;
    iconv_t cd = iconv_open(nl_langinfo(CODESET), "UTF-8");
    bool done = cd != (iconv_t)-1 && from && iconv(cd, &in, &in_n, &to, &left) != (size_t)-1;
    *to = '\0';
    fprintf(out, "%s\n", done ? buf : "kanribo: this terminal does not speak UTF-8; start it with LANG=C.UTF-8");
    if (cd != (iconv_t)-1)
        iconv_close(cd);
    free(from);
}

void term_options_read(struct term_options *options)
{
    const char *no_color = getenv("NO_COLOR"); /* no-color.org: any text but the empty one */
    *options = (struct term_options){
        .type = getenv("TERM"), .in = stdin, .out = stdout, .colour = !no_color || no_color[0] == '\0'};
}

static int check_terminal(const struct term_options *o, struct err *e)
{
    if (o->headless)
        return 0;
    if (!isatty(fileno(o->in)) || !isatty(fileno(o->out)))
        return err_set(
            e, ERR_IO,
            "端末ではないため画面を開けません。端末から起動するか、kanribo list などの命令を使ってください。");
    if (!o->type || o->type[0] == '\0' || strcmp(o->type, "dumb") == 0)
        return err_set(e, ERR_IO,
                       "この端末 (TERM=%s) では画面を描けません。"
                       "別の端末で起動するか、TERM を端末に合わせて (例: xterm-256color) 起動し直してください。",
                       o->type && o->type[0] != '\0' ? o->type : "なし");
    return 0;
}

static void write_all(int fd, const char *s)
{
    size_t n = strlen(s);
    while (n > 0) {
        ssize_t wrote = write(fd, s, n);
        if (wrote < 0 && errno != EINTR)
            return; /* a terminal that is gone needs nothing more */
        if (wrote > 0) {
            s += wrote;
            n -= (size_t)wrote;
        }
    }
}

static int modes_set(struct term *t, struct err *e)
{
    t->keys = newpad(1, 1);
    if (!t->keys)
        return err_memory(e);
    if (!t->headless && (raw() == ERR || noecho() == ERR || nonl() == ERR))
        return err_set(e, ERR_IO, "端末を設定できません。端末を開き直してください。");
    keypad(t->keys, TRUE);
    meta(t->keys, TRUE);
    nodelay(t->keys, TRUE);
    set_escdelay(TERM_ESCAPE_MS);
    scrollok(stdscr, FALSE);
    if (!t->headless)
        write_all(t->out_fd, "\033[?2004h");
    return 0;
}

/* Without cursor addressing every picture would run down the paper; ncurses itself would not mind. */
static int capability_check(const struct term_options *o, struct err *e)
{
    char name[] = "cup";
    const char *cup = tigetstr(name);
    if (!cup || cup == (char *)-1)
        return err_set(e, ERR_IO,
                       "この端末 (TERM=%s) はカーソルを動かせないため画面を描けません。"
                       "別の端末で起動するか、TERM を端末に合わせて起動し直してください。",
                       o->type);
    return 0;
}

static int screen_open(struct term *t, const struct term_options *o, struct err *e)
{
    /* The size comes from the terminal alone: LINES and COLUMNS left in the environment would freeze it. */
    use_env(FALSE);
    use_tioctl(TRUE);
    const char *type = o->type ? o->type : "xterm";
    t->screen = newterm(type, t->null ? t->null : o->out, t->null ? t->null : o->in);
    if (!t->screen)
        return err_set(e, ERR_IO,
                       "端末の種類 TERM=%s がこの PC に登録されていません。"
                       "TERM=xterm-256color などで起動し直すか、ncurses-term を導入してください。",
                       type);
    int r = capability_check(o, e);
    if (r == 0)
        r = modes_set(t, e);
    if (r == 0 && t->headless && resizeterm(o->rows > 0 ? o->rows : 24, o->cols > 0 ? o->cols : 80) == ERR)
        r = err_memory(e);
    if (r == 0 && !(t->draw = draw_new(o->colour, o->ascii)))
        r = err_memory(e);
    return r;
}

static struct term *term_new(const struct term_options *options)
{
    struct term *t = calloc(1, sizeof *t);
    if (!t)
        return NULL;
    t->headless = options->headless;
    t->stop = options->stop;
    t->decoder = key_decoder_new();
    if (t->headless) {
        t->null = fopen("/dev/null", "r+");
        t->script = calloc(SCRIPT_STEPS, sizeof *t->script);
    }
    if (!t->decoder || (t->headless && (!t->null || !t->script))) {
        term_close(t);
        return NULL;
    }
    t->in_fd = fileno(t->null ? t->null : options->in);
    t->out_fd = fileno(t->null ? t->null : options->out);
    return t;
}

int term_open(struct term **out, const struct term_options *options, struct err *e)
{
    *out = NULL;
    int r = term_locale(e);
    if (r == 0)
        r = check_terminal(options, e);
    if (r != 0)
        return r;
    struct term *t = term_new(options);
    if (!t)
        return err_memory(e);
    r = screen_open(t, options, e);
    if (r == 0)
        *out = t;
    else
        term_close(t);
    return r;
}

void term_close(struct term *t)
{
    if (!t)
        return;
    if (t->draw) {
        draw_clear(t->draw);
        draw_flush(t->draw, true);
    }
    if (t->screen) {
        if (!t->headless)
            write_all(t->out_fd, "\033[?2004l");
        if (t->keys)
            delwin(t->keys);
        endwin();
        delscreen(t->screen);
    }
    draw_free(t->draw);
    key_decoder_free(t->decoder);
    if (t->null)
        fclose(t->null);
    free(t->script);
    explicit_bzero(t, sizeof *t);
    free(t);
}

void term_clear_for_lock(struct term *t)
{
    draw_clear(t->draw);
    draw_flush(t->draw, true);
    /* E3 of xterm and the Linux console; terminfo of a multiplexer may not name it, and who does not know it ignores
     * it. */
    if (!t->headless)
        write_all(t->out_fd, "\033[3J");
}

void term_rescue(int fd)
{
    /* attributes, insert mode, scroll region, clear with scroll-back, alternate screen, paste, keypad, cursor */
    if (isatty(fd))
        write_all(fd, "\033[0m\033[4l\033[r\033[H\033[2J\033[3J\033[?1049l\033[?2004l\033[?1l\033>\033[?25h");
}

static int code_of(int curses_key)
{
    if (curses_key > KEY_F0 && curses_key <= KEY_F(12))
        return K_F1 + (curses_key - KEY_F(1));
    for (size_t i = 0; i < sizeof code_map / sizeof *code_map; i++)
        if (code_map[i][0] == curses_key)
            return code_map[i][1];
    return K_NONE;
}

/* With use_env(FALSE), ncurses tells that the size changed but does not ask for it. */
static void resized(struct term *t)
{
    struct winsize size;
    if (!t->headless && ioctl(t->out_fd, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
        resize_term(size.ws_row, size.ws_col);
    draw_resized(t->draw);
    key_feed_code(t->decoder, K_RESIZE);
}

/* Feeds one byte or code that is there already. */
static bool pull_curses(struct term *t)
{
    int c = wgetch(t->keys);
    if (c == ERR)
        return false;
    t->failures = 0;
    if (c == KEY_RESIZE)
        resized(t);
    else if (c >= 0 && c <= 0xFF)
        key_feed_byte(t->decoder, (unsigned char)c);
    else if (code_of(c) != K_NONE)
        key_feed_code(t->decoder, code_of(c));
    return true;
}

static bool pull_script(struct term *t)
{
    if (t->script_at >= t->script_n || t->script[t->script_at] == K_NONE)
        return false;
    int c = t->script[t->script_at++];
    if (c == K_RESIZE) {
        if (resizeterm(t->script[t->script_at], t->script[t->script_at + 1]) == OK)
            resized(t);
        t->script_at += 2;
    } else if (c <= 0xFF) {
        key_feed_byte(t->decoder, (unsigned char)c);
    } else {
        key_feed_code(t->decoder, c);
    }
    return true;
}

static bool pull(struct term *t)
{
    return t->headless ? pull_script(t) : pull_curses(t);
}

enum waited { WAITED_READY, WAITED_NONE, WAITED_SIGNAL };

/* Headless, nothing waits: a step K_NONE is a time in which no key came, and the end of the script is a hang-up. */
static enum waited wait_script(struct term *t)
{
    if (t->script_at >= t->script_n)
        t->gone = true;
    return WAITED_NONE;
}

static enum waited wait_input(struct term *t, int ms)
{
    if (t->headless)
        return wait_script(t);
    struct pollfd fd = {.fd = t->in_fd, .events = POLLIN};
    int r = poll(&fd, 1, ms);
    if (r < 0)
        return WAITED_SIGNAL;
    if (r == 0)
        return WAITED_NONE;
    /* Readable, but the next read may fail: 50 times in a row and nobody is there any more. */
    if ((fd.revents & (POLLHUP | POLLNVAL)) != 0 || ++t->failures > READ_FAILURES)
        t->gone = true;
    return WAITED_READY;
}

static bool stopped(const struct term *t)
{
    return t->gone || (t->stop && *t->stop != 0);
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

int term_read(struct term *t, struct key *key, int timeout_ms)
{
    int waited = 0, begun = 0;
    if (t->peeked) {
        t->peeked = false;
        *key = t->peek;
        explicit_bzero(&t->peek, sizeof t->peek);
        return 1;
    }
    for (;;) {
        if (key_take(t->decoder, key))
            return 1;
        if (t->stop && *t->stop != 0)
            break;
        if (pull(t)) {
            begun = 0;
            continue;
        }
        if (stopped(t))
            break;
        int want = key_wants_more(t->decoder);
        if (want < 0 && timeout_ms >= 0 && waited >= timeout_ms) {
            if (t->headless && t->script_at < t->script_n)
                t->script_at++;
            return 0;
        }
        int slice = smaller(TERM_SLICE_MS, want >= 0 ? want - begun : TERM_SLICE_MS);
        if (want < 0 && timeout_ms >= 0)
            slice = smaller(slice, timeout_ms - waited);
        if (wait_input(t, slice) == WAITED_NONE) {
            waited += slice;
            begun += slice;
        }
        if (want >= 0 && (begun >= want || t->gone)) {
            begun = 0;
            key_feed_pause(t->decoder);
        }
    }
    *key = (struct key){.code = K_HANGUP};
    return 1;
}

bool term_waiting(struct term *t)
{
    while (!t->peeked) {
        if (key_take(t->decoder, &t->peek))
            t->peeked = true;
        else if (!pull(t))
            return false;
    }
    return true;
}

void term_type(struct term *t, const char *bytes)
{
    for (; *bytes != '\0' && t->script_n < SCRIPT_STEPS; bytes++)
        t->script[t->script_n++] = (unsigned char)*bytes;
}

void term_press(struct term *t, int code)
{
    if (t->script_n < SCRIPT_STEPS)
        t->script[t->script_n++] = code;
}

void term_resize(struct term *t, int rows, int cols)
{
    if (t->script_n + 3 > SCRIPT_STEPS)
        return;
    t->script[t->script_n++] = K_RESIZE;
    t->script[t->script_n++] = rows;
    t->script[t->script_n++] = cols;
}

void term_bell(struct term *t)
{
    if (!t->headless)
        (void)beep(); /* a terminal without a bell stays silent */
}

struct draw *term_draw(struct term *t)
{
    return t->draw;
}
