# Tests of db/: see the top of Makefile.am.

check_PROGRAMS += tests/db/journal_test
tests_db_journal_test_SOURCES = tests/db/journal_test.c tests/db/fixture.c tests/db/scratch.c
tests_db_journal_test_LDADD = $(LIBDB) $(CMOCKA_LIBS)
