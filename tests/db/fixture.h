/* fixture — a station in a throw-away directory, with a small register of its own to write in. */
#ifndef KANRIBO_TESTS_DB_FIXTURE_H
#define KANRIBO_TESTS_DB_FIXTURE_H

#include "db/inside.h"
#include "db/journal.h"
#include "db/query.h"
#include "db/station.h"
#include "db/verify.h"
#include "tests/db/scratch.h"

enum { FIXTURE_NOW = 1795442400 }; /* 2026-11-23 22:00 in Japan */
#define FIXTURE_UID "tanaka"
#define FIXTURE_PASSPHRASE "夜の見回りは二人で行く"

/* 貸出: requested → out (needs permit) → back; one thing is out once; number is unique. */
extern const struct register_def loan_register;
extern const struct register_def loan_register_grown; /* the same, with a field more */
extern const struct register_def *const fixture_registers[];
extern const struct register_def *const fixture_registers_grown[];

struct fixture {
    struct scratch dir;
    struct station *station; /* signed in as FIXTURE_UID */
    struct station_options options;
    struct station_signin signin;
    int64_t now;
};
void fixture_make(struct fixture *f);
void fixture_make_with(struct fixture *f, const struct register_def *const *list); /* NULL: all of the program */
void fixture_remove(struct fixture *f);
void fixture_close(struct fixture *f);
void fixture_open(struct fixture *f); /* again; fails the test when that fails */
int fixture_try_open(struct fixture *f, struct err *e);

void secret_text(struct secret *s, const char *text);

/* A loan for the thing, requested; id gets its entry. */
int fixture_try_request(struct fixture *f, char id[ENTRY_ID_BYTES], const char *item, struct err *e);
void fixture_request(struct fixture *f, char id[ENTRY_ID_BYTES], const char *item);
/* One step; 0 or what journal_append said. */
int fixture_step(struct fixture *f, const char *id, const char *step, const char *to, struct err *e);
int change_loan(struct change *c, struct journal *j, const char *item, struct err *e);

/* Raw SQL under the station's key, beside the program. */
int fixture_sql(struct fixture *f, const char *sql, struct err *e);
/* The same with every trigger out of the way, which are put back: what is left is the change alone. */
void fixture_tamper(struct fixture *f, const char *sql);
/* Disposes of one loan as it stands. */
int fixture_dispose(struct fixture *f, const char *id, struct err *e);
int journal_dispose_loan(struct journal *j, const char *id, int64_t rev, struct err *e);
void fixture_verify(struct fixture *f);                            /* fails the test unless all is well */
void fixture_verify_says(struct fixture *f, const char *expected); /* ERR_INTEGRITY with that in its sentence */

/* A station with loans of TEST-0 … TEST-3 in it: events 1–3 found it, 4 is a sign-in, 5–8 request, 9 permits loan 0. */
enum { LOANS = 4 };
struct loans {
    struct fixture f;
    char ids[LOANS][ENTRY_ID_BYTES];
};
void loans_make(struct loans *w);

#define assert_ok(call)                                                   \
    do {                                                                  \
        struct err err_of_call = {0};                                     \
        struct err *e = &err_of_call;                                     \
        int code_of_call = (call);                                        \
        if (code_of_call != 0)                                            \
            fail_msg("%s: %d %s", #call, code_of_call, err_of_call.text); \
    } while (0)

#endif
