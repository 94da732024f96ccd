# make bench: see the top of Makefile.am. BENCH_MOST=100000 makes it quick. On a disk (TMPDIR): a commit is what it forces there.
EXTRA_PROGRAMS += tests/bench/store_bench tests/bench/start_bench tests/bench/board_bench \
	tests/bench/bare_screen
tests_bench_store_bench_SOURCES = tests/bench/store_bench.c tests/db/fixture.c tests/db/scratch.c
tests_bench_store_bench_LDADD = $(LIBDB) $(CMOCKA_LIBS)
tests_bench_start_bench_SOURCES = tests/bench/start_bench.c $(e2e_harness)
tests_bench_start_bench_LDADD = $(VTERM_LIBS) $(CMOCKA_LIBS)
tests_bench_board_bench_SOURCES = tests/bench/board_bench.c tests/app/house.c tests/db/scratch.c
tests_bench_board_bench_LDADD = $(LIBAPP) $(CMOCKA_LIBS)
tests_bench_bare_screen_SOURCES = tests/bench/bare_screen.c
tests_bench_bare_screen_LDADD = $(NCURSES_LIBS)

.PHONY: bench
bench: all tests/bench/store_bench$(EXEEXT) tests/bench/start_bench$(EXEEXT) tests/bench/bare_screen$(EXEEXT) \
	tests/bench/board_bench$(EXEEXT)
	KANRIBO='$(abs_top_builddir)/kanribo' BARE='$(abs_top_builddir)/tests/bench/bare_screen$(EXEEXT)' \
		tests/bench/start_bench$(EXEEXT)
	TMPDIR="$${TMPDIR:-/tmp}" tests/bench/store_bench$(EXEEXT) $(BENCH_MOST)
	TMPDIR="$${TMPDIR:-/tmp}" tests/bench/board_bench$(EXEEXT) $(BENCH_MOST)
