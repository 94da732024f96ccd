/* verification — 使用状況の検証 of a month (M-37, R5-5, R5-6; 第7の1(2)オ(カ)): the logs of the computers, and for those without a log
 * 接続記録簿, set against 様式第7号; what differs is kept with 様式第5号, with the digest of every file that was read.
 *
 *     verification_load(&v, session, "2026-10", e);
 *     verification_read(v, path, &mapped, e);    any number of files; !mapped: choose columns, verification_map()
 *     verification_compare(v, e);
 *     verification_record(v, e);                 the round is begun, its results are on record, the form of 結果の記載 is a draft */
#ifndef KANRIBO_APP_VERIFICATION_H
#define KANRIBO_APP_VERIFICATION_H

#include <stdbool.h>
#include <stddef.h>

#include "app/paper.h"
#include "app/session.h"
#include "forms/media_compare.h"
#include "forms/media_log.h"

enum {
    VERIFICATION_FILES = 16,
    VERIFICATION_LISTED = 200, /* differences put on record; the rest is counted */
    VERIFICATION_SHOWN = 5000, /* listed, printed and exported */
    VERIFICATION_DIGEST = 65
};

struct csv_table;
struct verification_file {
    char name[NAME_BYTES];            /* without the directory */
    char digest[VERIFICATION_DIGEST]; /* SHA-256 of its bytes */
    struct csv_table *table;
    size_t heading; /* its row of headings */
    struct log_mapping mapping;
};
/* Entries kept in memory. */
struct kept {
    struct entry **list;
    size_t n, room;
};
struct verification {
    struct session *session;
    char month[8];
    struct log_period period;
    struct entry *round; /* the 検証 of the month on record: one's own that is open, else the newest; NULL: none */
    struct kept persons, users, pcs, media, uses, book, mappings;
    struct log_known known;
    struct log_row *rows; /* of `uses`, same index */
    struct verification_file files[VERIFICATION_FILES];
    size_t nfiles;
    struct log_line *lines; /* of the files, and of 接続記録簿 */
    size_t nlines, nbook;   /* nbook: of the latter */
    struct log_result result;
    struct paper_made shown; /* entries of register_log_result: the files, then the differences */
    size_t nfiles_shown;
    int64_t waivers; /* ログの確認を不要とする決定 in force: R5-7 */
};
/* month: "2026-10". With what 接続記録簿 has already compared. */
int verification_load(struct verification **out, struct session *session, const char *month, struct err *e);
void verification_free(struct verification *v); /* NULL is allowed */

/* Reads a file whole. *mapped: a mapping on record fits; else file->mapping is a guess, for the person to look at. The file is the last
 * of `files`. ERR_CONFLICT: its bytes have been read already. */
int verification_read(struct verification *v, const char *path, bool *mapped, struct err *e);
void verification_drop(struct verification *v, size_t file);
/* Columns of a file, and a cell of its n-th row from the headings (0) on; "" where there is none. */
size_t verification_columns(const struct verification_file *file);
const char *verification_cell(const struct verification_file *file, size_t n, size_t column);
/* Keeps the mapping of the file under that name (register log_mapping), for the months to come. */
int verification_map(struct verification *v, const struct verification_file *file, const char *name, struct err *e);
/* The entry of that kind and of the month: one's own that is open, else the newest that was not dropped; NULL: none. The caller frees. */
int verification_find(struct entry **out, const struct verification *v, const char *kind, struct err *e);
/* Is it one's own, and open? */
bool verification_own(const struct verification *v, const struct entry *round);
/* Reads `round` again: something may have been recorded meanwhile. */
int verification_round(struct verification *v, struct err *e);
/* Compares anew and fills `shown`. Says where it is through the world's progress. */
int verification_compare(struct verification *v, struct err *e);

/* What a difference is about: the row of 様式第7号 (NULL: none) and the line (NULL: none). n: index in `shown`. */
const struct entry *verification_row(const struct verification *v, size_t n);
const struct log_line *verification_line(const struct verification *v, size_t n);
const char *verification_person(const struct verification *v, const struct log_line *line); /* name, or as logged */
/* "様式第7号 10/3 9:00–12:00 田中 玲 庁舎内使用"; returns buf. */
const char *verification_row_text(char *buf, size_t size, const struct verification *v, size_t row);
/* "差異3件: 使用の記載なし 2、…。ログ等12行…を照合。" and the first differences, as the field `differences` takes it. Returns buf. */
const char *verification_summary(char *buf, size_t size, const struct verification *v);

/* Begins the round if none of one's own is open, puts the differences on record beside it, and leaves the form of its result as the
 * newest draft (act_draft_newest). */
int verification_record(struct verification *v, struct err *e);

#endif
