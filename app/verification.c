/* 使用状況の検証: reading the logs and comparing. See verification.h. */
#include <stdlib.h>
#include <string.h>

#include "app/act.h"
#include "app/verification_impl.h"
#include "db/crypto.h"
#include "forms/date.h"
#include "forms/register_inspection.h"
#include "forms/register_log_mapping.h"
#include "forms/text.h"
#include "print/csv_read.h"

#include "forms/banned.h"

enum { HEADING_ROWS = 20, TOLD_EVERY = 1000, MINUTE = 60 };

/* ---- a month ---- */

static void file_release(struct verification_file *file)
{
    if (file->table != NULL)
        csv_release(file->table);
    free(file->table);
    *file = (struct verification_file){0};
}

void verification_free(struct verification *v)
{
    if (v == NULL)
        return;
    struct kept *const kept[] = {&v->persons, &v->users, &v->pcs, &v->media, &v->uses, &v->book, &v->mappings};
    verification_hide(v);
    log_result_release(&v->result);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        kept_release(kept[i]);
    log_names_release(&v->known.persons);
    log_names_release(&v->known.pcs);
    log_names_release(&v->known.media);
    for (size_t i = 0; i < v->nfiles; i++)
        file_release(&v->files[i]);
    entry_free(v->round);
    free(v->rows);
    free(v->lines);
    free(v);
}

static int set_period(struct verification *v, const char *month, struct err *e)
{
    char first[DATE_BYTES];
    struct date day;
    int rc;
    text_format(v->month, sizeof v->month, "%s", month);
    text_format(first, sizeof first, "%s-01", v->month);
    rc = date_parse(&day, first, date_of(session_now(v->session)), NULL, e);
    if (rc != 0)
        return rc;
    v->period = (struct log_period){
        .from = date_at(day, 0),
        .until = date_at(date_add_months(day, 1), 0),
        .tolerance = strtoll(session_setting(v->session, "verification_minutes"), NULL, 10) * MINUTE,
    };
    return 0;
}

/* Of a round that is open, its own period: a station may verify by other periods than months. */
static void follow_round(struct verification *v)
{
    const char *from = v->round != NULL ? entry_get(v->round, "period_from") : NULL;
    const char *to = v->round != NULL ? entry_get(v->round, "period_to") : NULL;
    struct date first, last, base = date_of(session_now(v->session));
    if (from == NULL || to == NULL || strcmp(v->round->state, "open") != 0 ||
        date_parse(&first, from, base, NULL, NULL) != 0 || date_parse(&last, to, base, NULL, NULL) != 0)
        return;
    v->period.from = date_at(first, 0);
    v->period.until = date_at(date_add_days(last, 1), 0);
}

int verification_find(struct entry **out, const struct verification *v, const char *kind, struct err *e)
{
    const struct cond conds[] = {{"kind", COND_IS, kind}, {"month", COND_IS, v->month}, {0}};
    const struct query query = {.reg = station_register(session_station(v->session), register_inspection.id),
                                .conds = conds,
                                .limit = VERIFICATION_PAGE,
                                .descending = true,
                                .steps = true};
    struct kept rounds = {0};
    int rc = kept_load(&rounds, v->session, &query, e);
    *out = NULL;
    for (size_t i = 0; i < rounds.n; i++) { /* newest first */
        struct entry *round = rounds.list[i];
        bool own = verification_own(v, round);
        if (strcmp(round->state, "dropped") == 0 || (*out != NULL && !own))
            continue;
        entry_free(*out);
        *out = round;
        rounds.list[i] = NULL;
        if (own)
            break;
    }
    kept_release(&rounds);
    return rc;
}

int verification_round(struct verification *v, struct err *e)
{
    struct entry *round;
    int rc = verification_find(&round, v, "verification", e);
    if (rc != 0)
        return rc;
    entry_free(v->round);
    v->round = round;
    return 0;
}

int verification_load(struct verification **out, struct session *session, const char *month, struct err *e)
{
    struct verification *v = calloc(1, sizeof *v);
    int rc = v == NULL ? err_memory(e) : session_may_view(session, &register_inspection, e);
    *out = NULL;
    if (v != NULL)
        v->session = session;
    if (rc == 0)
        rc = set_period(v, month, e);
    if (rc == 0)
        rc = verification_round(v, e);
    if (rc == 0) {
        follow_round(v);
        rc = verification_compare(v, e);
    }
    if (rc != 0) {
        verification_free(v);
        return rc;
    }
    *out = v;
    return 0;
}

/* ---- a file ---- */

size_t verification_columns(const struct verification_file *file)
{
    size_t most = 0;
    for (size_t i = file->heading; i < file->table->n && i < file->heading + HEADING_ROWS; i++)
        most = file->table->rows[i].n > most ? file->table->rows[i].n : most;
    return most;
}

const char *verification_cell(const struct verification_file *file, size_t n, size_t column)
{
    size_t row = file->heading + n;
    return row < file->table->n ? csv_cell(file->table, row, column) : "";
}

/* The cells of a row; an array of them is what forms/media_log takes. */
static const char *const *cells_of(const struct csv_table *table, size_t row)
{
    return (const char *const *)(table->cells + table->rows[row].first);
}

/* Does the row have every heading of the mapping on record? */
static int mapping_fits(bool *fits, struct log_mapping *out, const struct entry *mapping, const struct csv_table *table,
                        size_t row, struct err *e)
{
    *fits = true;
    for (int c = 0; *fits && c < LOG_COLUMNS; c++) {
        const char *heading = entry_get(mapping, log_columns[c].key);
        out->at[c] = heading == NULL ? -1 : log_heading_find(heading, cells_of(table, row), table->rows[row].n);
        if (out->at[c] == -2)
            return err_memory(e);
        *fits = heading == NULL || out->at[c] >= 0;
    }
    return 0;
}

static int find_mapping(struct verification_file *file, const struct kept *mappings, bool *mapped, struct err *e)
{
    for (size_t row = 0; row < file->table->n && row < HEADING_ROWS; row++)
        for (size_t i = 0; i < mappings->n; i++) {
            int rc = mapping_fits(mapped, &file->mapping, mappings->list[i], file->table, row, e);
            file->heading = row;
            if (rc != 0 || *mapped)
                return rc;
        }
    *mapped = false;
    return 0;
}

/* The row whose cells look most like headings. */
static int guess_mapping(struct verification_file *file, struct err *e)
{
    int best = -1;
    for (size_t row = 0; row < file->table->n && row < HEADING_ROWS; row++) {
        struct log_mapping guess;
        int known = log_mapping_guess(&guess, cells_of(file->table, row), file->table->rows[row].n);
        if (known < 0)
            return err_memory(e);
        if (known <= best)
            continue;
        best = known;
        file->mapping = guess;
        file->heading = row;
    }
    return 0;
}

static void set_digest(struct verification_file *file, const unsigned char *bytes, size_t n)
{
    unsigned char hash[HASH_BYTES];
    hash_bytes(hash, bytes, n);
    for (size_t i = 0; i < HASH_BYTES; i++)
        text_format(file->digest + 2 * i, 3, "%02x", hash[i]);
}

static int check_new(const struct verification *v, const struct verification_file *file, struct err *e)
{
    for (size_t i = 0; i < v->nfiles; i++)
        if (strcmp(v->files[i].digest, file->digest) == 0)
            return err_set(e, ERR_CONFLICT, "「%s」は、もう読んだ「%s」と同じ内容です。", file->name, v->files[i].name);
    return 0;
}

static int read_table(struct verification_file *file, const char *path, struct err *e)
{
    unsigned char *bytes = NULL;
    size_t n = 0;
    const char *name = strrchr(path, '/');
    int rc = csv_read_file(&bytes, &n, path, e);
    text_format(file->name, sizeof file->name, "%s", name != NULL ? name + 1 : path);
    file->table = calloc(1, sizeof *file->table);
    if (rc == 0 && file->table == NULL)
        rc = err_memory(e);
    if (rc == 0)
        rc = csv_read(file->table, bytes, n, '\0', e);
    if (rc == 0 && file->table->n == 0)
        rc = err_set(e, ERR_INPUT, "「%s」には行がありません。", file->name);
    if (rc == 0)
        set_digest(file, bytes, n);
    free(bytes);
    return rc;
}

int verification_read(struct verification *v, const char *path, bool *mapped, struct err *e)
{
    struct verification_file file = {.table = NULL};
    int rc;
    *mapped = false;
    if (v->nfiles == VERIFICATION_FILES)
        return err_set(e, ERR_INPUT, "一度に検証できるログは%dファイルまでです。", VERIFICATION_FILES);
    rc = read_table(&file, path, e);
    if (rc == 0)
        rc = check_new(v, &file, e);
    if (rc == 0)
        rc = find_mapping(&file, &v->mappings, mapped, e);
    if (rc == 0 && !*mapped)
        rc = guess_mapping(&file, e);
    if (rc != 0) {
        file_release(&file);
        return rc;
    }
    v->files[v->nfiles++] = file;
    return 0;
}

void verification_drop(struct verification *v, size_t file)
{
    file_release(&v->files[file]);
    memmove(&v->files[file], &v->files[file + 1], (v->nfiles - file - 1) * sizeof v->files[0]);
    v->nfiles--;
    v->files[v->nfiles] = (struct verification_file){0};
}

int verification_map(struct verification *v, const struct verification_file *file, const char *name, struct err *e)
{
    struct act *act = NULL;
    int rc = act_new(&act, v->session, station_register(session_station(v->session), register_log_mapping.id), NULL,
                     "enter", e);
    if (rc == 0)
        rc = act_type(act, "name", name, NULL, e);
    for (int c = 0; rc == 0 && c < LOG_COLUMNS; c++)
        if (file->mapping.at[c] >= 0)
            rc = act_type(act, log_columns[c].key, verification_cell(file, 0, (size_t)file->mapping.at[c]), NULL, e);
    if (rc == 0)
        rc = act_commit(act, NULL, e);
    act_free(act);
    return rc;
}

/* ---- comparing ---- */

static int file_lines(struct verification *v, const struct verification_file *file, size_t *done, size_t total,
                      struct err *e)
{
    const struct world *world = session_world(v->session);
    int rc = log_mapping_check(&file->mapping, e);
    for (size_t row = file->heading + 1; rc == 0 && row < file->table->n; row++, ++*done) {
        struct log_line line = {.line = file->table->rows[row].line, .source = file->name};
        const char *cells[LOG_COLUMNS];
        for (int c = 0; c < LOG_COLUMNS; c++)
            cells[c] = file->mapping.at[c] >= 0 ? csv_cell(file->table, row, (size_t)file->mapping.at[c]) : "";
        rc = log_line_read(&line, cells, &v->known, v->period.until - 1, e);
        v->lines[v->nlines++] = line;
        if (*done % TOLD_EVERY == 0 && world->progress != NULL)
            world->progress(world->progress_arg, "ログを照合しています", (int64_t)*done, (int64_t)total);
    }
    return rc;
}

static int all_lines(struct verification *v, struct err *e)
{
    size_t total = 0, done = 0;
    int rc = 0;
    for (size_t i = 0; i < v->nfiles; i++)
        total += v->files[i].table->n;
    free(v->lines);
    v->nlines = v->nbook = 0;
    v->lines = calloc(total + 1, sizeof *v->lines);
    if (v->lines == NULL)
        return err_memory(e);
    for (size_t i = 0; rc == 0 && i < v->nfiles; i++)
        rc = file_lines(v, &v->files[i], &done, total, e);
    return rc == 0 ? verification_book_lines(v, e) : rc;
}

int verification_compare(struct verification *v, struct err *e)
{
    int rc;
    verification_hide(v);
    log_result_release(&v->result);
    rc = verification_books(v, e);
    if (rc == 0)
        rc = all_lines(v, e);
    if (rc == 0)
        rc = log_compare(&v->result, v->lines, v->nlines, v->rows, v->uses.n, &v->period, e);
    return rc == 0 ? verification_show(v, e) : rc;
}
