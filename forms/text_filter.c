/* What may come in, what is shown instead, and digits typed while the IME was on. */
#include "forms/text.h"

#include <stdlib.h>
#include <string.h>

#include "forms/text_table.h"

#include "forms/banned.h"

enum { MARKS_MAX = 4 };

struct refused {
    uint32_t first, last;
    const char *name;
};

/* security.md §2.7, and the other characters that cannot be seen or turn the direction of what follows. */
static const struct refused refused[] = {
    {0x0000, 0x001F, "制御文字"},
    {0x007F, 0x009F, "制御文字"},
    {0x00AD, 0x00AD, "見えないハイフン"},
    {0x034F, 0x034F, "見えない文字"},
    {0x061C, 0x061C, "文字の並ぶ向きを変える記号"},
    {0x115F, 0x1160, "見えない文字"},
    {0x180E, 0x180E, "見えない文字"},
    {0x200B, 0x200D, "幅のない文字"},
    {0x200E, 0x200F, "文字の並ぶ向きを変える記号"},
    {0x2028, 0x2029, "行や段落の区切り記号"},
    {0x202A, 0x202E, "文字の並ぶ向きを変える記号"},
    {0x2060, 0x2065, "幅のない文字"},
    {0x2066, 0x2069, "文字の並ぶ向きを変える記号"},
    {0x206A, 0x206F, "見えない文字"},
    {0x3164, 0x3164, "見えない文字"},
    {0xFDD0, 0xFDEF, "文字でない符号"},
    {0xFEFF, 0xFEFF, "幅のない文字"},
    {0xFFA0, 0xFFA0, "見えない文字"},
    {0xFFF9, 0xFFFB, "ルビの区切り記号"},
    {0xFFFE, 0xFFFF, "文字でない符号"},
    {0xE0000, 0xE007F, "見えないタグ"},
};

static const struct refused *refused_find(uint32_t code, bool lines)
{
    if (lines && code == '\n')
        return NULL;
    for (size_t i = 0; i < sizeof refused / sizeof *refused && refused[i].first <= code; i++)
        if (code <= refused[i].last)
            return &refused[i];
    return NULL;
}

/* The number of the character in which s[at] stands, from 1. */
static size_t place_of(const char *s, size_t at)
{
    return at > 0 ? text_length(s, at) + 1 : 1;
}

int text_check(const char *s, size_t n, bool lines, struct err *e)
{
    int marks = 0;
    for (size_t at = 0, took; at < n; at += took) {
        uint32_t code;
        took = text_decode(s + at, n - at, &code);
        if (took == 0)
            return err_set(e, ERR_INPUT, "%zu文字目が文字として読めません（UTF-8ではありません）。入れ直してください。",
                           place_of(s, at));
        const struct refused *found = refused_find(code, lines);
        if (found && code == '\n')
            return err_set(e, ERR_INPUT, "この欄に改行は入れられません。1行で入れてください。");
        if (found)
            return err_set(e, ERR_INPUT, "%zu文字目に使えない文字（%s、U+%04X）があります。消して入れ直してください。",
                           place_of(s, at), found->name, (unsigned)code);
        marks = text_code_mark(code) ? marks + 1 : 0;
        if (marks > MARKS_MAX)
            return err_set(e, ERR_INPUT, "%zu文字目に重ねる記号が%d個を超えています。消して入れ直してください。",
                           text_length(s, at), MARKS_MAX);
    }
    return 0;
}

char *text_show(const char *s, size_t n)
{
    static const char replacement[] = "\xEF\xBF\xBD";
    char *out = n < SIZE_MAX / 3 - 1 ? malloc(3 * n + 1) : NULL;
    size_t used = 0;
    int marks = 0;
    if (!out)
        return NULL;
    for (size_t at = 0, took; at<n; at += took> 0 ? took : 1) {
        uint32_t code = 0;
        took = text_decode(s + at, n - at, &code);
        marks = took > 0 && text_code_mark(code) ? marks + 1 : 0;
        if (marks > MARKS_MAX + 1)
            continue; /* one sign for all of them */
        if (took == 0 || refused_find(code, true) || marks > MARKS_MAX) {
            memcpy(out + used, replacement, 3);
            used += 3;
        } else {
            memcpy(out + used, s + at, took);
            used += took;
        }
    }
    out[used] = '\0';
    return out;
}

/* What a key types while the IME is on, and what it was meant to be between digits. */
static const struct {
    uint32_t from;
    char to;
} marks_of_numbers[] = {
    {0x3002, '.'}, {0xFF61, '.'}, /* 。 */
    {0x3001, ','}, {0xFF64, ','}, /* 、 */
    {0x30FB, '/'}, {0xFF65, '/'}, /* ・ */
    {0x30FC, '-'}, {0xFF70, '-'}, /* ー */
    {0x2010, '-'}, {0x2011, '-'}, {0x2012, '-'}, {0x2013, '-'}, {0x2014, '-'}, {0x2015, '-'}, {0x2212, '-'},
};

static char number_mark(uint32_t code)
{
    for (size_t i = 0; i < sizeof marks_of_numbers / sizeof *marks_of_numbers; i++)
        if (marks_of_numbers[i].from == code)
            return marks_of_numbers[i].to;
    return '\0';
}

static uint32_t narrow_code(uint32_t code)
{
    return code == 0x3000 ? ' ' : code >= 0xFF01 && code <= 0xFF5E ? code - 0xFEE0 : code;
}

static bool digit_at(const char *s, size_t n, size_t at)
{
    uint32_t code;
    if (text_decode(s + at, n - at, &code) == 0)
        return false;
    code = narrow_code(code);
    return code >= '0' && code <= '9';
}

/* A mark of numbers is one only beside a digit, and never within words: サーバー1 keeps its ー. */
static bool numeric_context(uint32_t before, const char *s, size_t n, size_t next)
{
    uint32_t after = ' ';
    if (next < n && text_decode(s + next, n - next, &after) == 0)
        return false;
    after = narrow_code(after);
    bool ascii_before = before < 0x80;
    bool ascii_after = after < 0x80 || number_mark(after) != '\0';
    bool digit_before = before >= '0' && before <= '9';
    return (digit_before && ascii_after) || (ascii_before && next < n && digit_at(s, n, next));
}

char *text_narrow(const char *s, size_t n)
{
    char *out = n < SIZE_MAX ? malloc(n + 1) : NULL; /* never longer than it was */
    size_t used = 0;
    uint32_t before = ' ';
    if (!out)
        return NULL;
    for (size_t at = 0, took; at < n; at += took) {
        uint32_t code;
        took = text_decode(s + at, n - at, &code);
        if (took == 0) {
            out[used++] = s[at];
            took = 1;
            before = 0x80;
            continue;
        }
        char mark = number_mark(code);
        code = narrow_code(code);
        if (mark != '\0' && numeric_context(before, s, n, at + took))
            code = (unsigned char)mark;
        used += text_encode(out + used, code);
        before = code;
    }
    out[used] = '\0';
    return out;
}
