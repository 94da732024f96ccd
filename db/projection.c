#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/projection.h"
#include "db/schema.h"
#include "forms/field.h"
#include "forms/text.h"
#include "forms/banned.h"

/* ---- the SQL of a register ---- */
enum { HEAD_COLUMNS = 10 };
#define HEAD                                                                                                       \
    "t.id,t.state,t.rev,t.last_seq,t.corrected,t.applicant,t.applicant_name,t.applicant_rank,t.applicant_posts,t." \
    "digest"

static int table_columns(struct projection_table *t, struct err *e)
{
    size_t size = 0;
    FILE *out = open_memstream(&t->columns, &size);
    if (!out)
        return err_memory(e);
    fputs(HEAD, out);
    t->row_columns = HEAD_COLUMNS;
    for (const struct field *f = t->reg->fields; f->key; f++) {
        fprintf(out, ",t.\"f_%s\"", f->key);
        t->row_columns++;
        if (field_sql(f) == SQL_REFERENCE) {
            fprintf(out, ",t.\"f_%s_label\"", f->key);
            t->row_columns++;
        }
    }
    return fclose(out) ? err_memory(e) : 0;
}

static int table_insert(struct projection_table *t, struct err *e)
{
    size_t size = 0;
    FILE *out = open_memstream(&t->insert, &size);
    if (!out)
        return err_memory(e);
    fprintf(out,
            "INSERT INTO \"r_%s\"(id,state,rev,last_seq,corrected,applicant,applicant_name,applicant_rank,"
            "applicant_posts,digest,n,search",
            t->reg->id);
    for (const struct field *f = t->reg->fields; f->key; f++) {
        fprintf(out, ",\"f_%s\"", f->key);
        if (field_sql(f) == SQL_REFERENCE)
            fprintf(out, ",\"f_%s_label\"", f->key);
    }
    fputs(") VALUES(?", out);
    for (int i = 1; i < t->row_columns + 2; i++)
        fputs(",?", out);
    fputs(")", out);
    return fclose(out) ? err_memory(e) : 0;
}

int projection_init(struct projection *p, struct store *store, const struct register_def *const *list, struct err *e)
{
    size_t n = 0;
    while (list[n])
        n++;
    *p = (struct projection){.store = store, .tables = calloc(n + 1, sizeof *p->tables)};
    if (!p->tables)
        return err_memory(e);
    int code = 0;
    for (size_t i = 0; !code && i < n; i++) {
        p->tables[i].reg = list[i];
        p->n++;
        code = table_columns(&p->tables[i], e);
        if (!code)
            code = table_insert(&p->tables[i], e);
    }
    if (code)
        projection_release(p);
    return code;
}

void projection_release(struct projection *p)
{
    for (size_t i = 0; i < p->n; i++) {
        free(p->tables[i].columns);
        free(p->tables[i].insert);
    }
    free(p->tables);
    free(p->tallies);
    *p = (struct projection){0};
}

const struct projection_table *projection_table(const struct projection *p, const char *reg)
{
    for (size_t i = 0; i < p->n; i++)
        if (strcmp(p->tables[i].reg->id, reg) == 0)
            return &p->tables[i];
    return NULL;
}

/* ---- reading ---- */
static void row_text(char *buf, size_t size, const struct statement *s, int column)
{
    const char *text = statement_text(s, column);
    text_format(buf, size, "%s", text ? text : "");
}

/* A reference is stored as id and label: together they are the canonical value again. */
static int row_value(char **out, const struct field *field, const struct statement *s, int *column, struct err *e)
{
    const char *text = statement_text(s, (*column)++);
    const char *label = field_sql(field) == SQL_REFERENCE ? statement_text(s, (*column)++) : NULL;
    *out = NULL;
    if (!text)
        return 0;
    if (label ? asprintf(out, "%s %s", text, label) < 0 : !(*out = strdup(text))) {
        *out = NULL;
        return err_memory(e);
    }
    return 0;
}

int projection_row(struct entry **out, const struct projection_table *table, const struct statement *s, int first,
                   unsigned char *digest, struct err *e)
{
    struct entry *entry;
    int code = entry_new(&entry, table->reg, e);
    if (code)
        return code;
    row_text(entry->id, sizeof entry->id, s, first);
    row_text(entry->state, sizeof entry->state, s, first + 1);
    entry->rev = statement_number(s, first + 2);
    entry->last_seq = statement_number(s, first + 3);
    entry->corrected = statement_number(s, first + 4) != 0;
    row_text(entry->applicant.id, sizeof entry->applicant.id, s, first + 5);
    row_text(entry->applicant.name, sizeof entry->applicant.name, s, first + 6);
    row_text(entry->applicant.rank, sizeof entry->applicant.rank, s, first + 7);
    row_text(entry->applicant.posts, sizeof entry->applicant.posts, s, first + 8);
    if (digest) {
        size_t n;
        const void *bytes = statement_bytes(s, first + 9, &n);
        memset(digest, 0, HASH_BYTES);
        if (bytes && n == HASH_BYTES)
            memcpy(digest, bytes, n);
    }
    int column = first + HEAD_COLUMNS;
    for (size_t i = 0; !code && table->reg->fields[i].key; i++)
        code = row_value(&entry->values[i], &table->reg->fields[i], s, &column, e);
    if (code)
        entry_free(entry);
    else
        *out = entry;
    return code;
}

static int steps_row(struct entry *entry, const struct statement *s, struct err *e)
{
    struct done *grown = realloc(entry->steps, (entry->nsteps + 1) * sizeof *grown);
    if (!grown)
        return err_memory(e);
    entry->steps = grown;
    struct done *d = &grown[entry->nsteps];
    *d = (struct done){
        .at = statement_number(s, 6), .seq = statement_number(s, 7), .lapsed = statement_number(s, 8) != 0};
    row_text(d->step, sizeof d->step, s, 0);
    row_text(d->actor.id, sizeof d->actor.id, s, 1);
    row_text(d->actor.name, sizeof d->actor.name, s, 2);
    row_text(d->actor.rank, sizeof d->actor.rank, s, 3);
    row_text(d->actor.posts, sizeof d->actor.posts, s, 4);
    row_text(d->rule, sizeof d->rule, s, 5);
    const char *note = statement_text(s, 9);
    d->note = note ? strdup(note) : NULL;
    entry->nsteps++;
    return note && !d->note ? err_memory(e) : 0;
}

int projection_steps(struct entry *entry, struct store *store, struct err *e)
{
    struct statement s;
    int code = statement_begin(&s, store, e,
                               "SELECT key,actor,actor_name,actor_rank,actor_posts,rule,at,seq,lapsed,note FROM step "
                               "WHERE register=? AND entry=? ORDER BY n",
                               "tt", entry->reg->id, entry->id);
    if (code)
        return code;
    while ((code = statement_step(&s, e)) > 0) {
        code = steps_row(entry, &s, e);
        if (code)
            break;
    }
    statement_end(&s);
    return code;
}

int projection_load(struct entry **out, const struct projection *p, const char *reg, const char *id,
                    unsigned char *digest, struct err *e)
{
    const struct projection_table *t = projection_table(p, reg);
    if (!t)
        return err_set(e, ERR_NOT_FOUND, "「%s」という簿冊はありません。", reg);
    char *sql = NULL;
    if (asprintf(&sql, "SELECT %s FROM \"r_%s\" t WHERE t.id=?", t->columns, reg) < 0)
        return err_memory(e);
    struct statement s;
    struct entry *entry = NULL;
    int code = statement_begin(&s, p->store, e, sql, "t", id);
    free(sql);
    if (code)
        return code;
    code = statement_step(&s, e);
    if (code > 0)
        code = projection_row(&entry, t, &s, 0, digest, e);
    else if (code == 0)
        code = err_set(e, ERR_NOT_FOUND, "%s に %s という記載はありません。", t->reg->label, id);
    statement_end(&s);
    if (!code && entry)
        code = projection_steps(entry, p->store, e);
    if (code)
        entry_free(entry);
    else
        *out = entry;
    return code;
}
