/* text — Unicode text in UTF-8: cells, characters, bytes, and what may come in.
 *
 * Three units, never mixed: *bytes* in storage, *characters* (extended grapheme clusters, UAX #29) in limits, *cells*
 * on the terminal. This is the one place that measures: ncurses asks wcwidth(), which this module also defines.
 * Pointers with a length need no NUL; positions are byte offsets. */
#ifndef KANRIBO_FORMS_TEXT_H
#define KANRIBO_FORMS_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forms/err.h"

/* How many cells an East-Asian ambiguous character takes: 1 or 2. A property of the terminal, set once at the start. */
void text_set_ambiguous(int cells);
int text_ambiguous(void);

/* Decodes one code point. Returns the bytes it took, or 0 at the end (n == 0) or where the bytes are not UTF-8. */
size_t text_decode(const char *s, size_t n, uint32_t *code);
/* Writes one code point as UTF-8 to out (4 bytes); returns the bytes written, 0 for a surrogate or beyond U+10FFFF. */
size_t text_encode(char out[4], uint32_t code);

/* Cells of one code point: 0 (combining, variation selector), 1 or 2; -1 for a control. */
int text_code_width(uint32_t code);
/* Cells of n bytes. Bytes that are not text, and controls, count as one cell each. */
int text_width(const char *s, size_t n);
/* Characters (grapheme clusters) in n bytes. */
size_t text_length(const char *s, size_t n);
/* Byte offset of the character boundary after / before `at`. */
size_t text_next(const char *s, size_t n, size_t at);
size_t text_prev(const char *s, size_t n, size_t at);
/* Bytes of the longest whole-character prefix that is at most `cells` wide; *used (may be NULL) gets its cells. */
size_t text_fit(const char *s, size_t n, int cells, int *used);
/* Where a line of at most `cells` cells ends when text is broken over lines (Japanese line breaking: no closing mark
 * or 。、 at the head of a line; a newline always breaks). *next gets the offset at which the next line starts. */
size_t text_break(const char *s, size_t n, int cells, size_t *next);

/* The filter of security.md §2.7: refuses invalid UTF-8, controls, bidi and zero-width characters, tags, and more than
 * four combining marks in a row. A newline passes where `lines` is true. 0, or ERR_INPUT naming what was found. */
int text_check(const char *s, size_t n, bool lines, struct err *e);
/* A copy for showing or printing what did not come through text_check: what it would refuse becomes U+FFFD;
 * newlines stay. malloc'd, NULL = memory. */
char *text_show(const char *s, size_t n);
/* Composes kana and combining marks (か + U+3099 → が); CJK compatibility ideographs stay as typed. malloc'd, NULL = memory. */
char *text_compose(const char *s, size_t n);
/* For comparing and searching only: width, case, kana kind and the variants of names fold together (髙=高, 﨑=崎, 齋=斎=斉,
 * 邊=邉=辺, compatibility ideographs). malloc'd, NULL = memory. */
char *text_fold(const char *s, size_t n);
/* Full-width ASCII, the ideographic space, 。、・ー in number-like text to half width ("Ｒ６．４．１" → "R6.4.1"). malloc'd. */
char *text_narrow(const char *s, size_t n);
/* Appends to a buffer of `size` bytes like strlcat, but never cuts inside a character. Returns false when it had to cut. */
bool text_append(char *buf, size_t size, const char *s);
bool text_format(char *buf, size_t size, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* strdup of n bytes; NULL = memory. */
char *text_dup(const char *s, size_t n);

#endif
