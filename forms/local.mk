libforms_a_SOURCES =
