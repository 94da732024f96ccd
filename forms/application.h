/* application — what is applied for and decided (様式第1号, 様式第9号 and the records attached): the states, steps and rules that
 * they share, said once. The conditions of each stand in its own register. */
#ifndef KANRIBO_FORMS_APPLICATION_H
#define KANRIBO_FORMS_APPLICATION_H

#include "forms/declare.h"
#include "forms/register.h"
#include "forms/rule.h"

/* The conditions that come with the decision. */
#define CONDITIONS_FIELD FIELD("conditions", "許可の条件", TEXT, 0, NULL, .limit = 150, .step = "permit")
/* When it ended; the step brings it about. */
#define ENDED_FIELD(STEP) FIELD("ended_on", "終了した日", DATE, FIELD_REQUIRED, NULL, .initial = "today", .step = STEP)

/* requested → the register's own states; sent_back, refused, withdrawn. */
#define REQUESTED_STATE                            \
    {                                              \
        "requested", "申請中", "申", STATE_WAITING \
    }
#define UNDECIDED_STATES                                                                   \
    {"sent_back", "差戻し", "戻", STATE_WAITING}, {"refused", "不許可", "否", STATE_VOID}, \
    {                                                                                      \
        "withdrawn", "取下げ", "取", STATE_VOID                                            \
    }

#define REQUEST_STEP(CLAUSE)                                                                               \
    {                                                                                                      \
        "request", "申請", NULL, "requested", STEP_CREATES | STEP_EDITS | STEP_BY_SELF, "申請した", CLAUSE \
    }
#define REQUEST_AGAIN_STEP(CLAUSE)                                                                                   \
    {                                                                                                                \
        "request_again", "再提出", "sent_back", "requested", STEP_EDITS | STEP_RENEWS | STEP_BY_SELF | STEP_REPEATS, \
            "再び提出した", CLAUSE                                                                                   \
    }
#define PERMIT_STEP(LABEL, DONE, CLAUSE)                                                        \
    {                                                                                           \
        "permit", LABEL, "requested", "permitted", STEP_DECIDES | STEP_WHEN_NEEDS, DONE, CLAUSE \
    }
/* Beside the permit: refusing, sending back, pulling back, withdrawing. */
#define OTHER_ENDS_STEPS                                                                                              \
    {"refuse", "不許可", "requested", "refused", STEP_DECIDES | STEP_REASON, "許可しなかった", NULL}, SEND_BACK_STEP, \
        PULL_BACK_STEP, WITHDRAW_STEP
/* What was permitted ends. */
#define END_STEP(LABEL, CLAUSE)                                                    \
    {                                                                              \
        "end", LABEL, "permitted", "ended", STEP_BY_SELF, "終了を記録した", CLAUSE \
    }

/* The applicant's own steps but the request itself, also open to those who hold POSTS (0: to him alone). */
#define APPLICANT_RULES                                                                         \
    RULE("", "request_again", SELF, 0, NONE, NULL), RULE("", "pull_back", SELF, 0, NONE, NULL), \
        RULE("", "withdraw", SELF, 0, NONE, NULL), RULE("", "correct", SELF, 0, NONE, NULL)
/* Refusing and sending back belong to whoever may permit; a refusal may come from outside this PC as well. */
#define DECIDER_RULES(ID, POSTS, CLAUSE)                                                          \
    RULE(ID, "permit", OTHER, POSTS, NONE, CLAUSE), RULE("", "refuse", OTHER, POSTS, NONE, NULL), \
        RULE("", "send_back", OTHER, POSTS, NONE, NULL)

/* Writes the actor ("K7QF-12 田中 玲") into `field` at one of `steps` ('|'-joined): the applicant, where another drafted. */
int application_applicant(struct situation *s, const char *field, const char *steps, struct err *e);
/* `field` holds `value` from one of the steps `from` on, until one of `until`: what is in force (FIELD_DEPARTS). */
int application_stands(struct situation *s, const char *field, const char *value, const char *from, const char *until,
                       struct err *e);
/* FIELD_DATE `last` is before FIELD_DATE `first` (either may be unset)? ERR_INPUT at `last`. */
int application_period(const struct situation *s, const char *first, const char *last, struct err *e);
/* The FIELD_DATE or FIELD_TIME `field` lies ahead of now? ERR_INPUT: what has not come cannot be recorded. */
int application_past(const struct situation *s, const char *field, struct err *e);

#endif
