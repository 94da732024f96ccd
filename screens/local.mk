libscreens_a_SOURCES = \
	screens/command.c \
	screens/dialog.c \
	screens/draw.c \
	screens/edit.c \
	screens/edit_view.c \
	screens/frame.c \
	screens/hidden.c \
	screens/key.c \
	screens/pick.c \
	screens/screen.c \
	screens/screen_frame.c \
	screens/table.c \
	screens/term.c
