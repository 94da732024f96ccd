/* media_log — a line of a log of the use of media as 第6の1(4)ウ(イ), (ウ) asks for it (L1103–1112), and how the columns of a PC's CSV
 * mean it: which heading is which column, and what stands in the cells. Pure. */
#ifndef KANRIBO_FORMS_MEDIA_LOG_H
#define KANRIBO_FORMS_MEDIA_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forms/err.h"

enum log_column {
    LOG_TIME,
    LOG_DAY, /* where the time of day stands in a column of its own */
    LOG_PERSON,
    LOG_PC,
    LOG_FILE,
    LOG_SIZE,
    LOG_DIRECTION,
    LOG_ENCRYPTION,
    LOG_MEDIUM,
    LOG_COLUMNS
};
struct log_column_def {
    const char *key; /* field of register log_mapping that keeps its heading */
    const char *label, *clause;
    bool required;     /* a log without it cannot be verified */
    const char *words; /* headings that mean it, '|'-joined, the likeliest first; compared by log_key() */
};
extern const struct log_column_def log_columns[LOG_COLUMNS];

/* Which column of the file is which, from 0; -1 = it has none. */
struct log_mapping {
    int at[LOG_COLUMNS];
};
/* By what the headings usually mean. Returns how many were recognised. -1: memory. */
int log_mapping_guess(struct log_mapping *out, const char *const *headings, size_t n);
/* The column whose heading is `heading` (width, case and spaces apart); -1 where there is none, -2: memory. */
int log_heading_find(const char *heading, const char *const *headings, size_t n);
/* Names a required column that is missing. */
int log_mapping_check(const struct log_mapping *mapping, struct err *e);

/* A name as it is compared: width, case, kana, variants of characters, spaces and hyphens apart. malloc'd; NULL = memory. */
char *log_key(const char *text);

/* Names of persons, media, computers, each with an id. Zero-initialise. */
struct log_name {
    char *key, *id; /* id "" : the name of several */
};
struct log_names {
    struct log_name *list;
    size_t n, room;
};
int log_names_add(struct log_names *names, const char *name, const char *id, struct err *e);
/* After the last one was added, before the first is looked for. */
void log_names_sort(struct log_names *names);
/* The id of a name, with or without what stands before a '\' or behind an '@'. NULL: not known, or of several, or
 * *memory is set: out of memory. */
const char *log_names_find(const struct log_names *names, const char *text, bool *memory);
void log_names_release(struct log_names *names);

enum log_direction { LOG_UNTOLD_DIRECTION, LOG_INPUT, LOG_OUTPUT };
enum log_encryption { LOG_UNTOLD_ENCRYPTION, LOG_PLAIN, LOG_ENCRYPTED };
struct log_line {
    size_t line;                      /* in its file, from 1 */
    int64_t at;                       /* UTC seconds; 0: cannot be read */
    const char *person, *pc, *medium; /* ids; NULL = not known to the station */
    const char *text[LOG_COLUMNS];    /* as written, borrowed; "" where there is none */
    const char *source;               /* borrowed: name of the file, or of the book */
    enum log_direction direction;
    enum log_encryption encryption;
};
struct log_known {
    struct log_names persons, pcs, media;
};
/* What stands in the cells (borrowed by the line). base: a moment in the year of a day without one. */
int log_line_read(struct log_line *line, const char *const cells[LOG_COLUMNS], const struct log_known *known,
                  int64_t base, struct err *e);
/* Bytes that a size says: 1,234 | 1.5 MB | 20KB; -1: none. */
int64_t log_size(const char *text);
/* 2026/10/03 14:05:11, 2026-10-03T05:05:11Z, 2026年10月3日 14:05, 20261003140511, 2026/10/3 2:05:11 PM, R8.10.3 14:05. ERR_INPUT. */
int log_time_parse(int64_t *out, const char *text, int64_t base, struct err *e);

#endif
