libapp_a_SOURCES =
libapp_a_SOURCES += app/session.c app/office.c app/actor.c
libapp_a_SOURCES += app/act.c app/act_judge.c app/act_draft.c app/offer.c app/candidate.c app/fill.c
libapp_a_SOURCES += app/account.c app/board.c app/home.c app/month.c app/roster.c app/setup.c
libapp_a_SOURCES += app/paper.c app/paper_rows.c
libapp_a_SOURCES += app/list.c app/pages.c app/permit.c app/signin.c app/view.c
libapp_a_SOURCES += app/cli.c app/cli_book.c app/cli_run.c app/cli_setup.c app/paper_table.c app/process.c
libapp_a_SOURCES += app/demo.c app/demo_people.c app/demo_year.c
