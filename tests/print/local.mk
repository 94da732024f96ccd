# Tests of print/: see the top of Makefile.am.
