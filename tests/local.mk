# How the tests are run: every one speaks TAP, so that a case of cmocka is a case of the summary.
LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
LOG_COMPILER = $(SHELL) $(top_srcdir)/tests/run-tap
SH_LOG_DRIVER = $(LOG_DRIVER)
SH_LOG_COMPILER = $(LOG_COMPILER) $(SHELL)
TEST_EXTENSIONS = .sh
AM_TESTS_ENVIRONMENT = \
	CMOCKA_MESSAGE_OUTPUT=TAP; export CMOCKA_MESSAGE_OUTPUT; \
	KANRIBO='$(abs_top_builddir)/kanribo'; export KANRIBO; \
	SRCDIR='$(abs_top_srcdir)'; export SRCDIR; \
	BUILDDIR='$(abs_top_builddir)'; export BUILDDIR; \
	CC='$(CC)'; export CC; \
	ALL_CPPFLAGS='$(AM_CPPFLAGS) $(CPPFLAGS)'; export ALL_CPPFLAGS; \
	LSAN_OPTIONS="$(LSAN_OPTIONS)"; export LSAN_OPTIONS; \
	SANITIZERS='$(enable_sanitizers)'; export SANITIZERS;

TESTS = $(check_PROGRAMS) $(dist_check_SCRIPTS)

# The tests of the layers alone, without the house's structure and without the program at a terminal: those are check-house.
layer_tests = $(filter tests/forms/% tests/db/% tests/print/% tests/app/% tests/screens/%,$(TESTS))

# What lives the demo's year once more: under the sanitizers it is lived by tests/app/demo_test, once.
demo_tests = tests/app/compliance_test tests/app/demo_dates_test tests/app/demo_plan_test tests/app/demo_year_test \
	tests/app/disposal_demo_test

.PHONY: check-build check-house check-layers distcheck-layers
check-build: all $(check_PROGRAMS) $(check_DATA)
check-house: all
	$(MAKE) $(AM_MAKEFLAGS) check TESTS='$(filter-out $(layer_tests),$(TESTS))'
check-layers: all
	$(MAKE) $(AM_MAKEFLAGS) check TESTS='$(filter-out $(demo_tests),$(layer_tests))'
distcheck-layers:
	$(MAKE) $(AM_MAKEFLAGS) distcheck TESTS='$(layer_tests)'
