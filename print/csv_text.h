/* csv_text — the bytes of a CSV file as UTF-8, for csv_read alone. */
#ifndef KANRIBO_PRINT_CSV_TEXT_H
#define KANRIBO_PRINT_CSV_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "forms/err.h"

/* *text: malloc'd, NUL-terminated, *size bytes without a BOM, valid UTF-8 without any control but TAB, CR and LF. */
int csv_text(char **text, size_t *size, bool *cp932, const unsigned char *bytes, size_t n, struct err *e);

/* Where something is in a text: lines and characters from 1. */
struct csv_place {
    size_t line, column;
};
/* Of the byte at `at`; CR LF, CR and LF end a line. */
struct csv_place csv_place(const char *text, size_t at);

#endif
