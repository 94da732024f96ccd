# clang-tidy, cppcheck and clang-format over all sources: make lint, or each alone.
lint_folders = forms db print app screens tests
lint_find = cd '$(abs_top_srcdir)' && find $(lint_folders) -type f
lint_CPPFLAGS = $(subst $(top_srcdir),$(abs_top_srcdir),$(AM_CPPFLAGS))

# What a linter finds differs between its versions, as does the layout that clang-format makes. Those of Debian 12
# decide; another version is left out and says so.
lint_tidy = clang-tidy --version | grep -q 'version 14\.' || { echo 'clang-tidy is not of version 14: skipped'; exit 0; };
lint_cppcheck = cppcheck --version | grep -q ' 2\.10' || { echo 'cppcheck is not of version 2.10: skipped'; exit 0; };
lint_format = clang-format --version | grep -q 'version 14\.' || { echo 'clang-format is not of version 14: skipped'; exit 0; };

.PHONY: lint lint-tidy lint-cppcheck lint-format
lint: lint-tidy lint-cppcheck lint-format

# One process a file: over several, clang-tidy 14 takes every later va_list for uninitialised.
lint-tidy:
	@$(lint_tidy) $(lint_find) -name '*.c' | LC_ALL=C sort | xargs -P "$$(nproc)" -n 1 $(SHELL) -c \
		'case $$1 in forms/err.c) h=;; *) h="-include tests/lint.h";; esac; \
		exec clang-tidy --quiet --warnings-as-errors="*" "$$1" -- -std=c17 $(lint_CPPFLAGS) $$h' clang-tidy

lint-cppcheck:
	@$(lint_cppcheck) $(lint_find) -name '*.c' | LC_ALL=C sort | xargs cppcheck -j "$$(nproc)" --quiet --std=c11 \
		--error-exitcode=1 --inline-suppr --enable=warning,performance,portability \
		--suppress=missingInclude --suppress=unknownMacro \
		'--suppress=*:tests/*_test.c' --suppress=uninitvar:tests/* -I. $(filter -I% -D%,$(lint_CPPFLAGS))

lint-format:
	@$(lint_format) $(lint_find) -name '*.[ch]' | LC_ALL=C sort | xargs clang-format --dry-run --Werror --ferror-limit=1
