#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/code.h"
#include "db/slot.h"

/* As cheap as the bounds allow: what is tested here is not the slowness. */
static const struct kdf_cost cheap = {.ops = 1, .memory = KDF_MEMORY_MIN};
enum { NOW = 1790000000 };

struct fixture {
    struct store_id id;
    struct person_keys keys;
    struct secret dk, passphrase;
    struct slot slot;
};

static struct secret secret_text(const char *text)
{
    struct secret s;
    assert_int_equal(secret_copy(&s, text, strlen(text), NULL), 0);
    return s;
}

static void fixture_make(struct fixture *f)
{
    struct err e;
    memset(f, 0, sizeof *f);
    crypto_random(f->id.dbid, sizeof f->id.dbid);
    f->id.generation = 1;
    f->passphrase = secret_text("白河の関を越えて三日目の朝に");
    assert_int_equal(data_key_new(&f->dk, &e), 0);
    assert_int_equal(person_keys_new(&f->keys, &e), 0);
    assert_int_equal(slot_make(&f->slot, "k.abe", &f->id, &f->keys, &f->dk, &f->passphrase, &cheap, &e), 0);
}

static void fixture_release(struct fixture *f)
{
    person_keys_release(&f->keys);
    secret_release(&f->dk);
    secret_release(&f->passphrase);
}

/* What opening gives; on success that it is the same keys. */
static int opens(const struct fixture *f, const struct slot *s, const struct store_id *id,
                 const struct secret *passphrase)
{
    struct person_keys keys;
    struct secret dk;
    struct err e;
    int rc = slot_open(&keys, &dk, s, id, passphrase, &e);
    if (rc == 0) {
        assert_memory_equal(dk.bytes, f->dk.bytes, DATA_KEY_BYTES);
        assert_memory_equal(keys.sign.bytes, f->keys.sign.bytes, SIGN_KEY_BYTES);
        assert_memory_equal(keys.ecdh.bytes, f->keys.ecdh.bytes, ECDH_PRIVATE_BYTES);
        assert_memory_equal(keys.sign_public, f->keys.sign_public, SIGN_PUBLIC_BYTES);
    } else {
        assert_null(dk.bytes);
        assert_null(keys.sign.bytes);
        assert_null(keys.ecdh.bytes);
    }
    secret_release(&dk);
    person_keys_release(&keys);
    return rc;
}

static void a_slot_opens_with_its_passphrase_alone(void **state)
{
    (void)state;
    struct fixture f;
    fixture_make(&f);
    struct secret wrong = secret_text("白河の関を越えて三日目の夜に");
    struct secret longer = secret_text("白河の関を越えて三日目の朝に "), none = secret_text("x");
    assert_int_equal(opens(&f, &f.slot, &f.id, &f.passphrase), 0);
    assert_int_equal(opens(&f, &f.slot, &f.id, &wrong), ERR_AUTH);
    assert_int_equal(opens(&f, &f.slot, &f.id, &longer), ERR_AUTH);
    assert_int_equal(opens(&f, &f.slot, &f.id, &none), ERR_AUTH);
    secret_release(&wrong);
    secret_release(&longer);
    secret_release(&none);
    fixture_release(&f);
}

static void an_id_without_slot_is_refused_in_the_same_words(void **state)
{
    (void)state;
    struct fixture f;
    struct err known, unknown;
    struct person_keys keys;
    struct secret dk;
    fixture_make(&f);
    struct secret wrong = secret_text("wrong");
    assert_int_equal(slot_open(&keys, &dk, &f.slot, &f.id, &wrong, &known), ERR_AUTH);
    assert_int_equal(slot_open_none(&cheap, &wrong, &unknown), ERR_AUTH);
    assert_string_equal(known.text, unknown.text);
    secret_release(&wrong);
    fixture_release(&f);
}

/* Everything that a slot is bound to: a slot of another station, person, generation or cost does not open. */
static void a_slot_moved_elsewhere_does_not_open(void **state)
{
    (void)state;
    struct fixture f, g;
    fixture_make(&f);
    fixture_make(&g);
    struct store_id id = f.id;
    id.dbid[31] ^= 1;
    assert_int_equal(opens(&f, &f.slot, &id, &f.passphrase), ERR_AUTH);
    id = f.id;
    id.generation = 2; /* the passphrase is right then, and the sentence is another */
    assert_int_equal(opens(&f, &f.slot, &id, &f.passphrase), ERR_INTEGRITY);
    struct slot s = f.slot;
    memcpy(s.uid, "k.ito", 6);
    assert_int_equal(opens(&f, &s, &f.id, &f.passphrase), ERR_AUTH);
    s = f.slot;
    s.cost.ops = 2;
    assert_int_equal(opens(&f, &s, &f.id, &f.passphrase), ERR_AUTH);
    s = f.slot;
    memcpy(s.person.sign_public, g.slot.person.sign_public, SIGN_PUBLIC_BYTES);
    assert_int_equal(opens(&f, &s, &f.id, &f.passphrase), ERR_AUTH);
    s = f.slot;
    memcpy(s.person.ecdh_public, g.slot.person.ecdh_public, ECDH_PUBLIC_BYTES);
    assert_int_equal(opens(&f, &s, &f.id, &f.passphrase), ERR_AUTH);
    s = f.slot;
    memcpy(s.person.capsule, g.slot.person.capsule, SLOT_CAPSULE_BYTES);
    assert_int_equal(opens(&f, &s, &f.id, &f.passphrase), ERR_INTEGRITY);
    assert_int_equal(opens(&f, &f.slot, &f.id, &f.passphrase), 0);
    fixture_release(&f);
    fixture_release(&g);
}

static void own_passphrase_is_changed_without_touching_the_rest(void **state)
{
    (void)state;
    struct fixture f;
    struct err e;
    fixture_make(&f);
    struct secret fresh = secret_text("阿武隈川の堤で見た虹のことを");
    struct slot before = f.slot;
    static const struct kdf_cost dearer = {.ops = 2, .memory = KDF_MEMORY_MIN};
    assert_int_equal(slot_change_passphrase(&f.slot, &f.id, &fresh, &fresh, &dearer, &e), ERR_AUTH);
    assert_memory_equal(&f.slot, &before, sizeof before);
    assert_int_equal(slot_change_passphrase(&f.slot, &f.id, &f.passphrase, &fresh, &dearer, &e), 0);
    assert_int_equal(opens(&f, &f.slot, &f.id, &fresh), 0);
    assert_int_equal(opens(&f, &f.slot, &f.id, &f.passphrase), ERR_AUTH);
    assert_memory_equal(f.slot.person.capsule, before.person.capsule, SLOT_CAPSULE_BYTES);
    assert_memory_not_equal(f.slot.salt, before.salt, KDF_SALT_BYTES);
    assert_int_equal(f.slot.cost.ops, 2);
    secret_release(&fresh);
    fixture_release(&f);
}

static int code_opens(const struct fixture *f, const struct slot *s, const char *typed, int64_t now)
{
    struct secret code, dk = {0};
    assert_int_equal(code_read(&code, typed, strlen(typed), NULL), 0);
    int rc = slot_open_enrol(&dk, s, &f->id, &code, now, NULL);
    if (rc == 0) {
        assert_memory_equal(dk.bytes, f->dk.bytes, DATA_KEY_BYTES);
    } else {
        assert_null(dk.bytes);
    }
    secret_release(&code);
    secret_release(&dk);
    return rc;
}

static void S_20_a_one_time_code_opens_for_72_hours_and_until_used(void **state)
{
    (void)state;
    struct fixture f;
    struct slot enrol;
    struct secret code, other;
    struct err e;
    char text[CODE_TEXT_BYTES], wrong[CODE_TEXT_BYTES];
    fixture_make(&f);
    assert_int_equal(code_new(text, &code, &e), 0);
    assert_int_equal(code_new(wrong, &other, &e), 0);
    assert_int_equal(slot_make_enrol(&enrol, "k.abe", &f.id, &f.dk, &code, &cheap, NOW, &e), 0);
    assert_int_equal(code_opens(&f, &enrol, text, NOW), 0);
    assert_int_equal(code_opens(&f, &enrol, text, NOW + 72 * 3600 - 1), 0);
    assert_int_equal(code_opens(&f, &enrol, text, NOW + 72 * 3600), ERR_AUTH);
    assert_int_equal(code_opens(&f, &enrol, text, NOW - 86400), ERR_AUTH);
    assert_int_equal(code_opens(&f, &enrol, wrong, NOW), ERR_AUTH);
    struct slot later = enrol; /* the time is sealed in */
    later.enrol.expires += 86400;
    assert_int_equal(code_opens(&f, &later, text, NOW + 86400), ERR_AUTH);
    /* No keys of the person's are in it: the issuer never held them. */
    static const unsigned char nothing[sizeof enrol.person];
    assert_memory_equal(&enrol.person, nothing, sizeof nothing);
    assert_int_equal(opens(&f, &enrol, &f.id, &f.passphrase), ERR_AUTH);
    /* At the first sign-in the person's own slot takes its place; the code opens nothing any more. */
    assert_int_equal(code_opens(&f, &f.slot, text, NOW), ERR_AUTH);
    secret_release(&code);
    secret_release(&other);
    fixture_release(&f);
}

static void a_slot_is_written_and_read_back_the_same(void **state)
{
    (void)state;
    struct fixture f;
    struct slot enrol, back;
    struct secret code = secret_text("0123456789ABCDEFGHJK");
    fixture_make(&f);
    assert_int_equal(slot_make_enrol(&enrol, "a_b-c.9", &f.id, &f.dk, &code, &cheap, NOW, NULL), 0);
    struct slot witnessed = f.slot;
    witnessed.person.witness.transaction = 7;
    witnessed.person.witness.seq = 30;
    witness_sign(&witnessed.person.witness, f.id.dbid, &f.keys.sign);
    const struct slot *const slots[] = {&f.slot, &enrol, &witnessed};
    size_t unwitnessed = 0;
    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++) {
        unsigned char *bytes;
        size_t size;
        assert_int_equal(slot_encode(slots[i], &bytes, &size, NULL), 0);
        assert_int_equal(slot_decode(&back, slots[i]->uid, bytes, size, NULL), 0);
        assert_memory_equal(&back, slots[i], sizeof back);
        unwitnessed = slots[i] == &f.slot ? size : unwitnessed;
        for (size_t n = 0; n < size; n++) {
            unsigned char *cut = malloc(n + 1);
            memcpy(cut, bytes, n);
            int rc = slot_decode(&back, slots[i]->uid, cut, n, NULL);
            if (slots[i] == &witnessed &&
                n == unwitnessed) { /* the witness is last: this is the whole slot without one */
                assert_int_equal(rc, 0);
                assert_memory_equal(&back, &f.slot, sizeof back);
            } else {
                assert_int_equal(rc, ERR_INTEGRITY);
            }
            free(cut);
        }
        free(bytes);
    }
    secret_release(&code);
    fixture_release(&f);
}

static void a_crafted_slot_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *key, *value;
        bool good;
    } cases[] = {
        {"ops", "1", true},
        {"ops", "17", false},
        {"ops", "0", false},
        {"memory", "2147483648", true},
        {"memory", "2147483649", false},
        {"memory", "1", false},
        {"algorithm", "2", false},
        {"algorithm", "0", false},
        {"kind", "admin", false},
        {"salt", "short", false},
        {"more", "x", false},
        {"witness.seq", "3", false},
        {"expires", "1", false},
        {"witness.transaction", "3", false},
    };
    struct fixture f;
    fixture_make(&f);
    unsigned char *bytes, *crafted;
    size_t size, crafted_size;
    assert_int_equal(slot_encode(&f.slot, &bytes, &size, NULL), 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct encoding c;
        struct decoding d;
        struct decode_pair pair;
        struct slot s;
        encoding_init(&c);
        assert_int_equal(decoding_init(&d, bytes, size, NULL), 0);
        while (decoding_next(&d, &pair)) {
            char key[ENCODE_KEY_MAX + 1] = {0};
            memcpy(key, pair.key, pair.key_size);
            if (strcmp(key, cases[i].key) != 0) {
                assert_int_equal(encoding_put(&c, key, pair.value, pair.value_size, NULL), 0);
            }
        }
        assert_int_equal(encoding_put_text(&c, cases[i].key, cases[i].value, NULL), 0);
        assert_int_equal(encoding_finish(&c, &crafted, &crafted_size, NULL), 0);
        assert_int_equal(slot_decode(&s, "k.abe", crafted, crafted_size, NULL), cases[i].good ? 0 : ERR_INTEGRITY);
        free(crafted);
        encoding_release(&c);
    }
    free(bytes);
    fixture_release(&f);
}

static void a_witness_holds_for_one_state_of_one_station(void **state)
{
    (void)state;
    struct fixture f, g;
    fixture_make(&f);
    fixture_make(&g);
    struct witness w = {.transaction = 5, .seq = 17};
    crypto_random(w.head, sizeof w.head);
    witness_sign(&w, f.id.dbid, &f.keys.sign);
    assert_true(witness_verify(&w, f.id.dbid, f.keys.sign_public));
    assert_false(witness_verify(&w, g.id.dbid, f.keys.sign_public));
    assert_false(witness_verify(&w, f.id.dbid, g.keys.sign_public));
    struct witness changed = w;
    changed.transaction--;
    assert_false(witness_verify(&changed, f.id.dbid, f.keys.sign_public));
    changed = w;
    changed.seq++;
    assert_false(witness_verify(&changed, f.id.dbid, f.keys.sign_public));
    changed = w;
    changed.head[0] ^= 1;
    assert_false(witness_verify(&changed, f.id.dbid, f.keys.sign_public));
    fixture_release(&f);
    fixture_release(&g);
}

static void the_store_key_is_raw_and_follows_the_data_key(void **state)
{
    (void)state;
    struct fixture f;
    struct secret text, slots;
    unsigned char key[HASH_BYTES];
    char hex[2 * HASH_BYTES + 1];
    fixture_make(&f);
    assert_int_equal(data_key_store(&text, &f.dk, NULL), 0);
    assert_int_equal(data_key_slots(&slots, &f.dk, NULL), 0);
    hmac_bytes(key, f.dk.bytes, f.dk.size, "db-v1", 5);
    hex_format(hex, key, sizeof key);
    assert_int_equal(text.size, 68);
    assert_int_equal(text.bytes[67], 0);
    assert_memory_equal(text.bytes, "x'", 2);
    assert_memory_equal(text.bytes + 2, hex, 64);
    assert_int_equal(text.bytes[66], '\'');
    assert_memory_not_equal(slots.bytes, key, sizeof key);
    secret_release(&text);
    secret_release(&slots);
    fixture_release(&f);
}

static void ids_are_plain_small_letters(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *uid;
    } ids[] = {{"k.abe", "k.abe"},
               {"K.Abe", "k.abe"},
               {"ｋ．ａｂｅ", "k.abe"},
               {"ab", "ab"},
               {"a-b_c.9", "a-b_c.9"},
               {"12345678901234567890123456789012", "12345678901234567890123456789012"},
               {"a", NULL},
               {"", NULL},
               {"あべ", NULL},
               {"a b", NULL},
               {"a/b", NULL},
               {"a'b", NULL},
               {"k.abe\n", NULL},
               {"123456789012345678901234567890123", NULL},
               {"ａ", NULL},
               {"é.abe", NULL}};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        char uid[SLOT_UID_BYTES] = "";
        struct err e;
        int rc = uid_read(uid, ids[i].typed, &e);
        assert_int_equal(rc, ids[i].uid != NULL ? 0 : ERR_INPUT);
        assert_string_equal(uid, ids[i].uid != NULL ? ids[i].uid : "");
    }
}

static int start(void **state)
{
    (void)state;
    return crypto_start(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slot_opens_with_its_passphrase_alone),
        cmocka_unit_test(an_id_without_slot_is_refused_in_the_same_words),
        cmocka_unit_test(a_slot_moved_elsewhere_does_not_open),
        cmocka_unit_test(own_passphrase_is_changed_without_touching_the_rest),
        cmocka_unit_test(S_20_a_one_time_code_opens_for_72_hours_and_until_used),
        cmocka_unit_test(a_slot_is_written_and_read_back_the_same),
        cmocka_unit_test(a_crafted_slot_is_refused),
        cmocka_unit_test(a_witness_holds_for_one_state_of_one_station),
        cmocka_unit_test(the_store_key_is_raw_and_follows_the_data_key),
        cmocka_unit_test(ids_are_plain_small_letters),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
