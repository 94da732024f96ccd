#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "db/stationdir.h"
#include "tests/db/scratch.h"

/* Memory where there is enough of it: hundreds of stations are made, each forced to the disk many times. */
static const char *scratch_base(void)
{
    struct statvfs shm;
    const char *base = getenv("TMPDIR");
    if (base != NULL)
        return base;
    bool roomy = statvfs("/dev/shm", &shm) == 0 && (uint64_t)shm.f_bavail * shm.f_frsize > (uint64_t)512 << 20;
    return roomy && access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
}

void scratch_make(struct scratch *s)
{
    struct err e;
    const char *base = scratch_base();
    snprintf(s->path, sizeof s->path, "%s/kanribo-test-XXXXXX", strlen(base) < 80 ? base : "/tmp");
    assert_non_null(mkdtemp(s->path));
    if (stationdir_open(&s->dir, s->path, false, &e) != 0) {
        fail_msg("%s", e.text);
    }
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *walk)
{
    (void)st;
    (void)type;
    (void)walk;
    return remove(path);
}

void scratch_clear(const char *path)
{
    if (access(path, F_OK) == 0)
        assert_int_equal(nftw(path, remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
}

void scratch_remove(struct scratch *s)
{
    close(s->dir);
    scratch_clear(s->path);
}

void scratch_file(const struct scratch *s, const char *name, const void *bytes, size_t n, unsigned mode)
{
    int fd = openat(s->dir, name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, n), n);
    assert_int_equal(fchmod(fd, mode), 0);
    close(fd);
}

void scratch_read(unsigned char **bytes, size_t *size, const char *dir, const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *in = fopen(path, "rb");
    assert_non_null(in);
    assert_int_equal(fseek(in, 0, SEEK_END), 0);
    *size = (size_t)ftell(in);
    rewind(in);
    *bytes = malloc(*size + 1);
    assert_non_null(*bytes);
    assert_int_equal(fread(*bytes, 1, *size, in), *size);
    fclose(in);
}

uint32_t scratch_number(uint32_t *state)
{
    uint32_t x = *state; /* xorshift32 */
    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    return *state = x;
}
