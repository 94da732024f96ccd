# Tests of db/: see the top of Makefile.am.

check_PROGRAMS += tests/db/journal_test
tests_db_journal_test_SOURCES = tests/db/journal_test.c tests/db/fixture.c tests/db/scratch.c
tests_db_journal_test_LDADD = $(LIBDB) $(CMOCKA_LIBS)

check_PROGRAMS += tests/db/query_test tests/db/verify_test
tests_db_query_test_SOURCES = tests/db/query_test.c tests/db/fixture.c tests/db/scratch.c
tests_db_query_test_LDADD = $(LIBDB) $(CMOCKA_LIBS)
tests_db_verify_test_SOURCES = tests/db/verify_test.c tests/db/fixture.c tests/db/scratch.c
tests_db_verify_test_LDADD = $(LIBDB) $(CMOCKA_LIBS)

check_PROGRAMS += tests/db/station_test
tests_db_station_test_SOURCES = tests/db/station_test.c tests/db/fixture.c tests/db/scratch.c
tests_db_station_test_LDADD = $(LIBDB) $(CMOCKA_LIBS)
