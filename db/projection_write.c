/* The half of projection that writes: rows, steps, tallies. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/projection.h"
#include "db/schema.h"
#include "forms/field.h"
#include "forms/text.h"
#include "forms/banned.h"

const char *projection_value(char buf[ENTRY_ID_BYTES], const struct field *field, const char *canonical)
{
    if (!canonical || field_sql(field) != SQL_REFERENCE)
        return canonical;
    return reference_id(buf, canonical);
}

int projection_search(char **out, const struct entry *entry, struct err *e)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    if (!stream)
        return err_memory(e);
    fputs(entry->id, stream);
    for (size_t i = 0; entry->reg->fields[i].key; i++) {
        const struct field *f = &entry->reg->fields[i];
        const char *value = entry->values[i];
        if ((f->flags & FIELD_LISTED) && value && field_sql(f) != SQL_INTEGER)
            fprintf(stream, "\n%s", field_sql(f) == SQL_REFERENCE ? reference_label(value) : value);
    }
    if (fclose(stream)) {
        free(text);
        return err_memory(e);
    }
    *out = text_fold(text, size);
    free(text);
    return *out ? 0 : err_memory(e);
}

/* ---- what a refusal by an index means ---- */
static int unique_refused(const struct projection *p, const struct entry *after, int code, struct err *e)
{
    char what[128], column[128];
    const struct register_def *reg = after->reg;
    if (!store_not_unique(p->store, what, sizeof what))
        return code;
    for (size_t i = 0; reg->fields[i].key; i++) {
        snprintf(column, sizeof column, "r_%s.f_%s", reg->id, reg->fields[i].key);
        if (strcmp(column, what) != 0)
            continue;
        const struct field *f = &reg->fields[i];
        if (f->flags & FIELD_UNIQUE)
            return err_field(e, f->key, NULL, "%s「%s」は、すでに使われています。別のものにしてください。", f->label,
                             after->values[i] ? after->values[i] : "");
        if (reg->exclusive && word_in(reg->exclusive->field, f->key)) {
            char text[ERR_TEXT_BYTES];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
            text_format(text, sizeof text, reg->exclusive->refusal,
                        reference_label(after->values[i])); /* of the declaration */
#pragma GCC diagnostic pop
            return err_refuse(e, NULL, "%s", text);
        }
    }
    return code;
}

/* ---- rows ---- */
/* Binds a field from `at` on; returns the next place. The id of a reference lives in ids. */
static int bind_field(struct statement *s, int *at, const struct field *field, const char *canonical,
                      char ids[ENTRY_ID_BYTES], struct err *e)
{
    const char *value = projection_value(ids, field, canonical);
    const char *space = canonical ? strchr(canonical, ' ') : NULL; /* an id without a label stays without one */
    int code = field_sql(field) == SQL_INTEGER ? statement_bind_value(s, (*at)++, value, e)
                                               : statement_bind_text(s, (*at)++, value, e);
    if (!code && field_sql(field) == SQL_REFERENCE)
        code = statement_bind_text(s, (*at)++, space ? space + 1 : NULL, e);
    return code;
}

static int bind_head(struct statement *s, const struct entry *after, const unsigned char digest[HASH_BYTES],
                     struct err *e)
{
    const struct actor_snapshot *a = &after->applicant;
    const char *texts[] = {after->id, after->state, NULL, NULL, NULL, a->id, a->name, a->rank, a->posts};
    const int64_t numbers[] = {0, 0, after->rev, after->last_seq, after->corrected};
    int code = 0;
    for (int i = 0; !code && i < 9; i++)
        code = texts[i] ? statement_bind_text(s, i + 1, texts[i], e) : statement_bind_number(s, i + 1, numbers[i], e);
    return code ? code : statement_bind_bytes(s, 10, digest, HASH_BYTES, e);
}

static int row_insert(struct projection *p, const struct projection_table *t, const struct entry *after,
                      const unsigned char digest[HASH_BYTES], const char *search, struct err *e)
{
    struct statement s;
    char(*ids)[ENTRY_ID_BYTES] = calloc(register_nfields(t->reg) + 1, sizeof *ids);
    if (!ids)
        return err_memory(e);
    int at = 13;
    int code = statement_prepare(&s, p->store, t->insert, e);
    if (code)
        goto done;
    code = bind_head(&s, after, digest, e);
    if (!code)
        code = statement_bind_number(&s, 11, after->last_seq, e); /* the order of making */
    if (!code)
        code = statement_bind_text(&s, 12, search, e);
    for (size_t i = 0; !code && t->reg->fields[i].key; i++)
        code = bind_field(&s, &at, &t->reg->fields[i], after->values[i], ids[i], e);
    if (!code)
        code = statement_step(&s, e);
    statement_end(&s);
done:
    free(ids);
    return code;
}

static bool differs(const char *a, const char *b)
{
    return a != b && (!a || !b || strcmp(a, b) != 0);
}

/* Only what changed stands in SET: an index whose columns are not named is not touched. */
static int update_sql(char **out, const struct projection_table *t, const struct entry *before,
                      const struct entry *after, bool search, struct err *e)
{
    size_t size = 0;
    FILE *sql = open_memstream(out, &size);
    if (!sql)
        return err_memory(e);
    fprintf(sql,
            "UPDATE \"r_%s\" SET rev=?,last_seq=?,corrected=?,applicant=?,applicant_name=?,applicant_rank=?,"
            "applicant_posts=?,digest=?",
            t->reg->id);
    if (differs(before->state, after->state))
        fputs(",state=?", sql);
    if (search)
        fputs(",search=?", sql);
    for (size_t i = 0; t->reg->fields[i].key; i++) {
        const struct field *f = &t->reg->fields[i];
        if (!differs(before->values[i], after->values[i]))
            continue;
        fprintf(sql, ",\"f_%s\"=?", f->key);
        if (field_sql(f) == SQL_REFERENCE)
            fprintf(sql, ",\"f_%s_label\"=?", f->key);
    }
    fputs(" WHERE id=?", sql);
    return fclose(sql) ? err_memory(e) : 0;
}

static int update_bind(struct statement *s, const struct projection_table *t, const struct entry *before,
                       const struct entry *after, const unsigned char digest[HASH_BYTES], const char *search,
                       char (*ids)[ENTRY_ID_BYTES], struct err *e)
{
    const struct actor_snapshot *a = &after->applicant;
    const char *texts[] = {a->id, a->name, a->rank, a->posts};
    const int64_t numbers[] = {after->rev, after->last_seq, after->corrected};
    int at = 1, code = 0;
    for (size_t i = 0; !code && i < 3; i++)
        code = statement_bind_number(s, at++, numbers[i], e);
    for (size_t i = 0; !code && i < 4; i++)
        code = statement_bind_text(s, at++, texts[i], e);
    if (!code)
        code = statement_bind_bytes(s, at++, digest, HASH_BYTES, e);
    if (!code && differs(before->state, after->state))
        code = statement_bind_text(s, at++, after->state, e);
    if (!code && search)
        code = statement_bind_text(s, at++, search, e);
    for (size_t i = 0; !code && t->reg->fields[i].key; i++)
        if (differs(before->values[i], after->values[i]))
            code = bind_field(s, &at, &t->reg->fields[i], after->values[i], ids[i], e);
    return code ? code : statement_bind_text(s, at, after->id, e);
}

static int row_update(struct projection *p, const struct projection_table *t, const struct entry *before,
                      const struct entry *after, const unsigned char digest[HASH_BYTES], const char *search,
                      struct err *e)
{
    struct statement s;
    char *sql = NULL;
    char(*ids)[ENTRY_ID_BYTES] = calloc(register_nfields(t->reg) + 1, sizeof *ids);
    if (!ids)
        return err_memory(e);
    int code = update_sql(&sql, t, before, after, search != NULL, e);
    if (!code)
        code = statement_prepare(&s, p->store, sql, e);
    if (!code) {
        code = update_bind(&s, t, before, after, digest, search, ids, e);
        if (!code)
            code = statement_step(&s, e);
        statement_end(&s);
    }
    free(sql);
    free(ids);
    return code;
}

/* ---- steps ---- */
static int step_insert(struct projection *p, const struct entry *after, size_t i, struct err *e)
{
    const struct done *d = &after->steps[i];
    return store_run(
        p->store, e,
        "INSERT INTO step(register,entry,n,key,actor,actor_name,actor_rank,actor_posts,rule,at,seq,lapsed,note) "
        "VALUES(?,?,?,?,?,?,?,?,?,?,?,0,?)",
        "ttittttttiit", after->reg->id, after->id, (int64_t)i, d->step, d->actor.id, d->actor.name, d->actor.rank,
        d->actor.posts, d->rule, d->at, d->seq, d->note);
}

static int steps_write(struct projection *p, const struct entry *before, const struct entry *after, struct err *e)
{
    size_t known = before ? before->nsteps : 0;
    int code = 0;
    for (size_t i = 0; !code && i < after->nsteps; i++) {
        if (i >= known)
            code = step_insert(p, after, i, e);
        if (!code && after->steps[i].lapsed && (i >= known || !before->steps[i].lapsed))
            code = store_run(p->store, e, "UPDATE step SET lapsed=1 WHERE register=? AND entry=? AND n=?", "tti",
                             after->reg->id, after->id, (int64_t)i);
    }
    return code;
}

/* ---- tallies ---- */
static int tally_add(struct projection *p, const struct register_def *reg, const char *state, int64_t by, struct err *e)
{
    for (size_t i = 0; i < p->ntallies; i++)
        if (p->tallies[i].reg == reg && strcmp(p->tallies[i].state, state) == 0) {
            p->tallies[i].by += by;
            return 0;
        }
    struct tally_change *grown = realloc(p->tallies, (p->ntallies + 1) * sizeof *grown);
    if (!grown)
        return err_memory(e);
    p->tallies = grown;
    struct tally_change *t = &grown[p->ntallies++];
    *t = (struct tally_change){.reg = reg, .by = by};
    text_format(t->state, sizeof t->state, "%s", state);
    return 0;
}

int projection_given(struct projection *p, const char *id, struct err *e)
{
    const char *dash = strrchr(id, '-');
    char *end = NULL;
    if (!dash || (size_t)(dash - id) >= sizeof p->site)
        return 0;
    long long n = strtoll(dash + 1, &end, 10);
    if (*end || n <= 0)
        return 0;
    char site[sizeof p->site] = "";
    memcpy(site, id, (size_t)(dash - id));
    int code = 0;
    if (strcmp(site, p->site) != 0) {
        code = projection_flush(p, e);
        memcpy(p->site, site, sizeof site);
        p->counter = 0;
    }
    if (n > p->counter)
        p->counter = n;
    return code;
}

int projection_flush(struct projection *p, struct err *e)
{
    int code = 0;
    for (size_t i = 0; !code && i < p->ntallies; i++)
        if (p->tallies[i].by)
            code = store_run(p->store, e,
                             "INSERT INTO tally(register,state,n) VALUES(?,?,?) "
                             "ON CONFLICT DO UPDATE SET n=n+excluded.n",
                             "tti", p->tallies[i].reg->id, p->tallies[i].state, p->tallies[i].by);
    if (!code && p->counter)
        code = store_run(p->store, e,
                         "INSERT INTO counter(site,n) VALUES(?,?) ON CONFLICT DO UPDATE SET n=MAX(n,excluded.n)", "ti",
                         p->site, p->counter);
    projection_forget(p);
    return code;
}

void projection_forget(struct projection *p)
{
    p->ntallies = 0;
    p->counter = 0;
    p->site[0] = '\0';
}

int projection_write(struct projection *p, const struct entry *before, const struct entry *after,
                     const unsigned char digest[HASH_BYTES], struct err *e)
{
    const struct projection_table *t = projection_table(p, after->reg->id);
    if (!t)
        return err_set(e, ERR_NOT_FOUND, "「%s」という簿冊はありません。", after->reg->id);
    char *search = NULL, *old = NULL;
    int code = projection_search(&search, after, e);
    if (!code && before)
        code = projection_search(&old, before, e);
    if (!code)
        code = steps_write(p, before, after, e); /* first: the row's triggers ask for them */
    if (!code) {
        code = before ? row_update(p, t, before, after, digest, differs(old, search) ? search : NULL, e)
                      : row_insert(p, t, after, digest, search, e);
        if (code)
            code = unique_refused(p, after, code, e);
    }
    if (!code && !before)
        code = projection_given(p, after->id, e);
    if (!code && before && differs(before->state, after->state))
        code = tally_add(p, before->reg, before->state, -1, e);
    if (!code && (!before || differs(before->state, after->state)))
        code = tally_add(p, after->reg, after->state, 1, e);
    free(search);
    free(old);
    return code;
}

int projection_remove(struct projection *p, const struct entry *entry, struct err *e)
{
    char sql[KEY_BYTES + 64];
    snprintf(sql, sizeof sql, "DELETE FROM \"r_%s\" WHERE id=?", entry->reg->id);
    int code = store_run(p->store, e, "DELETE FROM step WHERE register=? AND entry=?", "tt", entry->reg->id, entry->id);
    if (!code)
        code = store_run(p->store, e, sql, "t", entry->id);
    return code ? code : tally_add(p, entry->reg, entry->state, -1, e);
}
