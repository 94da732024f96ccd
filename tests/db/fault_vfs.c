#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <stdio.h>
#include <unistd.h>

#include <sqlcipher/sqlite3.h>

#include "tests/db/fault_vfs.h"
#include "tests/db/scratch.h"

enum { FILES = 8, SECTOR = 512 };

struct pending { /* not yet synced; data NULL: the file is cut to `offset` */
    sqlite3_int64 offset;
    unsigned char *data;
    int n;
};
struct image {
    char path[512];
    unsigned char *bytes; /* what is on the disk for certain */
    sqlite3_int64 size;
    struct pending *pending;
    size_t npending;
};
struct fault_file {
    sqlite3_file base;
    struct image *image; /* NULL: not watched */
    sqlite3_file *real;
};

static sqlite3_vfs fault_vfs, *real_vfs;
static struct fault fault;
static long counted;
static bool happened;
static struct image images[FILES];

void fault_set(const struct fault *f)
{
    fault = f ? *f : (struct fault){0};
    counted = 0;
    happened = false;
}

long fault_count(void)
{
    return counted;
}

bool fault_happened(void)
{
    return happened;
}

/* Does this operation fail? */
static int fault_now(void)
{
    counted++;
    if (!fault.at || counted < fault.at || (counted > fault.at && !fault.lasting && !fault.power_cut))
        return SQLITE_OK;
    if (fault.asks && !fault.asks())
        return SQLITE_OK;
    happened = true;
    return fault.code;
}

/* ---- what the disk holds ---- */
static void image_apply(struct image *image, sqlite3_int64 offset, const unsigned char *data, int n)
{
    sqlite3_int64 end = data ? offset + n : offset;
    if (end > image->size || !data) {
        unsigned char *grown = realloc(image->bytes, (size_t)(end ? end : 1));
        if (!grown)
            abort();
        image->bytes = grown;
        if (end > image->size)
            memset(grown + image->size, 0, (size_t)(end - image->size));
        image->size = end;
    }
    if (data)
        memcpy(image->bytes + offset, data, (size_t)n);
}

static void image_pend(struct image *image, sqlite3_int64 offset, const void *data, int n)
{
    struct pending *grown = realloc(image->pending, (image->npending + 1) * sizeof *grown);
    unsigned char *copy = data ? malloc((size_t)n) : NULL;
    if (!grown || (data && !copy))
        abort();
    if (data)
        memcpy(copy, data, (size_t)n);
    image->pending = grown;
    grown[image->npending++] = (struct pending){.offset = offset, .data = copy, .n = n};
}

static void image_drop_pending(struct image *image)
{
    for (size_t i = 0; i < image->npending; i++)
        free(image->pending[i].data);
    image->npending = 0;
}

static void image_sync(struct image *image)
{
    for (size_t i = 0; i < image->npending; i++)
        image_apply(image, image->pending[i].offset, image->pending[i].data, image->pending[i].n);
    image_drop_pending(image);
}

static struct image *image_of(const char *path)
{
    for (size_t i = 0; path && i < FILES; i++) {
        if (strcmp(images[i].path, path) == 0)
            return &images[i];
        if (images[i].path[0])
            continue;
        snprintf(images[i].path, sizeof images[i].path, "%s", path);
        FILE *in = fopen(path, "rb"); /* before SQLite opens it: closing it drops no lock of ours */
        unsigned char buf[4096];
        size_t n;
        while (in && (n = fread(buf, 1, sizeof buf, in)) > 0)
            image_apply(&images[i], images[i].size, buf, (int)n);
        if (in)
            fclose(in);
        return &images[i];
    }
    return NULL;
}

void fault_forget(void)
{
    for (size_t i = 0; i < FILES; i++) {
        image_drop_pending(&images[i]);
        free(images[i].pending);
        free(images[i].bytes);
        images[i] = (struct image){0};
    }
}

/* Each write since the last sync came through whole, in part (whole sectors), or not at all. */
static void image_crash(struct image *image, uint32_t *seed)
{
    for (size_t i = 0; i < image->npending; i++) {
        const struct pending *p = &image->pending[i];
        uint32_t chance = scratch_number(seed) % 4;
        int n = p->n;
        if (chance == 3 || (!p->data && chance == 2))
            continue;
        if (chance == 2)
            n = (int)(scratch_number(seed) % (uint32_t)(p->n / SECTOR + 1)) * SECTOR;
        image_apply(image, p->offset, p->data, n);
    }
    image_drop_pending(image);
}

void fault_restore(uint32_t *seed)
{
    for (size_t i = 0; i < FILES && images[i].path[0]; i++) {
        struct image *image = &images[i];
        image_crash(image, seed);
        FILE *out = fopen(image->path, "wb");
        if (!out || (image->size && fwrite(image->bytes, 1, (size_t)image->size, out) != (size_t)image->size) ||
            fclose(out))
            abort();
    }
}

/* ---- a file ---- */
#define REAL(file) (((struct fault_file *)(file))->real)
#define IMAGE(file) (((struct fault_file *)(file))->image)

static int file_close(sqlite3_file *file)
{
    int rc = REAL(file)->pMethods ? REAL(file)->pMethods->xClose(REAL(file)) : SQLITE_OK;
    free(REAL(file));
    return rc;
}

static int file_read(sqlite3_file *file, void *out, int n, sqlite3_int64 at)
{
    int rc = fault_now();
    return rc ? rc : REAL(file)->pMethods->xRead(REAL(file), out, n, at);
}

static int file_write(sqlite3_file *file, const void *data, int n, sqlite3_int64 at)
{
    int rc = fault_now();
    if (!rc)
        rc = REAL(file)->pMethods->xWrite(REAL(file), data, n, at);
    if (!rc && IMAGE(file))
        image_pend(IMAGE(file), at, data, n);
    return rc;
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    int rc = fault_now();
    if (!rc)
        rc = REAL(file)->pMethods->xTruncate(REAL(file), size);
    if (!rc && IMAGE(file))
        image_pend(IMAGE(file), size, NULL, 0);
    return rc;
}

static int file_sync(sqlite3_file *file, int flags)
{
    int rc = fault_now();
    if (!rc)
        rc = REAL(file)->pMethods->xSync(REAL(file), flags);
    if (!rc && IMAGE(file))
        image_sync(IMAGE(file));
    return rc;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size)
{
    return REAL(file)->pMethods->xFileSize(REAL(file), size);
}

static int file_lock(sqlite3_file *file, int level)
{
    return REAL(file)->pMethods->xLock(REAL(file), level);
}

static int file_unlock(sqlite3_file *file, int level)
{
    return REAL(file)->pMethods->xUnlock(REAL(file), level);
}

static int file_reserved(sqlite3_file *file, int *out)
{
    return REAL(file)->pMethods->xCheckReservedLock(REAL(file), out);
}

static int file_control(sqlite3_file *file, int op, void *arg)
{
    return REAL(file)->pMethods->xFileControl(REAL(file), op, arg);
}

static int file_sector(sqlite3_file *file)
{
    return REAL(file)->pMethods->xSectorSize(REAL(file));
}

static int file_traits(sqlite3_file *file)
{
    (void)file;
    return 0; /* no promise of the disk is relied on */
}

static const sqlite3_io_methods methods = {
    1,         file_close,  file_read,     file_write,   file_truncate, file_sync,   file_size,
    file_lock, file_unlock, file_reserved, file_control, file_sector,   file_traits, NULL,
    NULL,      NULL,        NULL,          NULL,         NULL};

static int vfs_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out)
{
    struct fault_file *f = (struct fault_file *)file;
    (void)vfs;
    *f = (struct fault_file){.image = image_of(path), .real = calloc(1, (size_t)real_vfs->szOsFile)};
    if (!f->real)
        return SQLITE_NOMEM;
    int rc = real_vfs->xOpen(real_vfs, path, f->real, flags, out);
    if (rc != SQLITE_OK) {
        free(f->real);
        return rc;
    }
    f->base.pMethods = &methods;
    return SQLITE_OK;
}

void fault_vfs_register(void)
{
    if (real_vfs)
        return;
    real_vfs = sqlite3_vfs_find(NULL);
    fault_vfs = *real_vfs;
    fault_vfs.zName = "fault";
    fault_vfs.szOsFile = sizeof(struct fault_file);
    fault_vfs.pNext = NULL;
    fault_vfs.xOpen = vfs_open;
    sqlite3_vfs_register(&fault_vfs, 1);
}
