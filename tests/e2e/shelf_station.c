/* shelf_station DIR N — makes a station in DIR (which must not exist) in which SATO keeps N media and TANAKA one, as of the end of October 2026, for the
 * tests that work at it through the real program. Prints the id and passphrase of SATO, ITO and KANRI, a line each, parted by a tab. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/app/shelf.h"

int main(int argc, char **argv)
{
    static const enum who shown[] = {SATO, ITO, KANRI};
    static struct house house;
    struct shelf shelf;
    char medium[HOUSE_VALUE];
    if (argc != 3)
        return 2;
    house_open(&house, house_time(2026, 10, 30, 9, 0));
    house_enrol_all(&house);
    shelf_make(&shelf, &house);
    for (long i = strtol(argv[2], NULL, 10); i > 0; i--)
        shelf_add(medium, &shelf, &house, SATO, NULL);
    shelf_add(medium, &shelf, &house, TANAKA, NULL);
    return house_give(&house, shown, sizeof shown / sizeof shown[0], argv[1]);
}
