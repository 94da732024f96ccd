#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/keyfile.h"
#include "tests/db/scratch.h"

static const struct kdf_cost cheap = {.ops = 1, .memory = KDF_MEMORY_MIN};
static const char passphrase_text[] = "白河の関を越えて三日目の朝に";
static const struct attempt_clock noon = {.now = 1790000000, .uptime = 500, .boot = "boot-1"};
enum { NOW = 1790000000, KILLS = 60 };

struct fixture {
    struct keyfile k;
    struct secret dk, key;
    struct person_keys keys;
};

/* Two persons, one of them with a witness, one who is to enrol, a lock and two attempts: every kind of content. */
static void fixture_make(struct fixture *f)
{
    struct store_id id = {.generation = 3};
    struct secret passphrase;
    struct slot s;
    memset(f, 0, sizeof *f);
    crypto_random(id.dbid, sizeof id.dbid);
    assert_int_equal(secret_copy(&passphrase, passphrase_text, sizeof passphrase_text - 1, NULL), 0);
    assert_int_equal(data_key_new(&f->dk, NULL), 0);
    assert_int_equal(data_key_slots(&f->key, &f->dk, NULL), 0);
    assert_int_equal(person_keys_new(&f->keys, NULL), 0);
    keyfile_init(&f->k, &id);
    f->k.anchor = (struct anchor){.transaction = 12, .seq = 40};
    crypto_random(f->k.anchor.head, HASH_BYTES);
    static const char *const uids[] = {"s.sato", "k.abe"};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(slot_make(&s, uids[i], &id, &f->keys, &f->dk, &passphrase, &cheap, NULL), 0);
        if (i == 1) {
            s.person.witness.transaction = 12;
            s.person.witness.seq = 40;
            memcpy(s.person.witness.head, f->k.anchor.head, HASH_BYTES);
            witness_sign(&s.person.witness, id.dbid, &f->keys.sign);
        }
        assert_int_equal(keyfile_put(&f->k, &s, NULL), 0);
    }
    assert_int_equal(slot_make_enrol(&s, "m.ito", &id, &f->dk, &passphrase, &cheap, NOW, NULL), 0);
    assert_int_equal(keyfile_put(&f->k, &s, NULL), 0);
    assert_int_equal(attempts_suspend(&f->k.attempts, "s.sato", &noon, NULL), 0);
    assert_int_equal(attempts_add(&f->k.attempts, &noon, "k.abe", "署の端末1", ATTEMPT_BEGUN, NULL), 0);
    assert_int_equal(attempts_add(&f->k.attempts, &noon, "k.abe", "署の端末1", ATTEMPT_FAILED, NULL), 0);
    assert_int_equal(keyfile_seal(&f->k, &f->key, NULL), 0);
    secret_release(&passphrase);
}

static void fixture_release(struct fixture *f)
{
    keyfile_release(&f->k);
    person_keys_release(&f->keys);
    secret_release(&f->dk);
    secret_release(&f->key);
}

/* Parses a copy of exactly that size, so that a sanitizer sees a step too far. */
static int parse(struct keyfile *k, const unsigned char *bytes, size_t size, struct err *e)
{
    unsigned char *exact = malloc(size + 1);
    memcpy(exact, bytes, size);
    int rc = keyfile_parse(k, size > 0 ? exact : (const void *)"", size, e);
    free(exact);
    return rc;
}

static void it_is_written_and_read_back_the_same(void **state)
{
    (void)state;
    struct fixture f;
    struct keyfile k;
    struct scratch s;
    struct err e;
    char name[KEYFILE_DB_BYTES];
    fixture_make(&f);
    scratch_make(&s);
    assert_int_equal(keyfile_read(&k, s.dir, KEYFILE_NAME, &e), ERR_NOT_FOUND);
    assert_int_equal(keyfile_write(&f.k, s.dir, false, &e), 0);
    assert_int_equal(keyfile_read(&k, s.dir, KEYFILE_NAME, &e), 0);
    assert_int_equal(keyfile_check(&k, &f.key, &e), 0);
    assert_int_equal(k.id.generation, 3);
    assert_memory_equal(k.id.dbid, f.k.id.dbid, HASH_BYTES);
    assert_memory_equal(&k.anchor, &f.k.anchor, sizeof k.anchor);
    assert_int_equal(k.nslots, 3);
    assert_memory_equal(k.slots, f.k.slots, 3 * sizeof *k.slots);
    assert_string_equal(k.slots[0].uid, "k.abe"); /* by uid */
    assert_int_equal(keyfile_slot(&k, "m.ito")->kind, SLOT_ENROL);
    assert_null(keyfile_slot(&k, "m.it"));
    assert_int_equal(k.attempts.nlocks, 1);
    assert_int_equal(k.attempts.nrecords, 2);
    assert_memory_equal(k.attempts.records, f.k.attempts.records, 2 * sizeof *k.attempts.records);
    assert_string_equal(k.attempts.records[0].pc, "署の端末1");
    assert_false(k.attempts.odd);
    keyfile_db(&k, name);
    assert_string_equal(name, "station.g3.db");
    keyfile_release(&k);
    scratch_remove(&s);
    fixture_release(&f);
}

static void S_6_no_passphrase_and_no_key_stands_in_the_file(void **state)
{
    (void)state;
    struct fixture f;
    unsigned char *bytes, seed[SIGN_SEED_BYTES];
    size_t size;
    fixture_make(&f);
    assert_int_equal(keyfile_encode(&f.k, &bytes, &size, NULL), 0);
    sign_key_seed(seed, &f.keys.sign);
    assert_null(memmem(bytes, size, passphrase_text, 12));
    assert_null(memmem(bytes, size, f.dk.bytes, 8));
    assert_null(memmem(bytes, size, f.key.bytes, 8));
    assert_null(memmem(bytes, size, seed, 8));
    assert_null(memmem(bytes, size, f.keys.ecdh.bytes, 8));
    assert_non_null(memmem(bytes, size, f.keys.sign_public, 8)); /* the control: what is public is found */
    free(bytes);
    fixture_release(&f);
}

static void every_flipped_bit_and_every_cut_is_refused(void **state)
{
    (void)state;
    struct fixture f;
    struct keyfile k;
    struct err e;
    unsigned char *bytes;
    size_t size;
    fixture_make(&f);
    assert_int_equal(keyfile_encode(&f.k, &bytes, &size, NULL), 0);
    assert_int_equal(parse(&k, bytes, size, &e), 0);
    keyfile_release(&k);
    for (size_t bit = 0; bit < 8 * size; bit++) {
        bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
        assert_int_equal(parse(&k, bytes, size, &e), ERR_INTEGRITY);
        assert_non_null(strstr(e.text, KEYFILE_NAME)); /* names the file and the remedy */
        assert_non_null(strstr(e.text, KEYFILE_KEPT));
        bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
    }
    for (size_t n = 0; n < size; n++) {
        assert_int_equal(parse(&k, bytes, n, &e), ERR_INTEGRITY);
    }
    unsigned char *longer = calloc(1, size + 1);
    memcpy(longer, bytes, size);
    assert_int_equal(parse(&k, longer, size + 1, &e), ERR_INTEGRITY);
    free(longer);
    free(bytes);
    fixture_release(&f);
}

/* Somebody who makes the last hash good again, but has no data key. */
static void what_is_forged_before_sign_in_is_found_after_it(void **state)
{
    (void)state;
    struct fixture f;
    struct keyfile k;
    struct err e;
    unsigned char *bytes;
    size_t size, parsed = 0, odd = 0;
    fixture_make(&f);
    assert_int_equal(keyfile_encode(&f.k, &bytes, &size, NULL), 0);
    for (size_t bit = 0; bit <= 8 * (size - HASH_BYTES); bit++) { /* the last round changes nothing: the control */
        bool change = bit < 8 * (size - HASH_BYTES);
        if (change) {
            bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
        }
        hash_bytes(bytes + size - HASH_BYTES, bytes, size - HASH_BYTES);
        int rc = parse(&k, bytes, size, &e);
        if (rc == 0) {
            parsed++;
            bool found = keyfile_check(&k, &f.key, &e) == ERR_INTEGRITY || k.attempts.odd;
            odd += k.attempts.odd;
            assert_int_equal(found, change);
            keyfile_release(&k);
        } else {
            assert_true(change);
            assert_int_equal(rc, ERR_INTEGRITY);
        }
        if (change) {
            bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
        }
    }
    assert_true(parsed > 1000 && odd > 100); /* the two guards behind the hash were both needed */
    free(bytes);
    fixture_release(&f);
}

static void another_data_key_does_not_vouch_for_it(void **state)
{
    (void)state;
    struct fixture f, g;
    fixture_make(&f);
    fixture_make(&g);
    assert_int_equal(keyfile_check(&f.k, &f.key, NULL), 0);
    assert_int_equal(keyfile_check(&f.k, &g.key, NULL), ERR_INTEGRITY);
    fixture_release(&f);
    fixture_release(&g);
}

static void a_change_without_seal_is_not_written(void **state)
{
    (void)state;
    struct fixture f;
    struct keyfile k;
    struct scratch s;
    struct err e;
    fixture_make(&f);
    scratch_make(&s);
    assert_int_equal(keyfile_write(&f.k, s.dir, false, &e), 0);
    f.k.anchor.transaction++;
    assert_int_equal(keyfile_write(&f.k, s.dir, false, &e), ERR_INTEGRITY);
    assert_int_equal(keyfile_seal(&f.k, &f.key, &e), 0);
    assert_int_equal(keyfile_write(&f.k, s.dir, false, &e), 0);
    assert_int_equal(keyfile_read(&k, s.dir, KEYFILE_NAME, &e), 0);
    assert_int_equal(k.anchor.transaction, 13);
    keyfile_release(&k);
    scratch_remove(&s);
    fixture_release(&f);
}

static void section_a_passes_through_an_attempt_byte_for_byte(void **state)
{
    (void)state;
    struct fixture f;
    struct keyfile before, after;
    struct scratch s;
    struct err e;
    fixture_make(&f);
    scratch_make(&s);
    assert_int_equal(keyfile_write(&f.k, s.dir, false, &e), 0);
    assert_int_equal(keyfile_read(&before, s.dir, KEYFILE_NAME, &e), 0);
    assert_int_equal(keyfile_try(&after, s.dir, "k.abe", &noon, "pc", &e), 0);
    keyfile_release(&after);
    assert_int_equal(keyfile_read(&after, s.dir, KEYFILE_NAME, &e), 0);
    assert_int_equal(after.section_size, before.section_size);
    assert_memory_equal(after.section, before.section, before.section_size);
    assert_memory_equal(after.mac, before.mac, HASH_BYTES);
    assert_int_equal(after.attempts.nrecords, before.attempts.nrecords + 1);
    assert_int_equal(keyfile_check(&after, &f.key, &e), 0);
    keyfile_release(&before);
    keyfile_release(&after);
    scratch_remove(&s);
    fixture_release(&f);
}

static void the_file_before_the_last_change_of_slots_is_kept(void **state)
{
    (void)state;
    struct fixture f;
    struct keyfile k;
    struct scratch s;
    struct err e;
    fixture_make(&f);
    scratch_make(&s);
    assert_int_equal(keyfile_write(&f.k, s.dir, true, &e), 0); /* the first: there is nothing to keep */
    assert_int_equal(keyfile_read(&k, s.dir, KEYFILE_KEPT, &e), ERR_NOT_FOUND);
    keyfile_remove(&f.k, "m.ito");
    keyfile_remove(&f.k, "nobody");
    assert_int_equal(keyfile_seal(&f.k, &f.key, &e), 0);
    assert_int_equal(keyfile_write(&f.k, s.dir, true, &e), 0);
    f.k.anchor.seq++;
    assert_int_equal(keyfile_seal(&f.k, &f.key, &e), 0);
    assert_int_equal(keyfile_write(&f.k, s.dir, false, &e), 0);
    assert_int_equal(keyfile_read(&k, s.dir, KEYFILE_KEPT, &e), 0);
    assert_int_equal(k.nslots, 3);
    keyfile_release(&k);
    assert_int_equal(keyfile_read(&k, s.dir, KEYFILE_NAME, &e), 0);
    assert_int_equal(k.nslots, 2);
    assert_int_equal(k.anchor.seq, 41);
    keyfile_release(&k);
    scratch_remove(&s);
    fixture_release(&f);
}

static void an_id_without_slot_pays_what_a_person_pays(void **state)
{
    (void)state;
    struct keyfile k;
    struct store_id id = {.generation = 1};
    struct slot s = {.uid = "a.enrol", .kind = SLOT_ENROL, .cost = kdf_floor};
    keyfile_init(&k, &id);
    assert_int_equal(keyfile_cost(&k).memory, kdf_floor.memory);
    assert_int_equal(keyfile_put(&k, &s, NULL), 0);
    s = (struct slot){.uid = "b.person", .kind = SLOT_PERSON, .cost = {.ops = 3, .memory = kdf_floor.memory * 4}};
    assert_int_equal(keyfile_put(&k, &s, NULL), 0);
    assert_int_equal(keyfile_cost(&k).memory, s.cost.memory);
    keyfile_release(&k);
}

static int reads(const struct scratch *s)
{
    struct keyfile k;
    struct err e;
    int rc = keyfile_read(&k, s->dir, KEYFILE_NAME, &e);
    keyfile_release(&k);
    return rc;
}

static void what_lies_in_its_place_is_refused(void **state)
{
    (void)state;
    struct fixture f;
    struct scratch s;
    struct err e;
    fixture_make(&f);
    scratch_make(&s);
    assert_int_equal(keyfile_write(&f.k, s.dir, false, &e), 0);
    assert_int_equal(reads(&s), 0);
    assert_int_equal(fchmodat(s.dir, KEYFILE_NAME, 0644, 0), 0);
    assert_int_equal(reads(&s), ERR_INTEGRITY);
    assert_int_equal(fchmodat(s.dir, KEYFILE_NAME, 0600, 0), 0);
    assert_int_equal(linkat(s.dir, KEYFILE_NAME, s.dir, "elsewhere", 0), 0);
    assert_int_equal(reads(&s), ERR_INTEGRITY);
    assert_int_equal(unlinkat(s.dir, "elsewhere", 0), 0);
    assert_int_equal(linkat(s.dir, KEYFILE_NAME, s.dir, KEYFILE_KEPT, 0), 0); /* a crash between link and rename */
    assert_int_equal(reads(&s), 0);
    assert_int_equal(keyfile_write(&f.k, s.dir, true, &e), 0);
    assert_int_equal(reads(&s), 0);
    assert_int_equal(renameat(s.dir, KEYFILE_NAME, s.dir, "moved"), 0);
    assert_int_equal(symlinkat("moved", s.dir, KEYFILE_NAME), 0);
    assert_int_equal(reads(&s), ERR_INTEGRITY);
    assert_int_equal(unlinkat(s.dir, KEYFILE_NAME, 0), 0);
    assert_int_equal(mkfifoat(s.dir, KEYFILE_NAME, 0600), 0);
    assert_int_equal(reads(&s), ERR_INTEGRITY);
    assert_int_equal(unlinkat(s.dir, KEYFILE_NAME, 0), 0);
    scratch_file(&s, KEYFILE_NAME, "", 0, 0600);
    assert_int_equal(reads(&s), ERR_INTEGRITY); /* an empty one is not a new one */
    int fd = openat(s.dir, KEYFILE_NAME, O_WRONLY);
    assert_int_equal(ftruncate(fd, KEYFILE_MAX + 1), 0);
    close(fd);
    assert_int_equal(reads(&s), ERR_INTEGRITY);
    scratch_remove(&s);
    fixture_release(&f);
}

/* Writes one after the other until it is killed, telling each that is done. */
static void writer(struct fixture *f, const struct scratch *s, int out)
{
    for (int64_t n = 1;; n++) {
        f->k.anchor.transaction = n;
        if (keyfile_seal(&f->k, &f->key, NULL) != 0 || keyfile_write(&f->k, s->dir, n % 2 == 0, NULL) != 0 ||
            write(out, &n, sizeof n) != sizeof n) {
            _exit(1);
        }
    }
}

static void killed_at_any_moment_it_is_whole_and_nothing_told_is_lost(void **state)
{
    (void)state;
    struct fixture f;
    struct scratch s;
    uint32_t seed = 4711;
    const char *asked = getenv("KANRIBO_KILLS"); /* more than the few of a quick check */
    long kills = asked != NULL ? strtol(asked, NULL, 10) : KILLS;
    assert_true(kills > 0);
    fixture_make(&f);
    scratch_make(&s);
    for (long run = 0; run < kills; run++) {
        int pipes[2];
        int64_t told = 0, n;
        struct keyfile k;
        struct err e;
        assert_int_equal(pipe(pipes), 0);
        pid_t pid = fork();
        assert_true(pid >= 0);
        if (pid == 0) {
            writer(&f, &s, pipes[1]);
        }
        close(pipes[1]);
        for (uint32_t left = 1 + scratch_number(&seed) % 6; left > 0; left--) {
            assert_int_equal(read(pipes[0], &n, sizeof n), sizeof n);
            told = n;
        }
        for (volatile uint32_t spin = scratch_number(&seed) % 300000; spin > 0; spin--) {
        }
        assert_int_equal(kill(pid, SIGKILL), 0);
        assert_int_equal(waitpid(pid, NULL, 0), pid);
        while (read(pipes[0], &n, sizeof n) == sizeof n) {
            told = n;
        }
        close(pipes[0]);
        if (keyfile_read(&k, s.dir, KEYFILE_NAME, &e) != 0) {
            fail_msg("%s", e.text);
        }
        assert_int_equal(keyfile_check(&k, &f.key, &e), 0);
        assert_true(k.anchor.transaction >= told && k.anchor.transaction <= told + 1);
        keyfile_release(&k);
    }
    scratch_remove(&s);
    fixture_release(&f);
}

/* A large station: 300 persons. */
static void many_slots_fit(void **state)
{
    (void)state;
    struct fixture f;
    struct keyfile k;
    unsigned char *bytes;
    size_t size;
    fixture_make(&f);
    struct slot s = f.k.slots[0];
    for (int i = 0; i < 300; i++) {
        snprintf(s.uid, sizeof s.uid, "p%03d", (i * 7) % 300);
        assert_int_equal(keyfile_put(&f.k, &s, NULL), 0);
    }
    assert_int_equal(keyfile_seal(&f.k, &f.key, NULL), 0);
    assert_int_equal(keyfile_encode(&f.k, &bytes, &size, NULL), 0);
    assert_int_equal(parse(&k, bytes, size, NULL), 0);
    assert_int_equal(k.nslots, 303);
    for (size_t i = 1; i < k.nslots; i++) {
        assert_true(strcmp(k.slots[i - 1].uid, k.slots[i].uid) < 0);
    }
    keyfile_release(&k);
    free(bytes);
    fixture_release(&f);
}

static int start(void **state)
{
    (void)state;
    return crypto_start(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_written_and_read_back_the_same),
        cmocka_unit_test(S_6_no_passphrase_and_no_key_stands_in_the_file),
        cmocka_unit_test(every_flipped_bit_and_every_cut_is_refused),
        cmocka_unit_test(what_is_forged_before_sign_in_is_found_after_it),
        cmocka_unit_test(another_data_key_does_not_vouch_for_it),
        cmocka_unit_test(a_change_without_seal_is_not_written),
        cmocka_unit_test(section_a_passes_through_an_attempt_byte_for_byte),
        cmocka_unit_test(the_file_before_the_last_change_of_slots_is_kept),
        cmocka_unit_test(an_id_without_slot_pays_what_a_person_pays),
        cmocka_unit_test(what_lies_in_its_place_is_refused),
        cmocka_unit_test(killed_at_any_moment_it_is_whole_and_nothing_told_is_lost),
        cmocka_unit_test(many_slots_fit),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
