# The house itself: layers, headers, globals, hardening.
dist_check_SCRIPTS += \
	tests/structure/includes_test.sh \
	tests/structure/proven_test.sh \
	tests/structure/headers_test.sh \
	tests/structure/text_test.sh \
	tests/structure/bootstrap_test.sh \
	tests/structure/globals_test.sh \
	tests/structure/hardening_test.sh
