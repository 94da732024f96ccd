# Tests of app/: see the top of Makefile.am.
