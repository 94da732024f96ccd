#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "db/schema.h"
#include "forms/text.h"
#include "forms/banned.h"

int schema_add(struct schema *schema, bool core, struct err *e, const char *format, ...)
{
    struct schema_item *grown = realloc(schema->items, (schema->n + 1) * sizeof *grown);
    if (!grown)
        return err_memory(e);
    schema->items = grown;
    va_list list;
    va_start(list, format);
    char *sql = NULL;
    int n = vasprintf(&sql, format, list);
    va_end(list);
    if (n < 0)
        return err_memory(e);
    schema->items[schema->n++] = (struct schema_item){.sql = sql, .core = core};
    return 0;
}

void schema_release(struct schema *schema)
{
    for (size_t i = 0; i < schema->n; i++)
        free(schema->items[i].sql);
    free(schema->items);
    *schema = (struct schema){0};
}

enum sql_kind field_sql(const struct field *field)
{
    return field_types[field->type].sql;
}

bool schema_column(char *buf, size_t size, const struct register_def *reg, const char *field)
{
    int at = register_field(reg, field);
    if (at < 0)
        return false;
    snprintf(buf, size, "f_%s", field);
    return true;
}

void schema_write_words(FILE *out, const char *words)
{
    for (const char *at = words, *comma = ""; at && *at; comma = ",") {
        size_t n = strcspn(at, "|");
        fprintf(out, "%s'%.*s'", comma, (int)n, at);
        at += n + (at[n] == '|');
    }
}

/* ---- a register ---- */
static const char *const sql_types[] = {[SQL_TEXT] = "TEXT", [SQL_INTEGER] = "INTEGER", [SQL_REFERENCE] = "TEXT"};

static int schema_add_table(struct schema *schema, const struct register_def *reg, struct err *e)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return err_memory(e);
    for (const struct field *f = reg->fields; f->key; f++) {
        fprintf(out, ",\"f_%s\" %s", f->key, sql_types[field_sql(f)]);
        if (field_sql(f) == SQL_REFERENCE)
            fprintf(out, ",\"f_%s_label\" TEXT", f->key);
    }
    int code = fclose(out) ? err_memory(e) : 0;
    if (!code)
        code = schema_add(schema, false, e,
                          "CREATE TABLE \"r_%s\"(n INTEGER PRIMARY KEY,id TEXT NOT NULL UNIQUE,state TEXT NOT NULL,"
                          "rev INTEGER NOT NULL,last_seq INTEGER NOT NULL,corrected INTEGER NOT NULL,"
                          "applicant TEXT NOT NULL,applicant_name TEXT NOT NULL,applicant_rank TEXT NOT NULL,"
                          "applicant_posts TEXT NOT NULL,digest BLOB NOT NULL,search TEXT NOT NULL%s)",
                          reg->id, text);
    free(text);
    return code;
}

static int schema_add_exclusive(struct schema *schema, const struct register_def *reg, struct err *e)
{
    if (!reg->exclusive)
        return 0;
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return err_memory(e);
    schema_write_words(out, reg->exclusive->states);
    int code = fclose(out) ? err_memory(e) : 0;
    for (const struct field *f = reg->fields; !code && f->key; f++)
        if (word_in(reg->exclusive->field, f->key))
            code = schema_add(schema, false, e,
                              "CREATE UNIQUE INDEX \"x_%s_%s\" ON \"r_%s\"(\"f_%s\") WHERE state IN (%s)", reg->id,
                              f->key, reg->id, f->key, text);
    free(text);
    return code;
}

static int schema_add_register(struct schema *schema, const struct register_def *reg, struct err *e)
{
    int code = schema_add_table(schema, reg, e);
    if (!code)
        code = schema_add(schema, false, e, "CREATE INDEX \"s_%s\" ON \"r_%s\"(state)", reg->id, reg->id);
    for (const struct field *f = reg->fields; !code && f->key; f++)
        if (f->flags & (FIELD_INDEXED | FIELD_UNIQUE))
            code = schema_add(schema, false, e, "CREATE %sINDEX \"i_%s_%s\" ON \"r_%s\"(\"f_%s\")",
                              f->flags & FIELD_UNIQUE ? "UNIQUE " : "", reg->id, f->key, reg->id, f->key);
    if (!code)
        code = schema_add_exclusive(schema, reg, e);
    if (!code)
        code = schema_add_triggers(schema, reg, e);
    return code;
}

/* ---- the number ---- */
static void hash_text(struct hash *h, const char *text)
{
    hash_add(h, text ? text : "", text ? strlen(text) + 1 : 1);
}

/* Search texts and notes of steps are made of labels and of the folding of text.c. Both may change without the SQL changing,
 * and then the projections must be made anew all the same. */
static int schema_count_number(struct schema *schema, const struct register_def *const *list, struct err *e)
{
    static const char probe[] = "ＡａカかガがヵヶﾊﾟーぁァA1１①㈱Ⅰ髙高﨑崎齋斎斉邊邉辺神塚";
    struct hash h;
    unsigned char digest[HASH_BYTES];
    hash_init(&h);
    for (size_t i = 0; i < schema->n; i++)
        hash_text(&h, schema->items[i].sql);
    for (; *list; list++)
        for (const struct field *f = (*list)->fields; f->key; f++) {
            hash_text(&h, f->key);
            hash_text(&h, f->label);
            hash_text(&h, f->flags & FIELD_LISTED ? "listed" : f->step);
            for (const struct choice *c = f->choices; c && c->key; c++) {
                hash_text(&h, c->key);
                hash_text(&h, c->label);
            }
        }
    char *folded = text_fold(probe, sizeof probe - 1);
    if (!folded)
        return err_memory(e);
    hash_text(&h, folded);
    free(folded);
    hash_end(&h, digest);
    schema->number = (int64_t)(digest[0] & 0x7f) << 24 | digest[1] << 16 | digest[2] << 8 | digest[3];
    return 0;
}

int schema_init(struct schema *schema, const struct register_def *const *list, struct err *e)
{
    *schema = (struct schema){0};
    int code = schema_add_core(schema, e);
    for (const struct register_def *const *reg = list; !code && *reg; reg++)
        code = schema_add_register(schema, *reg, e);
    if (!code)
        code = schema_count_number(schema, list, e);
    if (code)
        schema_release(schema);
    return code;
}

/* ---- into a database ---- */
static int schema_run(const struct schema *schema, struct store *store, bool with_core, struct err *e)
{
    int code = 0;
    for (size_t i = 0; !code && i < schema->n; i++)
        if (with_core || !schema->items[i].core)
            code = store_exec(store, schema->items[i].sql, e);
    if (!code) {
        char sql[64];
        snprintf(sql, sizeof sql, "PRAGMA user_version=%lld", (long long)schema->number);
        code = store_exec(store, sql, e);
    }
    return code;
}

int schema_install(const struct schema *schema, struct store *store, struct err *e)
{
    return schema_run(schema, store, true, e);
}

int schema_stored_number(int64_t *out, struct store *store, struct err *e)
{
    return store_number(out, store, e, "PRAGMA user_version", "");
}

/* By name: a later version may know other columns for a table of the journal, and must not drop it for that. */
static bool schema_is_core(const char *type, const char *name)
{
    static const char *const core[] = {"meta", "event", "body", "tx", "draft"};
    for (size_t i = 0; i < sizeof core / sizeof *core; i++)
        if (strcmp(type, "table") == 0 && strcmp(core[i], name) == 0)
            return true;
    return false;
}

/* The DROP statements for one kind, in one text, since nothing may be dropped while the list is read. */
static int schema_drop_kind(struct store *store, const char *type, struct err *e)
{
    struct statement s;
    char *text = NULL;
    size_t size = 0;
    int code =
        statement_begin(&s, store, e, "SELECT name FROM sqlite_schema WHERE type=? AND sql IS NOT NULL", "t", type);
    if (code)
        return code;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        code = err_memory(e);
    while (!code && (code = statement_step(&s, e)) > 0) {
        code = 0;
        if (!schema_is_core(type, statement_text(&s, 0)) && !strchr(statement_text(&s, 0), '"'))
            fprintf(out, "DROP %s \"%s\";", type, statement_text(&s, 0));
    }
    statement_end(&s);
    if (out && fclose(out) && !code)
        code = err_memory(e);
    if (!code)
        code = store_exec(store, text, e);
    free(text);
    return code;
}

int schema_renew(const struct schema *schema, struct store *store, struct err *e)
{
    static const char *const kinds[] = {"trigger", "view", "index", "table"};
    int code = 0;
    for (size_t i = 0; !code && i < sizeof kinds / sizeof *kinds; i++)
        code = schema_drop_kind(store, kinds[i], e);
    return code ? code : schema_run(schema, store, false, e);
}

/* ---- comparing ---- */
static int schema_odd(struct err *e, const struct statement *s, const char *what)
{
    const char *type = statement_text(s, 0), *name = statement_text(s, 1);
    return err_set(e, ERR_INTEGRITY,
                   "データベースの構造が、このプログラムの作るものと違います: "
                   "%s「%s」が%s。記録は書き換えられたおそれがあります。",
                   type && strcmp(type, "trigger") == 0 ? "トリガー"
                   : type && strcmp(type, "index") == 0 ? "索引"
                                                        : "表",
                   name ? name : "", what);
}

#define SCHEMA_ROWS "SELECT type,name,IFNULL(sql,'') FROM sqlite_schema ORDER BY type DESC,name"

/* Both lists are sorted alike: the first row that differs tells. */
static int schema_rows_compare(struct statement *live, struct statement *made, struct err *e)
{
    for (;;) {
        int a = statement_step(live, e);
        int b = a < 0 ? a : statement_step(made, e);
        if (a < 0 || b < 0)
            return a < 0 ? a : b;
        if (!a && !b)
            return 0;
        int order = !a ? 1 : !b ? -1 : -strcmp(statement_text(live, 0), statement_text(made, 0));
        if (a && b && order == 0)
            order = strcmp(statement_text(live, 1), statement_text(made, 1));
        if (order < 0)
            return schema_odd(e, live, "余分にあります");
        if (order > 0)
            return schema_odd(e, made, "ありません");
        if (strcmp(statement_text(live, 2), statement_text(made, 2)) != 0)
            return schema_odd(e, made, "違う内容です");
    }
}

int schema_compare(const struct schema *schema, struct store *store, struct err *e)
{
    struct store *memory = NULL;
    struct statement live = {0}, made = {0};
    int code = store_open_memory(&memory, e);
    if (!code)
        code = schema_install(schema, memory, e);
    if (!code)
        code = statement_begin(&made, memory, e, SCHEMA_ROWS, "");
    if (!code)
        code = statement_begin(&live, store, e, SCHEMA_ROWS, "");
    if (!code)
        code = schema_rows_compare(&live, &made, e);
    statement_end(&live);
    statement_end(&made);
    store_close(memory);
    return code;
}
