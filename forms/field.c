#include "forms/field.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/field_type.h"
#include "forms/text.h"

#include "forms/banned.h"

const struct field_type field_types[FIELD_TYPES] = {
    [FIELD_TEXT] = {.name = "text",
                    .limit = 200,
                    .example = "深夜の巡回連絡",
                    .parse = text_field_parse,
                    .check = text_field_check,
                    .format = text_field_format,
                    .compare = text_field_compare},
    [FIELD_LONG_TEXT] = {.name = "long_text",
                         .limit = 2000,
                         .lines = true,
                         .example = "事情を文章で書く",
                         .parse = text_field_parse,
                         .check = text_field_check,
                         .format = text_field_format,
                         .compare = text_field_compare},
    [FIELD_DATE] = {.name = "date",
                    .anew = true,
                    .cell = CELL_DATE,
                    .limit = 40,
                    .example = "R8.11.23",
                    .parse = date_field_parse,
                    .check = date_field_check,
                    .format = date_field_format,
                    .compare = text_field_compare,
                    .range = date_field_range},
    [FIELD_TIME] = {.name = "time",
                    .anew = true,
                    .sql = SQL_INTEGER,
                    .cell = CELL_TIME,
                    .limit = 40,
                    .example = "R8.11.23 22:10",
                    .parse = time_field_parse,
                    .check = time_field_check,
                    .format = time_field_format,
                    .compare = number_compare,
                    .range = time_field_range},
    [FIELD_MONTH] = {.name = "month",
                     .anew = true,
                     .limit = 40,
                     .example = "R8.11",
                     .parse = month_field_parse,
                     .check = month_field_check,
                     .format = month_field_format,
                     .compare = text_field_compare,
                     .range = month_field_range},
    [FIELD_CHOICE] = {.name = "choice",
                      .limit = 60,
                      .picked = true,
                      .exact = true,
                      .example = "一覧から選ぶ",
                      .parse = choice_parse,
                      .check = choice_check,
                      .format = choice_format,
                      .compare = text_field_compare},
    [FIELD_YES] = {.name = "yes",
                   .limit = 10,
                   .picked = true,
                   .exact = true,
                   .example = "はい",
                   .parse = yes_parse,
                   .check = yes_check,
                   .format = yes_format,
                   .compare = text_field_compare},
    [FIELD_NUMBER] = {.name = "number",
                      .anew = true,
                      .sql = SQL_INTEGER,
                      .cell = CELL_NUMBER,
                      .limit = 20,
                      .example = "12",
                      .parse = number_parse,
                      .check = number_check,
                      .format = number_format,
                      .compare = number_compare,
                      .range = number_range},
    [FIELD_PERSON] = {.name = "person",
                      .sql = SQL_REFERENCE,
                      .limit = 200,
                      .picked = true,
                      .example = "一覧から選ぶ",
                      .parse = reference_parse,
                      .check = reference_check,
                      .format = reference_format,
                      .compare = reference_compare},
    [FIELD_ITEM] = {.name = "item",
                    .sql = SQL_REFERENCE,
                    .limit = 200,
                    .picked = true,
                    .example = "一覧から選ぶ",
                    .parse = reference_parse,
                    .check = reference_check,
                    .format = reference_format,
                    .compare = reference_compare},
    [FIELD_CONTROL_NUMBER] = {.name = "control_number",
                              .limit = 20,
                              .example = "600-012-001",
                              .parse = control_number_parse,
                              .check = control_number_check,
                              .format = text_field_format,
                              .compare = text_field_compare},
    [FIELD_PHONE] = {.name = "phone",
                     .limit = 20,
                     .example = "080-1234-5678",
                     .parse = phone_parse,
                     .check = phone_check,
                     .format = text_field_format,
                     .compare = text_field_compare},
    [FIELD_MAIL] = {.name = "mail",
                    .limit = 254,
                    .example = "taro@example.jp",
                    .parse = mail_parse,
                    .check = mail_check,
                    .format = text_field_format,
                    .compare = text_field_compare},
    [FIELD_UID] = {.name = "uid",
                   .limit = 32,
                   .example = "tanaka",
                   .parse = uid_parse,
                   .check = uid_check,
                   .format = text_field_format,
                   .compare = text_field_compare},
};

int field_fault(struct err *e, const struct field *field, const struct err *beneath)
{
    if (beneath->code != ERR_INPUT)
        return err_set(e, beneath->code, "%s", beneath->text);
    return err_field(e, field->key, beneath->clause, "%s: %s", field->label, beneath->text);
}

int field_take(char **out, const char *value, struct err *e)
{
    *out = text_dup(value, strlen(value));
    return *out ? 0 : err_memory(e);
}

bool field_digits(int64_t *out, const char *text)
{
    size_t n = strlen(text);
    if (n == 0 || n > 15 || (text[0] == '0' && n > 1) || strspn(text, "0123456789") != n)
        return false;
    int64_t value = 0;
    for (size_t i = 0; i < n; i++)
        value = value * 10 + (text[i] - '0');
    *out = value;
    return true;
}

static bool is_dash(uint32_t code)
{
    return (code >= 0x2010 && code <= 0x2015) || code == 0x2212 || code == 0x30FC || code == 0xFF0D || code == 0xFF70;
}

char *field_ascii(const char *typed)
{
    char *narrow = text_narrow(typed, strlen(typed));
    if (!narrow)
        return NULL;
    size_t n = strlen(narrow), to = 0;
    for (size_t at = 0; at < n;) { /* only shorter than before: done in place */
        uint32_t code = 0;
        size_t used = text_decode(narrow + at, n - at, &code);
        if (used == 0)
            used = 1;
        if (is_dash(code)) {
            narrow[to++] = '-';
        } else if (code != ' ') {
            memmove(narrow + to, narrow + at, used);
            to += used;
        }
        at += used;
    }
    narrow[to] = '\0';
    return narrow;
}

int field_limit(const struct field *field)
{
    return field->limit > 0 ? field->limit : field_types[field->type].limit;
}

/* Bytes of the blank at s (space, tab, newline, ideographic space), 0 if there is none. */
static size_t blank(const char *s, size_t n)
{
    if (n > 0 && (*s == ' ' || *s == '\t' || *s == '\n' || *s == '\r'))
        return 1;
    return n >= 3 && memcmp(s, "　", 3) == 0 ? 3 : 0;
}

/* What stands between the blanks around it, lines ended by "\n" alone. malloc'd; NULL = memory. */
static char *trim(const char *typed)
{
    size_t n = strlen(typed), start = 0;
    for (size_t b; (b = blank(typed + start, n - start)) > 0;)
        start += b;
    while (n > start) {
        size_t b = blank(typed + n - 1, 1);
        if (b == 0 && n - start >= 3)
            b = blank(typed + n - 3, 3) == 3 ? 3 : 0;
        if (b == 0)
            break;
        n -= b;
    }
    char *text = text_dup(typed + start, n - start);
    if (!text)
        return NULL;
    size_t to = 0;
    for (size_t at = 0; text[at]; at++)
        if (text[at] != '\r' || text[at + 1] != '\n')
            text[to++] = text[at];
    text[to] = '\0';
    return text;
}

static int check_length(const struct field *field, const char *text, struct err *e)
{
    size_t length = text_length(text, strlen(text));
    int limit = field_limit(field);
    if (length <= (size_t)limit)
        return 0;
    return err_field(e, field->key, NULL, "%sは%d文字までです(今 %zu文字)。%zu文字短くしてください。", field->label,
                     limit, length, length - (size_t)limit);
}

int field_parse_notice(char **out, char notice[FIELD_NOTICE_BYTES], const struct field *field, const char *typed,
                       int64_t now, struct err *e)
{
    const struct field_type *type = &field_types[field->type];
    char scrap[FIELD_NOTICE_BYTES];
    struct err beneath = {.code = ERR_NONE};
    *out = NULL;
    if (!notice)
        notice = scrap;
    notice[0] = '\0';
    char *composed = NULL;
    char *text = trim(typed ? typed : "");
    if (!text)
        return err_memory(e);
    int rc = 0;
    if (!*text)
        goto done;
    if (text_check(text, strlen(text), type->lines, &beneath) != 0) {
        rc = field_fault(e, field, &beneath);
        goto done;
    }
    composed = text_compose(text, strlen(text));
    rc = composed ? check_length(field, composed, e) : err_memory(e);
    if (rc == 0)
        rc = type->parse(out, notice, field, composed, now, e);
done:
    free(text);
    free(composed);
    return rc;
}

int field_parse(char **out, const struct field *field, const char *typed, int64_t now, struct err *e)
{
    return field_parse_notice(out, NULL, field, typed, now, e);
}

int field_check(const struct field *field, const char *canonical, struct err *e)
{
    if (!canonical)
        return 0;
    if (!*canonical)
        return err_field(e, field->key, NULL, "%sに空の内容は記録できません。何も書かないか、内容を書いてください。",
                         field->label);
    const struct field_type *type = &field_types[field->type];
    struct err beneath = {.code = ERR_NONE};
    if (text_check(canonical, strlen(canonical), type->lines, &beneath) != 0)
        return field_fault(e, field, &beneath);
    int rc = check_length(field, canonical, e);
    return rc != 0 ? rc : type->check(field, canonical, e);
}

void field_format(char *buf, size_t size, const struct field *field, const char *canonical, enum format_style style)
{
    if (size == 0)
        return;
    buf[0] = '\0';
    if (canonical)
        field_types[field->type].format(buf, size, field, canonical, style);
}

const char *field_time_value(char *buf, size_t size, int64_t when)
{
    snprintf(buf, size, "%lld", (long long)when);
    return buf;
}

int64_t field_time(const char *canonical)
{
    int64_t when = 0;
    return canonical && field_digits(&when, canonical) ? when : 0;
}
