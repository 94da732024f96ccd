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
/* The tables of a file, by the names that they have in each. */
#define OWN_TABLES .fields = fields, .states = states, .steps = steps, .rules = rules, .needs = needs, .sheet = &sheet
/* The same of a master (forms/master.h). */
#define MASTER_TABLES .fields = fields, .states = master_states, .steps = master_steps, .rules = rules
/* A record without a form number: a landscape list that runs on. */
#define ATTACHED_SHEET(TITLE, ROWS, ROW_HEIGHT)                                                                        \
    .label = "付属", .title = TITLE, .landscape = true, .unit = PAPER_RUNNING, .rows = ROWS, .row_height = ROW_HEIGHT, \
    .columns = columns

#endif
