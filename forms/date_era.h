/* date_era — the eras, for the files of date alone. */
#ifndef KANRIBO_FORMS_DATE_ERA_H
#define KANRIBO_FORMS_DATE_ERA_H

#include <stddef.h>

#include "forms/date.h"

struct era {
    const char *letter; /* as typed and as written short */
    const char *name;   /* 令和 */
    const char *kana;   /* れいわ */
    const char *first;  /* 令 */
    const char *sound;  /* れ: what the letter becomes when the IME is on and a vowel follows */
    struct date begins; /* its year 1 is the year of this day */
};

enum { ERAS = 5 };
extern const struct era date_eras[ERAS]; /* oldest first */

/* The era that `d` belongs to. */
const struct era *date_era(struct date d);
/* 1 for the year in which the era began. */
int date_era_year(const struct era *era, int year);
/* Days of that month; 0 where there is no such month. */
int date_month_days(int year, int month);

#endif
