/* pdf — sheets as a PDF (1.5): A4, text that can be selected and searched, IPAmj Mincho embedded. */
#ifndef KANRIBO_PRINT_PDF_H
#define KANRIBO_PRINT_PDF_H

#include "print/output.h"
#include "print/sheet.h"

/* Writes the sheets one after the other; each counts its own pages. Same sheets, same bytes. Opens no file but the font's.
 * ERR_NOT_FOUND when the font is not installed (the sentence names the package), ERR_IO, ERR_MEMORY, or what `write` gave. */
int pdf_write(const struct sheet *const *sheets, size_t nsheets, output_write *write, void *context, struct err *e);

#endif
