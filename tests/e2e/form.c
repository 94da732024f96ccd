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
enum { ROWS = 24, FIELDS = 80 };

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

/* Is the cursor on another row than `arg`, with no list over the form? */
static bool has_moved(struct pty *p, const void *arg)
{
    char *row = here(p);
    bool moved = row != NULL && strcmp(row, arg) != 0 && !pty_shows(p, "絞り込み");

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
    if (!pty_try_send(p, answer->text))
        return false;
    if (answer->pick)
        return pty_try_wait(p, "┌─ ", stage_patience()) && pty_try_keys(p, PTY_ARGV("Enter"));
    return pty_try_wait(p, answer->text, stage_patience()) && pty_try_keys(p, PTY_ARGV("Tab"));
}

/* One field; false when the program does not play along. *done: the line that records was reached. */
static bool next_field(struct pty *p, const struct answer answers[], bool given[], bool *done)
{
    const struct answer *answer;
    size_t index = 0;
    char *row;
    bool ok;

    if (!pty_try_until(p, has_moved, "", stage_patience()) || (row = here(p)) == NULL)
        return false;
    *done = strstr(row, RECORDS) != NULL;
    answer = answer_of(answers, row, &index);
    if (*done) {
        ok = true;
    } else if (answer != NULL && !given[index]) {
        given[index] = true;
        ok = give(p, answer) && pty_try_until(p, has_moved, row, stage_patience());
    } else {
        ok = pty_try_keys(p, PTY_ARGV("Tab")) && pty_try_until(p, has_moved, row, stage_patience());
    }
    free(row);
    return ok;
}

void form_fill_at(struct pty *p, const struct answer answers[], const char *file, int line)
{
    bool given[FIELDS] = {false}, done = false;

    for (int i = 0; i < FIELDS && !done; i++)
        if (!next_field(p, answers, given, &done)) {
            fprintf(stderr, "%s:%d: the form stays at a field\n", file, line);
            pty_show(p);
            _fail(file, line);
        }
    for (size_t i = 0; answers[i].label != NULL; i++)
        if (!given[i]) {
            fprintf(stderr, "%s:%d: the form never asked for %s\n", file, line, answers[i].label);
            pty_show(p);
            _fail(file, line);
        }
}
