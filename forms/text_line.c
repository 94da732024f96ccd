/* Fitting text into cells: one line, and a paragraph broken over lines. */
#include "forms/text.h"

#include <string.h>
#include <uchar.h>

#include "forms/banned.h"

/* Must not stand at the head of a line. */
static const char32_t no_head[] = U"。、，．,.・：；:;？！?!゛゜ヽヾゝゞ々ー〜～）〕］｝〉》」』】)]}’”…‥％%℃"
                                  U"ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
                                  U"｡､･｣ｰﾞﾟｧｨｩｪｫｯｬｭｮ";
/* Must not stand at the end of one. */
static const char32_t no_tail[] = U"（〔［｛〈《「『【([{‘“｢〒￥¥＃#№";

static bool among(uint32_t code, const char32_t *set)
{
    for (; *set; set++)
        if (*set == code)
            return true;
    return false;
}

static bool word(uint32_t code)
{
    return (code >= '0' && code <= '9') || (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z') ||
           (code >= 0xC0 && code < 0x250);
}

/* The code point before the boundary `at`; the first one of its character, so that a mark after 「 hides nothing. */
static uint32_t code_before(const char *s, size_t n, size_t at)
{
    uint32_t code = 0;
    size_t start = text_prev(s, n, at);
    return text_decode(s + start, n - start, &code) > 0 ? code : 0;
}

static bool may_break(const char *s, size_t n, size_t at)
{
    uint32_t after = 0, before = code_before(s, n, at);
    if (text_decode(s + at, n - at, &after) == 0)
        return true;
    if (after == ' ' || after == '\n')
        return true;
    if (word(before) && word(after))
        return false;
    return !among(after, no_head) && !among(before, no_tail);
}

size_t text_fit(const char *s, size_t n, int cells, int *used)
{
    size_t fit = 0;
    int width = 0;
    while (fit < n) {
        size_t next = text_next(s, n, fit);
        int more = text_width(s + fit, next - fit);
        if (width + more > cells)
            break;
        width += more;
        fit = next;
    }
    if (used)
        *used = width;
    return fit;
}

static size_t newline_at(const char *s, size_t n)
{
    size_t at = 0;
    while (at < n && s[at] != '\n')
        at++;
    return at;
}

/* A short quotation that the break would cut goes to the next line whole: where its 「 stands, else `end`. */
static size_t before_quotation(const char *s, size_t line, size_t end, int cells)
{
    static const char opens[] = "「", closes[] = "」";
    enum { MARK = sizeof opens - 1 };
    size_t open = line, close = end;
    for (size_t at = 0; at + MARK <= end; at++) {
        if (memcmp(s + at, opens, MARK) == 0)
            open = at;
        else if (memcmp(s + at, closes, MARK) == 0)
            open = line;
    }
    while (close + MARK <= line && memcmp(s + close, closes, MARK) != 0)
        close++;
    if (open == line || open == 0 || close + MARK > line || !may_break(s, line, open))
        return end;
    return text_width(s + open, close + MARK - open) <= cells / 2 ? open : end;
}

size_t text_break(const char *s, size_t n, int cells, size_t *next)
{
    size_t line = newline_at(s, n);
    size_t fit = text_fit(s, line, cells, NULL);
    if (fit == line) {
        *next = line < n ? line + 1 : n;
        return line;
    }
    if (fit == 0) { /* narrower than one character: it still has to move on */
        *next = text_next(s, line, 0);
        return *next;
    }
    size_t end = fit;
    while (end > 0 && !may_break(s, line, end))
        end = text_prev(s, line, end);
    if (end == 0)
        end = fit; /* a word or a row of marks longer than the line */
    end = before_quotation(s, line, end, cells);
    *next = end;
    while (*next < line && s[*next] == ' ')
        ++*next;
    while (end > 1 && s[end - 1] == ' ')
        end--;
    /* Spaces up to the end of the paragraph, then its newline: that newline ends this line, not an empty one. */
    if (*next == line && line < n)
        *next = line + 1;
    return end;
}
