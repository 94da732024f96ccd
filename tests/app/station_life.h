/* station_life — what is lived in a station that is kept with the tests: an entry of every register, each book with many fates. */
#ifndef KANRIBO_TESTS_APP_STATION_LIFE_H
#define KANRIBO_TESTS_APP_STATION_LIFE_H

#include "tests/app/house.h"

/* Founds it and lives it to its end; the caller leaves the house. What the books say of April 2032 fills their sheets. */
void station_life(struct house *house);
#define STATION_LIFE_MONTH "2032-04"

/* How it is told (station_tales.c), in this order; each ends with NULL. */
extern const char *const tales_founded[], *const tales_masters[], *const tales_of_applications[],
                                                                      *const tales_out_and_back[],
                                                                          *const tales_beside_the_books[],
                                                                              *const tales_of_the_rest[],
                                                                                  *const tales_after_the_month[];

#endif
