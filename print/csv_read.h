/* csv_read — CSV text in, rows of UTF-8 cells out: what Excel and the log tools of a PC write.
 *
 * Text: UTF-8, UTF-8 with BOM, or CP932 with the characters of NEC and IBM: what is valid UTF-8 is UTF-8, all else CP932. Cells
 * are parted by , ; or TAB; "…" holds separators, line breaks and doubled quotes; a line ends with CR LF, CR or LF. A line
 * break in a cell becomes \n. Rows without any text are left out. Values are as written: csv_unguard() is the caller's.
 *
 * Refused, with line and column in the sentence: bytes that are no text, NUL and other controls, a quote that never closes, text
 * after a closing quote. Lines and columns count from 1, columns in characters. */
#ifndef KANRIBO_PRINT_CSV_READ_H
#define KANRIBO_PRINT_CSV_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "forms/err.h"

enum {
    CSV_BYTES_MOST = 64 * 1024 * 1024, /* of a file */
    CSV_ROWS_MOST = 500000,
    CSV_COLUMNS_MOST = 256,
    CSV_CELL_MOST = 32767 /* bytes of a cell */
};

struct csv_row {
    size_t line;  /* in the file, on which it begins */
    size_t first; /* index of its first cell */
    size_t n;     /* cells */
};
struct csv_table {
    char *text; /* what the cells point into */
    char **cells;
    size_t ncells;
    struct csv_row *rows;
    size_t n;
    char separator;
    bool cp932;
};
/* separator: 0 = the one of , ; TAB that the first line has most of (or that a first line "sep=;" names). ERR_INPUT, ERR_MEMORY;
 * ERR_NOT_FOUND where the program library cannot read CP932. The table is empty after an error. */
int csv_read(struct csv_table *out, const void *bytes, size_t n, char separator, struct err *e);
void csv_release(struct csv_table *table);
/* The cell of a row, both from 0; "" where the row is shorter. */
const char *csv_cell(const struct csv_table *table, size_t row, size_t column);

/* A whole file of at most CSV_BYTES_MOST bytes, as the person who runs the program may read it; *bytes is malloc'd. ERR_INPUT: it is
 * no ordinary file, empty or too large; ERR_NOT_FOUND, ERR_IO. */
int csv_read_file(unsigned char **bytes, size_t *n, const char *path, struct err *e);

#endif
