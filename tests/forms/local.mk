# Tests of forms/: see the top of Makefile.am.
check_PROGRAMS += tests/forms/err_test tests/forms/text_test
tests_forms_err_test_LDADD = $(LIBFORMS) $(CMOCKA_LIBS)
tests_forms_text_test_LDADD = $(LIBFORMS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/forms/date_test tests/forms/calendar_test
tests_forms_date_test_LDADD = $(LIBFORMS) $(CMOCKA_LIBS)
tests_forms_calendar_test_LDADD = $(LIBFORMS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/forms/post_test tests/forms/cond_test tests/forms/entry_test tests/forms/register_test
check_PROGRAMS += tests/forms/field_test tests/forms/filter_test tests/forms/memory_test
tests_forms_post_test_LDADD = $(LIBFORMS) $(CMOCKA_LIBS)
tests_forms_cond_test_LDADD = $(LIBFORMS) $(CMOCKA_LIBS)
tests_forms_entry_test_LDADD = $(LIBFORMS) $(CMOCKA_LIBS)
tests_forms_register_test_LDADD = $(LIBFORMS) $(CMOCKA_LIBS)
tests_forms_field_test_LDADD = $(LIBFORMS) $(CMOCKA_LIBS)
tests_forms_filter_test_LDADD = $(LIBFORMS) $(CMOCKA_LIBS)
tests_forms_memory_test_LDADD = $(LIBFORMS) $(CMOCKA_LIBS)
tests_forms_memory_test_LDFLAGS = $(AM_LDFLAGS) -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc
check_PROGRAMS += tests/forms/rule_test tests/forms/rule_checkout_test tests/forms/register_checkout_test
check_PROGRAMS += tests/forms/rule_monthly_test tests/forms/rule_walk_test
tests_forms_rule_test_LDADD = $(LIBFORMS) $(CMOCKA_LIBS)
tests_forms_rule_checkout_test_LDADD = $(LIBFORMS) $(CMOCKA_LIBS)
tests_forms_register_checkout_test_LDADD = $(LIBFORMS) $(CMOCKA_LIBS)
tests_forms_rule_monthly_test_LDADD = $(LIBFORMS) $(CMOCKA_LIBS)
tests_forms_rule_walk_test_LDADD = $(LIBFORMS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/forms/rule_keeping_test
tests_forms_rule_keeping_test_LDADD = $(LIBFORMS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/forms/exemption_test
tests_forms_exemption_test_LDADD = $(LIBFORMS) $(CMOCKA_LIBS)
