#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "db/crypto.h"
#include "db/kdf.h"

static void check_hex(const void *bytes, size_t n, const char *hex)
{
    char text[512];
    hex_format(text, bytes, n);
    assert_string_equal(text, hex);
}

static void hashes_agree_with_their_standards(void **state)
{
    (void)state;
    unsigned char out[HASH_BYTES], parts[HASH_BYTES], key[20];
    struct hash h;
    hash_bytes(out, "abc", 3); /* FIPS 180-2 */
    check_hex(out, sizeof out, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    hash_init(&h);
    hash_add(&h, "a", 1);
    hash_add(&h, "", 0);
    hash_add(&h, "bc", 2);
    hash_end(&h, parts);
    assert_memory_equal(parts, out, sizeof out);
    memset(key, 0x0b, sizeof key); /* RFC 4231, 1 and 2 */
    hmac_bytes(out, key, sizeof key, "Hi There", 8);
    check_hex(out, sizeof out, "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    hmac_bytes(out, "Jefe", 4, "what do ya want for nothing?", 28);
    check_hex(out, sizeof out, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

static void signatures_agree_with_rfc_8032(void **state)
{
    (void)state;
    unsigned char seed[SIGN_SEED_BYTES], again[SIGN_SEED_BYTES], public_key[SIGN_PUBLIC_BYTES],
        signature[SIGNATURE_BYTES];
    struct secret key;
    assert_true(hex_parse(seed, sizeof seed, "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
    assert_int_equal(sign_key_from_seed(&key, public_key, seed, NULL), 0);
    check_hex(public_key, sizeof public_key, "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    sign_bytes(signature, &key, "\x72", 1);
    check_hex(signature, sizeof signature,
              "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
              "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    sign_key_seed(again, &key);
    assert_memory_equal(again, seed, sizeof seed);
    assert_true(sign_verify(signature, public_key, "\x72", 1));
    assert_false(sign_verify(signature, public_key, "\x73", 1));
    assert_false(sign_verify(signature, public_key, "\x72\0", 2));
    for (size_t bit = 0; bit < 8 * sizeof signature; bit++) {
        signature[bit / 8] ^= (unsigned char)(1u << bit % 8);
        assert_false(sign_verify(signature, public_key, "\x72", 1));
        signature[bit / 8] ^= (unsigned char)(1u << bit % 8);
    }
    assert_true(sign_verify(signature, public_key, "\x72", 1));
    secret_release(&key);
}

static void seals_agree_with_the_gcm_vectors(void **state)
{
    (void)state;
    unsigned char key[DATA_KEY_BYTES] = {0}, sealed[16 + SEAL_BYTES], plain[16], zero[16] = {0};
    /* Case 14 of the GCM submission. */
    assert_true(hex_parse(sealed, sizeof sealed,
                          "000000000000000000000000"
                          "cea7403d4d606b6e074ec5d3baf39d18"
                          "d0d1c8a799996bf0265b98b5d48ab919"));
    memset(plain, 0xff, sizeof plain);
    assert_int_equal(crypto_open(plain, key, NULL, 0, sealed, sizeof sealed, NULL), 0);
    assert_memory_equal(plain, zero, sizeof plain);
}

static void a_seal_opens_only_as_it_was_made(void **state)
{
    (void)state;
    static const char text[] = "署活系", aad[] = "dbid uid";
    unsigned char key[DATA_KEY_BYTES], sealed[sizeof text + SEAL_BYTES], other[sizeof text + SEAL_BYTES],
        out[sizeof text];
    struct err e;
    crypto_random(key, sizeof key);
    assert_int_equal(crypto_seal(sealed, key, aad, sizeof aad, text, sizeof text, &e), 0);
    assert_int_equal(crypto_open(out, key, aad, sizeof aad, sealed, sizeof sealed, &e), 0);
    assert_memory_equal(out, text, sizeof text);
    assert_int_equal(crypto_seal(other, key, aad, sizeof aad, text, sizeof text, &e), 0);
    assert_memory_not_equal(other, sealed, 12); /* another nonce */
    for (size_t bit = 0; bit < 8 * sizeof sealed; bit++) {
        sealed[bit / 8] ^= (unsigned char)(1u << bit % 8);
        assert_int_equal(crypto_open(out, key, aad, sizeof aad, sealed, sizeof sealed, &e), ERR_INTEGRITY);
        sealed[bit / 8] ^= (unsigned char)(1u << bit % 8);
    }
    for (size_t n = 0; n < sizeof sealed; n++) {
        assert_int_equal(crypto_open(out, key, aad, sizeof aad, sealed, n, &e), ERR_INTEGRITY);
    }
    assert_int_equal(crypto_open(out, key, aad, sizeof aad - 1, sealed, sizeof sealed, &e), ERR_INTEGRITY);
    assert_int_equal(crypto_open(out, key, "dbid uie", sizeof aad, sealed, sizeof sealed, &e), ERR_INTEGRITY);
    assert_int_equal(crypto_open(out, key, NULL, 0, sealed, sizeof sealed, &e), ERR_INTEGRITY);
    unsigned char nothing[sizeof out] = {0};
    assert_memory_equal(out, nothing, sizeof out); /* what is not genuine is not handed out */
    key[31] ^= 1;
    assert_int_equal(crypto_open(out, key, aad, sizeof aad, sealed, sizeof sealed, &e), ERR_INTEGRITY);
    key[31] ^= 1;
    assert_int_equal(crypto_open(out, key, aad, sizeof aad, sealed, sizeof sealed, &e), 0);
}

static void a_capsule_opens_only_for_its_recipient(void **state)
{
    (void)state;
    unsigned char private_key[ECDH_PRIVATE_BYTES], public_key[ECDH_PUBLIC_BYTES], other_private[ECDH_PRIVATE_BYTES],
        other_public[ECDH_PUBLIC_BYTES], dk[32], out[32], capsule[32 + CAPSULE_BYTES];
    struct err e;
    assert_int_equal(ecdh_key_new(private_key, public_key, &e), 0);
    assert_int_equal(ecdh_key_new(other_private, other_public, &e), 0);
    crypto_random(dk, sizeof dk);
    assert_int_equal(capsule_seal(capsule, public_key, "g1", 2, dk, sizeof dk, &e), 0);
    assert_int_equal(capsule_open(out, private_key, public_key, "g1", 2, capsule, sizeof capsule, &e), 0);
    assert_memory_equal(out, dk, sizeof dk);
    assert_int_equal(capsule_open(out, private_key, public_key, "g2", 2, capsule, sizeof capsule, &e), ERR_INTEGRITY);
    assert_int_equal(capsule_open(out, other_private, other_public, "g1", 2, capsule, sizeof capsule, &e),
                     ERR_INTEGRITY);
    assert_int_equal(capsule_open(out, private_key, other_public, "g1", 2, capsule, sizeof capsule, &e), ERR_INTEGRITY);
    for (size_t at = 0; at < sizeof capsule; at++) {
        capsule[at] ^= (unsigned char)(1u << at % 8);
        assert_int_equal(capsule_open(out, private_key, public_key, "g1", 2, capsule, sizeof capsule, &e),
                         ERR_INTEGRITY);
        capsule[at] ^= (unsigned char)(1u << at % 8);
    }
    for (size_t n = 0; n < sizeof capsule; n++) {
        assert_int_equal(capsule_open(out, private_key, public_key, "g1", 2, capsule, n, &e), ERR_INTEGRITY);
    }
    assert_int_equal(capsule_open(out, private_key, public_key, "g1", 2, capsule, sizeof capsule, &e), 0);
    public_key[64] ^= 1; /* no point of the curve any more */
    assert_int_equal(capsule_seal(capsule, public_key, "g1", 2, dk, sizeof dk, &e), ERR_INTEGRITY);
    memset(public_key, 0, sizeof public_key);
    assert_int_equal(capsule_seal(capsule, public_key, "g1", 2, dk, sizeof dk, &e), ERR_INTEGRITY);
}

/* Made once; also by an implementation of its own from the description in crypto.h. Stations hold such capsules. */
static void a_capsule_of_long_ago_opens(void **state)
{
    (void)state;
    unsigned char private_key[ECDH_PRIVATE_BYTES], public_key[ECDH_PUBLIC_BYTES], capsule[5 + CAPSULE_BYTES], out[5];
    assert_true(
        hex_parse(private_key, sizeof private_key, "c70610b656088493e7364276b5cd07a6d378582162517bc5a71edc47298fc1f1"));
    assert_true(
        hex_parse(public_key, sizeof public_key,
                  "04dbcc8ce0275e11ec5320c69e1657f7465c42d4406485187ec4a838908d568ecd2615e42c39343671ebd7dc9bd4c084"
                  "48f10671d14f154e1dd6431ee590c31f00"));
    assert_true(
        hex_parse(capsule, sizeof capsule,
                  "04ad755d1e279c42216c20481e6201101b8850c10dce39175f542b68adbdf299bd295a938d99c5e2d496549cbbe93d08"
                  "2a4b05696092f46804923fda72bcd714c9000102030405060708090a0b53a5b7e6cfe265809763f95d27d9ed1974d95c"
                  "4c2f"));
    assert_int_equal(capsule_open(out, private_key, public_key, "context", 7, capsule, sizeof capsule, NULL), 0);
    assert_memory_equal(out, "hello", 5);
}

static void keys_for_different_purposes_differ(void **state)
{
    (void)state;
    struct secret dk, a, b, a2;
    assert_int_equal(secret_init(&dk, DATA_KEY_BYTES, NULL), 0);
    assert_int_equal(key_derive(&a, &dk, "db-v1", NULL), 0);
    assert_int_equal(key_derive(&b, &dk, "slot-v1", NULL), 0);
    assert_int_equal(key_derive(&a2, &dk, "db-v1", NULL), 0);
    assert_false(crypto_equal(a.bytes, b.bytes, a.size));
    assert_true(crypto_equal(a.bytes, a2.bytes, a.size));
    secret_release(&dk);
    secret_release(&a);
    secret_release(&b);
    secret_release(&a2);
    secret_release(&a2); /* again does no harm */
}

static void argon2id_agrees_with_its_reference(void **state)
{
    (void)state;
    static const struct kdf_cost cost = {.ops = 2, .memory = (uint64_t)1 << 20};
    static const unsigned char salt[KDF_SALT_BYTES] = {'s', 'o', 'm', 'e', 's', 'a', 'l', 't',
                                                       's', 'o', 'm', 'e', 's', 'a', 'l', 't'};
    unsigned char key[DATA_KEY_BYTES];
    assert_int_equal(kdf_derive(key, "password", 8, salt, &cost, NULL), 0);
    check_hex(
        key, sizeof key,
        "08a19ee7f6d7f589c2ab6af18d6e724172b19f7d6fd462b38430ab31ceabeaf0"); /* argon2 somesaltsomesalt -id -t 2 -k 1024 -p 1 -l 32 */
}

static void a_crafted_cost_is_refused(void **state)
{
    (void)state;
    static const struct {
        struct kdf_cost cost;
        bool good;
    } costs[] = {
        {{0, 64 << 20}, false},   {{1, KDF_MEMORY_MIN}, true},      {{16, KDF_MEMORY_MAX}, true},
        {{17, 64 << 20}, false},  {{3, KDF_MEMORY_MIN - 1}, false}, {{3, KDF_MEMORY_MAX + 1}, false},
        {{3, UINT64_MAX}, false}, {{UINT32_MAX, 64 << 20}, false},  {{3, 0}, false},
    };
    unsigned char key[DATA_KEY_BYTES], salt[KDF_SALT_BYTES] = {0};
    for (size_t i = 0; i < sizeof costs / sizeof *costs; i++) {
        assert_int_equal(kdf_cost_valid(&costs[i].cost), costs[i].good);
        if (!costs[i].good) {
            assert_int_equal(kdf_derive(key, "p", 1, salt, &costs[i].cost, NULL), ERR_INTEGRITY);
        }
    }
    assert_true(kdf_cost_valid(&kdf_floor));
}

static void calibration_stays_between_floor_and_cap(void **state)
{
    (void)state;
    struct kdf_cost cost = {0};
    assert_int_equal(kdf_calibrate(&cost, NULL), 0);
    assert_true(kdf_cost_valid(&cost));
    assert_true(cost.ops >= kdf_floor.ops && cost.memory >= kdf_floor.memory);
    assert_true(cost.memory <= (uint64_t)1 << 30);
}

static void hex_is_read_strictly(void **state)
{
    (void)state;
    unsigned char out[2];
    assert_true(hex_parse(out, 2, "0aFf"));
    assert_memory_equal(out, "\x0a\xff", 2);
    static const char *const bad[] = {"", "0a", "0aff0", "0aff00", "0axx", "0a f", " 0af", "0x0a"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(hex_parse(out, 2, bad[i]));
    }
}

static int start(void **state)
{
    (void)state;
    int first = crypto_start(NULL);
    return first != 0 ? first : crypto_start(NULL); /* again does no harm */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hashes_agree_with_their_standards),
        cmocka_unit_test(signatures_agree_with_rfc_8032),
        cmocka_unit_test(seals_agree_with_the_gcm_vectors),
        cmocka_unit_test(a_seal_opens_only_as_it_was_made),
        cmocka_unit_test(a_capsule_opens_only_for_its_recipient),
        cmocka_unit_test(a_capsule_of_long_ago_opens),
        cmocka_unit_test(keys_for_different_purposes_differ),
        cmocka_unit_test(argon2id_agrees_with_its_reference),
        cmocka_unit_test(a_crafted_cost_is_refused),
        cmocka_unit_test(calibration_stays_between_floor_and_cap),
        cmocka_unit_test(hex_is_read_strictly),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
