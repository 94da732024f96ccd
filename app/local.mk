libapp_a_SOURCES =
