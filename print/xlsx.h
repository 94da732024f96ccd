/* xlsx — sheets as a workbook: one worksheet a sheet, which prints the same pages as the PDF.
 *
 * A4, widths and heights in mm, print scale 100 % (never fit-to-page: Excel then ignores page breaks), the head block as
 * repeated rows, a break after every page, code and page n/m in the footer. Every cell is a string, none a formula. */
#ifndef KANRIBO_PRINT_XLSX_H
#define KANRIBO_PRINT_XLSX_H

#include <stdbool.h>

#include "print/output.h"
#include "print/sheet.h"

/* libxlsxwriter passes every part through a file. They are kept in memory (tmpfs: /dev/shm, /run/user/…, /run); where a
 * machine has none that can be written, ERR_IO says so and nothing is written, unless the sheets carry a fictitious
 * station's data (`fictitious`: /tmp will do). Otherwise ERR_MEMORY, ERR_FULL, or what `write` gave. */
int xlsx_write(const struct sheet *const *sheets, size_t nsheets, bool fictitious, output_write *write, void *context,
               struct err *e);

#endif
