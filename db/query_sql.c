#include <stdlib.h>
#include <string.h>

#include "db/projection.h"
#include "db/query_sql.h"
#include "db/schema.h"
#include "forms/filter.h"
#include "forms/text.h"
#include "forms/banned.h"

int condition_init(struct condition *c, struct err *e)
{
    *c = (struct condition){0};
    c->out = open_memstream(&c->text, &c->size);
    return c->out ? 0 : err_memory(e);
}

void condition_release(struct condition *c)
{
    if (c->out)
        fclose(c->out);
    for (size_t i = 0; i < c->nbound; i++)
        free(c->bound[i].text);
    free(c->bound);
    free(c->text);
    *c = (struct condition){0};
}

int condition_finish(struct condition *c, struct err *e)
{
    int rc = fclose(c->out);
    c->out = NULL;
    return rc || c->failed ? err_memory(e) : 0;
}

static struct bound *condition_grow(struct condition *c)
{
    struct bound *grown = realloc(c->bound, (c->nbound + 1) * sizeof *grown);
    if (!grown) {
        c->failed = ERR_MEMORY;
        return NULL;
    }
    c->bound = grown;
    grown[c->nbound] = (struct bound){0};
    return &grown[c->nbound++];
}

void condition_bind(struct condition *c, const char *text, bool value)
{
    struct bound *b = condition_grow(c);
    if (!b)
        return;
    b->value = value;
    b->text = strdup(text);
    if (!b->text)
        c->failed = ERR_MEMORY;
}

void condition_bind_number(struct condition *c, int64_t number)
{
    struct bound *b = condition_grow(c);
    if (b)
        b->number = number;
}

int condition_begin(struct statement *s, const struct condition *c, struct store *store, const char *sql, int *next,
                    struct err *e)
{
    int code = statement_prepare(s, store, sql, e);
    for (size_t i = 0; !code && i < c->nbound; i++) {
        const struct bound *b = &c->bound[i];
        int at = (int)i + 1;
        code = !b->text   ? statement_bind_number(s, at, b->number, e)
               : b->value ? statement_bind_value(s, at, b->text, e)
                          : statement_bind_text(s, at, b->text, e);
    }
    if (code)
        statement_end(s);
    *next = (int)c->nbound + 1;
    return code;
}

/* ---- columns ---- */
int query_column(char *buf, size_t size, const struct register_def *reg, const char *key, bool label, struct err *e)
{
    static const char *const heads[] = {"state", "id", "applicant"};
    int at = register_field(reg, key);
    if (at >= 0) {
        bool wants = label && field_sql(&reg->fields[at]) == SQL_REFERENCE;
        text_format(buf, size, "t.\"f_%s%s\"", key, wants ? "_label" : "");
        return 0;
    }
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (strcmp(heads[i], key) == 0) {
            text_format(buf, size, "t.%s", key);
            return 0;
        }
    return err_set(e, ERR_NOT_FOUND, "%sに「%s」という項目はありません。", reg->label, key);
}

static bool column_is_number(const struct register_def *reg, const char *key)
{
    int at = register_field(reg, key);
    return at >= 0 && field_sql(&reg->fields[at]) == SQL_INTEGER;
}

/* ---- conditions ---- */
static void write_words(struct condition *c, const char *words, bool value)
{
    const char *comma = "";
    for (const char *at = words; at && *at; comma = ",") {
        size_t n = strcspn(at, "|");
        char *word = strndup(at, n);
        if (!word) {
            c->failed = ERR_MEMORY;
            return;
        }
        fprintf(c->out, "%s?", comma);
        condition_bind(c, word, value);
        free(word);
        at += n + (at[n] == '|');
    }
}

static int write_cond(struct condition *c, const struct register_def *reg, const struct cond *cond, struct err *e)
{
    char column[COLUMN_BYTES + 16];
    int code = query_column(column, sizeof column, reg, cond->field, false, e);
    if (code)
        return code;
    if (cond->op == COND_SET || cond->op == COND_UNSET) {
        fprintf(c->out, " AND %s IS %sNULL", column, cond->op == COND_SET ? "NOT " : "");
        return 0;
    }
    if (cond->op == COND_IS)
        fprintf(c->out, " AND %s IN (", column);
    else
        fprintf(c->out, " AND IFNULL(%s NOT IN (", column);
    write_words(c, cond->value, column_is_number(reg, cond->field));
    fputs(cond->op == COND_IS ? ")" : "),1)", c->out);
    return 0;
}

static int write_range(struct condition *c, const struct register_def *reg, const char *key, const char *low,
                       const char *high, struct err *e)
{
    char column[COLUMN_BYTES + 16];
    bool number = column_is_number(reg, key);
    int code = query_column(column, sizeof column, reg, key, false, e);
    if (code)
        return code;
    if (low) {
        fprintf(c->out, " AND %s>=?", column);
        condition_bind(c, low, number);
    }
    if (high) {
        fprintf(c->out, " AND %s<?", column);
        condition_bind(c, high, number);
    }
    if (!low && !high)
        fprintf(c->out, " AND %s IS NOT NULL", column);
    return 0;
}

static void write_done(struct condition *c, const struct query *query)
{
    if (!query->done_by && !query->done_step)
        return;
    fprintf(c->out, " AND EXISTS(SELECT 1 FROM step s WHERE s.register='%s' AND s.entry=t.id AND s.lapsed=0",
            query->reg->id);
    if (query->done_step) {
        fputs(" AND s.key IN (", c->out);
        write_words(c, query->done_step, false);
        fputs(")", c->out);
    }
    if (query->done_by) {
        fputs(" AND s.actor=?", c->out);
        condition_bind(c, query->done_by, false);
    }
    fputs(")", c->out);
}

/* ---- the search line ---- */
static void write_late(struct condition *c, const struct register_def *reg, const char *high)
{
    const char *comma = "";
    fputs("(t.state IN (", c->out);
    for (const struct state *s = reg->states; s && s->key; s++)
        if (s->kind == STATE_OUT) {
            fprintf(c->out, "%s?", comma);
            condition_bind(c, s->key, false);
            comma = ",";
        }
    fprintf(c->out, ") AND t.\"f_%s\"<?)", reg->late_field);
    condition_bind(c, high ? high : "", true);
}

static void write_term_range(struct condition *c, const char *column, bool number, const struct filter_term *term)
{
    fprintf(c->out, "(%s IS NOT NULL", column);
    if (term->low) {
        fprintf(c->out, " AND %s>=?", column);
        condition_bind(c, term->low, number);
    }
    if (term->high) {
        fprintf(c->out, " AND %s<?", column);
        condition_bind(c, term->high, number);
    }
    fputs(")", c->out);
}

/* One alternative. What SQL cannot decide (folded text of one field) becomes something that is true at least wherever it is
 * true; *exact says so. */
static void write_term(struct condition *c, const struct filter *filter, const struct filter_term *term, bool *exact)
{
    const struct register_def *reg = filter->reg;
    const struct field *field = term->field >= 0 ? &reg->fields[term->field] : NULL;
    char column[COLUMN_BYTES + 16] = "t.id";
    if (field)
        text_format(column, sizeof column, "t.\"f_%s\"", field->key);
    else if (term->field == FILTER_STATE)
        text_format(column, sizeof column, "t.state");
    bool number = field && field_sql(field) == SQL_INTEGER;
    if (term->kind == FILTER_NEVER) {
        fputs("0", c->out);
    } else if (term->kind == FILTER_LATE && reg->late_field) {
        write_late(c, reg, term->high);
    } else if (term->kind == FILTER_UNSET) {
        fprintf(c->out, "%s IS NULL", column);
    } else if (term->kind == FILTER_RANGE) {
        write_term_range(c, column, number, term);
    } else if (term->kind == FILTER_IS) {
        fprintf(c->out, "%s IN (", column);
        write_words(c, term->value, number);
        fputs(")", c->out);
    } else if (field && (field->flags & FIELD_LISTED)) {
        fputs("instr(t.search,?)>0", c->out);
        condition_bind(c, term->value, false);
        *exact = false;
    } else {
        fprintf(c->out, "%s IS NOT NULL", column);
        *exact = false;
    }
}

static void write_filter(struct condition *c, const struct filter *filter, bool *exact)
{
    int group = -1;
    for (size_t i = 0; i < filter->nterms; i++) {
        fputs(filter->terms[i].group == group ? " OR " : group < 0 ? " AND (" : ") AND (", c->out);
        group = filter->terms[i].group;
        write_term(c, filter, &filter->terms[i], exact);
    }
    if (group >= 0)
        fputs(")", c->out);
}

int condition_query(struct condition *c, const struct query *query, bool *exact, struct err *e)
{
    int code = 0;
    *exact = true;
    for (const struct cond *cond = query->conds; !code && cond && cond->field; cond++)
        code = write_cond(c, query->reg, cond, e);
    if (!code && query->range)
        code = write_range(c, query->reg, query->range, query->range_from, query->range_until, e);
    write_done(c, query);
    if (query->filter)
        write_filter(c, query->filter, exact);
    return code;
}
