libscreens_a_SOURCES =
