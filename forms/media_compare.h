/* media_compare — the lines of a log set against the rows of 様式第7号, by medium, person and time: 第7の1(2)オ(カ)a (L1407).
 *
 * A line is borne out by a row of its medium, by its person, within the row's time (open: until now), give or take the tolerance
 * (◇). Where the log names no medium (L1110 「可能な限り」), by any row of its person; where it names one that is in no 様式第6号, by his
 * row of a medium received from outside. Pure; sorted and merged, never every line against every row. */
#ifndef KANRIBO_FORMS_MEDIA_COMPARE_H
#define KANRIBO_FORMS_MEDIA_COMPARE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forms/err.h"
#include "forms/media_log.h"
#include "forms/register.h"

/* A row of 様式第7号. */
struct log_row {
    const char *medium; /* id; NULL = one from outside, without a number */
    const char *person;
    const char *pc; /* of a connection; NULL = any */
    int64_t from, until;
    bool connection;
    bool encrypted; /* the permit says so */
    bool expected;  /* a use that leaves a line in a log: without one it is told (information, ◇) */
    bool met;       /* set here: a line stands for it */
};

/* Kinds of differences, keys of log_differences[] (choices of register log_result): their order there. */
enum log_fault {
    LOG_NO_ROW,
    LOG_OTHER_PERSON,
    LOG_OUTSIDE_TIME,
    LOG_NOT_IN_LEDGER,
    LOG_OTHER_PC,
    LOG_PLAIN_TEXT,
    LOG_WHO,       /* the person is not known to the station */
    LOG_UNREAD,    /* the time cannot be read */
    LOG_ROW_ALONE, /* a row without a line: information */
    LOG_FAULTS
};
extern const struct choice log_differences[]; /* choices of a field; the first LOG_FAULTS are these, then those below */
#define LOG_FILE_KIND "file"                  /* a file that was read, listed beside them */
#define LOG_MORE_KIND "more"                  /* so many that are not listed one by one */

#define LOG_NONE ((size_t)-1)
struct log_difference {
    enum log_fault fault;
    size_t line, row; /* indexes; LOG_NONE */
};
struct log_result {
    struct log_difference *list; /* by time; rows alone last */
    size_t n, room;
    size_t counts[LOG_FAULTS];
    size_t lines; /* compared: those of the period */
    size_t later; /* of another period: left out */
};
struct log_period {
    int64_t from, until; /* from ≤ at < until */
    int64_t tolerance;   /* seconds */
};
/* Neither lines nor rows need an order. Sets `met`. ERR_MEMORY. */
int log_compare(struct log_result *out, const struct log_line *lines, size_t n, struct log_row *rows, size_t m,
                const struct log_period *period, struct err *e);
void log_result_release(struct log_result *result);
/* How many call for an explanation: all but information. */
size_t log_result_faults(const struct log_result *result);

#endif
