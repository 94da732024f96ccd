# Tests of forms/: see the top of Makefile.am.
