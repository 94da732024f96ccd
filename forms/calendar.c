#include "forms/calendar.h"

#include "forms/banned.h"

/* ⚑Q5: 8:30–17:15; 年末年始 as for the offices of a prefecture. */
const struct calendar calendar_default = {
    .open = 8 * 60 + 30,
    .close = 17 * 60 + 15,
    .year_end_month = 12,
    .year_end_day = 29,
    .new_year_month = 1,
    .new_year_day = 3,
};

/* The first of the station's own days that is not before d. */
static size_t first_day(const struct calendar *c, struct date d)
{
    size_t low = 0, high = c->ndays;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (date_compare(c->days[middle].date, d) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool year_end(const struct calendar *c, struct date d)
{
    int day = d.month * 100 + d.day;
    int first = c->year_end_month * 100 + c->year_end_day, last = c->new_year_month * 100 + c->new_year_day;
    return first > last ? day >= first || day <= last : day >= first && day <= last;
}

bool calendar_closed_day(const struct calendar *c, struct date d)
{
    bool closed = false;
    for (size_t i = first_day(c, d); i < c->ndays && date_compare(c->days[i].date, d) == 0; i++) {
        if (c->days[i].kind == CALENDAR_OPEN)
            return false;
        closed = true;
    }
    int weekday = date_weekday(d);
    return closed || weekday == 0 || weekday == 6 || year_end(c, d) || holiday_name(d);
}

bool calendar_closed(const struct calendar *c, int64_t now)
{
    int minute = date_minute(now);
    return minute < c->open || minute >= c->close || calendar_closed_day(c, date_of(now));
}

bool calendar_shift(const struct calendar *c, int64_t now, struct shift *out)
{
    int minute = date_minute(now);
    *out = (struct shift){.date = date_of(now), .part = SHIFT_NIGHT};
    if (minute < c->open) {
        out->date = date_add_days(out->date, -1);
        return true;
    }
    if (minute >= c->close)
        return true;
    if (!calendar_closed_day(c, out->date))
        return false;
    out->part = SHIFT_DAY;
    return true;
}

int64_t calendar_shift_end(const struct calendar *c, struct shift s)
{
    return s.part == SHIFT_DAY ? date_at(s.date, c->close) : date_at(date_add_days(s.date, 1), c->open);
}
