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

check_PROGRAMS += tests/db/code_test tests/db/crypto_test tests/db/dirlock_test tests/db/encode_test \
	tests/db/slot_test tests/db/stationdir_test
tests_db_code_test_SOURCES = tests/db/code_test.c tests/db/scratch.c
tests_db_code_test_LDADD = $(LIBDB) $(CMOCKA_LIBS)
tests_db_crypto_test_LDADD = $(LIBDB) $(CMOCKA_LIBS)
tests_db_dirlock_test_SOURCES = tests/db/dirlock_test.c tests/db/scratch.c
tests_db_dirlock_test_LDADD = $(LIBDB) $(CMOCKA_LIBS)
tests_db_encode_test_SOURCES = tests/db/encode_test.c tests/db/scratch.c
tests_db_encode_test_LDADD = $(LIBDB) $(CMOCKA_LIBS)
tests_db_slot_test_LDADD = $(LIBDB) $(CMOCKA_LIBS)
tests_db_stationdir_test_SOURCES = tests/db/stationdir_test.c tests/db/scratch.c
tests_db_stationdir_test_LDADD = $(LIBDB) $(CMOCKA_LIBS)

check_PROGRAMS += tests/db/attempts_test tests/db/keyfile_test tests/db/passphrase_test
tests_db_attempts_test_SOURCES = tests/db/attempts_test.c tests/db/scratch.c
tests_db_attempts_test_LDADD = $(LIBDB) $(CMOCKA_LIBS)
tests_db_keyfile_test_SOURCES = tests/db/keyfile_test.c tests/db/scratch.c
tests_db_keyfile_test_LDADD = $(LIBDB) $(CMOCKA_LIBS)
tests_db_passphrase_test_LDADD = $(LIBDB) $(CMOCKA_LIBS)

check_PROGRAMS += tests/db/kill_test tests/db/old_station_test
tests_db_kill_test_SOURCES = tests/db/kill_test.c tests/db/fixture.c tests/db/scratch.c
tests_db_kill_test_LDADD = $(LIBDB) $(CMOCKA_LIBS)
tests_db_old_station_test_SOURCES = tests/db/old_station_test.c tests/db/fixture.c tests/db/scratch.c
tests_db_old_station_test_LDADD = $(LIBDB) $(CMOCKA_LIBS)

check_PROGRAMS += tests/db/fault_test
tests_db_fault_test_SOURCES = tests/db/fault_test.c tests/db/fault_vfs.c tests/db/fixture.c tests/db/scratch.c
tests_db_fault_test_LDADD = $(LIBDB) $(CMOCKA_LIBS)

check_PROGRAMS += tests/db/damage_test tests/db/dispose_test
tests_db_dispose_test_SOURCES = tests/db/dispose_test.c tests/db/fixture.c tests/db/scratch.c
tests_db_dispose_test_LDADD = $(LIBDB) $(CMOCKA_LIBS)
tests_db_damage_test_SOURCES = tests/db/damage_test.c tests/db/fixture.c tests/db/scratch.c
tests_db_damage_test_LDADD = $(LIBDB) $(CMOCKA_LIBS)

check_PROGRAMS += tests/db/schema_test
tests_db_schema_test_SOURCES = tests/db/schema_test.c tests/db/fixture.c tests/db/scratch.c
tests_db_schema_test_LDADD = $(LIBDB) $(CMOCKA_LIBS)

check_PROGRAMS += tests/db/upgrade_test
tests_db_upgrade_test_SOURCES = tests/db/upgrade_test.c tests/db/fixture.c tests/db/scratch.c
tests_db_upgrade_test_LDADD = $(LIBDB) $(CMOCKA_LIBS)

# The long form of the fault tests (security.md §4); `make check` runs a short one.
.PHONY: check-faults
check-faults: tests/db/kill_test$(EXEEXT) tests/db/fault_test$(EXEEXT) tests/db/damage_test$(EXEEXT) tests/db/upgrade_test$(EXEEXT)
	KANRIBO_KILLS=200 tests/db/kill_test$(EXEEXT)
	KANRIBO_FAULTS=1 tests/db/fault_test$(EXEEXT)
	KANRIBO_FAULTS=1 tests/db/upgrade_test$(EXEEXT)
	tests/db/damage_test$(EXEEXT)
