libdb_a_SOURCES = \
	db/attempts.c \
	db/attempts_file.c \
	db/code.c \
	db/crypto.c \
	db/dirlock.c \
	db/encode.c \
	db/kdf.c \
	db/keyfile.c \
	db/keyfile_bytes.c \
	db/slot.c \
	db/slot_file.c \
	db/stationdir.c
