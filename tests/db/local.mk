# Tests of db/: see the top of Makefile.am.
