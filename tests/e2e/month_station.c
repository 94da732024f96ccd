/* month_station DIR N — makes a station in DIR (which must not exist) in which N lines of 様式第3号 begin in October 2026, as of
 * 2026-11-04 09:00: all but three are done; two were brought back and not confirmed, one phone is out beyond its time. Besides, a
 * terminal is out since September without its 1か月ごと check. Prints the ids and passphrases of ITO, HOJO and KANRI, a line each,
 * parted by a tab. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/app/house.h"

enum { DAY_ROWS = 7 };

static struct house house;

static void terminal_out(void)
{
    char id[ENTRY_ID_BYTES] = "";
    house.now = house_time(2026, 9, 20, 10, 0);
    house_do(&house, TANAKA, "checkout", id, "request", "kind", "mobile", "=item", house.things[TERMINAL_1], "purpose",
             "長期の捜査", "=minimum", "yes", "confidentiality", "1", "taken_until", "R8.12.25 17:00");
    house_do(&house, ITO, "checkout", id, "permit", NULL);
}

/* Line n of the month: seven a day, an hour apart. */
static void line(int n, enum thing thing, bool returned, bool confirmed)
{
    char id[ENTRY_ID_BYTES] = "", purpose[40];
    (void)snprintf(purpose, sizeof purpose, "巡回%03d", n);
    house.now = house_time(2026, 10, 1 + (n - 1) / DAY_ROWS, 9 + (n - 1) % DAY_ROWS, 0);
    if (thing == TERMINAL_2)
        house_do(&house, TANAKA, "checkout", id, "request", "kind", "mobile", "=item", house.things[thing], "purpose",
                 purpose, "=minimum", "yes", "confidentiality", "1");
    else
        house_do(&house, TANAKA, "checkout", id, "request", "kind", "shared_phone", "=item", house.things[thing],
                 "purpose", purpose);
    house_do(&house, ITO, "checkout", id, "permit", NULL);
    house.now += 1800;
    if (returned)
        house_do(&house, TANAKA, "checkout", id, "return", NULL);
    if (confirmed)
        house_do(&house, ITO, "checkout", id, "confirm", NULL);
}

int main(int argc, char **argv)
{
    static const enum who shown[] = {ITO, HOJO, KANRI};
    const int lines = argc == 3 ? (int)strtol(argv[2], NULL, 10) : 0;
    if (lines <= 3)
        return 2;
    house_open(&house, house_time(2026, 9, 14, 10, 0));
    house_enrol_all(&house);
    terminal_out();
    for (int n = 1; n <= lines - 3; n++)
        line(n, n % 2 == 0 ? PHONE_3 : TERMINAL_2, true, true);
    line(lines - 2, TERMINAL_2, true, false);
    line(lines - 1, PHONE_3, true, false);
    line(lines, PHONE_7, false, false);
    house.now = house_time(2026, 11, 4, 9, 0);
    return house_give(&house, shown, sizeof shown / sizeof shown[0], argv[1]);
}
