# Tests of screens/: see the top of Makefile.am.
