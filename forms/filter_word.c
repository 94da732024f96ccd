#include "forms/filter_word.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "forms/text.h"

#include "forms/banned.h"

static bool is_space(uint32_t code)
{
    return code == ' ' || code == '\t' || code == 0x3000;
}

static bool is_quote(uint32_t code)
{
    return code == '"' || code == 0x201C || code == 0x201D || code == 0xFF02;
}

static enum filter_sign sign_of(uint32_t code)
{
    static const struct {
        uint32_t code;
        enum filter_sign sign;
    } signs[] = {
        {':', FILTER_SIGN_HAS},      {0xFF1A, FILTER_SIGN_HAS},   {'=', FILTER_SIGN_IS},
        {0xFF1D, FILTER_SIGN_IS},    {'<', FILTER_SIGN_BEFORE},   {0xFF1C, FILTER_SIGN_BEFORE},
        {'>', FILTER_SIGN_AFTER},    {0xFF1E, FILTER_SIGN_AFTER}, {0x2266, FILTER_SIGN_UNTIL},
        {0x2264, FILTER_SIGN_UNTIL}, {0x2267, FILTER_SIGN_SINCE}, {0x2265, FILTER_SIGN_SINCE},
    };
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (signs[i].code == code)
            return signs[i].sign;
    return FILTER_SIGN_NONE;
}

/* The code point at s; a byte that is none stands for itself (text_check has refused such lines before). */
static size_t code_at(uint32_t *code, const char *s)
{
    size_t n = text_decode(s, strlen(s), code);
    if (n > 0)
        return n;
    *code = (unsigned char)*s;
    return *s ? 1 : 0;
}

/* A sign, "<=" and ">=" in two characters too. *at moves behind it. */
static enum filter_sign read_sign(const char **at)
{
    uint32_t code;
    size_t n = code_at(&code, *at);
    enum filter_sign sign = sign_of(code);
    if (sign == FILTER_SIGN_NONE)
        return sign;
    *at += n;
    n = code_at(&code, *at);
    if ((sign != FILTER_SIGN_BEFORE && sign != FILTER_SIGN_AFTER) || n == 0 || sign_of(code) != FILTER_SIGN_IS)
        return sign;
    *at += n;
    return sign == FILTER_SIGN_BEFORE ? FILTER_SIGN_UNTIL : FILTER_SIGN_SINCE;
}

void filter_word_release(struct filter_word *word)
{
    free(word->name);
    free(word->value);
    *word = (struct filter_word){.sign = FILTER_SIGN_NONE};
}

static void skip_spaces(const char **at)
{
    uint32_t code;
    for (size_t n; (n = code_at(&code, *at)) > 0 && is_space(code);)
        *at += n;
}

/* The word itself, into a buffer that is as long as the line. False when a quote stays open. */
static bool read_parts(struct filter_word *word, const char **at)
{
    bool quoted = false, was_quoted = false;
    char *to = word->value;
    uint32_t code;
    size_t n;
    while ((n = code_at(&code, *at)) > 0 && (quoted || !is_space(code))) {
        if (is_quote(code)) {
            quoted = !quoted;
            was_quoted = true;
            *at += n;
            continue;
        }
        /* only the first sign of a word splits it, and only behind a name: 持出開始>"R8.11.23 22:10" */
        bool may_split = !was_quoted && word->sign == FILTER_SIGN_NONE && to > word->value;
        if (may_split && (word->sign = read_sign(at)) != FILTER_SIGN_NONE) {
            memcpy(word->name, word->value, (size_t)(to - word->value));
            word->name[to - word->value] = '\0';
            to = word->value;
            continue;
        }
        memcpy(to, *at, n);
        to += n;
        *at += n;
    }
    *to = '\0';
    return !quoted;
}

int filter_word_read(struct filter_word *word, const char **at, struct err *e)
{
    *word = (struct filter_word){.sign = FILTER_SIGN_NONE};
    skip_spaces(at);
    if (!**at)
        return 0;
    size_t size = strlen(*at) + 1;
    word->name = calloc(1, size);
    word->value = calloc(1, size);
    int rc = 1;
    if (!word->name || !word->value)
        rc = err_memory(e);
    else if (!read_parts(word, at))
        rc = err_set(e, ERR_INPUT, "引用符(\")が閉じていません。もう一つ \" を入れてください。");
    if (rc <= 0)
        filter_word_release(word);
    return rc;
}
