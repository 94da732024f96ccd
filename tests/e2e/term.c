#include "tests/e2e/term.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vterm.h>

#include "tests/e2e/pty.h"

/* libvterm knows ambiguous characters as one cell only. On a terminal where they take two, each is shown to it as the
 * code point of the same number in plane 3, which it holds to be wide, and turned back when the screen is read. */
enum { PLANE_3 = 0x30000 };

struct bytes {
    char *at;
    size_t n, room;
};

struct term {
    VTerm *vterm;
    VTermScreen *screen;
    bool (*ambiguous)(uint32_t code);
    struct bytes held;  /* the head of a character whose rest has not come yet */
    struct bytes reply; /* from the terminal to the program */
    bool cursor_visible, alternate;
    int bells;
};

static void bytes_add(struct bytes *b, const char *s, size_t n)
{
    if (b->at == NULL || b->room - b->n < n + 1) {
        b->room = 2 * (b->n + n + 1);
        b->at = realloc(b->at, b->room);
        if (b->at == NULL) {
            perror("end-to-end test");
            exit(99);
        }
    }
    if (n > 0)
        memcpy(b->at + b->n, s, n);
    b->n += n;
    b->at[b->n] = '\0';
}

/* ---- what libvterm tells us ---- */

static void on_output(const char *s, size_t n, void *user)
{
    struct term *t = user;

    bytes_add(&t->reply, s, n);
}

static int on_property(VTermProp property, VTermValue *value, void *user)
{
    struct term *t = user;

    if (property == VTERM_PROP_CURSORVISIBLE)
        t->cursor_visible = value->boolean != 0;
    else if (property == VTERM_PROP_ALTSCREEN)
        t->alternate = value->boolean != 0;
    return 1;
}

static int on_bell(void *user)
{
    struct term *t = user;

    t->bells++;
    return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = on_property, .bell = on_bell};

struct term *term_new(int rows, int cols, bool (*ambiguous)(uint32_t code))
{
    struct term *t = calloc(1, sizeof *t);

    if (t != NULL)
        t->vterm = vterm_new(rows, cols);
    if (t == NULL || t->vterm == NULL) {
        perror("end-to-end test: no terminal");
        exit(99);
    }
    t->ambiguous = ambiguous;
    vterm_set_utf8(t->vterm, 1);
    vterm_output_set_callback(t->vterm, on_output, t);
    t->screen = vterm_obtain_screen(t->vterm);
    vterm_screen_set_callbacks(t->screen, &callbacks, t);
    vterm_screen_enable_altscreen(t->screen, 1);
    vterm_screen_reset(t->screen, 1);
    return t;
}

void term_free(struct term *t)
{
    if (t == NULL)
        return;
    vterm_free(t->vterm);
    free(t->held.at);
    free(t->reply.at);
    free(t);
}

void term_resize(struct term *t, int rows, int cols)
{
    vterm_set_size(t->vterm, rows, cols);
}

/* ---- in ---- */

/* Bytes of the UTF-8 character that begins with this byte; 1 for what begins none. */
static size_t sequence_length(unsigned char lead)
{
    if (lead >= 0xf0 && lead <= 0xf4)
        return 4;
    if (lead >= 0xe0 && lead < 0xf0)
        return 3;
    return lead >= 0xc2 && lead < 0xe0 ? 2 : 1;
}

/* How many bytes at the end are the head of a character that is not complete. */
static size_t incomplete_tail(const char *s, size_t n)
{
    for (size_t back = 1; back <= 3 && back <= n; back++) {
        unsigned char c = (unsigned char)s[n - back];

        if ((c & 0xc0) != 0x80)
            return sequence_length(c) > back ? back : 0;
    }
    return 0;
}

static size_t encode(char out[4], uint32_t code)
{
    static const unsigned char lead[] = {0, 0, 0xc0, 0xe0, 0xf0};
    size_t n = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;

    for (size_t i = n; i-- > 1; code >>= 6)
        out[i] = (char)(0x80 | (code & 0x3f));
    out[0] = (char)((n == 1 ? 0 : lead[n]) | code);
    return n;
}

static uint32_t decode(const char *s, size_t n)
{
    static const unsigned char mask[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
    uint32_t code = (unsigned char)s[0] & mask[n];

    for (size_t i = 1; i < n; i++)
        code = code << 6 | ((unsigned char)s[i] & 0x3f);
    return code;
}

static void feed_widened(struct term *t, const char *s, size_t n)
{
    struct bytes wide = {0};

    for (size_t i = 0; i < n;) {
        size_t len = sequence_length((unsigned char)s[i]);
        char other[4];

        if (len > n - i)
            len = n - i;
        if ((len == 2 || len == 3) && t->ambiguous(decode(s + i, len)))
            bytes_add(&wide, other, encode(other, PLANE_3 + decode(s + i, len)));
        else
            bytes_add(&wide, s + i, len);
        i += len;
    }
    vterm_input_write(t->vterm, wide.at, wide.n);
    free(wide.at);
}

void term_feed(struct term *t, const char *bytes, size_t n)
{
    struct bytes all = {0};
    size_t whole;

    bytes_add(&all, t->held.at, t->held.n);
    bytes_add(&all, bytes, n);
    whole = all.n - incomplete_tail(all.at, all.n);
    if (whole > 0 && t->ambiguous != NULL)
        feed_widened(t, all.at, whole);
    else if (whole > 0)
        vterm_input_write(t->vterm, all.at, whole);
    t->held.n = 0;
    bytes_add(&t->held, all.at + whole, all.n - whole);
    free(all.at);
}

/* ---- keys ---- */

static const struct {
    const char *name;
    VTermKey key;
} vterm_keys[] = {{"Backspace", VTERM_KEY_BACKSPACE},
                  {"Up", VTERM_KEY_UP},
                  {"Down", VTERM_KEY_DOWN},
                  {"Left", VTERM_KEY_LEFT},
                  {"Right", VTERM_KEY_RIGHT},
                  {"Home", VTERM_KEY_HOME},
                  {"End", VTERM_KEY_END},
                  {"PageUp", VTERM_KEY_PAGEUP},
                  {"PageDown", VTERM_KEY_PAGEDOWN},
                  {"Insert", VTERM_KEY_INS},
                  {"Delete", VTERM_KEY_DEL}};

static const struct {
    const char *name;
    const char *bytes;
} plain_keys[] = {{"Enter", "\r"}, {"Esc", "\033"}, {"Tab", "\t"}, {"S-Tab", "\033[Z"}, {"Space", " "}};

static bool press_plain(struct term *t, const char *name)
{
    for (size_t i = 0; i < sizeof plain_keys / sizeof plain_keys[0]; i++)
        if (strcmp(plain_keys[i].name, name) == 0) {
            bytes_add(&t->reply, plain_keys[i].bytes, strlen(plain_keys[i].bytes));
            return true;
        }
    return false;
}

static bool press_named(struct term *t, const char *name, VTermModifier modifier)
{
    for (size_t i = 0; i < sizeof vterm_keys / sizeof vterm_keys[0]; i++)
        if (strcmp(vterm_keys[i].name, name) == 0) {
            vterm_keyboard_key(t->vterm, vterm_keys[i].key, modifier);
            return true;
        }
    if (name[0] == 'F' && name[1] >= '1' && name[1] <= '9') {
        char *end;
        long n = strtol(name + 1, &end, 10);

        if (*end == '\0' && n <= 12) {
            vterm_keyboard_key(t->vterm, (VTermKey)VTERM_KEY_FUNCTION(n), modifier);
            return true;
        }
    }
    return false;
}

static bool press_control(struct term *t, char c)
{
    char byte;

    if (c >= 'a' && c <= 'z')
        byte = (char)(c - 'a' + 1);
    else if (c >= '@' && c <= '_')
        byte = (char)(c - '@');
    else
        return false;
    bytes_add(&t->reply, &byte, 1);
    return true;
}

bool term_key(struct term *t, const char *name)
{
    int modifier = VTERM_MOD_NONE;
    const char *key = name;

    if (press_plain(t, name))
        return true;
    while (strlen(key) > 2 && key[1] == '-' && strchr("SCM", key[0]) != NULL) {
        modifier |= key[0] == 'S' ? VTERM_MOD_SHIFT : key[0] == 'C' ? VTERM_MOD_CTRL : VTERM_MOD_ALT;
        key += 2;
    }
    if (press_named(t, key, (VTermModifier)modifier))
        return true;
    if (strlen(key) != sequence_length((unsigned char)key[0]) || (modifier & VTERM_MOD_SHIFT))
        return false;
    if (modifier & VTERM_MOD_ALT)
        bytes_add(&t->reply, "\033", 1);
    if (modifier & VTERM_MOD_CTRL)
        return press_control(t, key[0]);
    bytes_add(&t->reply, key, strlen(key));
    return true;
}

void term_paste(struct term *t, const char *text)
{
    vterm_keyboard_start_paste(t->vterm);
    bytes_add(&t->reply, text, strlen(text));
    vterm_keyboard_end_paste(t->vterm);
}

const char *term_says(const struct term *t, size_t *n)
{
    *n = t->reply.n;
    return t->reply.at;
}

void term_said(struct term *t)
{
    t->reply.n = 0;
}

/* ---- the screen ---- */

void term_size(const struct term *t, int *rows, int *cols)
{
    vterm_get_size(t->vterm, rows, cols);
}

/* Text of one cell; empty for the right half of a wide character. */
static void cell_text(const struct term *t, int row, int col, struct bytes *out)
{
    VTermScreenCell cell;
    VTermPos at = {.row = row, .col = col};

    if (!vterm_screen_get_cell(t->screen, at, &cell) || cell.chars[0] == (uint32_t)-1)
        return;
    if (cell.chars[0] == 0)
        bytes_add(out, " ", 1);
    for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] != 0; i++) {
        uint32_t code = cell.chars[i];
        char utf8[4];

        if (t->ambiguous != NULL && code >> 16 == PLANE_3 >> 16)
            code -= PLANE_3;
        bytes_add(out, utf8, encode(utf8, code));
    }
}

char *term_row(const struct term *t, int row)
{
    struct bytes out = {0};
    int rows, cols;

    term_size(t, &rows, &cols);
    bytes_add(&out, "", 0);
    for (int col = 0; col < cols; col++)
        cell_text(t, row, col, &out);
    while (out.n > 0 && out.at[out.n - 1] == ' ')
        out.at[--out.n] = '\0';
    return out.at;
}

bool term_find(const struct term *t, const char *text, int row, int *col)
{
    struct bytes before = {0};
    char *all = term_row(t, row), *hit = strstr(all, text);
    int rows, cols;

    term_size(t, &rows, &cols);
    bytes_add(&before, "", 0);
    if (hit != NULL && col != NULL)
        for (*col = 0; *col < cols && before.n < (size_t)(hit - all); ++*col)
            cell_text(t, row, *col, &before);
    /* The loop ends on the right half of a wide character. */
    for (size_t n = before.n; hit != NULL && col != NULL && *col < cols; ++*col) {
        cell_text(t, row, *col, &before);
        if (before.n != n)
            break;
    }
    free(before.at);
    free(all);
    return hit != NULL;
}

int term_attributes(const struct term *t, int row, int col)
{
    VTermScreenCell cell;
    VTermPos at = {.row = row, .col = col};
    int bits = 0;

    if (!vterm_screen_get_cell(t->screen, at, &cell))
        return 0;
    if (cell.attrs.bold)
        bits |= PTY_BOLD;
    if (cell.attrs.reverse)
        bits |= PTY_REVERSE;
    if (cell.attrs.underline)
        bits |= PTY_UNDERLINE;
    if (!VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) || !VTERM_COLOR_IS_DEFAULT_BG(&cell.bg))
        bits |= PTY_COLOUR;
    return bits;
}

void term_cursor(const struct term *t, int *row, int *col, bool *visible)
{
    VTermPos at;

    vterm_state_get_cursorpos(vterm_obtain_state(t->vterm), &at);
    if (row != NULL)
        *row = at.row;
    if (col != NULL)
        *col = at.col;
    if (visible != NULL)
        *visible = t->cursor_visible;
}

bool term_alternate(const struct term *t)
{
    return t->alternate;
}

int term_bells(const struct term *t)
{
    return t->bells;
}
