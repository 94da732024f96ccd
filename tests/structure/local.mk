# Tests of structure/: see the top of Makefile.am.
