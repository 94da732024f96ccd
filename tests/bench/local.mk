# make bench: see the top of Makefile.am.
