#include "tests/screens/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forms/text.h"

const char *const hostile[] = {
    "\x1b[2J\x1b[1;1H消えた",
    "\x1b]0;title\x07",
    "a\rb\nc\td\x7f",
    "\xc2\x9b"
    "31m C1",
    "abc\xe2\x80\xae"
    "fed 右から",
    "\xe2\x81\xa6"
    "isolate\xe2\x81\xa9",
    "zero\xe2\x80\x8bwidth\xe2\x80\x8djoin\xef\xbb\xbf",
    "tag\xf3\xa0\x81\x81\xf3\xa0\x81\xbf",
    "\xff\xfe broken \xe3\x81",
    "\xed\xa0\x80 surrogate",
    "\xf4\x90\x80\x80 beyond",
    "Z\xcc\x81\xcc\x82\xcc\x83\xcc\x84\xcc\x85\xcc\x86\xcc\x87\xcc\x88",
    "\xcc\x81 a mark at the head",
    "か\xe3\x82\x99が",
    "𠮷野家 髙﨑 葛\xf3\xa0\x84\x80城",
    "ﾊﾝｶｸ ｶﾞ ﾊﾟ",
    "①②③ ± × … ─ │ ▶",
    "한국어 ᄒ\xe1\x85\xa1\xe1\x86\xab",
    "🇯🇵👮\xf0\x9f\x8f\xbd",
    "\xe2\x80\xa8line\xe2\x80\xa9para",
    "長い長い長い長い長い長い長い長い長い長い長い長い長い長い長い長い長い長い長い長い長い長い長い長い長い文",
    "",
    NULL,
};

struct term *open_term(int rows, int cols)
{
    struct term *term;
    struct err e;
    struct term_options options = {.type = "xterm", .headless = true, .rows = rows, .cols = cols};
    if (term_open(&term, &options, &e) != 0)
        fail_msg("%s", e.text);
    return term;
}

struct key press(int code)
{
    return (struct key){.code = code};
}

struct key typed(const char *utf8)
{
    struct key key = {.code = K_TEXT, .letter = utf8[1] == '\0' ? utf8[0] : '\0'};
    memcpy(key.utf8, utf8, strlen(utf8));
    return key;
}

struct key pasted(const char *s, size_t n)
{
    return (struct key){.code = K_PASTE, .paste = s, .paste_n = n};
}

void assert_row(struct term *term, int row, const char *text)
{
    char *shown = draw_row_text(term_draw(term), row);
    assert_non_null(shown);
    assert_string_equal(shown, text);
    free(shown);
}

int screen_has(struct term *term, const char *text)
{
    char *shown = draw_screen_text(term_draw(term));
    assert_non_null(shown);
    int found = strstr(shown, text) != NULL;
    free(shown);
    return found;
}

static int64_t bench_clock(void *arg)
{
    struct bench *b = arg;
    free(b->seen);
    b->seen = draw_screen_text(term_draw(b->term));
    return b->now_ms += b->step_ms;
}

void bench_open(struct bench *b, int idle_lock_s)
{
    struct err e;
    *b = (struct bench){.term = open_term(24, 80), .now_ms = 1000};
    struct screens_options options = {
        .term = b->term, .boot_ms = bench_clock, .arg = b, .idle_lock_s = idle_lock_s, .shared = b};
    assert_int_equal(screens_new(&b->screens, &options, &e), 0);
}

void bench_close(struct bench *b)
{
    screens_free(b->screens);
    term_close(b->term);
    free(b->seen);
    b->seen = NULL;
}
