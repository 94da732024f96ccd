#include <fcntl.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "db/spare.h"
#include "forms/banned.h"

enum { SPARE_BYTES = 8 * 1024 * 1024, ROOM = 8 /* times that must be free before it is taken again */ };

void spare_make(int dir, unsigned mode)
{
    struct statvfs disk;
    struct stat there;
    if (fstatat(dir, SPARE_NAME, &there, AT_SYMLINK_NOFOLLOW) == 0 || fstatvfs(dir, &disk) != 0 ||
        (uint64_t)disk.f_bavail * disk.f_frsize < (uint64_t)ROOM * SPARE_BYTES)
        return;
    int fd = openat(dir, SPARE_NAME, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return;
    bool whole = posix_fallocate(fd, 0, SPARE_BYTES) == 0 && fchmod(fd, (mode_t)mode) == 0;
    if (close(fd) != 0 || !whole)
        (void)unlinkat(dir, SPARE_NAME, 0);
}

bool spare_use(int dir)
{
    return unlinkat(dir, SPARE_NAME, 0) == 0 && fsync(dir) == 0;
}
