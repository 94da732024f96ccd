/* Disposal after the retention period (RT-4): the content is gone from bodies, projections and pages; what happened, in which
 * order and signed by whom stays and verifies; and nothing else can be taken away by that door. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include "db/draft.h"
#include "tests/db/fixture.h"

/* Event 10 permits loan 1, so that 6 and 10 are its bodies. */
static void loans_make_two(struct loans *w)
{
    loans_make(w);
    assert_ok(fixture_step(&w->f, w->ids[1], "permit", "out", e));
}

static int64_t number(struct fixture *f, const char *sql)
{
    int64_t n = -1;
    assert_ok(store_number(&n, f->station->store, e, sql, ""));
    return n;
}

static void refused(struct fixture *f, const char *sql, const char *expected)
{
    struct err why = {0};
    int code = fixture_sql(f, sql, &why);
    if (code != ERR_REFUSED || !strstr(why.text, expected))
        fail_msg("«%s»: expected «%s», got %d «%s»", sql, expected, code, why.text);
}

/* ---- what is left ---- */
static void RT_4_a_disposal_leaves_a_tombstone_and_nothing_else(void **state)
{
    (void)state;
    struct loans w;
    struct entry *entry;
    struct history history;
    struct err why = {0};
    loans_make_two(&w);
    struct station *s = w.f.station;
    assert_ok(draft_save(s, "TEST-1", "loan//request", "a", 1, w.f.now, e));
    char key[128], code[40];
    snprintf(key, sizeof key, "loan/%s/return", w.ids[1]);
    assert_ok(draft_save(s, "TEST-1", key, "b", 1, w.f.now, e));
    assert_ok(fixture_dispose(&w.f, w.ids[1], e));
    assert_int_equal(entry_load(&entry, s, &loan_register, w.ids[1], &why), ERR_NOT_FOUND);
    assert_non_null(strstr(why.text, "は保管期間の満了により廃棄されました（照合: "));
    assert_ok(station_code_at(code, sizeof code, s, station_seq(s), e));
    assert_non_null(strstr(why.text, code));
    assert_ok(station_verify_code(s, code, e));
    assert_int_equal(entry_as_of(&entry, s, &loan_register, w.ids[1], INT64_MAX, &why), ERR_NOT_FOUND);
    assert_ok(history_load(&history, s, "loan", w.ids[1], e));
    assert_int_equal(history.n, 1);
    const struct change *c = &history.events[0].change;
    assert_string_equal(c->step, TOMBSTONE);
    assert_string_equal(c->actor.name, "田中 玲");
    assert_string_equal(c->rule, "RT-4");
    assert_string_equal(c->clause, "第9");
    assert_string_equal(c->reason, "TEST-900");
    assert_string_equal(change_after(c, TOMBSTONE_FIELD_BODIES), "2");
    assert_int_equal(c->nfields, 1);
    assert_string_equal(history.events[0].signer, FIXTURE_UID);
    history_release(&history);
    assert_int_equal(number(&w.f, "SELECT COUNT(*) FROM event WHERE seq IN (6,10)"), 2);
    assert_int_equal(number(&w.f, "SELECT COUNT(*) FROM body WHERE seq IN (6,10)"), 0);
    assert_int_equal(number(&w.f, "SELECT COUNT(*) FROM r_loan"), LOANS - 1);
    assert_int_equal(number(&w.f, "SELECT COUNT(*) FROM step WHERE seq IN (6,10)"), 0);
    assert_int_equal(number(&w.f, "SELECT n FROM tally WHERE register='loan' AND state='out'"), 1);
    assert_int_equal(number(&w.f, "SELECT COUNT(*) FROM draft"), 1);
    fixture_verify(&w.f);
    fixture_remove(&w.f);
}

static void RT_4_projections_rebuilt_after_a_disposal_are_equal(void **state)
{
    (void)state;
    struct loans w;
    unsigned char before[HASH_BYTES], after[HASH_BYTES];
    char id[ENTRY_ID_BYTES];
    loans_make_two(&w);
    assert_ok(fixture_dispose(&w.f, w.ids[3], e)); /* the greatest number that was given */
    assert_ok(fixture_dispose(&w.f, w.ids[0], e));
    assert_ok(station_digest(w.f.station, before, e));
    assert_ok(station_rebuild(w.f.station, NULL, NULL, e));
    assert_ok(station_digest(w.f.station, after, e));
    assert_memory_equal(before, after, HASH_BYTES);
    fixture_verify(&w.f);
    fixture_close(&w.f);
    w.f.options.registers = fixture_registers_grown;
    fixture_open(&w.f);
    assert_true(w.f.signin.rebuilt);
    fixture_request(&w.f, id, "TEST-9"); /* nor by a program that had to make them anew */
    for (int i = 0; i < LOANS; i++)
        assert_string_not_equal(id, w.ids[i]);
    fixture_verify(&w.f);
    fixture_remove(&w.f);
}

static void RT_4_a_disposed_entry_stays_disposed(void **state)
{
    (void)state;
    struct loans w;
    struct journal *j;
    struct change change;
    struct err why = {0};
    loans_make_two(&w);
    struct station *s = w.f.station;
    assert_ok(fixture_dispose(&w.f, w.ids[1], e));
    assert_int_equal(fixture_dispose(&w.f, w.ids[1], &why), ERR_NOT_FOUND);
    assert_int_equal(fixture_step(&w.f, w.ids[1], "return", "back", &why), ERR_NOT_FOUND);
    assert_non_null(strstr(why.text, "廃棄されました"));
    assert_ok(journal_begin(&j, s, NULL, w.f.now, e));
    assert_ok(change_loan(&change, j, "TEST-1", e));
    snprintf(change.entry, sizeof change.entry, "%s", w.ids[1]);
    assert_int_equal(journal_append(j, &change, 0, NULL, &why), ERR_REFUSED);
    assert_non_null(strstr(why.text, "もう何も記録できません"));
    change_release(&change);
    journal_cancel(&j);
    fixture_request(&w.f, w.ids[0], "TEST-1"); /* the thing itself goes out again */
    assert_ok(fixture_step(&w.f, w.ids[0], "permit", "out", e));
    fixture_verify(&w.f);
    fixture_remove(&w.f);
}

static int dispose(struct loans *w, const char *reg, const char *id, int64_t rev, struct err *e)
{
    struct journal *j;
    struct change permit;
    assert_int_equal(journal_begin(&j, w->f.station, NULL, w->f.now, NULL), 0);
    change_init(&permit);
    snprintf(permit.reg, sizeof permit.reg, "%s", reg);
    snprintf(permit.entry, sizeof permit.entry, "%s", id);
    int code = journal_dispose(j, &permit, rev, e);
    if (code)
        assert_int_equal(journal_commit(&j, NULL), ERR_IO);
    else
        code = journal_commit(&j, e);
    change_release(&permit);
    return code;
}

static void RT_4_what_may_not_be_disposed_of_is_refused(void **state)
{
    (void)state;
    struct loans w;
    struct journal *j;
    struct change change;
    struct err why = {0};
    char user[ENTRY_ID_BYTES], *end = NULL;
    loans_make_two(&w);
    snprintf(user, sizeof user, "%s", w.ids[0]);
    end = strrchr(user, '-');
    snprintf(end, 4, "-3"); /* station, person, user are 1, 2, 3 */
    assert_int_equal(dispose(&w, "user", user, 1, &why), ERR_REFUSED);
    snprintf(end, 4, "-1");
    assert_int_equal(dispose(&w, "station", user, 1, &why), ERR_REFUSED);
    assert_int_equal(dispose(&w, "log", "attempt", 1, &why), ERR_REFUSED);
    assert_int_equal(dispose(&w, "other", w.ids[0], 1, &why), ERR_NOT_FOUND);
    assert_int_equal(dispose(&w, "loan", "TEST-999", 1, &why), ERR_NOT_FOUND);
    assert_int_equal(dispose(&w, "loan", w.ids[0], 1, &why), ERR_CONFLICT); /* it is at 2 */
    assert_int_equal(dispose(&w, "loan", w.ids[0], 0, &why), ERR_REFUSED);
    assert_ok(journal_begin(&j, w.f.station, NULL, w.f.now, e));
    assert_ok(change_loan(&change, j, "TEST-1", e));
    snprintf(change.step, sizeof change.step, "%s", TOMBSTONE);
    assert_int_equal(journal_append(j, &change, 0, NULL, &why), ERR_REFUSED);
    journal_cancel(&j);
    change_release(&change);
    assert_int_equal(number(&w.f, "SELECT COUNT(*) FROM event"), number(&w.f, "SELECT COUNT(*) FROM body"));
    fixture_verify(&w.f);
    fixture_remove(&w.f);
}

/* ---- by raw SQL ---- */
#define RAW_EVENT(reg, entry, action)                                                                            \
    "INSERT INTO event SELECT MAX(seq)+1,(SELECT MAX(n)+1 FROM tx),99,1,1,'S','P','B'," reg "," entry "," action \
    ",(SELECT hash FROM event ORDER BY seq DESC LIMIT 1),zeroblob(32),zeroblob(32) FROM event"
#define ENTRY_OF(seq) "(SELECT entry FROM event WHERE seq=" seq ")"

static void RT_4_raw_SQL_takes_no_body_away(void **state)
{
    (void)state;
    struct loans w;
    loans_make_two(&w);
    refused(&w.f, "DELETE FROM body WHERE seq=6", "記録は消せません");
    refused(&w.f, RAW_EVENT("'log'", ENTRY_OF("6"), "'" TOMBSTONE "'"), "廃棄できる記載ではありません");
    refused(&w.f, RAW_EVENT("'user'", ENTRY_OF("3"), "'" TOMBSTONE "'"), "廃棄できる記載ではありません");
    refused(&w.f, RAW_EVENT("'loan'", "'TEST-999'", "'" TOMBSTONE "'"), "廃棄できる記載ではありません");
    assert_ok(fixture_sql(&w.f, "BEGIN", e));
    assert_ok(fixture_sql(&w.f, RAW_EVENT("'loan'", ENTRY_OF("6"), "'" TOMBSTONE "'"), e));
    refused(&w.f, "DELETE FROM body WHERE seq=6", "記録は消せません"); /* the tombstone has no body */
    refused(&w.f, "DELETE FROM r_loan WHERE n=6", "記載は消せません");
    refused(&w.f, "DELETE FROM step WHERE seq=6", "手続は消せません");
    assert_ok(fixture_sql(&w.f, "ROLLBACK", e));
    assert_ok(fixture_dispose(&w.f, w.ids[1], e));
    refused(&w.f, "DELETE FROM body WHERE seq=5", "記録は消せません");                      /* another entry */
    refused(&w.f, "DELETE FROM body WHERE seq=(SELECT MAX(seq) FROM event)", "消せません"); /* the tombstone's own */
    refused(&w.f, "DELETE FROM body WHERE seq=4", "記録は消せません");                      /* the log */
    refused(&w.f, "DELETE FROM event WHERE seq=6", "記録は消せません");
    refused(&w.f, "UPDATE event SET action='x' WHERE action='" TOMBSTONE "'", "書き換えられません");
    refused(&w.f, "INSERT INTO body VALUES(6,x'00')", "本文は記録とともにだけ書けます");
    refused(&w.f, "DELETE FROM r_loan WHERE n=5", "記載は消せません");
    refused(&w.f, "DELETE FROM step WHERE seq=5", "手続は消せません");
    refused(&w.f, RAW_EVENT("'loan'", ENTRY_OF("6"), "'return'"), "もう何も記録できません");
    refused(&w.f, RAW_EVENT("'loan'", ENTRY_OF("6"), "'" TOMBSTONE "'"), "もう何も記録できません");
    refused(&w.f,
            "INSERT INTO r_loan(n,id,state,rev,last_seq,corrected,applicant,applicant_name,applicant_rank,"
            "applicant_posts,digest,search) SELECT 6,entry,'requested',1,6,0,'','','','',x'00','' FROM event "
            "WHERE seq=6",
            "記録にない記載は書けません");
    refused(&w.f, "INSERT INTO step SELECT register,entry,0,action,'','','','','',1,6,0,NULL FROM event WHERE seq=6",
            "記録にない手続は書けません");
    fixture_verify(&w.f);
    fixture_remove(&w.f);
}

/* ---- damage ---- */
static void damaged(const char *sql, const char *verify, bool rebuilds)
{
    struct loans w;
    struct err why = {0};
    loans_make_two(&w);
    assert_ok(fixture_dispose(&w.f, w.ids[1], e)); /* tombstone: 11 */
    fixture_tamper(&w.f, sql);
    fixture_verify_says(&w.f, verify);
    int code = station_rebuild(w.f.station, NULL, NULL, &why);
    if (rebuilds ? code != 0 : code != ERR_INTEGRITY)
        fail_msg("«%s»: the rebuild said %d «%s»", sql, code, why.text);
    fixture_remove(&w.f);
}

static void RT_4_only_a_disposal_excuses_a_missing_body(void **state)
{
    (void)state;
    damaged("DELETE FROM body WHERE seq=5", "記録 5 番（取引 ", false);
    damaged("DELETE FROM body WHERE seq=5", "本文がないのに、廃棄の記録がありません", false);
    damaged("DELETE FROM body WHERE seq=3", "user", false);     /* never excused */
    damaged("DELETE FROM body WHERE seq=4", "記録 4 番", true); /* of the log, which projects to nothing */
    damaged("DELETE FROM body WHERE seq=11", "廃棄した記録（11 番）", false);
    damaged("DELETE FROM body WHERE seq=11;DELETE FROM tx WHERE last=11;DELETE FROM event WHERE seq=11",
            "廃棄の記録がありません", false);
    damaged("UPDATE event SET action='return' WHERE seq=11", "記録 6 番", false);
    damaged("UPDATE event SET entry=" ENTRY_OF("7") " WHERE seq=11", "記録 6 番", false);
    damaged("UPDATE body SET data=CAST(REPLACE(CAST(data AS TEXT),'TEST-900','TEST-901') AS BLOB) WHERE seq=11",
            "廃棄した記録（11 番）", true);
    damaged("INSERT INTO body SELECT 6,data FROM body WHERE seq=5", "本文が書き換えられています", true);
    damaged("INSERT INTO r_loan(n,id,state,rev,last_seq,corrected,applicant,applicant_name,applicant_rank,"
            "applicant_posts,digest,search) SELECT 6,entry,'out',2,10,0,'','','','',x'00','' FROM event WHERE seq=6",
            "台帳 貸出簿", true);
    damaged("UPDATE counter SET n=1", "番号の控えが、廃棄した記載", true);
}

/* The very bodies, put back from an old copy of the file. */
static void RT_4_a_body_put_back_is_found(void **state)
{
    (void)state;
    struct loans w;
    unsigned char *bytes;
    struct statement s;
    loans_make_two(&w);
    struct store *store = w.f.station->store;
    assert_ok(statement_begin(&s, store, e, "SELECT data FROM body WHERE seq=6", ""));
    assert_int_equal(statement_step(&s, NULL), 1);
    size_t n;
    const void *data = statement_bytes(&s, 0, &n);
    bytes = malloc(n);
    assert_non_null(bytes);
    memcpy(bytes, data, n);
    statement_end(&s);
    assert_ok(fixture_dispose(&w.f, w.ids[1], e));
    assert_ok(fixture_sql(&w.f, "DROP TRIGGER body_chain", e));
    assert_ok(store_run(store, e, "INSERT INTO body VALUES(6,?)", "b", (const void *)bytes, n));
    fixture_verify_says(&w.f, "廃棄された記載の本文が残っています");
    assert_ok(station_rebuild(w.f.station, NULL, NULL, e)); /* which brings the entry back in no case */
    assert_int_equal(number(&w.f, "SELECT COUNT(*) FROM r_loan"), LOANS - 1);
    free(bytes);
    fixture_remove(&w.f);
}

/* What an opening compares: an old row put back, or a tombstone without body, is noticed at the next sign-in. */
static void opening_says(const char *sql, const char *expected)
{
    struct loans w;
    struct err why = {0};
    loans_make_two(&w);
    assert_ok(fixture_dispose(&w.f, w.ids[1], e));
    fixture_tamper(&w.f, sql);
    fixture_close(&w.f);
    int code = fixture_try_open(&w.f, &why);
    if (code != ERR_INTEGRITY || !strstr(why.text, expected))
        fail_msg("expected «%s», got %d «%s»", expected, code, why.text);
    fixture_remove(&w.f);
}

static void RT_4_the_opening_notices_a_disposal_undone(void **state)
{
    (void)state;
    opening_says("INSERT INTO r_loan(n,id,state,rev,last_seq,corrected,applicant,applicant_name,applicant_rank,"
                 "applicant_posts,digest,search) SELECT 6,entry,'out',2,10,0,'','','','',x'00','' FROM event "
                 "WHERE seq=6",
                 "廃棄されたはずの記載が残っています");
    opening_says("DELETE FROM body WHERE seq=11", "廃棄した記録（11 番）の本文がない");
    opening_says("DELETE FROM r_loan WHERE n=5", "台帳にありません");
}

/* ---- many at once ---- */
enum { MANY = 1000 };

static void many_make(struct fixture *f, char (*ids)[ENTRY_ID_BYTES], int n)
{
    struct journal *j;
    assert_ok(journal_begin(&j, f->station, NULL, f->now, e));
    for (int i = 0; i < n; i++) {
        struct change change;
        char secret[160];
        assert_ok(change_loan(&change, j, "TEST-99", e));
        snprintf(secret, sizeof secret, "%s-%d-%.*s", i % 3 ? "himitsu" : "nokoru", i, i * 7 % 90,
                 "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnop");
        assert_ok(change_field(&change, "number", NULL, secret, e));
        assert_ok(journal_append(j, &change, 0, NULL, e));
        snprintf(ids[i], sizeof ids[i], "%s", change.entry);
        change_release(&change);
    }
    assert_ok(journal_commit(&j, e));
}

static void RT_4_a_thousand_go_in_one_transaction(void **state)
{
    (void)state;
    struct fixture f;
    struct journal *j;
    unsigned char before[HASH_BYTES], after[HASH_BYTES];
    char(*ids)[ENTRY_ID_BYTES] = calloc(MANY + 1, sizeof *ids);
    assert_non_null(ids);
    fixture_make(&f);
    many_make(&f, ids, MANY + 1);
    int64_t txs = number(&f, "SELECT MAX(n) FROM tx");
    assert_ok(journal_begin(&j, f.station, NULL, f.now, e));
    for (int i = 0; i < MANY; i++)
        assert_ok(journal_dispose_loan(j, ids[i], 1, e));
    assert_ok(journal_commit(&j, e));
    assert_int_equal(number(&f, "SELECT MAX(n) FROM tx"), txs + 1);
    assert_int_equal(number(&f, "SELECT COUNT(*) FROM r_loan"), 1);
    fixture_verify(&f);
    assert_ok(station_close(f.station, "lock", f.now, e)); /* with a checkpoint over all of it */
    fixture_open(&f);
    assert_int_equal(number(&f, "SELECT COUNT(*) FROM event WHERE action='checkpoint'"), 1);
    assert_ok(station_digest(f.station, before, e));
    assert_ok(station_rebuild(f.station, NULL, NULL, e));
    assert_ok(station_digest(f.station, after, e));
    assert_memory_equal(before, after, HASH_BYTES);
    fixture_verify(&f);
    free(ids);
    fixture_remove(&f);
}

/* ---- the pages themselves ---- */
enum { PAGE = 4096, RESERVE = 80, IV = 16, SALT = 16 };

/* Every page of the file in plain, free ones and what lies between the cells too. */
static unsigned char *pages_read(struct fixture *f, size_t *size)
{
    struct secret text = {0};
    unsigned char key[32], *bytes, *plain;
    char hex[2 * sizeof key + 1];
    int n = 0;
    assert_ok(data_key_store(&text, &f->station->data_key, e));
    snprintf(hex, sizeof hex, "%.64s", (const char *)text.bytes + 2);
    assert_true(hex_parse(key, sizeof key, hex));
    secret_release(&text);
    fixture_close(f); /* closing the file drops the locks of whoever has it open */
    scratch_read(&bytes, size, f->dir.path, "station.g1.db");
    plain = calloc(1, *size);
    assert_non_null(plain);
    EVP_CIPHER_CTX *c = EVP_CIPHER_CTX_new();
    assert_non_null(c);
    for (size_t at = 0; at < *size; at += PAGE) {
        size_t skip = at ? 0 : SALT;
        assert_true(EVP_DecryptInit_ex(c, EVP_aes_256_cbc(), NULL, key, bytes + at + PAGE - RESERVE));
        EVP_CIPHER_CTX_set_padding(c, 0);
        assert_true(EVP_DecryptUpdate(c, plain + at + skip, &n, bytes + at + skip, (int)(PAGE - RESERVE - skip)));
    }
    EVP_CIPHER_CTX_free(c);
    free(bytes);
    return plain;
}

static size_t times(const unsigned char *bytes, size_t size, const char *word)
{
    size_t n = 0, length = strlen(word);
    for (const unsigned char *at = bytes; (at = memmem(at, size - (size_t)(at - bytes), word, length)); at++)
        n++;
    return n;
}

static void RT_4_no_page_keeps_what_was_disposed_of(void **state)
{
    (void)state;
    enum { SOME = 400 };
    struct fixture f;
    struct journal *j;
    size_t size;
    char(*ids)[ENTRY_ID_BYTES] = calloc(SOME, sizeof *ids);
    assert_non_null(ids);
    fixture_make(&f);
    many_make(&f, ids, SOME);
    for (int i = 0; i < SOME; i += 5)
        assert_ok(fixture_step(&f, ids[i], "again", "requested", e));
    unsigned char *plain = pages_read(&f, &size);
    assert_true(times(plain, size, "himitsu-") > SOME); /* the pages are read indeed */
    free(plain);
    fixture_open(&f);
    assert_ok(journal_begin(&j, f.station, NULL, f.now, e));
    for (int i = 0; i < SOME; i++)
        if (i % 3)
            assert_ok(journal_dispose_loan(j, ids[i], i % 5 ? 1 : 2, e));
    assert_ok(journal_commit(&j, e));
    plain = pages_read(&f, &size);
    assert_int_equal(times(plain, size, "himitsu-"), 0);
    assert_true(times(plain, size, "nokoru-") >= SOME / 3);
    free(plain);
    fixture_open(&f);
    fixture_verify(&f);
    free(ids);
    fixture_remove(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(RT_4_a_disposal_leaves_a_tombstone_and_nothing_else),
        cmocka_unit_test(RT_4_projections_rebuilt_after_a_disposal_are_equal),
        cmocka_unit_test(RT_4_a_disposed_entry_stays_disposed),
        cmocka_unit_test(RT_4_what_may_not_be_disposed_of_is_refused),
        cmocka_unit_test(RT_4_raw_SQL_takes_no_body_away),
        cmocka_unit_test(RT_4_only_a_disposal_excuses_a_missing_body),
        cmocka_unit_test(RT_4_a_body_put_back_is_found),
        cmocka_unit_test(RT_4_the_opening_notices_a_disposal_undone),
        cmocka_unit_test(RT_4_a_thousand_go_in_one_transaction),
        cmocka_unit_test(RT_4_no_page_keeps_what_was_disposed_of),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
