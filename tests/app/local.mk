# Tests of app/: see the top of Makefile.am. All live in the same small station.
check_PROGRAMS += tests/app/account_test tests/app/act_test tests/app/roster_test
tests_app_account_test_SOURCES = tests/app/account_test.c tests/app/house.c tests/db/scratch.c
tests_app_account_test_LDADD = $(LIBAPP) $(CMOCKA_LIBS)
tests_app_act_test_SOURCES = tests/app/act_test.c tests/app/house.c tests/db/scratch.c
tests_app_act_test_LDADD = $(LIBAPP) $(CMOCKA_LIBS)
tests_app_roster_test_SOURCES = tests/app/roster_test.c tests/app/house.c tests/db/scratch.c
tests_app_roster_test_LDADD = $(LIBAPP) $(CMOCKA_LIBS)
check_PROGRAMS += tests/app/month_test
tests_app_month_test_SOURCES = tests/app/month_test.c tests/app/house.c tests/db/scratch.c
tests_app_month_test_LDADD = $(LIBAPP) $(CMOCKA_LIBS)
