/* Types of field whose value is chosen or counted: choices, ticks, numbers, references to entries. */
#include "forms/field_type.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/entry.h"
#include "forms/text.h"

#include "forms/banned.h"

/* ---- choice ---- */

/* 「A」「B」… for a sentence; a long list ends in など. */
static void choice_labels(char *buf, size_t size, const struct choice *choices)
{
    enum { SHOWN = 6 };
    buf[0] = '\0';
    for (size_t i = 0; choices && choices[i].key; i++) {
        if (i == SHOWN) {
            text_append(buf, size, "など");
            return;
        }
        text_format(buf + strlen(buf), size - strlen(buf), "「%s」", choices[i].label);
    }
}

/* 1 the folded text is the key, label or mark of the choice; 0 not; ERR_MEMORY. */
static int choice_named(const struct choice *choice, const char *folded)
{
    const char *names[] = {choice->key, choice->label, choice->mark};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char *name = names[i] ? text_fold(names[i], strlen(names[i])) : NULL;
        if (names[i] && !name)
            return ERR_MEMORY;
        bool same = name && strcmp(name, folded) == 0;
        free(name);
        if (same)
            return 1;
    }
    return 0;
}

static int choice_fault(const struct field *field, const char *typed, struct err *e)
{
    char labels[ERR_TEXT_BYTES / 2];
    choice_labels(labels, sizeof labels, field->choices);
    return err_field(e, field->key, NULL, "%sに「%s」という選択肢はありません。%sから選んでください。", field->label,
                     typed, labels);
}

int choice_parse(char **out, char *notice, const struct field *field, const char *typed, int64_t now, struct err *e)
{
    (void)notice, (void)now;
    const struct choice *choices = field->choices;
    char *folded = text_fold(typed, strlen(typed));
    if (!folded)
        return err_memory(e);
    int named = 0;
    size_t i = 0;
    while (choices && choices[i].key && (named = choice_named(&choices[i], folded)) == 0)
        i++;
    free(folded);
    if (named < 0)
        return err_memory(e);
    return named > 0 ? field_take(out, choices[i].key, e) : choice_fault(field, typed, e);
}

int choice_check(const struct field *field, const char *canonical, struct err *e)
{
    return choice_find(field->choices, canonical) ? 0 : choice_fault(field, canonical, e);
}

/* In a column too narrow for the label the choice's mark stands for it. */
void choice_format(char *buf, size_t size, const struct field *field, const char *canonical, enum format_style style)
{
    const struct choice *choice = choice_find(field->choices, canonical);
    const char *text = choice && style != FORMAT_JSON ? choice->label : canonical;
    if (style == FORMAT_LIST && choice && choice->mark && field->list_width > 0 &&
        text_width(text, strlen(text)) > field->list_width)
        text = choice->mark;
    text_append(buf, size, text);
}

/* ---- tick ---- */

static bool one_of(const char *const *words, const char *text)
{
    while (*words && strcmp(*words, text) != 0)
        words++;
    return *words != NULL;
}

int yes_parse(char **out, char *notice, const struct field *field, const char *typed, int64_t now, struct err *e)
{
    static const char *const yes[] = {"はい", "yes", "y", "true", "有", "済", "1", "○",
                                      "〇",   "◯",   "✓", "✔",    "レ", "ﾚ",  "☑", NULL};
    static const char *const no[] = {"いいえ", "no", "n", "false", "無", "未", "0", "×", "-", "☐", "□", NULL};
    (void)notice, (void)now;
    char *text = field_ascii(typed);
    if (!text)
        return err_memory(e);
    for (char *c = text; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
    bool ticked = one_of(yes, text), bare = one_of(no, text);
    free(text);
    if (ticked)
        return field_take(out, "yes", e);
    *out = NULL;
    return bare ? 0
                : err_field(e, field->key, NULL, "%s「%s」は読み取れません。「はい」か「いいえ」を入力してください。",
                            field->label, typed);
}

int yes_check(const struct field *field, const char *canonical, struct err *e)
{
    if (strcmp(canonical, "yes") == 0)
        return 0;
    return err_field(e, field->key, NULL,
                     "%s「%s」は「はい」でも空欄でもありません。「はい」か「いいえ」を入力してください。", field->label,
                     canonical);
}

void yes_format(char *buf, size_t size, const struct field *field, const char *canonical, enum format_style style)
{
    static const char *const shown[] = {
        [FORMAT_FORM] = "はい", [FORMAT_LIST] = "レ",  [FORMAT_PAPER] = "レ",
        [FORMAT_EDIT] = "はい", [FORMAT_JSON] = "yes",
    };
    (void)field;
    text_append(buf, size, strcmp(canonical, "yes") == 0 ? shown[style] : canonical);
}

/* ---- number ---- */

static int number_fault(const struct field *field, const char *typed, struct err *e)
{
    return err_field(e, field->key, NULL,
                     "%s「%s」は数として読み取れません。15桁までの0以上の整数で、例えば 12 のように入力してください。",
                     field->label, typed);
}

/* "１２，０００" → "12000": the thousands' commas go, zeros before the number too. */
int number_parse(char **out, char *notice, const struct field *field, const char *typed, int64_t now, struct err *e)
{
    (void)notice, (void)now;
    int64_t value;
    char *text = field_ascii(typed);
    if (!text)
        return err_memory(e);
    size_t to = 0;
    for (const char *at = text; *at; at++)
        if (*at != ',' && !(to == 0 && *at == '0' && at[1] >= '0' && at[1] <= '9'))
            text[to++] = *at;
    text[to] = '\0';
    if (field_digits(&value, text)) {
        *out = text;
        return 0;
    }
    free(text);
    return number_fault(field, typed, e);
}

int number_check(const struct field *field, const char *canonical, struct err *e)
{
    int64_t value;
    return field_digits(&value, canonical) ? 0 : number_fault(field, canonical, e);
}

void number_format(char *buf, size_t size, const struct field *field, const char *canonical, enum format_style style)
{
    (void)field, (void)style;
    text_append(buf, size, canonical);
}

int number_compare(const char *a, const char *b)
{
    int64_t x = 0, y = 0;
    if (!field_digits(&x, a) || !field_digits(&y, b))
        return strcmp(a, b);
    return (x > y) - (x < y);
}

int number_range(char **low, char **high, const struct field *field, const char *typed, int64_t now, struct err *e)
{
    char next[32];
    int64_t value = 0;
    *low = *high = NULL;
    int rc = number_parse(low, NULL, field, typed, now, e);
    if (rc != 0)
        return rc;
    field_digits(&value, *low);
    snprintf(next, sizeof next, "%lld", (long long)value + 1);
    rc = field_take(high, next, e);
    if (rc != 0) {
        free(*low);
        *low = NULL;
    }
    return rc;
}

/* ---- reference ---- */

static bool reference_good(const char *canonical)
{
    char id[ENTRY_ID_BYTES];
    reference_id(id, canonical);
    return id[0] && strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.") == strlen(id) &&
           *reference_label(canonical);
}

int reference_check(const struct field *field, const char *canonical, struct err *e)
{
    if (reference_good(canonical))
        return 0;
    return err_field(e, field->key, NULL, "%s「%s」は登録されたものと結び付いていません。一覧から選んでください。",
                     field->label, canonical);
}

/* Only what a pick list gives: who typed a name has not said which entry of that name he means. */
int reference_parse(char **out, char *notice, const struct field *field, const char *typed, int64_t now, struct err *e)
{
    (void)notice, (void)now;
    return reference_good(typed) ? field_take(out, typed, e) : reference_check(field, typed, e);
}

void reference_format(char *buf, size_t size, const struct field *field, const char *canonical, enum format_style style)
{
    (void)field;
    bool whole = style == FORMAT_EDIT || style == FORMAT_JSON;
    text_append(buf, size, whole ? canonical : reference_label(canonical));
}

/* By name first: that is the order people look in. */
int reference_compare(const char *a, const char *b)
{
    int order = strcmp(reference_label(a), reference_label(b));
    return order != 0 ? order : strcmp(a, b);
}
