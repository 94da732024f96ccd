/* The one file that asks the Unicode library. */
#include "forms/text.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <unigbrk.h>
#include <uninorm.h>
#include <unistr.h>
#include <uniwidth.h>
#include <wchar.h>

#include "forms/text_table.h"

#include "forms/banned.h"

/* The terminal is one, and ncurses asks wcwidth() without a place for an argument: so this one setting is the file's. */
static int ambiguous_cells = 1;

void text_set_ambiguous(int cells)
{
    ambiguous_cells = cells == 2 ? 2 : 1;
}

int text_ambiguous(void)
{
    return ambiguous_cells;
}

int text_code_width(uint32_t code)
{
    if (code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029)
        return -1;
    if (code < 0x7F)
        return 1;
    int width = uc_width(code, "UTF-8");
    if (width == 1 && ambiguous_cells == 2 && text_code_ambiguous(code))
        return 2;
    return width < 0 ? 0 : width;
}

/* ncurses measures with these names. They take the place of libc's only with default visibility, whatever the build
 * says about the rest: without that the screen drifts as soon as the two disagree about one character. */
__attribute__((visibility("default"))) int wcwidth(wchar_t code)
{
    return code == L'\0' ? 0 : text_code_width((uint32_t)code);
}

__attribute__((visibility("default"))) int wcswidth(const wchar_t *s, size_t n)
{
    int cells = 0;
    for (size_t i = 0; i < n && s[i] != L'\0'; i++) {
        int width = wcwidth(s[i]);
        if (width < 0)
            return -1;
        cells += width;
    }
    return cells;
}

bool text_code_mark(uint32_t code)
{
    return uc_is_general_category_withtable(code, UC_CATEGORY_MASK_M);
}

/* The library's own walkers over UTF-8 stop or fall at bytes that are not text (u8_grapheme_prev of 1.0 does), so the
 * walking is ours and only the question whether two code points belong together is its. A stray byte is a character. */
size_t text_next(const char *s, size_t n, size_t at)
{
    if (at >= n)
        return n;
    uint32_t before, after;
    size_t took = text_decode(s + at, n - at, &before);
    if (took == 0)
        return at + 1;
    for (at += took; (took = text_decode(s + at, n - at, &after)) > 0 && !uc_is_grapheme_break(before, after);
         at += took)
        before = after;
    return at;
}

/* Decodes the code point that ends at s[at]; 0 where the bytes there are no text. */
static size_t decode_back(const char *s, size_t at, uint32_t *code)
{
    size_t took = 1;
    while (took < 4 && took < at && ((unsigned char)s[at - took] & 0xC0) == 0x80)
        took++;
    return at > 0 && text_decode(s + at - took, took, code) == took ? took : 0;
}

size_t text_prev(const char *s, size_t n, size_t at)
{
    if (at > n)
        at = n;
    if (at == 0)
        return 0;
    uint32_t before, after;
    size_t took = decode_back(s, at, &after);
    if (took == 0)
        return at - 1;
    for (at -= took; (took = decode_back(s, at, &before)) > 0 && !uc_is_grapheme_break(before, after); at -= took)
        after = before;
    return at;
}

/* What joins the code point before it in composing: marks, and the later letters of a Hangul syllable. */
static bool joins(uint32_t code)
{
    return code >= 0x300 &&
           (uc_combining_class(code) != 0 || (code >= 0x1161 && code <= 0x1175) || (code >= 0x11A8 && code <= 0x11C2));
}

static bool compatibility_ideograph(uint32_t code)
{
    return (code >= 0xF900 && code <= 0xFAFF) || (code >= 0x2F800 && code <= 0x2FA1F);
}

/* Bytes of the code point at s[at] and of what joins it; one byte where that is no text. *marks: does anything join? */
static size_t sequence(const char *s, size_t n, size_t at, uint32_t *first, bool *marks)
{
    uint32_t code;
    size_t took = text_decode(s + at, n - at, first);
    *marks = false;
    if (took == 0) {
        *first = 0;
        return 1;
    }
    for (size_t more; (more = text_decode(s + at + took, n - at - took, &code)) > 0 && joins(code); took += more)
        *marks = true;
    return took;
}

/* Composes only where a mark follows: NFC of the whole would also replace characters that stand alone (U+212B, and
 * every compatibility ideograph of a name), and what was typed must come back. */
char *text_compose(const char *s, size_t n)
{
    /* Composing mostly shortens; Unicode's exclusions from it decompose, to three times the bytes at most (UAX #15). */
    char *out = n < SIZE_MAX / 3 - 1 ? malloc(3 * n + 1) : NULL;
    size_t used = 0;
    if (!out)
        return NULL;
    for (size_t at = 0, took; at < n; at += took) {
        uint32_t first;
        bool marks;
        took = sequence(s, n, at, &first, &marks);
        if (!marks || compatibility_ideograph(first)) {
            memcpy(out + used, s + at, took);
            used += took;
            continue;
        }
        size_t length = 3 * took;
        uint8_t *done = u8_normalize(UNINORM_NFC, (const uint8_t *)s + at, took, (uint8_t *)out + used, &length);
        if (!done) {
            free(out);
            return NULL;
        }
        if (done != (uint8_t *)out + used) { /* longer than any NFC is: keep what was typed rather than overrun */
            free(done);
            memcpy(out + used, s + at, took);
            length = took;
        }
        used += length;
    }
    out[used] = '\0';
    return out;
}

/* One code point under the folding of this station, after NFKC and case; 0 = leave out. */
static uint32_t fold_code(uint32_t code)
{
    if ((code >= 0xFE00 && code <= 0xFE0F) || (code >= 0xE0100 && code <= 0xE01EF))
        return 0; /* variation selectors: 葛 with and without is one name */
    if (code == 0x30F5 || code == 0x3095)
        return 0x304B; /* ヵ → か */
    if (code == 0x30F6 || code == 0x3096)
        return 0x3051; /* ヶ → け: 鶴ヶ城, 鶴ケ城 */
    if ((code >= 0x30A1 && code <= 0x30F4) || code == 0x30FD || code == 0x30FE)
        return code - 0x60; /* katakana → hiragana */
    if ((code >= 0x2010 && code <= 0x2015) || code == 0x2212)
        return '-';
    if (code == 0x301C)
        return '~';
    return text_code_variant(code);
}

static bool kanji(uint32_t code)
{
    return (code >= 0x3400 && code <= 0x9FFF) || (code >= 0xF900 && code <= 0xFAFF) ||
           (code >= 0x20000 && code <= 0x3FFFF);
}

char *text_fold(const char *s, size_t n)
{
    /* The library stops at bytes that are not text; a search for them should still find something. */
    char *shown = u8_check((const uint8_t *)s, n) ? text_show(s, n) : NULL;
    if (shown) {
        s = shown;
        n = strlen(shown);
    }
    size_t length = 0, used = 0;
    char *folded = (char *)u8_casefold((const uint8_t *)s, n, NULL, UNINORM_NFKC, NULL, &length);
    /* A variant may take four bytes where the typed form took three. */
    char *out = folded || n == 0 ? malloc(2 * length + 1) : NULL;
    uint32_t before = 0, code;
    if (out) {
        for (size_t at = 0, took; at < length && (took = text_decode(folded + at, length - at, &code)) > 0;
             at += took) {
            code = fold_code(code);
            if (code == 0x3005 && kanji(before))
                code = before; /* 佐々木 = 佐佐木 */
            if (code == 0)
                continue;
            used += text_encode(out + used, code);
            before = code;
        }
        out[used] = '\0';
    }
    free(folded);
    free(shown);
    return out;
}
