/* 国民の祝日に関する法律 (昭和23年法律第178号) as it stood in each year, and the special laws of 2018–2020. */
#include "forms/calendar.h"

#include "forms/banned.h"

enum rule { RULE_DAY, RULE_MONDAY, RULE_SPRING, RULE_AUTUMN };

struct holiday {
    const char *name;
    int from, until; /* years, both included */
    int month;
    enum rule rule;
    int n; /* RULE_DAY: the day; RULE_MONDAY: which Monday of the month */
};

enum { ALWAYS = 9999 };

/* A day that moved for one year takes three rows: before, that year, after. Years before 2007 are not claimed. */
static const struct holiday holidays[] = {
    {"元日", 1949, ALWAYS, 1, RULE_DAY, 1},
    {"成人の日", 2000, ALWAYS, 1, RULE_MONDAY, 2},
    {"建国記念の日", 1967, ALWAYS, 2, RULE_DAY, 11},
    {"天皇誕生日", 2020, ALWAYS, 2, RULE_DAY, 23},
    {"春分の日", 1949, ALWAYS, 3, RULE_SPRING, 0},
    {"昭和の日", 2007, ALWAYS, 4, RULE_DAY, 29},
    {"天皇の即位の日", 2019, 2019, 5, RULE_DAY, 1},
    {"憲法記念日", 1949, ALWAYS, 5, RULE_DAY, 3},
    {"みどりの日", 2007, ALWAYS, 5, RULE_DAY, 4},
    {"こどもの日", 1949, ALWAYS, 5, RULE_DAY, 5},
    {"海の日", 2003, 2019, 7, RULE_MONDAY, 3},
    {"海の日", 2020, 2020, 7, RULE_DAY, 23},
    {"海の日", 2021, 2021, 7, RULE_DAY, 22},
    {"海の日", 2022, ALWAYS, 7, RULE_MONDAY, 3},
    {"スポーツの日", 2020, 2020, 7, RULE_DAY, 24},
    {"スポーツの日", 2021, 2021, 7, RULE_DAY, 23},
    {"山の日", 2016, 2019, 8, RULE_DAY, 11},
    {"山の日", 2020, 2020, 8, RULE_DAY, 10},
    {"山の日", 2021, 2021, 8, RULE_DAY, 8},
    {"山の日", 2022, ALWAYS, 8, RULE_DAY, 11},
    {"敬老の日", 2003, ALWAYS, 9, RULE_MONDAY, 3},
    {"秋分の日", 1948, ALWAYS, 9, RULE_AUTUMN, 0},
    {"体育の日", 2000, 2019, 10, RULE_MONDAY, 2},
    {"スポーツの日", 2022, ALWAYS, 10, RULE_MONDAY, 2},
    {"即位礼正殿の儀の行われる日", 2019, 2019, 10, RULE_DAY, 22},
    {"文化の日", 1948, ALWAYS, 11, RULE_DAY, 3},
    {"勤労感謝の日", 1948, ALWAYS, 11, RULE_DAY, 23},
    {"天皇誕生日", 1989, 2018, 12, RULE_DAY, 23},
};

/* The day of the equinox in Japan by the usual approximation for 1980–2099; it gives the days that the orbit gives for
 * every year to 2050, which the tests hold as a table. `start` is in millionths of a day. */
static int equinox_day(int year, int start)
{
    int years = year - 1980;
    return (int)((start + 242194LL * years) / 1000000) - years / 4;
}

static int monday(int year, int month, int n)
{
    int weekday = date_weekday((struct date){year, month, 1});
    return 1 + (8 - weekday) % 7 + (n - 1) * 7;
}

static int holiday_day(const struct holiday *h, int year)
{
    switch (h->rule) {
    case RULE_MONDAY:
        return monday(year, h->month, h->n);
    case RULE_SPRING:
        return equinox_day(year, 20843100);
    case RULE_AUTUMN:
        return equinox_day(year, 23248800);
    case RULE_DAY:
        break;
    }
    return h->n;
}

/* 「国民の祝日」 itself (第2条). */
static const char *named_day(struct date d)
{
    for (size_t i = 0; i < sizeof holidays / sizeof *holidays; i++) {
        const struct holiday *h = &holidays[i];
        if (d.month == h->month && d.year >= h->from && d.year <= h->until && d.day == holiday_day(h, d.year))
            return h->name;
    }
    return NULL;
}

/* 第3条第2項: the first day after a Sunday's holiday that is no holiday itself, so it may lie several days on. */
static bool substitute(struct date d)
{
    struct date before = date_add_days(d, -1);
    while (named_day(before)) {
        if (date_weekday(before) == 0)
            return true;
        before = date_add_days(before, -1);
    }
    return false;
}

const char *holiday_name(struct date d)
{
    const char *name = named_day(d);
    if (name)
        return name;
    if (substitute(d))
        return "振替休日";
    /* 第3条第3項: a day between two holidays. */
    bool between = named_day(date_add_days(d, -1)) && named_day(date_add_days(d, 1));
    return between ? "国民の休日" : NULL;
}
