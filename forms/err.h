/* err — why something failed, in a sentence that a duty officer can act on.
 *
 * A function that can fail returns 0 or one of the negative codes below and fills the `struct err` where the
 * failure happens. There is no hidden last error. Passing NULL for the err is allowed everywhere. */
#ifndef KANRIBO_FORMS_ERR_H
#define KANRIBO_FORMS_ERR_H

#include <stdarg.h>

enum err_code {
    ERR_NONE = 0,
    ERR_INPUT = -1,     /* what was typed is wrong; err.field names the field where there is one */
    ERR_REFUSED = -2,   /* a rule refuses; err.clause names the clause unless the rule is our own */
    ERR_CONFLICT = -3,  /* somebody else changed the entry meanwhile */
    ERR_BUSY = -4,      /* another window is writing and did not finish within the time limit */
    ERR_AUTH = -5,      /* wrong id or passphrase, suspended, delayed */
    ERR_MOVED = -6,     /* the store was replaced under us: sign in again */
    ERR_NOT_FOUND = -7, /* no such entry, register, file */
    ERR_INTEGRITY = -8, /* chain, signature, digest, page or key file is not what it must be */
    ERR_IO = -9,        /* the system refused: disk, permission, terminal */
    ERR_FULL = -10,     /* disk full */
    ERR_MEMORY = -11,   /* out of memory */
    ERR_USAGE = -12,    /* command line */
    ERR_CANCELLED = -13 /* the person or a signal ended it */
};

enum { ERR_TEXT_BYTES = 600, ERR_CLAUSE_BYTES = 64, ERR_FIELD_BYTES = 40 };

struct err {
    enum err_code code;
    /* One Japanese sentence, or a few: what is wrong, why, what to do. UTF-8, never cut inside a character. */
    char text[ERR_TEXT_BYTES];
    char clause[ERR_CLAUSE_BYTES]; /* 第7の1(2)イ(ア)a, or empty where the rule is ours (◇) */
    char field[ERR_FIELD_BYTES];   /* key of the field at fault, or empty */
};

/* Each of these fills *e (if not NULL) and returns the code it was given, so that `return err_set(…)` reads well. */
int err_set(struct err *e, enum err_code code, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* A rule of the text refuses: code ERR_REFUSED. clause may be NULL for a rule of our own. */
int err_refuse(struct err *e, const char *clause, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* A field is at fault: code ERR_INPUT. */
int err_field(struct err *e, const char *field, const char *clause, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* Out of memory: code ERR_MEMORY with the one sentence for it. */
int err_memory(struct err *e);
/* Why the system refused, in Japanese: an errno in a few words. Returns buf. */
enum { ERR_REASON_BYTES = 64 };
const char *err_reason(char buf[ERR_REASON_BYTES], int error);
/* Forgets what was there. */
void err_clear(struct err *e);

#endif
