/* declare — short ways to write a declaration: a field on a line or two, the tables of a file by their usual names. */
#ifndef KANRIBO_FORMS_DECLARE_H
#define KANRIBO_FORMS_DECLARE_H

#include "forms/register.h"

/* What the decision rests on: demanded, and open to no correction. */
#define ASKED (FIELD_REQUIRED | FIELD_FIXED)
/* A field on a line or two: FIELD("users", "利用者の範囲", TEXT, ASKED, NULL, .limit = 80, WHEN(IS("kind", "software"))). */
#define FIELD(KEY, LABEL, TYPE, FLAGS, CLAUSE, ...)                                                     \
    {                                                                                                   \
        .key = KEY, .label = LABEL, .type = FIELD_##TYPE, .flags = FLAGS, .clause = CLAUSE, __VA_ARGS__ \
    }

/* The register: the number of its form (a record or a master has none), id, name, and where the text asks for it. */
#define BOOK(FORM, ID, LABEL, CLAUSE) .form = FORM, REGISTER(ID, LABEL, CLAUSE)
#define REGISTER(ID, LABEL, CLAUSE) .id = ID, .label = LABEL, .clause = CLAUSE
/* What names an entry where it is picked or referred to, and what a pick list shows beside. */
#define SHOWN_AS(TITLE_FIELDS, DETAIL_FIELDS) .title_fields = TITLE_FIELDS, .detail_fields = DETAIL_FIELDS
/* Of what goes out, the fields: the thing (or NULL), who has it, until when, when it came back. */
#define AWAY(ITEM, PERSON, UNTIL, BACK) \
    .item_field = ITEM, .person_field = PERSON, .late_field = UNTIL, .back_field = BACK
/* Answers of a step that call for the emergency procedure (R0-9). */
#define ALARM(FIELDS, VALUES) .alarm_fields = FIELDS, .alarm_values = VALUES
/* The tables of a file, by the names that they have in each; without needs and a sheet; those of a master and of a ledger
 * (forms/master.h). */
#define OWN_TABLES STEP_TABLES, .needs = needs, .sheet = &sheet
#define STEP_TABLES .fields = fields, .states = states, .steps = steps, .rules = rules
#define MASTER_TABLES .fields = fields, .states = master_states, .steps = master_steps, .rules = rules
#define LEDGER_TABLES .fields = fields, .states = master_states, .steps = ledger_steps, .rules = rules, .sheet = &sheet
/* The functions of a file, likewise. */
#define OWN_CODE .derive = derive, .check = check

/* Steps that most books of requests have: before the decision, and the correction of what stands. */
#define SEND_BACK_STEP                                                                                                 \
    {                                                                                                                  \
        "send_back", "差戻し", "requested", "sent_back", STEP_DECIDES | STEP_REASON | STEP_REPEATS, "差し戻した", NULL \
    }
#define PULL_BACK_STEP                                                                                   \
    {                                                                                                    \
        "pull_back", "引戻し", "requested", "sent_back", STEP_BY_SELF | STEP_REPEATS, "引き戻した", NULL \
    }
#define WITHDRAW_STEP                                                                              \
    {                                                                                              \
        "withdraw", "取下げ", "requested|sent_back", "withdrawn", STEP_BY_SELF, "取り下げた", NULL \
    }
#define CORRECT_STEP(STATES)                                                                                     \
    {                                                                                                            \
        "correct", "訂正", STATES, NULL, STEP_EDITS | STEP_CORRECTS | STEP_REASON | STEP_REPEATS | STEP_BY_SELF, \
            "訂正した", NULL                                                                                     \
    }

/* A list in landscape. */
#define LIST_SHEET(LABEL, TITLE, UNIT, ROWS, ROW_HEIGHT)                                                       \
    .label = LABEL, .title = TITLE, .landscape = true, .unit = PAPER_##UNIT, .rows = ROWS, .columns = columns, \
    .row_height = ROW_HEIGHT
/* A record without a form number: a list that runs on. */
#define ATTACHED_SHEET(TITLE, ROWS, ROW_HEIGHT) LIST_SHEET("付属", TITLE, RUNNING, ROWS, ROW_HEIGHT)

#endif
