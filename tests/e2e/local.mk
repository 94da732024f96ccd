# Tests of e2e/: see the top of Makefile.am. They drive the program whose path is in $KANRIBO and link nothing of it.
# The harness, from the ground: stage.h (folder, environment, clock), pty.h (a program on a terminal), command.h (a
# program run to its end), golden.h (screens accepted), play.h (conversations as tables), station.h (a station and its
# people), kill.h (kill -9 at random moments), desk.h (the demo's station on one evening).
e2e_harness = \
	tests/e2e/command.c \
	tests/e2e/golden.c \
	tests/e2e/kill.c \
	tests/e2e/play.c \
	tests/e2e/process.c \
	tests/e2e/pty.c \
	tests/e2e/stage.c \
	tests/e2e/station.c \
	tests/e2e/term.c
e2e_tests = \
	tests/e2e/books_test \
	tests/e2e/harness_test \
	tests/e2e/kill_test \
	tests/e2e/lock_test \
	tests/e2e/month_test \
	tests/e2e/night_kill_test \
	tests/e2e/night_test \
	tests/e2e/picture_test \
	tests/e2e/round_test \
	tests/e2e/station_test \
	tests/e2e/tenth_test \
	tests/e2e/window_test

check_PROGRAMS += $(e2e_tests)
tests_e2e_harness_test_SOURCES = tests/e2e/harness_test.c $(e2e_harness)
tests_e2e_harness_test_LDADD = $(VTERM_LIBS) $(CMOCKA_LIBS)
tests_e2e_kill_test_SOURCES = tests/e2e/kill_test.c $(e2e_harness)
tests_e2e_kill_test_LDADD = $(VTERM_LIBS) $(CMOCKA_LIBS)
tests_e2e_night_test_SOURCES = tests/e2e/night_test.c tests/e2e/desk.c $(e2e_harness)
tests_e2e_night_test_LDADD = $(VTERM_LIBS) $(CMOCKA_LIBS)
tests_e2e_station_test_SOURCES = tests/e2e/station_test.c $(e2e_harness)
tests_e2e_station_test_LDADD = $(VTERM_LIBS) $(CMOCKA_LIBS)
tests_e2e_lock_test_SOURCES = tests/e2e/lock_test.c tests/e2e/desk.c $(e2e_harness)
tests_e2e_lock_test_LDADD = $(VTERM_LIBS) $(CMOCKA_LIBS)
tests_e2e_night_kill_test_SOURCES = tests/e2e/night_kill_test.c tests/e2e/desk.c $(e2e_harness)
tests_e2e_night_kill_test_LDADD = $(VTERM_LIBS) $(CMOCKA_LIBS)
tests_e2e_picture_test_SOURCES = tests/e2e/picture_test.c tests/e2e/desk.c $(e2e_harness)
tests_e2e_picture_test_LDADD = $(VTERM_LIBS) $(CMOCKA_LIBS)
tests_e2e_window_test_SOURCES = tests/e2e/window_test.c tests/e2e/desk.c $(e2e_harness)
tests_e2e_window_test_LDADD = $(VTERM_LIBS) $(CMOCKA_LIBS)

tests_e2e_books_test_SOURCES = tests/e2e/books_test.c tests/e2e/desk.c tests/e2e/form.c $(e2e_harness)
tests_e2e_books_test_LDADD = $(VTERM_LIBS) $(CMOCKA_LIBS)
tests_e2e_tenth_test_SOURCES = tests/e2e/tenth_test.c tests/e2e/desk.c tests/e2e/form.c $(e2e_harness)
tests_e2e_tenth_test_LDADD = $(VTERM_LIBS) $(CMOCKA_LIBS)

# The program with a tenth register: its name here and in the list of registers, and nothing else.
EXTRA_PROGRAMS += tests/e2e/kanribo-ten
check_DATA += tests/e2e/kanribo-ten
tests_e2e_kanribo_ten_SOURCES = app/main.c tests/e2e/register_tenth.c
nodist_tests_e2e_kanribo_ten_SOURCES = tests/e2e/registers_ten.c
tests_e2e_kanribo_ten_LDADD = $(LIBS_ALL)
CLEANFILES += tests/e2e/registers_ten.c
tests/e2e/registers_ten.c: forms/registers.c
	$(MKDIR_P) tests/e2e
	sed -e 's|^#include "forms/register_checkout.h"|&\n#include "tests/e2e/register_tenth.h"|' \
		-e 's|^    &register_checkout,|&\n    \&register_tenth,|' $(top_srcdir)/forms/registers.c >$@

# Takes the screens as they are now for right; read `git diff tests/e2e/golden` afterwards.
.PHONY: accept
accept: all
	GENERATE=1 $(MAKE) $(AM_MAKEFLAGS) check TESTS='$(e2e_tests)'

# 200 kills of each sort; `make check` does a few.
.PHONY: check-kill
check-kill: all
	KANRIBO_KILLS=200 $(MAKE) $(AM_MAKEFLAGS) check TESTS=tests/e2e/night_kill_test

# A round of 点検 by scanner: its station is made by a program of its own, which links the program's code.
EXTRA_PROGRAMS += tests/e2e/shelf_station
check_DATA += tests/e2e/shelf_station
tests_e2e_shelf_station_SOURCES = tests/e2e/shelf_station.c tests/app/house.c tests/db/scratch.c
tests_e2e_shelf_station_LDADD = $(LIBAPP) $(CMOCKA_LIBS)
tests_e2e_round_test_SOURCES = tests/e2e/round_test.c tests/e2e/form.c $(e2e_harness)
tests_e2e_round_test_LDADD = $(VTERM_LIBS) $(CMOCKA_LIBS)
e2e_tests += tests/e2e/handover_test
tests_e2e_handover_test_SOURCES = tests/e2e/handover_test.c tests/e2e/desk.c tests/e2e/form.c $(e2e_harness)
tests_e2e_handover_test_LDADD = $(VTERM_LIBS) $(CMOCKA_LIBS)

# A month's end: its station likewise.
EXTRA_PROGRAMS += tests/e2e/month_station
check_DATA += tests/e2e/month_station
tests_e2e_month_station_SOURCES = tests/e2e/month_station.c tests/app/house.c tests/db/scratch.c
tests_e2e_month_station_LDADD = $(LIBAPP) $(CMOCKA_LIBS)
tests_e2e_month_test_SOURCES = tests/e2e/month_test.c tests/e2e/form.c $(e2e_harness)
tests_e2e_month_test_LDADD = $(VTERM_LIBS) $(CMOCKA_LIBS)
