/* The tables of the journal, and what no program may do: compiled from the needs of the declarations. */
#include <stdlib.h>
#include <string.h>

#include "db/schema.h"
#include "db/station.h"
#include "forms/banned.h"

/* Is there a tombstone, with its body, of that entry? The index makes that cheap, and a second tombstone impossible. */
#define DISPOSED(reg, entry)                                                                                  \
    "EXISTS(SELECT 1 FROM event d INDEXED BY event_disposed JOIN body y ON y.seq=d.seq WHERE d.register=" reg \
    " AND d.entry=" entry " AND d.action='" TOMBSTONE "')"
/* Signatures rest on these, and what happened to them is never disposed of. */
#define KEPT "('" LOG_REGISTER "','" STATION_REGISTER "','" USER_REGISTER "')"

/* Tables that stay, and those that every register shares. DEFENSIVE and these triggers stop mistakes and raw SQL; whoever
 * drops a trigger is found by schema_compare. INSERT OR REPLACE fires no trigger for the row it removes: hence the EXISTS. */
static const struct core_sql {
    bool core;
    const char *sql;
} core_sql[] = {
    {true, "CREATE TABLE meta(key TEXT NOT NULL PRIMARY KEY,value BLOB NOT NULL) WITHOUT ROWID"},
    {true,
     "CREATE TABLE event(seq INTEGER PRIMARY KEY,tx INTEGER NOT NULL,clock INTEGER NOT NULL,recorded INTEGER NOT NULL,"
     "mono INTEGER NOT NULL,site TEXT NOT NULL,pc TEXT NOT NULL,boot TEXT NOT NULL,register TEXT NOT NULL,"
     "entry TEXT NOT NULL,action TEXT NOT NULL,prev BLOB NOT NULL,body BLOB NOT NULL,hash BLOB NOT NULL)"},
    {true, "CREATE TABLE body(seq INTEGER PRIMARY KEY REFERENCES event(seq),data BLOB NOT NULL)"},
    {true, "CREATE TABLE tx(n INTEGER PRIMARY KEY,first INTEGER NOT NULL,last INTEGER NOT NULL,uid TEXT NOT NULL,"
           "key BLOB NOT NULL,head BLOB NOT NULL,signature BLOB NOT NULL)"},
    {true, "CREATE TABLE draft(person TEXT NOT NULL,key TEXT NOT NULL,saved INTEGER NOT NULL,data BLOB NOT NULL,"
           "PRIMARY KEY(person,key))"},
    {false, "CREATE INDEX event_entry ON event(register,entry)"},
    {false, "CREATE UNIQUE INDEX event_disposed ON event(register,entry) WHERE action='" TOMBSTONE "'"},
    {false, "CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN "
            "SELECT RAISE(ABORT,'記録は書き換えられません'); END"},
    {false, "CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT,'記録は消せません'); END"},
    {false,
     "CREATE TRIGGER event_chain BEFORE INSERT ON event BEGIN "
     "SELECT RAISE(ABORT,'記録の番号が続いていません') WHERE NEW.seq IS NOT (SELECT IFNULL(MAX(seq),0)+1 FROM event);"
     "SELECT RAISE(ABORT,'取引の番号が続いていません') WHERE NEW.tx IS NOT (SELECT IFNULL(MAX(n),0)+1 FROM tx);"
     "SELECT RAISE(ABORT,'記録の連鎖が続いていません') WHERE NEW.prev IS NOT "
     "IFNULL((SELECT hash FROM event WHERE seq=NEW.seq-1),zeroblob(32));"
     "SELECT RAISE(ABORT,'廃棄された記載には、もう何も記録できません') WHERE EXISTS(SELECT 1 FROM event "
     "INDEXED BY event_disposed WHERE register=NEW.register AND entry=NEW.entry AND action='" TOMBSTONE "');"
     "SELECT RAISE(ABORT,'廃棄できる記載ではありません') WHERE NEW.action='" TOMBSTONE "' AND (NEW.register IN " KEPT
     " OR NOT EXISTS(SELECT 1 FROM event WHERE register=NEW.register AND entry=NEW.entry)); END"},
    {false, "CREATE TRIGGER body_no_update BEFORE UPDATE ON body BEGIN "
            "SELECT RAISE(ABORT,'記録は書き換えられません'); END"},
    {false, "CREATE TRIGGER body_no_delete BEFORE DELETE ON body BEGIN "
            "SELECT RAISE(ABORT,'記録は消せません') WHERE NOT EXISTS(SELECT 1 FROM event v WHERE v.seq=OLD.seq "
            "AND v.register NOT IN " KEPT " AND v.action IS NOT '" TOMBSTONE
            "' AND " DISPOSED("v.register", "v.entry") "); END"},
    {false, "CREATE TRIGGER body_chain BEFORE INSERT ON body BEGIN "
            "SELECT RAISE(ABORT,'本文は記録とともにだけ書けます') WHERE NEW.seq IS NOT (SELECT MAX(seq) FROM event) "
            "OR EXISTS(SELECT 1 FROM body WHERE seq=NEW.seq); END"},
    {false,
     "CREATE TRIGGER tx_no_update BEFORE UPDATE ON tx BEGIN SELECT RAISE(ABORT,'署名は書き換えられません'); END"},
    {false, "CREATE TRIGGER tx_no_delete BEFORE DELETE ON tx BEGIN SELECT RAISE(ABORT,'署名は消せません'); END"},
    {false,
     "CREATE TRIGGER tx_chain BEFORE INSERT ON tx BEGIN "
     "SELECT RAISE(ABORT,'取引の番号が続いていません') WHERE NEW.n IS NOT (SELECT IFNULL(MAX(n),0)+1 FROM tx);"
     "SELECT RAISE(ABORT,'取引の範囲が続いていません') WHERE NEW.first IS NOT "
     "IFNULL((SELECT last+1 FROM tx WHERE n=NEW.n-1),1) OR NEW.last IS NOT (SELECT MAX(seq) FROM event) "
     "OR NEW.last<NEW.first;"
     "SELECT RAISE(ABORT,'署名の先頭が違います') WHERE NEW.head IS NOT (SELECT hash FROM event WHERE seq=NEW.last);"
     " END"},
    {false, "CREATE TABLE tally(register TEXT NOT NULL,state TEXT NOT NULL,n INTEGER NOT NULL,"
            "PRIMARY KEY(register,state)) WITHOUT ROWID"},
    {false, "CREATE TABLE counter(site TEXT NOT NULL PRIMARY KEY,n INTEGER NOT NULL) WITHOUT ROWID"},
    {false, "CREATE TABLE step(register TEXT NOT NULL,entry TEXT NOT NULL,n INTEGER NOT NULL,key TEXT NOT NULL,"
            "actor TEXT NOT NULL,actor_name TEXT NOT NULL,actor_rank TEXT NOT NULL,actor_posts TEXT NOT NULL,"
            "rule TEXT NOT NULL,at INTEGER NOT NULL,seq INTEGER NOT NULL,lapsed INTEGER NOT NULL,note TEXT,"
            "PRIMARY KEY(register,entry,n)) WITHOUT ROWID"},
    {false, "CREATE TRIGGER step_insert BEFORE INSERT ON step BEGIN "
            "SELECT RAISE(ABORT,'記録にない手続は書けません') WHERE NEW.lapsed IS NOT 0 OR "
            "NOT EXISTS(SELECT 1 FROM event WHERE seq=NEW.seq AND register=NEW.register AND entry=NEW.entry "
            "AND action=NEW.key) OR EXISTS(SELECT 1 FROM step WHERE register=NEW.register AND entry=NEW.entry "
            "AND n=NEW.n) OR " DISPOSED("NEW.register", "NEW.entry") "; END"},
    {false,
     "CREATE TRIGGER step_update BEFORE UPDATE ON step BEGIN "
     "SELECT RAISE(ABORT,'手続は書き換えられません') WHERE NEW.register IS NOT OLD.register "
     "OR NEW.entry IS NOT OLD.entry OR NEW.n IS NOT OLD.n OR NEW.key IS NOT OLD.key OR NEW.actor IS NOT OLD.actor "
     "OR NEW.actor_name IS NOT OLD.actor_name OR NEW.actor_rank IS NOT OLD.actor_rank "
     "OR NEW.actor_posts IS NOT OLD.actor_posts OR NEW.rule IS NOT OLD.rule OR NEW.at IS NOT OLD.at "
     "OR NEW.seq IS NOT OLD.seq OR NEW.note IS NOT OLD.note OR NEW.lapsed<OLD.lapsed; END"},
    {false, "CREATE TRIGGER step_delete BEFORE DELETE ON step BEGIN "
            "SELECT RAISE(ABORT,'手続は消せません') WHERE NOT " DISPOSED("OLD.register", "OLD.entry") "; END"},
};

int schema_add_core(struct schema *schema, struct err *e)
{
    int code = 0;
    for (size_t i = 0; !code && i < sizeof core_sql / sizeof *core_sql; i++)
        code = schema_add(schema, core_sql[i].core, e, "%s", core_sql[i].sql);
    return code;
}

/* One condition about the new row. An unset field has no value: IS is false of it, IS NOT is true (forms/cond.h). */
static void write_cond(FILE *out, const struct cond *cond)
{
    if (cond->op == COND_SET || cond->op == COND_UNSET) {
        fprintf(out, " AND NEW.\"f_%s\" IS %sNULL", cond->field, cond->op == COND_SET ? "NOT " : "");
        return;
    }
    fprintf(out, " AND IFNULL(NEW.\"f_%s\" %sIN (", cond->field, cond->op == COND_IS ? "" : "NOT ");
    schema_write_words(out, cond->value);
    fprintf(out, "),%d)", cond->op == COND_IS ? 0 : 1);
}

/* Not on record with its event, or lapsed: one of the '|'-joined steps must be there. all: those of every need of the state
 * from this one on, instead of this one's. */
static void write_missing(FILE *out, const char *reg, const struct need *need, bool all)
{
    const char *comma = "";
    fprintf(out,
            " AND NOT EXISTS(SELECT 1 FROM step s JOIN event v ON v.seq=s.seq WHERE s.register='%s' AND s.entry=NEW.id"
            " AND s.lapsed=0 AND v.register='%s' AND v.entry=NEW.id AND v.action=s.key AND s.key IN (",
            reg, reg);
    for (const struct need *n = need; n->state && (all || n == need); n++)
        if (strcmp(n->state, need->state) == 0) {
            fputs(comma, out);
            schema_write_words(out, n->step);
            comma = ",";
        }
    fputs("));", out);
}

/* A refusal when the conditions hold and the step is missing. */
static void write_need(FILE *out, const struct register_def *reg, const struct need *need)
{
    const struct step *step = register_step(reg, need->step);
    fprintf(out, "SELECT RAISE(ABORT,'「%s」が記録にないので、この状態にはできません') WHERE NEW.state='%s'",
            step ? step->label : need->step, need->state);
    for (size_t i = 0; i < CONDS && need->when[i].field; i++)
        write_cond(out, &need->when[i]);
    write_missing(out, reg->id, need, false);
}

/* Conditions rest on fields, which raw SQL could leave unset: whatever they say, a state that needs steps has one of them. */
static void write_any(FILE *out, const struct register_def *reg, const struct need *need)
{
    for (const struct need *n = reg->needs; n < need; n++)
        if (strcmp(n->state, need->state) == 0)
            return; /* told at the first need of the state */
    fprintf(out, "SELECT RAISE(ABORT,'必要な手続が一つも記録にないので、この状態にはできません') WHERE NEW.state='%s'",
            need->state);
    write_missing(out, reg->id, need, true);
}

static int schema_add_needs(struct schema *schema, const struct register_def *reg, bool update, struct err *e)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return err_memory(e);
    for (const struct need *need = reg->needs; need->state; need++) {
        write_need(out, reg, need);
        write_any(out, reg, need);
    }
    int code = fclose(out) ? err_memory(e) : 0;
    if (!code)
        code = schema_add(schema, false, e, "CREATE TRIGGER \"need_%s_%s\" BEFORE %s ON \"r_%s\"%s BEGIN %s END",
                          reg->id, update ? "update" : "insert", update ? "UPDATE" : "INSERT", reg->id,
                          update ? " WHEN NEW.state IS NOT OLD.state" : "", text);
    free(text);
    return code;
}

int schema_add_triggers(struct schema *schema, const struct register_def *reg, struct err *e)
{
    const char *id = reg->id;
    int code = schema_add(
        schema, false, e,
        "CREATE TRIGGER \"r_%s_insert\" BEFORE INSERT ON \"r_%s\" BEGIN "
        "SELECT RAISE(ABORT,'記録にない記載は書けません') WHERE NEW.rev IS NOT 1 OR NOT EXISTS(SELECT 1 "
        "FROM event WHERE seq=NEW.last_seq AND register='%s' AND entry=NEW.id) "
        "OR EXISTS(SELECT 1 FROM \"r_%s\" WHERE id=NEW.id OR n=NEW.n) OR " DISPOSED("'%s'", "NEW.id") "; END",
        id, id, id, id, id);
    if (!code)
        code = schema_add(schema, false, e,
                          "CREATE TRIGGER \"r_%s_update\" BEFORE UPDATE ON \"r_%s\" BEGIN "
                          "SELECT RAISE(ABORT,'記録によらない変更はできません') WHERE NEW.n IS NOT OLD.n "
                          "OR NEW.id IS NOT OLD.id OR NEW.rev IS NOT OLD.rev+1 OR NEW.last_seq<=OLD.last_seq "
                          "OR NOT EXISTS(SELECT 1 FROM event WHERE seq=NEW.last_seq AND register='%s' "
                          "AND entry=NEW.id); END",
                          id, id, id);
    if (!code)
        code = schema_add(schema, false, e,
                          "CREATE TRIGGER \"r_%s_delete\" BEFORE DELETE ON \"r_%s\" BEGIN "
                          "SELECT RAISE(ABORT,'記載は消せません') WHERE NOT " DISPOSED("'%s'", "OLD.id") "; END",
                          id, id, id);
    if (!code && reg->needs && reg->needs->state)
        code = schema_add_needs(schema, reg, false, e);
    if (!code && reg->needs && reg->needs->state)
        code = schema_add_needs(schema, reg, true, e);
    return code;
}
