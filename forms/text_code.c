/* Bytes, code points and what is counted from them without Unicode tables. */
#include "forms/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/banned.h"

size_t text_decode(const char *s, size_t n, uint32_t *code)
{
    if (n == 0)
        return 0;
    const unsigned char *b = (const unsigned char *)s;
    if (b[0] < 0x80) {
        *code = b[0];
        return 1;
    }
    size_t length = b[0] >= 0xF0 ? 4 : b[0] >= 0xE0 ? 3 : 2;
    if (b[0] < 0xC2 || b[0] > 0xF4 || n < length)
        return 0;
    uint32_t value = b[0] & (0x7FU >> length);
    for (size_t i = 1; i < length; i++) {
        if ((b[i] & 0xC0) != 0x80)
            return 0;
        value = value << 6 | (b[i] & 0x3FU);
    }
    bool overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
    if (overlong || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return 0;
    *code = value;
    return length;
}

size_t text_encode(char out[4], uint32_t code)
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        return 0;
    size_t length = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--, code >>= 6)
        out[i] = (char)(0x80 | (code & 0x3F));
    static const unsigned char lead[5] = {0, 0, 0xC0, 0xE0, 0xF0};
    out[0] = (char)(lead[length] | code);
    return length;
}

int text_width(const char *s, size_t n)
{
    int cells = 0;
    for (size_t at = 0; at < n;) {
        uint32_t code;
        size_t took = text_decode(s + at, n - at, &code);
        int width = took > 0 ? text_code_width(code) : 1;
        cells += width < 0 ? 1 : width;
        at += took > 0 ? took : 1;
    }
    return cells;
}

size_t text_length(const char *s, size_t n)
{
    size_t characters = 0;
    for (size_t at = 0; at < n; at = text_next(s, n, at))
        characters++;
    return characters;
}

/* Bytes of whole characters of s that fit into `room` bytes. */
static size_t whole_characters(const char *s, size_t n, size_t room)
{
    size_t fit = 0;
    for (size_t next; fit < n && (next = text_next(s, n, fit)) <= room;)
        fit = next;
    return fit;
}

bool text_append(char *buf, size_t size, const char *s)
{
    size_t used = strnlen(buf, size), n = strlen(s);
    if (used >= size)
        return n == 0;
    size_t room = size - used - 1;
    size_t take = n <= room ? n : whole_characters(s, n, room);
    memcpy(buf + used, s, take);
    buf[used + take] = '\0';
    return take == n;
}

bool text_format(char *buf, size_t size, const char *format, ...)
{
    if (size == 0)
        return false;
    va_list args;
    va_start(args, format);
    int length = vsnprintf(buf, size, format, args);
    va_end(args);
    if (length < 0)
        buf[0] = '\0';
    if (length < 0 || (size_t)length < size)
        return length >= 0;
    /* It was cut: the last character may go on beyond the buffer, which only the whole text can tell. */
    char *whole = malloc((size_t)length + 1);
    if (!whole) {
        buf[text_prev(buf, size - 1, size - 1)] = '\0';
        return false;
    }
    va_start(args, format);
    vsnprintf(whole, (size_t)length + 1, format, args);
    va_end(args);
    buf[whole_characters(whole, (size_t)length, size - 1)] = '\0';
    free(whole);
    return false;
}

char *text_dup(const char *s, size_t n)
{
    char *copy = n < SIZE_MAX ? malloc(n + 1) : NULL;
    if (!copy)
        return NULL;
    if (n > 0)
        memcpy(copy, s, n);
    copy[n] = '\0';
    return copy;
}
