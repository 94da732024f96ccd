#include "print/output.h"

#include <stdlib.h>
#include <string.h>

#include "forms/banned.h"

static void wipe_free(char *bytes, size_t n)
{
    if (bytes)
        explicit_bzero(bytes, n);
    free(bytes);
}

int output_buffer_write(void *context, const void *bytes, size_t n)
{
    struct output_buffer *buffer = context;

    if (n > buffer->capacity - buffer->n) {
        size_t capacity = buffer->capacity * 2 + n + 4096;
        char *larger = malloc(capacity); /* not realloc: it would leave the old bytes in the heap */

        if (!larger)
            return ERR_MEMORY;
        if (buffer->n)
            memcpy(larger, buffer->bytes, buffer->n);
        wipe_free(buffer->bytes, buffer->capacity);
        buffer->bytes = larger;
        buffer->capacity = capacity;
    }
    if (n)
        memcpy(buffer->bytes + buffer->n, bytes, n);
    buffer->n += n;
    return 0;
}

void output_buffer_release(struct output_buffer *buffer)
{
    wipe_free(buffer->bytes, buffer->capacity);
    *buffer = (struct output_buffer){0};
}
