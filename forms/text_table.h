/* text_table — what the files of text share and nobody else includes: tables and the two questions to Unicode data. */
#ifndef KANRIBO_FORMS_TEXT_TABLE_H
#define KANRIBO_FORMS_TEXT_TABLE_H

#include <stdbool.h>
#include <stdint.h>

/* Is it a mark that joins the character before it (general category M)? Answered by text.c from the Unicode library. */
bool text_code_mark(uint32_t code);
/* East-Asian width "ambiguous" (UAX #11): one cell or two, as the terminal is set. */
bool text_code_ambiguous(uint32_t code);
/* The form under which the variants of a name's kanji are compared (髙 → 高); the code itself where there is no other. */
uint32_t text_code_variant(uint32_t code);

#endif
