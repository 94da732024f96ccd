# Tests of app/: see the top of Makefile.am. All live in the same small station.
check_PROGRAMS += tests/app/act_test
tests_app_act_test_SOURCES = tests/app/act_test.c tests/app/house.c tests/db/scratch.c
tests_app_act_test_LDADD = $(LIBAPP) $(CMOCKA_LIBS)
