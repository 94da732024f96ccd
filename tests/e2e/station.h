/* station — a station on the stage, made by the program's own commands, and the people in it. */
#ifndef KANRIBO_TESTS_E2E_STATION_H
#define KANRIBO_TESTS_E2E_STATION_H

#include <stdbool.h>

#include "tests/e2e/command.h"
#include "tests/e2e/pty.h"
#include "tests/e2e/stage.h"

enum { STATION_OFFICERS = 60 };

struct officer {
    char uid[40];
    char passphrase[160];
    char posts[400]; /* Japanese, joined by 、 as `kanribo demo` prints them */
};

struct station {
    struct stage *stage; /* borrowed */
    char *dir;           /* for --data; absolute */
    struct officer officers[STATION_OFFICERS];
    int n;
};

/* The demo's station (`kanribo demo --data DIR --out DIR`), everybody in it with his passphrase; its forms are then in
 * the stage's work/out. The running cmocka test fails when that cannot be made. Set the clock first: the demo's year
 * ends at the stage's now. */
void station_demo(struct station *station, struct stage *stage);
/* A station made by a program of the tests (tests/e2e/<maker>, run as `maker DIR arg`), which prints a line "id TAB passphrase" for
 * each of those who sign in; posts are not told. Before the clock is set: the maker has its own. */
void station_made(struct station *station, struct stage *stage, const char *maker, const char *arg);
void station_release(struct station *station);

/* Somebody new to the table, for a station made by hand; the test fails when it is full. */
void station_add(struct station *station, const char *uid, const char *passphrase, const char *posts);
/* The n-th (from 0) who holds the post (as one of his; a post's name alone, not a part of it); the test fails when there
 * is none. And by id. */
const struct officer *station_holder(const struct station *station, const char *post, int n);
const struct officer *station_officer(const struct station *station, const char *uid);

/* The terminal application at that station, on 80×24. */
struct pty *station_open(const struct station *station);

/* Runs a command as that person: `kanribo --passphrase-fd 3 --data DIR --user UID …`; the test fails unless it ends with
 * `expected`. result_release() what comes back. */
#define station_must(station, r, expected, officer, ...) \
    station_must_at(station, r, expected, officer, (const char *const[]){__VA_ARGS__, NULL}, __FILE__, __LINE__)
void station_must_at(const struct station *station, struct result *r, int expected, const struct officer *officer,
                     const char *const words[], const char *file, int line);
/* The same without failing a test, for kill.h; -1 when it could not be started. */
int station_try(const struct station *station, struct result *r, const struct officer *officer,
                const char *const words[]);

/* ---- reading what comes out ---- */
/* Value of a key in one line of JSON Lines (flat; a string's escapes \" \\ \n and so on are undone), malloc'd; NULL when
 * the key is not there. */
char *json_value(const char *line, const char *key);
/* The first line of a text in which `"key":"value"` stands; NULL when none does. Lasts as long as the text. */
const char *json_line(const char *text, const char *key, const char *value);
/* Text of a PDF in reading order (pdftotext -layout), or of all sheets of an xlsx (tags left out, one line for each
 * string). malloc'd; the running cmocka test fails when the file is not such a one. */
char *paper_text(struct stage *stage, const char *path);

#endif
