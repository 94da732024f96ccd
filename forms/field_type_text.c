/* Types of field whose canonical value is what was typed, or a tidier spelling of it. */
#include "forms/field_type.h"

#include <stdlib.h>
#include <string.h>

#include "forms/text.h"

#include "forms/banned.h"

int text_field_parse(char **out, char *notice, const struct field *field, const char *typed, int64_t now, struct err *e)
{
    (void)notice, (void)field, (void)now;
    return field_take(out, typed, e);
}

int text_field_check(const struct field *field, const char *canonical, struct err *e)
{
    (void)field, (void)canonical, (void)e; /* characters and length: field_check() */
    return 0;
}

/* A list has one line for an entry: line breaks show as spaces there. */
void text_field_format(char *buf, size_t size, const struct field *field, const char *canonical,
                       enum format_style style)
{
    (void)field;
    text_append(buf, size, canonical);
    if (style != FORMAT_LIST)
        return;
    for (char *at = buf; (at = strchr(at, '\n')) != NULL;)
        *at = ' ';
}

int text_field_compare(const char *a, const char *b)
{
    return strcmp(a, b);
}

static const char digits[] = "0123456789";

/* ---- control number ---- */

int control_number_check(const struct field *field, const char *canonical, struct err *e)
{
    if (strlen(canonical) == 11 && strspn(canonical, digits) == 3 && canonical[3] == '-' &&
        strspn(canonical + 4, digits) == 3 && canonical[7] == '-' && strspn(canonical + 8, digits) == 3)
        return 0;
    return err_field(
        e, field->key, NULL,
        "%s「%s」は管理番号として読み取れません。所属記号、課(係)コード、一連番号を3桁ずつ、例えば 600-012-001 "
        "のように入力してください。",
        field->label, canonical);
}

/* Nine digits; a dash may stand only where one belongs. */
static bool control_number_digits(char out[12], const char *text)
{
    size_t n = 0;
    for (; *text; text++) {
        bool seam = n == 3 || n == 7;
        if (*text == '-' && seam) {
            out[n++] = '-';
            continue;
        }
        if (seam)
            out[n++] = '-';
        if (*text < '0' || *text > '9' || n >= 11)
            return false;
        out[n++] = *text;
    }
    out[n] = '\0';
    return n == 11;
}

int control_number_parse(char **out, char *notice, const struct field *field, const char *typed, int64_t now,
                         struct err *e)
{
    (void)notice, (void)now;
    char number[12];
    char *text = field_ascii(typed);
    if (!text)
        return err_memory(e);
    bool good = control_number_digits(number, text);
    free(text);
    return good ? field_take(out, number, e) : control_number_check(field, typed, e);
}

/* ---- phone ---- */

int phone_check(const struct field *field, const char *canonical, struct err *e)
{
    size_t n = strlen(canonical), count = 0;
    bool good = n > 0 && canonical[0] != '-' && canonical[n - 1] != '-' && !strstr(canonical, "--") &&
                strspn(canonical, "0123456789-") == n;
    for (size_t i = 0; i < n; i++)
        count += canonical[i] != '-';
    if (good && count >= 2 && count <= 15)
        return 0;
    return err_field(
        e, field->key, NULL,
        "%s「%s」は電話番号として読み取れません。数字とハイフンだけで、例えば 080-1234-5678 のように入力して"
        "ください。",
        field->label, canonical);
}

int phone_parse(char **out, char *notice, const struct field *field, const char *typed, int64_t now, struct err *e)
{
    (void)notice, (void)now;
    char *text = field_ascii(typed);
    if (!text)
        return err_memory(e);
    size_t to = 0; /* (0248)23-0110 and 0248(23)0110 → 0248-23-0110 */
    for (const char *at = text; *at; at++)
        if (*at != '(' || to > 0)
            text[to++] = *at == '(' || *at == ')' ? '-' : *at;
    text[to] = '\0';
    if (phone_check(field, text, NULL) == 0) {
        *out = text;
        return 0;
    }
    free(text);
    return phone_check(field, typed, e);
}

/* ---- mail ---- */

static bool mail_good(const char *mail)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-";
    const char *at = strchr(mail, '@');
    if (!at || at == mail || at - mail > 64 || strstr(mail, ".."))
        return false;
    for (const char *c = mail; c < at; c++)
        if (!strchr(letters, *c) && !strchr("!#$%&'*+/=?^_`{|}~", *c))
            return false;
    const char *domain = at + 1;
    size_t n = strlen(domain);
    return n >= 3 && strspn(domain, letters) == n && strchr(domain, '.') && domain[0] != '.' && domain[n - 1] != '.' &&
           domain[0] != '-' && domain[n - 1] != '-';
}

int mail_check(const struct field *field, const char *canonical, struct err *e)
{
    if (mail_good(canonical))
        return 0;
    return err_field(e, field->key, NULL,
                     "%s「%s」はメールアドレスとして読み取れません。例えば taro@example.jp のように入力してください。",
                     field->label, canonical);
}

int mail_parse(char **out, char *notice, const struct field *field, const char *typed, int64_t now, struct err *e)
{
    (void)notice, (void)now;
    char *text = field_ascii(typed);
    if (!text)
        return err_memory(e);
    if (mail_good(text)) {
        *out = text;
        return 0;
    }
    free(text);
    return mail_check(field, typed, e);
}

/* ---- sign-in id ---- */

int uid_check(const struct field *field, const char *canonical, struct err *e)
{
    size_t n = strlen(canonical);
    if (n >= 2 && n <= 32 && strspn(canonical, "abcdefghijklmnopqrstuvwxyz0123456789._-") == n &&
        !strchr("._-", canonical[0]))
        return 0;
    return err_field(
        e, field->key, NULL,
        "%s「%s」は使えません。英小文字と数字で始まる2〜32文字(使える記号は . _ -)で、例えば tanaka のように"
        "入力してください。",
        field->label, canonical);
}

int uid_parse(char **out, char *notice, const struct field *field, const char *typed, int64_t now, struct err *e)
{
    (void)notice, (void)now;
    char *text = field_ascii(typed);
    if (!text)
        return err_memory(e);
    for (char *c = text; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
    if (uid_check(field, text, NULL) == 0) {
        *out = text;
        return 0;
    }
    free(text);
    return uid_check(field, typed, e);
}
