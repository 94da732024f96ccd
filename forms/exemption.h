/* exemption — 記載を省略することができる場合 (特例): 様式第3号 and 様式第7号. obligations.md §6.
 *
 * What is omitted is the entry of the text; the program keeps a silent one, so that "where is it" always has an answer (X-T4, ◇).
 * take_exempt makes it, out at once without a permit; return_exempt ends it without a confirmation (⚑Q19); write_up turns it
 * into a written one — the whole entry, then the ordinary permit. `omitted` is set in between, and every condition that tells a
 * silent entry from a written one asks it; `exemption` stays as what it was.
 *
 * What the judgement reads: s->item, the thing; its designation (fields designation, designated_place, designated_person,
 * write_once) stands on the entry linked as `medium` where the register has such a FIELD_LINKED field, else on the thing itself;
 * `class` of the thing, if it has one (a device); the linked `user` and his place; taken_from; the register's late_field as
 * the expected return; confidentiality. */
#ifndef KANRIBO_FORMS_EXEMPTION_H
#define KANRIBO_FORMS_EXEMPTION_H

#include "forms/declare.h"
#include "forms/register.h"
#include "forms/rule.h"

#define OMITTED SET("omitted")
#define WRITTEN UNSET("omitted")

/* What a thing may be designated for beforehand: duty police_box person; phones have the first two. */
extern const struct choice phone_designations[], medium_designations[];

/* exemption, omitted, named_by, on_duty: first among the register's fields. CHOICES: duty, police_box, person, each with its
 * clause; CLAUSE: of the naming by 当直責任者 (M-44). */
#define EXEMPTION_FIELDS(CHOICES, CLAUSE)                                                                                                                               \
    FIELD("exemption", "記載省略の特例", CHOICE, ASKED, NULL, .choices = CHOICES, .initial = "=duty",                                                                   \
          .step = "take_exempt",                                                                                                                                        \
          .help = "記載を省略できる持ち出しも、所在が分かるように記録だけは残します。条件が一つでも欠けるときは、通常" \
                  "の申請をしてください。"),                                                                                                                            \
        FIELD("omitted", "記載を省略中", YES, FIELD_DERIVED, NULL),                                                                                                     \
        FIELD("named_by", "使用者を指名した当直責任者", PERSON, ASKED, CLAUSE, .step = "take_exempt",                                                                   \
              .rule_step = "name_user", WHEN(IS("exemption", "duty"))),                                                                                                 \
        FIELD("on_duty", "使用者は当直勤務に従事している", YES, ASKED, CLAUSE, .step = "take_exempt",                                                                   \
              WHEN(IS("exemption", "duty")))

/* out and done are the register's own states; written (STATE_OUT) is EXEMPTION_STATE. The ordinary permits of what is written up
 * start from "requested|written" and lead to out by the ordinary needs, which hold only where WRITTEN;
 * `exclusive` counts written as out. */
#define EXEMPTION_STATE                              \
    {                                                \
        "written", "記載・許可待ち", "書", STATE_OUT \
    }
#define EXEMPTION_STEPS                                                                                            \
    {"take_exempt",                                                                                                \
     "特例による持ち出し",                                                                                         \
     NULL,                                                                                                         \
     "out",                                                                                                        \
     STEP_CREATES | STEP_EDITS | STEP_BY_SELF,                                                                     \
     "記載を省略して持ち出した",                                                                                   \
     NULL},                                                                                                        \
        {"return_exempt", "特例の返却", "out", "done", STEP_BY_SELF | STEP_BRINGS_BACK, "特例の返却をした", NULL}, \
    {                                                                                                              \
        "write_up", "記載への切替", "out", "written", STEP_EDITS | STEP_BY_SELF | STEP_WHEN_LATE,                  \
            "特例をやめて記載した", NULL                                                                           \
    }
#define EXEMPTION_NEEDS                \
    {"out", "take_exempt", {OMITTED}}, \
    {                                  \
        "done", "return_exempt",       \
        {                              \
            OMITTED                    \
        }                              \
    }

/* The row of one exemption. */
#define EXEMPT(ID, EXEMPTION, CLAUSE) \
    RULE(ID, "take_exempt", ANY, 0, NONE, CLAUSE, WHEN(IS("exemption", EXEMPTION)), EXTRA(exemption_judge))
/* M-44 (CLAUSE): naming and, after duty, returning belong to 当直責任者 alone — he who named, or he of this shift. The others
 * are brought back by whoever brings them. ORDINARY: the clause by which it is written up, or NULL. */
#define EXEMPTION_RULES(CLAUSE, ORDINARY)                                                                           \
    RULE("M-44", "name_user", ANY, POST_DUTY_OFFICER, NONE, CLAUSE, EXTRA(exemption_shift)),                        \
        RULE("M-44", "return_exempt", ANY, POST_DUTY_OFFICER, NONE, CLAUSE, WHEN(OMITTED, IS("exemption", "duty")), \
             NAMED("named_by"), WHO("当直責任者")),                                                                 \
        RULE("M-44", "return_exempt", ANY, POST_DUTY_OFFICER, NONE, CLAUSE, WHEN(OMITTED, IS("exemption", "duty")), \
             EXTRA(exemption_shift)),                                                                               \
        RULE("", "return_exempt", ANY, 0, NONE, NULL, WHEN(OMITTED, IS_NOT("exemption", "duty"))),                  \
        RULE("", "write_up", SELF, 0, NONE, ORDINARY, WHEN(SET("exemption")))

/* May the entry be omitted as typed? 0, or a refusal that names the first condition that fails and its clause; 0
 * while only the person is asked. An `extra`. */
int exemption_judge(const struct situation *s, struct err *e);
/* Is he the 当直責任者 of the shift that runs? An `extra`. */
int exemption_shift(const struct situation *s, struct err *e);
/* Called by the register's derive: sets and unsets `omitted`. */
int exemption_derive(struct situation *s, struct err *e);
/* X-T1: "記載省略できます…" with what remains to be done, or "記載省略できません: …" with what is missing; "" where no entry is
 * being omitted. Returns buf. The register's `answer`. */
const char *exemption_answer(char *buf, size_t size, const struct situation *s);

#endif
