/* output — where made bytes go: a file, memory, a pipe, a printer. Whoever makes them does not know. */
#ifndef KANRIBO_PRINT_OUTPUT_H
#define KANRIBO_PRINT_OUTPUT_H

#include <stddef.h>

#include "forms/err.h"

/* Takes all n bytes, or returns a negative ERR_ code; after a failure it is not called again. */
typedef int output_write(void *context, const void *bytes, size_t n);

/* Bytes in memory. Zero-initialise; release when done. */
struct output_buffer {
    char *bytes;
    size_t n, capacity;
};
int output_buffer_write(void *buffer, const void *bytes, size_t n); /* an output_write; ERR_MEMORY on failure */
void output_buffer_release(struct output_buffer *buffer);           /* wipes and frees */

#endif
