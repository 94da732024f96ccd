# clang-tidy, cppcheck and clang-format over all sources: make lint, or each alone.
lint_folders = forms db print app screens tests
lint_find = cd '$(abs_top_srcdir)' && find $(lint_folders) -type f
lint_CPPFLAGS = $(subst $(top_srcdir),$(abs_top_srcdir),$(AM_CPPFLAGS))

.PHONY: lint lint-tidy lint-cppcheck lint-format
lint: lint-tidy lint-cppcheck lint-format

# One process a file: over several, clang-tidy 14 takes every later va_list for uninitialised.
lint-tidy:
	@$(lint_find) -name '*.c' | LC_ALL=C sort | xargs -P "$$(nproc)" -n 1 $(SHELL) -c \
		'case $$1 in forms/err.c) h=;; *) h="-include tests/lint.h";; esac; \
		exec clang-tidy --quiet --warnings-as-errors="*" "$$1" -- -std=c17 $(lint_CPPFLAGS) $$h' clang-tidy

lint-cppcheck:
	@$(lint_find) -name '*.c' | LC_ALL=C sort | xargs cppcheck -j "$$(nproc)" --quiet --std=c11 \
		--error-exitcode=1 --inline-suppr --enable=warning,performance,portability \
		--suppress=missingInclude --suppress=unknownMacro --suppress=normalCheckLevelMaxBranches \
		'--suppress=*:tests/*_test.c' --suppress=uninitvar:tests/* -I. $(filter -I% -D%,$(lint_CPPFLAGS))

# The layout that clang-format makes differs between its versions: the one of Debian 12 decides.
lint-format:
	@if clang-format --version | grep -q 'version 14\.'; then \
		$(lint_find) -name '*.[ch]' | LC_ALL=C sort | xargs clang-format --dry-run --Werror --ferror-limit=1; \
	else \
		echo 'clang-format is not of version 14: skipped'; \
	fi
