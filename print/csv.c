#include "print/csv.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/text.h"

#include "forms/banned.h"

const char csv_bom[3] = {'\xEF', '\xBB', '\xBF'};

/* ---- CSV ---- */

static bool blank(uint32_t code)
{
    return code == ' ' || code == 0xA0 || code == 0x3000 || code == '\t' || code == '\n' || code == '\r';
}

static bool lead(uint32_t code)
{
    static const uint32_t leads[] = {'=', '+', '-', '@', 0xFF1D, 0xFF0B, 0xFF0D, 0xFF20, 0x2212};

    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
        if (code == leads[i])
            return true;
    }
    return false;
}

/* Would a spreadsheet see a formula, leading apostrophes aside? */
static bool guarded(const char *value)
{
    uint32_t code;
    size_t n, taken;

    value += strspn(value, "'");
    if (*value == '\t' || *value == '\r')
        return true;
    for (n = strlen(value); (taken = text_decode(value, n, &code)) > 0; value += taken, n -= taken) {
        if (!blank(code))
            return lead(code);
    }
    return false;
}

char *csv_guard(const char *value)
{
    char *out = NULL;

    return asprintf(&out, "%s%s", guarded(value) ? "'" : "", value) < 0 ? NULL : out;
}

char *csv_unguard(const char *value)
{
    return text_dup(value + (*value == '\'' && guarded(value)), strlen(value) - (*value == '\'' && guarded(value)));
}

static int put(output_write *write, void *context, const char *s, size_t n)
{
    return n ? write(context, s, n) : 0;
}

static int csv_value(const char *value, output_write *write, void *context)
{
    bool quoted = value[strcspn(value, "\",\r\n")] != '\0' || *value == ' ' || *value == '\'';
    int rc = quoted ? put(write, context, "\"", 1) : 0;

    while (!rc && *value) {
        size_t n = strcspn(value, "\"");

        rc = put(write, context, value, n + (value[n] == '"'));
        if (!rc && value[n] == '"')
            rc = put(write, context, "\"", 1);
        value += n + (value[n] == '"');
    }
    return !rc && quoted ? put(write, context, "\"", 1) : rc;
}

int csv_row(const char *const *values, size_t n, output_write *write, void *context)
{
    for (size_t i = 0; i < n; i++) {
        char *value = csv_guard(values[i] ? values[i] : "");
        int rc = value ? 0 : ERR_MEMORY;

        if (!rc && i > 0)
            rc = put(write, context, ",", 1);
        if (!rc)
            rc = csv_value(value, write, context);
        free(value);
        if (rc)
            return rc;
    }
    return put(write, context, "\r\n", 2);
}

/* ---- JSON ---- */

/* What stands for a byte or character that may not stand for itself; NULL = it may. */
static const char *json_escape(char buf[16], uint32_t code)
{
    static const struct {
        char plain;
        const char *escaped;
    } shorts[] = {{'"', "\\\""}, {'\\', "\\\\"}, {'\n', "\\n"}, {'\r', "\\r"}, {'\t', "\\t"}};

    for (size_t i = 0; i < sizeof shorts / sizeof *shorts; i++) {
        if (code == (unsigned char)shorts[i].plain)
            return shorts[i].escaped;
    }
    /* Controls may not stand in a string; the line and paragraph separators would end a line for some readers. */
    if (code >= 0x20 && !(code >= 0x7F && code < 0xA0) && code != 0x2028 && code != 0x2029)
        return NULL;
    snprintf(buf, 16, "\\u%04x", (unsigned)code);
    return buf;
}

static int json_string(const char *s, output_write *write, void *context)
{
    size_t n = strlen(s);
    int rc = put(write, context, "\"", 1);

    while (!rc && n > 0) {
        uint32_t code;
        char buf[16];
        size_t taken = text_decode(s, n, &code);
        const char *escaped = taken ? json_escape(buf, code) : "\\ufffd";

        rc = escaped ? put(write, context, escaped, strlen(escaped)) : put(write, context, s, taken);
        s += taken ? taken : 1;
        n -= taken ? taken : 1;
    }
    return rc ? rc : put(write, context, "\"", 1);
}

static bool json_number(const char *s)
{
    size_t n;

    s += *s == '-';
    n = strspn(s, "0123456789");
    if (n == 0 || (n > 1 && *s == '0'))
        return false;
    s += n;
    if (*s == '.') {
        n = strspn(s + 1, "0123456789");
        if (n == 0)
            return false;
        s += n + 1;
    }
    return *s == '\0';
}

static int json_value(const struct json_pair *pair, output_write *write, void *context)
{
    if (!pair->value)
        return put(write, context, "null", 4);
    if (pair->number && json_number(pair->value))
        return put(write, context, pair->value, strlen(pair->value));
    return json_string(pair->value, write, context);
}

int json_line(const struct json_pair *pairs, size_t n, output_write *write, void *context)
{
    int rc = put(write, context, "{", 1);

    for (size_t i = 0; !rc && i < n; i++) {
        if (i > 0)
            rc = put(write, context, ",", 1);
        if (!rc)
            rc = json_string(pairs[i].key, write, context);
        if (!rc)
            rc = put(write, context, ":", 1);
        if (!rc)
            rc = json_value(&pairs[i], write, context);
    }
    return rc ? rc : put(write, context, "}\n", 2);
}
