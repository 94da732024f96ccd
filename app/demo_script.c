/* demo_script — reading the lines of the demo's tales. See demo_script.h. */
#include "app/demo_script.h"

#include <stdlib.h>
#include <string.h>

#include "forms/text.h"

#include "forms/banned.h"

static int not_read(const char *line, struct err *e)
{
    return err_set(e, ERR_INPUT, "デモの行を読めません: %s", line);
}

int64_t script_span(const char **p)
{
    int64_t seconds = 0;
    while (**p >= '0' && **p <= '9') {
        char *unit;
        int64_t n = strtoll(*p, &unit, 10);
        seconds += n * (*unit == 'd' ? DAY : *unit == 'h' ? HOUR : MINUTE);
        *p = *unit != '\0' ? unit + 1 : unit;
    }
    return seconds;
}

int script_clock(const char **p)
{
    char *rest;
    int hours = (int)strtol(*p, &rest, 10);
    *p = *rest == ':' ? rest + 1 : rest;
    hours = hours * 60 + (int)strtol(*p, &rest, 10);
    *p = rest;
    return hours;
}

/* The next word of text, cut off; NULL at the end. */
static char *next_word(char **text)
{
    char *word = *text + strspn(*text, " ");
    size_t n = strcspn(word, " ");
    if (n == 0)
        return NULL;
    *text = word + n;
    if (**text != '\0')
        *(*text)++ = '\0';
    return word;
}

static int read_pairs(struct script_line *out, char *rest, const char *line, struct err *e)
{
    while (*(rest += strspn(rest, " ")) != '\0') {
        size_t n = strcspn(rest, ";");
        char *equals = memchr(rest, '=', n);
        bool more = rest[n] == ';';
        if (equals == NULL || out->n == SCRIPT_PAIRS)
            return not_read(line, e);
        rest[n] = *equals = '\0';
        out->keys[out->n] = rest;
        out->values[out->n++] = equals + 1;
        rest += n + (more ? 1 : 0);
    }
    return 0;
}

int script_line_read(struct script_line *out, const char *line, struct err *e)
{
    char *rest = out->text, *word;
    out->span = out->which = "";
    out->n = 0;
    if (strlen(line) >= sizeof out->text)
        return not_read(line, e);
    text_format(out->text, sizeof out->text, "%s", line);
    word = next_word(&rest);
    if (word != NULL && (word[0] == '*' || word[0] == '+' || word[0] == '^')) {
        out->span = word[0] != '*' ? word : "";
        word = next_word(&rest);
    }
    out->who = word;
    word = next_word(&rest);
    if (word != NULL &&
        (strncmp(word, "each", 4) == 0 || strncmp(word, "part:", 5) == 0 || strncmp(word, "of:", 3) == 0)) {
        out->which = word;
        word = next_word(&rest);
    }
    out->step = word;
    return word != NULL ? read_pairs(out, rest, line, e) : not_read(line, e);
}

const char *script_value(const struct script_line *line, const char *key)
{
    for (int i = 0; i < line->n; i++)
        if (strcmp(line->keys[i], key) == 0)
            return line->values[i];
    return NULL;
}

/* "75d", "26h", "m5", "y1/4", "start". */
static bool read_when(struct script_head *out, const char *word)
{
    char *rest;
    const char *p = word;
    out->minute = -1;
    if (strcmp(word, "start") == 0)
        return (out->when = WHEN_START, true);
    if (word[0] == 'm') {
        out->when = WHEN_MONTHLY;
        out->day = (int)strtol(word + 1, &rest, 10);
        return *rest == '\0';
    }
    if (word[0] == 'y') {
        out->when = WHEN_YEARLY;
        out->month = (int)strtol(word + 1, &rest, 10);
        out->day = *rest == '/' ? (int)strtol(rest + 1, &rest, 10) : 0;
        return *rest == '\0';
    }
    out->when = WHEN_BEFORE;
    out->before = script_span(&p);
    return *p == '\0' && p != word;
}

int script_head_read(struct script_head *out, const char *line, struct err *e)
{
    char text[NAME_BYTES * 2], *rest = text + 1, *word;
    *out = (struct script_head){0};
    text_format(text, sizeof text, "%s", line);
    word = next_word(&rest);
    if (word == NULL || !read_when(out, word) || (word = next_word(&rest)) == NULL)
        return not_read(line, e);
    if (word[0] >= '0' && word[0] <= '9') {
        const char *p = word;
        out->minute = script_clock(&p);
        word = next_word(&rest);
    }
    text_format(out->reg, sizeof out->reg, "%s", word != NULL ? word : "");
    while ((word = next_word(&rest)) != NULL) {
        out->open = out->open || strcmp(word, "open") == 0;
        out->past = out->past || strcmp(word, "past") == 0;
    }
    return out->reg[0] != '\0' ? 0 : not_read(line, e);
}
