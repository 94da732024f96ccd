/* Everything that an insider with the key can do to the store is found by verify, which names the first bad place; and an old
 * page put back is noticed when the entry is opened. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/body.h"
#include "tests/db/fixture.h"

static void verify_says(struct loans *w, const char *expected)
{
    fixture_verify_says(&w->f, expected);
}

static void tamper(struct loans *w, const char *sql)
{
    fixture_tamper(&w->f, sql);
}

static void tampered(const char *sql, const char *expected)
{
    struct loans w;
    loans_make(&w);
    tamper(&w, sql);
    verify_says(&w, expected);
    fixture_remove(&w.f);
}

static void triggers_put_back_alone_change_nothing(void **state)
{
    (void)state;
    struct loans w;
    struct verify_report report;
    loans_make(&w);
    tamper(&w, "SELECT 1");
    assert_ok(station_verify(w.f.station, &report, NULL, NULL, e));
    assert_int_equal(report.entries, LOANS + 3);
    assert_int_equal(report.last_seq, station_seq(w.f.station));
    fixture_remove(&w.f);
}

/* More than verify reads at a stretch, in many transactions. */
static void a_long_journal_is_verified_to_its_end(void **state)
{
    (void)state;
    enum { ENTRIES = 4600, EACH = 23 };
    struct loans w;
    struct journal *j;
    struct verify_report report;
    loans_make(&w);
    assert_ok(station_rush(w.f.station, e));
    for (int i = 0; i < ENTRIES; i++) {
        struct change change;
        if (i % EACH == 0)
            assert_ok(journal_begin(&j, w.f.station, NULL, w.f.now, e));
        assert_ok(change_loan(&change, j, "TEST-99", e));
        assert_ok(journal_append(j, &change, 0, NULL, e));
        change_release(&change);
        if (i % EACH == EACH - 1)
            assert_ok(journal_commit(&j, e));
    }
    assert_ok(station_settle(w.f.station, e));
    assert_ok(station_verify(w.f.station, &report, NULL, NULL, e));
    assert_int_equal(report.entries, ENTRIES + LOANS + 3);
    assert_int_equal(report.events, station_seq(w.f.station));
    assert_int_equal(report.transactions, ENTRIES / EACH + 7);
    tamper(&w, "UPDATE r_loan SET f_purpose='x' WHERE n=4500");
    verify_says(&w, "「目的」が記録と違います");
    tamper(&w, "UPDATE event SET recorded=1 WHERE seq=4550");
    verify_says(&w, "記録 4550 番");
    fixture_remove(&w.f);
}

static void a_changed_byte_is_found(void **state)
{
    (void)state;
    tampered("UPDATE body SET data=CAST(REPLACE(CAST(data AS TEXT),'phone','phonE') AS BLOB) WHERE seq=6",
             "記録 6 番（取引 4、loan");
    tampered("UPDATE body SET data=SUBSTR(data,1,LENGTH(data)-1)||x'7f' WHERE seq=5", "記録 5 番");
    tampered("UPDATE event SET recorded=recorded+1 WHERE seq=7", "記録 7 番");
    tampered("UPDATE event SET hash=IIF(SUBSTR(hash,1,1)=x'00',x'01',x'00')||SUBSTR(hash,2) WHERE seq=7", "記録 7 番");
    tampered("UPDATE event SET prev=IIF(SUBSTR(prev,1,1)=x'00',x'01',x'00')||SUBSTR(prev,2) WHERE seq=7", "記録 7 番");
    tampered("UPDATE tx SET signature=IIF(SUBSTR(signature,1,1)=x'00',x'01',x'00')||SUBSTR(signature,2) WHERE n=4",
             "取引 4 ");
    tampered("UPDATE tx SET uid='suzuki' WHERE n=4", "取引 4 ");
    tampered("DELETE FROM body WHERE seq=6", "記録 6 番");
}

static void a_dropped_last_event_is_found(void **state)
{
    (void)state;
    tampered("DELETE FROM body WHERE seq=9;DELETE FROM tx WHERE n=7;DELETE FROM event WHERE seq=9",
             "少なくなっています");
    tampered("DELETE FROM body WHERE seq=9;DELETE FROM event WHERE seq=9", "記録 9 番が抜けています");
    tampered("DELETE FROM body WHERE seq=6;DELETE FROM event WHERE seq=6", "記録 6 番が抜けています");
    tampered("DELETE FROM tx WHERE n=4", "取引 4 の署名が抜けています");
}

static void a_swapped_pair_is_found(void **state)
{
    (void)state;
    tampered(
        "PRAGMA foreign_keys=OFF;"
        "UPDATE event SET seq=1006 WHERE seq=6;UPDATE event SET seq=6 WHERE seq=7;UPDATE event SET seq=7 WHERE "
        "seq=1006;"
        "UPDATE body SET seq=1006 WHERE seq=6;UPDATE body SET seq=6 WHERE seq=7;UPDATE body SET seq=7 WHERE seq=1006;",
        "記録 6 番");
    tampered("UPDATE body SET data=(SELECT data FROM body WHERE seq=6) WHERE seq=7", "記録 7 番");
}

static void a_dropped_or_changed_trigger_is_found(void **state)
{
    (void)state;
    struct loans w;
    loans_make(&w);
    assert_ok(fixture_sql(&w.f, "DROP TRIGGER event_no_update", e));
    verify_says(&w, "トリガー「event_no_update」がありません");
    assert_ok(fixture_sql(&w.f, "CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT 1; END", e));
    verify_says(&w, "トリガー「event_no_update」が違う内容です");
    fixture_remove(&w.f);
    loans_make(&w);
    assert_ok(fixture_sql(&w.f, "DROP INDEX s_loan", e));
    verify_says(&w, "索引「s_loan」がありません");
    fixture_remove(&w.f);
    loans_make(&w);
    assert_ok(fixture_sql(&w.f, "CREATE TABLE other(a)", e));
    verify_says(&w, "表「other」が余分にあります");
    fixture_remove(&w.f);
}

static void an_edited_projection_is_found(void **state)
{
    (void)state;
    tampered("UPDATE r_loan SET state='back' WHERE n=6", "台帳 貸出簿");
    tampered("UPDATE r_loan SET f_purpose='買い物' WHERE n=6", "「目的」が記録と違います");
    tampered("UPDATE r_loan SET f_item_label='別の物' WHERE n=6", "「物」が記録と違います");
    tampered("UPDATE r_loan SET search='' WHERE n=6", "検索の文字列");
    tampered("UPDATE r_loan SET n=60 WHERE n=6", "順番が記録と違います");
    tampered("UPDATE r_loan SET digest=IIF(SUBSTR(digest,1,1)=x'00',x'01',x'00')||SUBSTR(digest,2) WHERE n=6",
             "要約が違います");
    tampered("DELETE FROM step WHERE seq=7;DELETE FROM r_loan WHERE n=7", "台帳にありません");
    tampered("UPDATE step SET actor_name='山田' WHERE seq=9", "手続の内容が記録と違います");
    tampered("UPDATE step SET note='x' WHERE seq=9", "手続の内容が記録と違います");
    tampered("DELETE FROM step WHERE seq=9", "手続の数が記録と違います");
    tampered("UPDATE tally SET n=n-1 WHERE register='loan' AND state='requested'", "状態ごとの数");
    tampered("UPDATE counter SET n=1", "番号の控え");
    tampered("UPDATE r_user SET f_sign_key='00'", "台帳 利用者");
}

/* ---- an insider who writes whole events ---- */
static void forge(struct loans *w, const struct change *change, const unsigned char *digest, struct tx *tx)
{
    struct store *store = w->f.station->store;
    unsigned char *bytes;
    size_t size;
    struct tx last;
    assert_ok(tx_last(&last, store, e));
    struct event event = {.seq = last.last + 1, .tx = last.n + 1, .clock = 1000, .recorded = FIXTURE_NOW};
    snprintf(event.site, sizeof event.site, "XXXX");
    snprintf(event.reg, sizeof event.reg, "%s", change->reg);
    snprintf(event.entry, sizeof event.entry, "%s", change->entry);
    snprintf(event.action, sizeof event.action, "%s", change->step);
    memcpy(event.prev, last.head, HASH_BYTES);
    assert_ok(body_encode(&bytes, &size, change, digest, e));
    assert_ok(event_insert(store, &event, bytes, size, e));
    free(bytes);
    *tx = (struct tx){.n = event.tx, .first = event.seq, .last = event.seq};
    memcpy(tx->head, event.hash, HASH_BYTES);
}

static void forge_change(struct change *c, const char *reg, const char *entry, const char *step)
{
    change_init(c);
    snprintf(c->reg, sizeof c->reg, "%s", reg);
    snprintf(c->entry, sizeof c->entry, "%s", entry);
    snprintf(c->step, sizeof c->step, "%s", step);
}

static void an_unsigned_transaction_is_found(void **state)
{
    (void)state;
    struct loans w;
    struct change change;
    struct tx tx;
    loans_make(&w);
    forge_change(&change, "log", "x", "export");
    forge(&w, &change, NULL, &tx);
    verify_says(&w, "署名がありません");
    fixture_remove(&w.f);
}

static void a_transaction_of_an_unregistered_key_is_found(void **state)
{
    (void)state;
    struct loans w;
    struct change change;
    struct tx tx;
    struct secret key = {0};
    loans_make(&w);
    forge_change(&change, "log", "x", "export");
    forge(&w, &change, NULL, &tx);
    assert_ok(sign_key_new(&key, tx.key, e));
    snprintf(tx.uid, sizeof tx.uid, "%s", FIXTURE_UID);
    assert_ok(tx_sign(&tx, w.f.station->id.dbid, &key, e));
    assert_ok(tx_insert(w.f.station->store, &tx, e));
    verify_says(&w, "取引 8 は、登録されていない鍵");
    secret_release(&key);
    fixture_remove(&w.f);
}

/* The insider registers a key of his own for an officer, signed by that very key. */
static void an_inserted_key_is_found(void **state)
{
    (void)state;
    struct loans w;
    struct change change;
    struct tx tx;
    struct secret key = {0};
    struct statement s;
    unsigned char public_key[SIGN_PUBLIC_BYTES];
    char hex[2 * SIGN_PUBLIC_BYTES + 1], user[ENTRY_ID_BYTES];
    loans_make(&w);
    assert_ok(statement_begin(&s, w.f.station->store, e, "SELECT id FROM r_user", ""));
    assert_int_equal(statement_step(&s, NULL), 1);
    snprintf(user, sizeof user, "%s", statement_text(&s, 0));
    statement_end(&s);
    assert_ok(sign_key_new(&key, public_key, e));
    hex_format(hex, public_key, sizeof public_key);
    forge_change(&change, "user", user, "enrol");
    snprintf(change.state_before, sizeof change.state_before, "active");
    snprintf(change.state_after, sizeof change.state_after, "active");
    assert_ok(change_field(&change, "sign_key", "0", hex, e));
    forge(&w, &change, public_key, &tx);
    memcpy(tx.key, public_key, sizeof public_key);
    snprintf(tx.uid, sizeof tx.uid, "%s", FIXTURE_UID);
    assert_ok(tx_sign(&tx, w.f.station->id.dbid, &key, e));
    assert_ok(tx_insert(w.f.station->store, &tx, e));
    verify_says(&w, "本人の初回の手続によらずに登録されています");
    change_release(&change);
    secret_release(&key);
    fixture_remove(&w.f);
}

/* A second account of the same id, issued by the insider under his own good signature, would let him sign as the officer. */
static void an_id_given_twice_is_found(void **state)
{
    (void)state;
    struct loans w;
    struct change change;
    struct tx tx;
    unsigned char digest[HASH_BYTES] = {1};
    loans_make(&w);
    forge_change(&change, "user", "XXXX-1", "issue");
    snprintf(change.state_after, sizeof change.state_after, "enrolling");
    assert_ok(change_field(&change, "uid", NULL, FIXTURE_UID, e));
    forge(&w, &change, digest, &tx);
    memcpy(tx.key, w.f.station->self->keys.sign_public, SIGN_PUBLIC_BYTES);
    snprintf(tx.uid, sizeof tx.uid, "%s", FIXTURE_UID);
    assert_ok(tx_sign(&tx, w.f.station->id.dbid, &w.f.station->self->keys.sign, e));
    assert_ok(tx_insert(w.f.station->store, &tx, e));
    verify_says(&w, "同じ利用者IDで二度登録されています");
    change_release(&change);
    fixture_remove(&w.f);
}

/* ---- printed codes ---- */
static void a_printed_code_is_compared(void **state)
{
    (void)state;
    struct loans w;
    struct err why = {0};
    char code[64], other[64];
    loans_make(&w);
    assert_ok(station_code(code, sizeof code, w.f.station, e));
    fixture_request(&w.f, w.ids[0], "TEST-9");
    assert_ok(station_verify_code(w.f.station, code, e));
    snprintf(other, sizeof other, "%s", code);
    other[strlen(other) - 1] = other[strlen(other) - 1] == '0' ? '1' : '0';
    assert_int_equal(station_verify_code(w.f.station, other, &why), ERR_INTEGRITY);
    assert_int_equal(station_verify_code(w.f.station, "12", &why), ERR_INPUT);
    fixture_remove(&w.f);
}

/* ---- a page put back from an older file ---- */
/* Each page that a permit changed is put back alone; what the page HMAC lets through must be noticed at the sign-in, when the
 * entry is opened, or by verify. */
static void an_old_page_put_back_is_noticed(void **state)
{
    (void)state;
    enum { PAGE = 4096 };
    struct loans w;
    unsigned char *before, *after, *keys;
    size_t size, size_after, keys_size;
    unsigned char digest[HASH_BYTES], found[HASH_BYTES];
    int changed = 0, at_opening = 0, noticed = 0;
    loans_make(&w);
    fixture_close(&w.f);
    scratch_read(&before, &size, w.f.dir.path, "station.g1.db");
    fixture_open(&w.f);
    assert_ok(fixture_step(&w.f, w.ids[0], "return", "back", e));
    assert_ok(station_digest(w.f.station, digest, e));
    fixture_close(&w.f);
    scratch_read(&after, &size_after, w.f.dir.path, "station.g1.db");
    scratch_read(&keys, &keys_size, w.f.dir.path, "station.keys");
    assert_true(size <= size_after);
    for (size_t at = 0; at + PAGE <= size; at += PAGE) {
        struct err why = {0};
        struct entry *entry = NULL;
        if (memcmp(before + at, after + at, PAGE) == 0)
            continue;
        changed++;
        unsigned char *mixed = malloc(size_after);
        assert_non_null(mixed);
        memcpy(mixed, after, size_after);
        memcpy(mixed + at, before + at, PAGE);
        scratch_file(&w.f.dir, "station.g1.db", mixed, size_after, 0600);
        scratch_file(&w.f.dir, "station.keys", keys, keys_size, 0600); /* each try is the first */
        free(mixed);
        int code = fixture_try_open(&w.f, &why);
        if (code == 0 && w.f.signin.alarm)
            code = ERR_INTEGRITY; /* the store's word on attempts: told at the sign-in, which goes on */
        if (code == 0) {
            code = entry_load(&entry, w.f.station, &loan_register, w.ids[0], &why);
            entry_free(entry);
        }
        at_opening += code == ERR_INTEGRITY;
        if (code == 0) {
            struct verify_report report;
            code = station_verify(w.f.station, &report, NULL, NULL, &why);
        }
        if (code == 0) { /* written again with what it held before: nothing is reverted */
            assert_ok(station_digest(w.f.station, found, e));
            assert_memory_equal(found, digest, HASH_BYTES);
        } else if (code != ERR_INTEGRITY) {
            fail_msg("page %zu put back: %d %s", at / PAGE, code, why.text);
        }
        noticed += code == ERR_INTEGRITY;
        if (w.f.station)
            fixture_close(&w.f);
    }
    assert_true(changed >= 3 && noticed >= 3);
    assert_true(at_opening >= 1);
    free(before);
    free(after);
    free(keys);
    fixture_remove(&w.f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(triggers_put_back_alone_change_nothing),
        cmocka_unit_test(a_long_journal_is_verified_to_its_end),
        cmocka_unit_test(a_changed_byte_is_found),
        cmocka_unit_test(a_dropped_last_event_is_found),
        cmocka_unit_test(a_swapped_pair_is_found),
        cmocka_unit_test(a_dropped_or_changed_trigger_is_found),
        cmocka_unit_test(an_edited_projection_is_found),
        cmocka_unit_test(an_unsigned_transaction_is_found),
        cmocka_unit_test(a_transaction_of_an_unregistered_key_is_found),
        cmocka_unit_test(an_inserted_key_is_found),
        cmocka_unit_test(an_id_given_twice_is_found),
        cmocka_unit_test(a_printed_code_is_compared),
        cmocka_unit_test(an_old_page_put_back_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
