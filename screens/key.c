/* From bytes and codes to key presses. */
#include "screens/key.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "forms/text.h"

#include "forms/banned.h"

/* How long what was begun may take. A person needs a moment between Esc and the digit; everything else is sent at
 * once. */
enum { ESCAPE_DIGIT_MS = 400, SEQUENCE_MS = 50, BYTES_MS = 100, PASTE_MS = 1000 };

enum state { STATE_PLAIN, STATE_SEQUENCE, STATE_SS3, STATE_PASTE };

struct key_decoder {
    enum state state;
    bool escape; /* an Esc was pressed whose digit may follow */
    struct key queue[KEY_QUEUE];
    size_t queued;
    char partial[4]; /* of a UTF-8 character */
    size_t partial_n;
    char sequence[KEY_CSI_BYTES];
    size_t sequence_n;
    char *paste; /* KEY_PASTE_BYTES, made once: growing would leave copies behind */
    size_t paste_n;
    size_t end_matched; /* of paste_end */
    bool paste_cr, paste_cut, paste_given;
};

static const char paste_end[] = "\033[201~";

struct sequence {
    const char *text;
    int code;
};

/* What xterm and its kin send, for terminals whose terminfo says something else. ncurses takes what terminfo knows. */
static const struct sequence sequences[] = {
    {"[A", K_UP},         {"[B", K_DOWN},    {"[C", K_RIGHT},   {"[D", K_LEFT},
    {"[H", K_HOME},       {"[F", K_END},     {"[Z", K_BACKTAB}, {"OA", K_UP},
    {"OB", K_DOWN},       {"OC", K_RIGHT},   {"OD", K_LEFT},    {"OH", K_HOME},
    {"OF", K_END},        {"OM", K_ENTER},   {"OP", K_F1},      {"OQ", K_F2},
    {"OR", K_F3},         {"OS", K_F4},      {"[[A", K_F1},     {"[[B", K_F2},
    {"[[C", K_F3},        {"[[D", K_F4},     {"[[E", K_F5},     {"[1~", K_HOME},
    {"[2~", K_INSERT},    {"[3~", K_DELETE}, {"[4~", K_END},    {"[5~", K_PAGE_UP},
    {"[6~", K_PAGE_DOWN}, {"[7~", K_HOME},   {"[8~", K_END},    {"[11~", K_F1},
    {"[12~", K_F2},       {"[13~", K_F3},    {"[14~", K_F4},    {"[15~", K_F5},
    {"[17~", K_F6},       {"[18~", K_F7},    {"[19~", K_F8},    {"[20~", K_F9},
    {"[21~", K_F10},      {"[23~", K_F11},   {"[24~", K_F12},   {"[200~", K_PASTE_BEGIN},
};

struct key_decoder *key_decoder_new(void)
{
    struct key_decoder *d = calloc(1, sizeof *d);
    if (d && !(d->paste = malloc(KEY_PASTE_BYTES))) {
        free(d);
        d = NULL;
    }
    return d;
}

void key_decoder_free(struct key_decoder *d)
{
    if (!d)
        return;
    explicit_bzero(d->paste, KEY_PASTE_BYTES);
    free(d->paste);
    explicit_bzero(d, sizeof *d);
    free(d);
}

/* The sign that a full-width or capital one stands for when commands are matched. */
static char fold(uint32_t code)
{
    if (code >= 0xFF01 && code <= 0xFF5E)
        code = code - 0xFF01 + '!';
    if (code == 0x3000)
        code = ' ';
    if (code >= 'A' && code <= 'Z')
        code = code - 'A' + 'a';
    return code >= ' ' && code <= '~' ? (char)code : '\0';
}

static void push(struct key_decoder *d, const struct key *key)
{
    if (d->queued < KEY_QUEUE)
        d->queue[d->queued++] = *key;
}

static void push_code(struct key_decoder *d, int code)
{
    push(d, &(struct key){.code = code});
}

/* A press is whole: it also settles what an Esc before it meant. */
static void emit(struct key_decoder *d, const struct key *key)
{
    struct key f = {.code = K_NONE};
    if (d->escape && key->code == K_TEXT && key->letter >= '0' && key->letter <= '9')
        f.code = key->letter == '0' ? K_F10 : K_F1 + (key->letter - '1');
    else if (d->escape)
        push_code(d, K_ESC);
    d->escape = false;
    push(d, f.code != K_NONE ? &f : key);
}

static void emit_code(struct key_decoder *d, int code)
{
    emit(d, &(struct key){.code = code});
}

static void emit_text(struct key_decoder *d, const char *s, size_t n, uint32_t code)
{
    struct key key = {.code = K_TEXT, .letter = fold(code)};
    memcpy(key.utf8, s, n);
    emit(d, &key);
}

static void paste_byte(struct key_decoder *d, char byte)
{
    bool newline_done = d->paste_cr && byte == '\n';
    d->paste_cr = byte == '\r';
    if (newline_done)
        return;
    if (d->paste_n < KEY_PASTE_BYTES)
        d->paste[d->paste_n++] = byte == '\r' ? '\n' : byte;
    else
        d->paste_cut = true;
}

static void paste_begin(struct key_decoder *d)
{
    d->state = STATE_PASTE;
    d->paste_n = d->end_matched = 0;
    d->paste_cr = d->paste_cut = false;
}

static void paste_finish(struct key_decoder *d)
{
    d->state = STATE_PLAIN;
    d->end_matched = 0;
    if (d->paste_cut) { /* whole characters only */
        while (d->paste_n > 0 && ((unsigned char)d->paste[d->paste_n - 1] & 0xC0) == 0x80)
            d->paste_n--;
        if (d->paste_n > 0)
            d->paste_n--;
    }
    d->paste_given = true;
    emit(d, &(struct key){.code = K_PASTE, .paste = d->paste, .paste_n = d->paste_n, .paste_cut = d->paste_cut});
}

static void feed_paste(struct key_decoder *d, char byte)
{
    if (byte == paste_end[d->end_matched]) {
        if (++d->end_matched == sizeof paste_end - 1)
            paste_finish(d);
        return;
    }
    size_t matched = d->end_matched;
    d->end_matched = 0;
    for (size_t i = 0; i < matched; i++)
        paste_byte(d, paste_end[i]);
    if (byte == paste_end[0])
        d->end_matched = 1;
    else
        paste_byte(d, byte);
}

static void sequence_finish(struct key_decoder *d)
{
    d->state = STATE_PLAIN;
    d->escape = false; /* it was the beginning of this sequence, no press */
    for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++) {
        const struct sequence *known = &sequences[i];
        if (strlen(known->text) != d->sequence_n || memcmp(known->text, d->sequence, d->sequence_n) != 0)
            continue;
        if (known->code == K_PASTE_BEGIN)
            paste_begin(d);
        else
            emit_code(d, known->code);
        return;
    }
}

static void feed_sequence(struct key_decoder *d, unsigned char byte)
{
    if (byte < ' ' || byte > '~' ||
        d->sequence_n == KEY_CSI_BYTES) { /* broken off: forget it, take the byte as it is */
        d->state = STATE_PLAIN;
        d->escape = false;
        key_feed_byte(d, byte);
        return;
    }
    d->sequence[d->sequence_n++] = (char)byte;
    bool linux_f = d->sequence_n == 2 && byte == '['; /* the console's F1…F5: ESC [ [ A */
    if (d->state == STATE_SS3 || (byte >= '@' && !linux_f))
        sequence_finish(d);
}

static void feed_control(struct key_decoder *d, unsigned char byte)
{
    if (byte == '\r' || byte == '\n')
        emit_code(d, K_ENTER);
    else if (byte == '\t')
        emit_code(d, K_TAB);
    else if (byte == 0x08 || byte == 0x7F)
        emit_code(d, K_BACKSPACE);
    else if (byte >= 1 && byte <= 26)
        emit_code(d, K_CTRL('a' + byte - 1));
}

/* Bytes that a UTF-8 character beginning with this one has; 0 = it cannot begin one. */
static size_t utf8_bytes(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    return lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
}

static void feed_text(struct key_decoder *d, unsigned char byte)
{
    if (d->partial_n > 0 && (byte & 0xC0) != 0x80) {
        d->partial_n = 0;
        emit_code(d, K_INVALID);
    }
    if (d->partial_n == 0 && utf8_bytes(byte) == 0) {
        emit_code(d, K_INVALID);
        return;
    }
    d->partial[d->partial_n++] = (char)byte;
    if (d->partial_n < utf8_bytes((unsigned char)d->partial[0]))
        return;
    uint32_t code;
    if (text_decode(d->partial, d->partial_n, &code) == d->partial_n)
        emit_text(d, d->partial, d->partial_n, code);
    else
        emit_code(d, K_INVALID);
    d->partial_n = 0;
}

static void paste_forget(struct key_decoder *d)
{
    if (d->paste_given)
        explicit_bzero(d->paste, d->paste_n);
    d->paste_given = false;
}

void key_feed_byte(struct key_decoder *d, unsigned char byte)
{
    paste_forget(d);
    if (d->state == STATE_PASTE) {
        feed_paste(d, (char)byte);
    } else if (d->state != STATE_PLAIN) {
        feed_sequence(d, byte);
    } else if (d->escape && (byte == '[' || byte == 'O')) {
        d->state = byte == '[' ? STATE_SEQUENCE : STATE_SS3;
        d->sequence[0] = (char)byte;
        d->sequence_n = 1;
    } else if (byte == 0x1B) {
        if (d->escape)
            push_code(d, K_ESC);
        d->partial_n = 0;
        d->escape = true;
    } else if (byte < ' ' || byte == 0x7F) {
        d->partial_n = 0;
        feed_control(d, byte);
    } else {
        feed_text(d, byte);
    }
}

void key_feed_code(struct key_decoder *d, int code)
{
    paste_forget(d);
    if (code == K_RESIZE || code == K_HANGUP) { /* not from the keyboard: settles nothing */
        push_code(d, code);
    } else if (d->state == STATE_PASTE) {
        if (code == K_PASTE_END)
            paste_finish(d);
    } else {
        d->state = STATE_PLAIN;
        d->partial_n = 0;
        if (code == K_PASTE_BEGIN)
            paste_begin(d);
        else
            emit_code(d, code);
    }
}

void key_feed_pause(struct key_decoder *d)
{
    paste_forget(d);
    if (d->state == STATE_PASTE) {
        paste_finish(d);
        return;
    }
    d->state = STATE_PLAIN;
    if (d->partial_n > 0) {
        d->partial_n = 0;
        emit_code(d, K_INVALID);
    } else if (d->escape) {
        d->escape = false;
        push_code(d, K_ESC);
    }
}

int key_wants_more(const struct key_decoder *d)
{
    if (d->state == STATE_PASTE)
        return PASTE_MS;
    if (d->state != STATE_PLAIN)
        return SEQUENCE_MS;
    if (d->partial_n > 0)
        return BYTES_MS;
    return d->escape ? ESCAPE_DIGIT_MS : -1;
}

bool key_take(struct key_decoder *d, struct key *out)
{
    if (d->queued == 0)
        return false;
    *out = d->queue[0];
    memmove(d->queue, d->queue + 1, --d->queued * sizeof d->queue[0]);
    explicit_bzero(&d->queue[d->queued], sizeof d->queue[0]);
    return true;
}

const char *key_text(const struct key *key, size_t *n)
{
    if (key->code == K_PASTE) {
        *n = key->paste_n;
        return key->paste;
    }
    *n = key->code == K_TEXT ? strlen(key->utf8) : 0;
    return key->code == K_TEXT ? key->utf8 : NULL;
}

bool key_is(const struct key *key, int code, bool letters)
{
    if (code == K_NONE)
        return false;
    if (code < K_CTRL_BASE)
        return letters && key->code == K_TEXT && key->letter == code;
    return key->code == code;
}

void key_label(char *buf, size_t size, int code)
{
    static const char *const names[] = {
        [K_ENTER - K_TEXT] = "Enter", [K_TAB - K_TEXT] = "Tab",      [K_BACKTAB - K_TEXT] = "Shift+Tab",
        [K_ESC - K_TEXT] = "Esc",     [K_BACKSPACE - K_TEXT] = "BS", [K_DELETE - K_TEXT] = "Del",
        [K_INSERT - K_TEXT] = "Ins",  [K_UP - K_TEXT] = "↑",         [K_DOWN - K_TEXT] = "↓",
        [K_LEFT - K_TEXT] = "←",      [K_RIGHT - K_TEXT] = "→",      [K_HOME - K_TEXT] = "Home",
        [K_END - K_TEXT] = "End",     [K_PAGE_UP - K_TEXT] = "PgUp", [K_PAGE_DOWN - K_TEXT] = "PgDn",
    };
    if (size == 0)
        return;
    buf[0] = '\0';
    if (code > ' ' && code <= '~')
        text_format(buf, size, "%c", code);
    else if (code == ' ')
        text_format(buf, size, "Space");
    else if (code >= K_CTRL('a') && code <= K_CTRL('z'))
        text_format(buf, size, "Ctrl+%c", code - K_CTRL_BASE - 'a' + 'A');
    else if (code >= K_F1 && code <= K_F12)
        text_format(buf, size, "F%d", code - K_F1 + 1);
    else if (code >= K_TEXT && (size_t)(code - K_TEXT) < sizeof names / sizeof *names && names[code - K_TEXT])
        text_format(buf, size, "%s", names[code - K_TEXT]);
}
