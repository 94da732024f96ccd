/* scratch — a throw-away station directory for one test. */
#ifndef KANRIBO_TESTS_DB_SCRATCH_H
#define KANRIBO_TESTS_DB_SCRATCH_H

#include <stddef.h>
#include <stdint.h>

struct scratch {
    char path[128]; /* mode 0700 */
    int dir;        /* stationdir_open of it */
};
void scratch_make(struct scratch *s);
void scratch_remove(struct scratch *s); /* with the files in it */
void scratch_clear(const char *path);   /* a directory with all in it; none is no error */
/* A file with that content and mode. */
void scratch_file(const struct scratch *s, const char *name, const void *bytes, size_t n, unsigned mode);

/* A whole file; *bytes is malloc'd. */
void scratch_read(unsigned char **bytes, size_t *size, const char *dir, const char *name);

/* Numbers that look random and are the same in every run. */
uint32_t scratch_number(uint32_t *state);

#endif
