libscreens_a_SOURCES = \
	screens/account.c \
	screens/command.c \
	screens/compliance.c \
	screens/compliance_owed.c \
	screens/decide.c \
	screens/detail.c \
	screens/dialog.c \
	screens/disposal.c \
	screens/draw.c \
	screens/edit.c \
	screens/edit_view.c \
	screens/entry.c \
	screens/entry_text.c \
	screens/entry_value.c \
	screens/entry_view.c \
	screens/export.c \
	screens/facts.c \
	screens/frame.c \
	screens/hidden.c \
	screens/home.c \
	screens/home_view.c screens/owed.c \
	screens/key.c \
	screens/life.c \
	screens/list.c \
	screens/log_columns.c \
	screens/log_lines.c \
	screens/login.c \
	screens/make.c \
	screens/menu.c \
	screens/month.c screens/month_missing.c screens/month_view.c \
	screens/own.c \
	screens/passphrase.c \
	screens/pick.c \
	screens/preview.c \
	screens/report.c \
	screens/roster.c \
	screens/screen.c \
	screens/screen_frame.c \
	screens/round.c \
	screens/round_menu.c \
	screens/round_unlisted.c \
	screens/round_view.c \
	screens/setup.c \
	screens/shared.c \
	screens/start.c \
	screens/table.c \
	screens/term.c \
	screens/transfer.c \
	screens/verification.c \
	screens/yearly.c \
	screens/reminder.c screens/access_review.c \
	screens/waiting.c
libscreens_a_SOURCES += screens/handover.c screens/handover_view.c
