# make bench: see the top of Makefile.am. BENCH_MOST=100000 makes it quick.
EXTRA_PROGRAMS += tests/bench/store_bench
tests_bench_store_bench_SOURCES = tests/bench/store_bench.c tests/db/fixture.c tests/db/scratch.c
tests_bench_store_bench_LDADD = $(LIBDB) $(CMOCKA_LIBS)

.PHONY: bench
bench: tests/bench/store_bench$(EXEEXT)
	tests/bench/store_bench$(EXEEXT) $(BENCH_MOST)
