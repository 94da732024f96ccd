/* calendar — office hours and closed hours (閉庁時間帯), holidays by law, duty shifts. T-8, ⚑Q5. Everything takes `now`. */
#ifndef KANRIBO_FORMS_CALENDAR_H
#define KANRIBO_FORMS_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forms/date.h"

/* Name of the 国民の祝日 (incl. 振替休日, 国民の休日, computed equinoxes, the moved days of 2019–2021), or NULL. Right for 2019–2050. */
const char *holiday_name(struct date d);

enum calendar_kind { CALENDAR_CLOSED, CALENDAR_OPEN };
struct calendar_day { /* a day that the station sets itself: a special holiday by law, or an extra opening day */
    struct date date;
    enum calendar_kind kind;
};
struct calendar {
    int open, close;                  /* minutes since midnight; default 8:30 and 17:15 */
    int year_end_month, year_end_day; /* 年末年始: 12.29 … */
    int new_year_month, new_year_day; /* … 1.3, both closed */
    const struct calendar_day *days;  /* sorted by date; borrowed */
    size_t ndays;
};
extern const struct calendar calendar_default;

/* Weekend, holiday, 年末年始 or set closed; an extra opening day wins. */
bool calendar_closed_day(const struct calendar *c, struct date d);
/* 閉庁時間帯? 17:15:00 is closed, 8:30:00 is open. */
bool calendar_closed(const struct calendar *c, int64_t now);

/* A duty shift: the night that begins on `date` (until next morning's opening), or the daytime of a closed day. */
enum shift_part { SHIFT_NIGHT, SHIFT_DAY };
struct shift {
    struct date date;
    enum shift_part part;
};
/* The shift that `now` belongs to. Returns false in office hours (no shift runs; *out is then tonight's). */
bool calendar_shift(const struct calendar *c, int64_t now, struct shift *out);
/* When the shift ends, UTC seconds. */
int64_t calendar_shift_end(const struct calendar *c, struct shift s);

#endif
