/* clock — the clocks of the text (obligations.md §7) as pure functions of days: when a duty begins, by when it is to be done, and how
 * it stands today. Nothing here asks the time; `today` is the day in Japan. */
#ifndef KANRIBO_FORMS_CLOCK_H
#define KANRIBO_FORMS_CLOCK_H

#include "forms/calendar.h"
#include "forms/date.h"
#include "forms/setting.h"

enum due_state {
    DUE_NONE, /* nothing is owed today */
    DUE_SOON, /* shown ahead (◇) */
    DUE_NOW,  /* owed, and still in time */
    DUE_OVER  /* the last day for it has gone by */
};
struct due {
    enum due_state state;
    struct date since; /* the first day on which it is owed (DUE_SOON: will be) */
    struct date until; /* the last day in time; DUE_OVER from the day after. Both meaningless with DUE_NONE */
};

/* T-1 「1か月ごと」 (L1289, L1298, L1382): the first monthly check of what went out on `from` that is not met when `met` are. since =
 * until = its day (date_month_check), so it is owed on that day and over from the next. */
struct due clock_month_check(struct date from, int met, struct date today);
/* How many are met with one more look on `day`, when `met` were before it: all whose day has come by then, for what was left out cannot
 * be looked at any more; or, with none of these left, the next one ahead of its day (◇). Never two ahead: no month goes by unlooked. */
int clock_month_checks(struct date from, int met, struct date day);
/* T-2 「月に1回以上」 of a 点検 (L1332, L1357): in the month itself. month: any day of it. Not done is supposed. Before: DUE_NONE. */
struct due clock_in_month(struct date month, struct date today);
/* T-2 of what is said about a month that is over — 確認 (L1310, L1409), 検証 (L1407): in the month that follows it (◇: the text has
 * 「月に1回以上」 alone; so no calendar month goes by without one). */
struct due clock_after_month(struct date month, struct date today);
/* T-3 「年1回以上」 (L104, L1321, L1357): within 12 months of `last` (strict reading, ◇); DUE_SOON from 30 days before that day (◇).
 * since = until = last + 12 months; DUE_NOW on that day alone. */
struct due clock_year(struct date last, struct date today);
/* T-4 「年当初」 (L1354): since = the first day after `last` on which a year begins (setting year_start, ⚑Q7); over from the first
 * working day of that year (◇): until = the day before it, which is before `since` where the year begins on a working day. What is
 * done on the first day of the year is that year's. */
struct due clock_year_start(struct date last, const struct calendar *calendar, const struct settings *settings,
                            struct date today);
/* T-5 「その都度」 (L104, L1353): owed from the day of the change; until = the next working day after it (◇). */
struct due clock_each_time(struct date changed, const struct calendar *calendar, struct date today);
/* T-6 「少なくとも1日のうち1回」 (L1374): today's look, when `last` (day 0 of year 0: never) is not today; over when yesterday's, or
 * that of an earlier day since `first`, is missing as well. */
struct due clock_day(struct date first, struct date last, struct date today);
/* T-7 「その日のうち」 (L1374): owed on the day itself, over from midnight. */
struct due clock_same_day(struct date day, struct date today);
/* T-10 「定期的」 (L1400, L1401, L1042, L1049): the period of `months` (≥ 1) calendar months after `last`, the last day that was looked
 * at; owed from the first day after the period, for a month (◇). *from, *to (may be NULL): first and last day of the period. It
 * begins on the day after `last`, so that no day falls between two periods, and ends with a month: the first one may be short. */
struct due clock_period(struct date last, int months, struct date today, struct date *from, struct date *to);
/* T-11 「長期間(1週間以上)」 (L102, ⚑Q27): on the seventh day after `from`; since = until = that day. */
struct due clock_week(struct date from, struct date today);
/* Within `days` days of `from` (R9-2, ⚑Q14; ◇): owed from `from`, until from + days. */
struct due clock_days(struct date from, int days, struct date today);

#endif
