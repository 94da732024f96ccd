# How the tests are run: every one speaks TAP, so that a case of cmocka is a case of the summary.
LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
SH_LOG_DRIVER = $(LOG_DRIVER)
SH_LOG_COMPILER = $(SHELL)
TEST_EXTENSIONS = .sh
AM_TESTS_ENVIRONMENT = \
	CMOCKA_MESSAGE_OUTPUT=TAP; export CMOCKA_MESSAGE_OUTPUT; \
	KANRIBO='$(abs_top_builddir)/kanribo'; export KANRIBO; \
	SRCDIR='$(abs_top_srcdir)'; export SRCDIR; \
	BUILDDIR='$(abs_top_builddir)'; export BUILDDIR; \
	CC='$(CC)'; export CC; \
	SANITIZERS='$(enable_sanitizers)'; export SANITIZERS;

TESTS = $(check_PROGRAMS) $(dist_check_SCRIPTS)
