#include "tests/e2e/station.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS = 40 };

/* Copies up to the next tab or the line's end; false when it does not fit. *at moves behind the tab. */
static bool column(const char **at, char *out, size_t size)
{
    size_t n = strcspn(*at, "\t\n");

    if (n == 0 || n >= size)
        return false;
    memcpy(out, *at, n);
    out[n] = '\0';
    *at += n + ((*at)[n] == '\t' ? 1 : 0);
    return true;
}

void station_add(struct station *station, const char *uid, const char *passphrase, const char *posts)
{
    struct officer *o = &station->officers[station->n];

    if (station->n == STATION_OFFICERS)
        fail_msg("more than %d officers", STATION_OFFICERS);
    if (snprintf(o->uid, sizeof o->uid, "%s", uid) >= (int)sizeof o->uid ||
        snprintf(o->passphrase, sizeof o->passphrase, "%s", passphrase) >= (int)sizeof o->passphrase ||
        snprintf(o->posts, sizeof o->posts, "%s", posts) >= (int)sizeof o->posts)
        fail_msg("too long: %s", uid);
    station->n++;
}

void station_demo(struct station *station, struct stage *stage)
{
    struct result r;
    const char *at;

    *station = (struct station){.stage = stage, .dir = stage_path(stage, "data/station")};
    command_must(stage, &r, 0, NULL, stage_program(stage), "demo", "--data", station->dir, "--out", "out");
    for (at = r.out; *at != '\0';) {
        struct officer o;
        const char *line = at;

        if (!column(&at, o.uid, sizeof o.uid) || !column(&at, o.passphrase, sizeof o.passphrase) ||
            !column(&at, o.posts, sizeof o.posts)) {
            fprintf(stderr, "not a line of sign-in: %s\n", line);
            fail();
        }
        station_add(station, o.uid, o.passphrase, o.posts);
        at = strchr(line, '\n') != NULL ? strchr(line, '\n') + 1 : line + strlen(line);
    }
    result_release(&r);
    assert_true(station->n > 0);
}

void station_made(struct station *station, struct stage *stage, const char *maker, const char *arg)
{
    char path[400], uid[40], passphrase[160];
    const char *build = getenv("BUILDDIR");
    struct result r;
    int took;

    if (build == NULL || (size_t)snprintf(path, sizeof path, "%s/tests/e2e/%s", build, maker) >= sizeof path)
        fail_msg("BUILDDIR does not say where the tests are");
    *station = (struct station){.stage = stage, .dir = stage_path(stage, "data/station")};
    command_must(stage, &r, 0, NULL, path, station->dir, arg);
    for (const char *at = r.out; sscanf(at, "%39[^\t]\t%159[^\n]\n%n", uid, passphrase, &took) == 2; at += took)
        station_add(station, uid, passphrase, "職員");
    result_release(&r);
}

void station_release(struct station *station)
{
    free(station->dir);
    *station = (struct station){0};
}

static bool holds(const struct officer *o, const char *post)
{
    static const char comma[] = "、";

    for (const char *at = o->posts; *at != '\0';) {
        const char *end = strstr(at, comma);
        size_t n = end != NULL ? (size_t)(end - at) : strlen(at);

        if (n == strlen(post) && strncmp(at, post, n) == 0)
            return true;
        at += n + (end != NULL ? strlen(comma) : 0);
    }
    return false;
}

const struct officer *station_holder(const struct station *station, const char *post, int n)
{
    for (int i = 0; i < station->n; i++)
        if (holds(&station->officers[i], post) && n-- == 0)
            return &station->officers[i];
    fail_msg("too few people hold the post %s", post);
    return NULL;
}

const struct officer *station_officer(const struct station *station, const char *uid)
{
    for (int i = 0; i < station->n; i++)
        if (strcmp(station->officers[i].uid, uid) == 0)
            return &station->officers[i];
    fail_msg("there is no %s", uid);
    return NULL;
}

struct pty *station_open(const struct station *station)
{
    return pty_new(station->stage, NULL, PTY_ARGV(stage_program(station->stage), "--data", station->dir));
}

/* The whole line; words beyond WORDS are a mistake of the test. */
static void words_fill(const char *all[WORDS], const struct station *station, const struct officer *officer,
                       const char *const words[])
{
    size_t k = 0;

    all[k++] = stage_program(station->stage);
    all[k++] = "--data";
    all[k++] = station->dir;
    all[k++] = "--user";
    all[k++] = officer->uid;
    for (size_t i = 0; words[i] != NULL && k < WORDS - 1; i++)
        all[k++] = words[i];
    all[k] = NULL;
}

void station_must_at(const struct station *station, struct result *r, int expected, const struct officer *officer,
                     const char *const words[], const char *file, int line)
{
    const char *all[WORDS];

    words_fill(all, station, officer, words);
    command_must_at(station->stage, r, expected, officer->passphrase, all, file, line);
}

int station_try(const struct station *station, struct result *r, const struct officer *officer,
                const char *const words[])
{
    const char *all[WORDS];

    words_fill(all, station, officer, words);
    return command_run(station->stage, r, NULL, officer->passphrase, all) ? r->status : -1;
}

/* ---- reading what comes out ---- */

static char *unescaped(const char *s, size_t n)
{
    static const char from[] = "nrtbf", to[] = "\n\r\t\b\f";
    char *out = malloc(n + 1), *put = out;

    assert_non_null(out);
    for (size_t i = 0; i < n; i++) {
        const char *hit = s[i] == '\\' && i + 1 < n ? strchr(from, s[i + 1]) : NULL;

        if (hit != NULL) {
            *put++ = to[hit - from];
            i++;
        } else if (s[i] == '\\' && i + 1 < n) {
            *put++ = s[++i];
        } else {
            *put++ = s[i];
        }
    }
    *put = '\0';
    return out;
}

char *json_value(const char *line, const char *key)
{
    char *quoted = NULL;
    const char *at;
    size_t n = 0, end = strcspn(line, "\n");

    if (asprintf(&quoted, "\"%s\":", key) < 0)
        return NULL;
    at = memmem(line, end, quoted, strlen(quoted));
    if (at == NULL) {
        free(quoted);
        return NULL;
    }
    at += strlen(quoted);
    free(quoted);
    at += strspn(at, " ");
    if (*at != '"')
        return strndup(at, strcspn(at, ",}\n"));
    at++;
    while (at[n] != '\0' && at[n] != '"')
        n += at[n] == '\\' && at[n + 1] != '\0' ? 2 : 1;
    return unescaped(at, n);
}

const char *json_line(const char *text, const char *key, const char *value)
{
    const char *line = text;

    while (*line != '\0') {
        char *its = json_value(line, key);
        bool same = its != NULL && strcmp(its, value) == 0;

        free(its);
        if (same)
            return line;
        line += strcspn(line, "\n");
        line += *line == '\n' ? 1 : 0;
    }
    return NULL;
}

/* Leaves out what stands between < and >, each of which ends a line. */
static void tags_strip(char *xml)
{
    char *put = xml;
    bool inside = false;

    for (const char *at = xml; *at != '\0'; at++) {
        if (*at == '<') {
            inside = true;
            if (put > xml && put[-1] != '\n')
                *put++ = '\n';
        } else if (*at == '>') {
            inside = false;
        } else if (!inside) {
            *put++ = *at;
        }
    }
    *put = '\0';
}

char *paper_text(struct stage *stage, const char *path)
{
    size_t n = strlen(path);
    bool pdf = n > 4 && strcmp(path + n - 4, ".pdf") == 0;
    struct result r;
    char *text;

    if (pdf)
        command_must(stage, &r, 0, NULL, "/usr/bin/pdftotext", "-layout", path, "-");
    else
        command_must(stage, &r, 0, NULL, "/usr/bin/unzip", "-p", path, "xl/*.xml");
    text = strdup(r.out);
    result_release(&r);
    assert_non_null(text);
    if (!pdf)
        tags_strip(text);
    return text;
}
