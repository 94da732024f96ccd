#include "db/kdf.h"

#include <time.h>
#include <unistd.h>

#include <sodium.h>

#include "forms/banned.h"

#define MEBIBYTE ((uint64_t)1 << 20)
#define CALIBRATE_NANOSECONDS INT64_C(1000000000)
#define CALIBRATE_MEMORY_MAX ((uint64_t)1 << 30)
#define CALIBRATE_STEP (16 * MEBIBYTE)

const struct kdf_cost kdf_floor = {.ops = 3, .memory = 64 * MEBIBYTE};

bool kdf_cost_valid(const struct kdf_cost *cost)
{
    return cost->ops >= 1 && cost->ops <= KDF_OPS_MAX && cost->memory >= KDF_MEMORY_MIN &&
           cost->memory <= KDF_MEMORY_MAX;
}

int kdf_derive(unsigned char *key, const void *passphrase, size_t size, const unsigned char salt[KDF_SALT_BYTES],
               const struct kdf_cost *cost, struct err *e)
{
    if (!kdf_cost_valid(cost)) {
        return err_set(e, ERR_INTEGRITY,
                       "鍵ファイルに書かれた鍵導出の強さ（%u回、%lluバイト）が許される範囲にありません。",
                       (unsigned)cost->ops, (unsigned long long)cost->memory);
    }
    if (crypto_pwhash(key, DATA_KEY_BYTES, passphrase, size, salt, cost->ops, (size_t)cost->memory,
                      crypto_pwhash_ALG_ARGON2ID13) != 0) {
        return err_set(e, ERR_MEMORY,
                       "合言葉の照合に要るメモリ（%llu MiB）が足りません。他の画面を閉じてからやり直してください。",
                       (unsigned long long)(cost->memory / MEBIBYTE));
    }
    return 0;
}

static int64_t cpu_nanoseconds(void)
{
    struct timespec t;
    if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t) != 0) {
        return 0;
    }
    return (int64_t)t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

static uint64_t memory_limit(void)
{
    long pages = sysconf(_SC_PHYS_PAGES), page = sysconf(_SC_PAGESIZE);
    uint64_t limit = CALIBRATE_MEMORY_MAX;
    if (pages > 0 && page > 0 && (uint64_t)pages * (uint64_t)page / 4 < limit) {
        limit = (uint64_t)pages * (uint64_t)page / 4;
    }
    return limit > kdf_floor.memory ? limit : kdf_floor.memory;
}

int kdf_calibrate(struct kdf_cost *cost, struct err *e)
{
    static const unsigned char salt[KDF_SALT_BYTES] = {0};
    unsigned char key[DATA_KEY_BYTES];
    *cost = kdf_floor;
    int64_t before = cpu_nanoseconds();
    int rc = kdf_derive(key, "calibration", 11, salt, &kdf_floor, e);
    int64_t took = cpu_nanoseconds() - before;
    if (rc != 0) {
        return rc;
    }
    if (took < CALIBRATE_NANOSECONDS / 1000) {
        took = CALIBRATE_NANOSECONDS / 1000; /* no machine is that fast: a clock that does not count */
    }
    /* Time grows with passes × memory. Memory first, since it is what hardware made for guessing lacks. */
    uint64_t limit = memory_limit();
    double times = (double)CALIBRATE_NANOSECONDS / (double)took;
    double memory = (double)kdf_floor.memory * times;
    if (memory > (double)limit) {
        double ops = kdf_floor.ops * memory / (double)limit;
        cost->ops = ops > KDF_OPS_MAX ? KDF_OPS_MAX : (uint32_t)ops;
        memory = (double)limit;
    }
    cost->memory = (uint64_t)memory / CALIBRATE_STEP * CALIBRATE_STEP;
    if (cost->memory < kdf_floor.memory) {
        cost->memory = kdf_floor.memory;
    }
    return 0;
}
