/* dialog — a message, a question, a line of text, a passphrase: popups out of a handler. */
#ifndef KANRIBO_SCREENS_DIALOG_H
#define KANRIBO_SCREENS_DIALOG_H

#include <stdbool.h>
#include <stddef.h>

#include "forms/err.h"
#include "screens/screen.h"

/* Shows text (paragraphs parted by newlines, scrolls when long) until Enter or Esc. */
void dialog_message(struct screens *s, const char *title, const char *text);
/* The sentence of an error with its clause, as a message. */
void dialog_error(struct screens *s, const char *title, const struct err *e);
/* true = Enter, false = Esc or the stack ends. `yes` is what Enter does ("許可"). */
bool dialog_confirm(struct screens *s, const char *title, const char *text, const char *yes);
/* Two ways to go on: Enter is `yes`, F6 is `other`; Esc is neither, and so is the end of the stack. */
enum dialog_answer { DIALOG_NEITHER = 0, DIALOG_YES, DIALOG_OTHER };
enum dialog_answer dialog_choose(struct screens *s, const char *title, const char *text, const char *yes,
                                 const char *other);
/* One line (lines == false) or a paragraph of at most `limit` characters; starts with *text. ERR_CANCELLED with Esc.
 * *answer is malloc'd. In a paragraph Enter makes a line and Ctrl+S or F4 accepts. */
int dialog_text(char **answer, struct screens *s, const char *title, const char *prompt, const char *text, size_t limit,
                bool lines, struct err *e);
/* A passphrase into buf (the caller's locked memory, at least HIDDEN_BYTES + 1). Neither shown nor counted. On
 * ERR_CANCELLED buf is wiped. *n is in bytes. `text` stands above the line; may be NULL. */
int dialog_secret(struct screens *s, const char *title, const char *text, char *buf, size_t size, size_t *n,
                  struct err *e);

#endif
