# Tests of print/: see the top of Makefile.am.
check_PROGRAMS += tests/print/sheet_test tests/print/pdf_test tests/print/xlsx_test tests/print/file_test tests/print/csv_test
tests_print_sheet_test_SOURCES = tests/print/sheet_test.c tests/print/fixture.c
tests_print_sheet_test_LDADD = $(LIBPRINT) $(CMOCKA_LIBS)
tests_print_pdf_test_SOURCES = tests/print/pdf_test.c tests/print/fixture.c
tests_print_pdf_test_LDADD = $(LIBPRINT) $(CMOCKA_LIBS)
tests_print_xlsx_test_SOURCES = tests/print/xlsx_test.c tests/print/fixture.c
tests_print_xlsx_test_LDADD = $(LIBPRINT) $(CMOCKA_LIBS)
tests_print_file_test_LDADD = $(LIBPRINT) $(CMOCKA_LIBS)
tests_print_csv_test_LDADD = $(LIBPRINT) $(CMOCKA_LIBS)
check_PROGRAMS += tests/print/memory_test
tests_print_memory_test_SOURCES = tests/print/memory_test.c tests/print/sample.c tests/print/fixture.c
tests_print_memory_test_LDADD = $(LIBPRINT) $(CMOCKA_LIBS)
tests_print_memory_test_LDFLAGS = $(AM_LDFLAGS) -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc
check_PROGRAMS += tests/print/layout_test
tests_print_layout_test_SOURCES = tests/print/layout_test.c tests/print/sample.c tests/print/fixture.c
tests_print_layout_test_LDADD = $(LIBPRINT) $(CMOCKA_LIBS)
check_PROGRAMS += tests/print/layout_file_test
tests_print_layout_file_test_SOURCES = tests/print/layout_file_test.c tests/print/sample.c tests/print/fixture.c
tests_print_layout_file_test_LDADD = $(LIBPRINT) $(CMOCKA_LIBS)
check_PROGRAMS += tests/print/csv_read_test
tests_print_csv_read_test_LDADD = $(LIBPRINT) $(CMOCKA_LIBS)
