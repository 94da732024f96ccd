#include "tests/e2e/form.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CURSOR "▶"
#define RECORDS "を記録する (Enter)"
enum { ROWS = 24, FIELDS = 80, SETTLES = 150 /* ms */ };

/* The row at the cursor, malloc'd; NULL when there is none, as while a list is up. */
static char *here(struct pty *p)
{
    for (int r = 0; r < ROWS; r++) {
        char *row = pty_row(p, r);

        if (row != NULL && strncmp(row, CURSOR, strlen(CURSOR)) == 0)
            return row;
        free(row);
    }
    return NULL;
}

/* Bytes up to the end of the label: what is typed behind it changes. */
static size_t label_bytes(const char *row)
{
    const char *label = row + strlen(CURSOR), *end;

    label += strspn(label, " ");
    end = strstr(label, "  ");
    return end != NULL ? (size_t)(end - row) : strlen(row);
}

char *form_cursor(struct pty *p)
{
    return here(p);
}

/* Is the cursor at another field than that of the row `arg`, with no list over the form? */
static bool has_moved(struct pty *p, const void *arg)
{
    const char *before = arg;
    char *row = here(p);
    bool moved =
        row != NULL && !pty_shows(p, "┌─ ") &&
        (before[0] == '\0' || label_bytes(row) != label_bytes(before) || strncmp(row, before, label_bytes(row)) != 0);

    free(row);
    return moved;
}

static const struct answer *answer_of(const struct answer answers[], const char *row, size_t *index)
{
    const char *label = row + strlen(CURSOR);

    label += strspn(label, " ");
    for (size_t i = 0; answers[i].label != NULL; i++)
        if (strncmp(label, answers[i].label, strlen(answers[i].label)) == 0) {
            *index = i;
            return &answers[i];
        }
    return NULL;
}

static bool give(struct pty *p, const struct answer *answer)
{
    /* what the field offers goes; a tick is not typed */
    if (!answer->pick && strcmp(answer->text, " ") != 0 && !pty_try_keys(p, PTY_ARGV("C-u")))
        return false;
    if (!pty_try_send(p, answer->text))
        return false;
    if (answer->pick) {
        /* the form then goes on by itself to the first field that still wants something: let it arrive */
        bool ok = pty_try_wait(p, "┌─ ", stage_patience()) && pty_try_keys(p, PTY_ARGV("Enter")) &&
                  pty_try_gone(p, "┌─ ", stage_patience());

        (void)pty_try_wait(p, "never shown", SETTLES);
        return ok;
    }
    return pty_try_wait(p, answer->text, stage_patience()) && pty_try_keys(p, PTY_ARGV("Tab"));
}

static bool all_given(const struct answer answers[], const bool given[])
{
    size_t i = 0;

    while (answers[i].label != NULL && given[i])
        i++;
    return answers[i].label == NULL;
}

/* One field; false when the program does not play along. *key: where to go from a field without an answer: on, or back up where
 * the form began below a field that has one. *done: the line that records was reached and nothing is left. */
static bool next_field(struct pty *p, const struct answer answers[], bool given[], const char **key, bool *done)
{
    const struct answer *answer;
    size_t index = 0;
    char *row;
    bool ok = true, last;

    if (!pty_try_until(p, has_moved, "", stage_patience()) || (row = here(p)) == NULL)
        return false;
    last = strstr(row, RECORDS) != NULL;
    answer = answer_of(answers, row, &index);
    if (all_given(answers, given))
        *key = "Tab";
    else if (last)
        *key = "Up";
    *done = last && all_given(answers, given);
    if (!*done && answer != NULL && !given[index]) {
        given[index] = true;
        ok = give(p, answer) && pty_try_until(p, has_moved, row, stage_patience());
    } else if (!*done) {
        ok = pty_try_keys(p, PTY_ARGV(*key)) && pty_try_until(p, has_moved, row, stage_patience());
    }
    free(row);
    return ok;
}

/* Does the first answer's field stand above the cursor, where a form began at the first that it cannot do without? */
static bool stands_above(struct pty *p, const char *label)
{
    bool found = false, at = false;

    for (int r = 0; r < ROWS && !at; r++) {
        char *row = pty_row(p, r);

        at = row != NULL && strncmp(row, CURSOR, strlen(CURSOR)) == 0;
        if (row != NULL && !at)
            found = found || strncmp(row + strspn(row, " "), label, strlen(label)) == 0;
        free(row);
    }
    return at && found;
}

/* Up to it: what is chosen there decides what the rest asks for. */
static void begin_at_first(struct pty *p, const struct answer answers[])
{
    bool moved = true;

    while (moved && answers[0].label != NULL && stands_above(p, answers[0].label)) {
        char *row = here(p);

        moved = row != NULL && pty_try_keys(p, PTY_ARGV("Up")) && pty_try_until(p, has_moved, row, stage_patience());
        free(row);
    }
}

void form_fill_at(struct pty *p, const struct answer answers[], const char *file, int line)
{
    bool given[FIELDS] = {false}, done = false;
    const char *key = "Tab";

    pty_wait_at(p, "F2 記録", file, line); /* the form is there, not the screen before it */
    (void)pty_try_until(p, has_moved, "", stage_patience());
    begin_at_first(p, answers);
    for (int i = 0; i < FIELDS * 2 && !done; i++)
        if (!next_field(p, answers, given, &key, &done))
            break;
    for (size_t i = 0; !done && answers[i].label != NULL; i++)
        if (!given[i])
            fprintf(stderr, "%s:%d: not asked for: %s\n", file, line, answers[i].label);
    if (!done) {
        fprintf(stderr, "%s:%d: the form stays at a field\n", file, line);
        pty_show(p);
        _fail(file, line);
    }
}
