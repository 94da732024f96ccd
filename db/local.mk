libdb_a_SOURCES = \
	db/crypto.c \
	db/encode.c
