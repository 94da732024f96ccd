# Tests of forms/: see the top of Makefile.am.
check_PROGRAMS += tests/forms/err_test tests/forms/text_test
tests_forms_err_test_LDADD = $(LIBFORMS) $(CMOCKA_LIBS)
tests_forms_text_test_LDADD = $(LIBFORMS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/forms/date_test tests/forms/calendar_test
tests_forms_date_test_LDADD = $(LIBFORMS) $(CMOCKA_LIBS)
tests_forms_calendar_test_LDADD = $(LIBFORMS) $(CMOCKA_LIBS)
