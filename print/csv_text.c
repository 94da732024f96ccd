/* The bytes of a CSV file as UTF-8. CP932 through iconv of libc, whose table has the rows of NEC and IBM. */
#include "print/csv_text.h"

#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "forms/text.h"
#include "print/csv.h"

#include "forms/banned.h"

enum { GROWTH = 3 /* bytes of UTF-8 that a byte of CP932 makes at most */ };

struct csv_place csv_place(const char *text, size_t at)
{
    struct csv_place place = {1, 1};
    for (size_t i = 0; i < at; i++) {
        if (text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n'))
            place = (struct csv_place){place.line + 1, 1};
        else if (((unsigned char)text[i] & 0xC0) != 0x80 && text[i] != '\r')
            place.column++;
    }
    return place;
}

/* The first byte that is not UTF-8; n where all is. */
static size_t valid(const char *s, size_t n)
{
    size_t at = 0, taken;
    uint32_t code;
    while (at < n && (taken = text_decode(s + at, n - at, &code)) > 0)
        at += taken;
    return at;
}

static int unreadable(struct err *e, struct csv_place place)
{
    return err_set(
        e, ERR_INPUT,
        "%zu行目の%zu文字目が文字として読めません。UTF-8又はShift_JIS(CP932)のCSVとして保存し直してください。",
        place.line, place.column);
}

static int copy(char **text, size_t *size, const char *s, size_t n, struct err *e)
{
    *text = text_dup(s, n);
    *size = n;
    return *text != NULL ? 0 : err_memory(e);
}

static int convert(char **text, size_t *size, iconv_t from_cp932, const char *s, size_t n, struct err *e)
{
    size_t room = n * GROWTH, left = n;
    char *out = malloc(room + 1), *to = out, *from = text_dup(s, n), *at = from;
    int rc = 0;
    if (out == NULL || from == NULL)
        rc = err_memory(e);
    else if (iconv(from_cp932, &at, &left, &to, &room) == (size_t)-1) {
        size_t utf8 = valid(s, n);
        *to = '\0';
        /* whichever reading came further is what the file was meant to be */
        rc = unreadable(e, utf8 > n - left ? csv_place(s, utf8) : csv_place(out, (size_t)(to - out)));
    }
    free(from);
    if (rc != 0) {
        free(out);
        return rc;
    }
    *to = '\0';
    *text = out;
    *size = (size_t)(to - out);
    return 0;
}

static int decode_cp932(char **text, size_t *size, const char *s, size_t n, struct err *e)
{
    iconv_t from_cp932 = iconv_open("UTF-8", "CP932");
    if (from_cp932 == (iconv_t)-1) /* NOLINT(performance-no-int-to-ptr): as POSIX says it */
        return err_set(e, ERR_NOT_FOUND,
                       "この計算機ではShift_JIS(CP932)の文字を読めません(パッケージ "
                       "libc-gconv-modules-extra)。UTF-8のCSVとして保存し直してください。");
    int rc = convert(text, size, from_cp932, s, n, e);
    iconv_close(from_cp932);
    return rc;
}

static bool control(uint32_t code)
{
    return (code < 0x20 && code != '\t' && code != '\r' && code != '\n') || (code >= 0x7F && code < 0xA0);
}

static int check_controls(const char *s, size_t n, struct err *e)
{
    size_t taken;
    uint32_t code;
    for (size_t at = 0; at < n && (taken = text_decode(s + at, n - at, &code)) > 0; at += taken) {
        struct csv_place place;
        if (!control(code))
            continue;
        place = csv_place(s, at);
        return err_set(e, ERR_INPUT,
                       "%zu行目の%zu文字目に制御文字(U+%04X)があります。CSVのファイルかどうかを確かめてください。",
                       place.line, place.column, (unsigned)code);
    }
    return 0;
}

static bool is_utf16(const unsigned char *bytes, size_t n)
{
    return n >= 2 && ((bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF));
}

int csv_text(char **text, size_t *size, bool *cp932, const unsigned char *bytes, size_t n, struct err *e)
{
    const char *s = (const char *)bytes;
    bool marked = n >= sizeof csv_bom && memcmp(bytes, csv_bom, sizeof csv_bom) == 0;
    size_t skip = marked ? sizeof csv_bom : 0, good;
    int rc;
    *text = NULL;
    *cp932 = false;
    if (is_utf16(bytes, n))
        return err_set(e, ERR_INPUT,
                       "UTF-16で書かれたファイルです。「CSV UTF-8(コンマ区切り)」として保存し直してください。");
    s += skip;
    n -= skip;
    good = valid(s, n);
    if (good == n)
        rc = copy(text, size, s, n, e);
    else if (marked)
        rc = unreadable(e, csv_place(s, good));
    else
        rc = decode_cp932(text, size, s, n, e);
    *cp932 = rc == 0 && good < n;
    if (rc == 0)
        rc = check_controls(*text, *size, e);
    if (rc != 0) {
        free(*text);
        *text = NULL;
    }
    return rc;
}
