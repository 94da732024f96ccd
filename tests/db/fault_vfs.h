/* fault_vfs — SQLite's way to the disk with faults to order: an operation that fails, or a power cut. */
#ifndef KANRIBO_TESTS_DB_FAULT_VFS_H
#define KANRIBO_TESTS_DB_FAULT_VFS_H

#include <stdbool.h>
#include <stdint.h>

/* Becomes the default of every connection opened from now on. */
void fault_vfs_register(void);

struct fault {
    long at;            /* the operation (read, write, truncate, sync) that fails, from 1; 0 = none */
    int code;           /* SQLITE_IOERR_WRITE, SQLITE_FULL … */
    bool lasting;       /* every one from there on */
    bool power_cut;     /* from there on nothing reaches the disk, and what was not synced may be lost or torn */
    bool (*asks)(void); /* fails only while this says so; may be NULL */
};
void fault_set(const struct fault *fault); /* counts from 0 again; NULL = no faults */
long fault_count(void);                    /* operations since */
bool fault_happened(void);
/* After a power cut, all connections closed: writes the files as the disk would show them. seed: which writes survive. */
void fault_restore(uint32_t *seed);
void fault_forget(void); /* what the disk held; for a new directory */

#endif
