#include "tests/e2e/golden.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A screen is accepted when the program has drawn nothing for so long. */
enum { QUIET_MS = 500 };

static char *golden_path(const char *name)
{
    const char *top = getenv("SRCDIR");
    char *path = NULL;

    if (asprintf(&path, "%s/tests/e2e/golden/%s.txt", top != NULL ? top : ".", name) < 0) {
        perror("end-to-end test");
        exit(99);
    }
    return path;
}

static char *shown_now(struct pty *p)
{
    char *screen = pty_screen(p), *all = NULL;
    int row, col;
    bool visible;

    pty_cursor(p, &row, &col, &visible);
    if ((visible ? asprintf(&all, "%s-- cursor %d,%d\n", screen, row, col)
                 : asprintf(&all, "%s-- no cursor\n", screen)) < 0) {
        perror("end-to-end test");
        exit(99);
    }
    free(screen);
    return all;
}

/* Whole file, or NULL. */
static char *file_read(const char *path)
{
    FILE *f = fopen(path, "r");
    char *text = NULL;
    size_t room = 0;
    ssize_t n;

    if (f == NULL)
        return NULL;
    n = getdelim(&text, &room, '\0', f);
    fclose(f);
    if (n < 0) {
        free(text);
        return NULL;
    }
    return text;
}

static bool is_accepted(struct pty *p, const void *arg)
{
    char *shown = shown_now(p);
    bool same = strcmp(shown, arg) == 0;

    free(shown);
    return same;
}

static bool has_drawn(struct pty *p, const void *arg)
{
    size_t n;

    pty_bytes(p, &n);
    return n != *(const size_t *)arg;
}

static void accept_screen(struct pty *p, const char *path)
{
    size_t n;
    char *shown;
    FILE *f;

    do
        pty_bytes(p, &n);
    while (pty_try_until(p, has_drawn, &n, QUIET_MS));
    shown = shown_now(p);
    f = fopen(path, "w");
    if (f == NULL || fputs(shown, f) < 0 || fclose(f) != 0) {
        perror(path);
        exit(99);
    }
    free(shown);
}

bool golden_try(struct pty *p, const char *name, int ms)
{
    char *path = golden_path(name), *accepted = file_read(path);
    bool same = accepted != NULL && pty_try_until(p, is_accepted, accepted, ms);

    free(accepted);
    free(path);
    return same;
}

void golden_is_at(struct pty *p, const char *name, const char *file, int line)
{
    char *path = golden_path(name), *accepted;

    if (getenv("GENERATE") != NULL) {
        accept_screen(p, path);
        free(path);
        return;
    }
    if (golden_try(p, name, stage_patience())) {
        free(path);
        return;
    }
    accepted = file_read(path);
    fprintf(stderr, "%s:%d: the screen is not %s; accepted is\n%s", file, line, path,
            accepted != NULL ? accepted : "(nothing yet: make accept)\n");
    pty_show(p);
    free(accepted);
    free(path);
    _fail(file, line);
}
