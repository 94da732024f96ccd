/* access_review — 権限の見直し (S-12, T-10): every account with its posts and rights, what of it asks to be looked at; the review is
 * recorded from here, and the list printed. */
#ifndef KANRIBO_SCREENS_ACCESS_REVIEW_H
#define KANRIBO_SCREENS_ACCESS_REVIEW_H

#include "screens/screen.h"

int access_review_open(struct screens *s, struct err *e);

#endif
