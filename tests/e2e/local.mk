# Tests of e2e/: see the top of Makefile.am.
