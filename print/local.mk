libprint_a_SOURCES =
