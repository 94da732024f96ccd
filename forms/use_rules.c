/* Who may do which step of 様式第7号: M-18…M-27, M-30, M-31, M-47, X-3…X-8 as rows. obligations.md §2, §6. */
#include <stddef.h>

#include "forms/common_fields.h"
#include "forms/common_steps.h"
#include "forms/exemption.h"
#include "forms/register_use.h"

#include "forms/banned.h"

#define TAKE_OUT MODE("take_out")
#define DEVICE MODE("device")
#define IN_BUILDING MODE("in_building")
#define CONNECTION MODE("connection")
#define ORDINARY AT_ROUTE("ordinary")
#define INSPECTOR AT_ROUTE("inspector")
#define REMOTE AT_ROUTE("remote")
#define BY_INSPECTOR(EXTRA_FUNCTION) EXTRA(EXTRA_FUNCTION), WHO("当該警部補")
#define TELEPHONE "第7の1(2)オ(ウ)e(c)"
#define ABSENT SET("alternative_reason")

/* What is asked is written in the book by the clause of its mode. */
#define ASKS(STEP, PERSON)                                                      \
    RULE("", STEP, PERSON, 0, NONE, "第7の1(2)オ(イ)a", WHEN(TAKE_OUT)),        \
        RULE("", STEP, PERSON, 0, NONE, "第7の1(2)オ(ウ)a", WHEN(DEVICE)),      \
        RULE("", STEP, PERSON, 0, NONE, "第7の1(2)オ(エ)a", WHEN(IN_BUILDING)), \
        RULE("", STEP, PERSON, 0, NONE, "第7の1(2)オ(エ)c", WHEN(CONNECTION)),  \
        RULE("", STEP, PERSON, 0, NONE, NULL, WHEN(UNSET("mode")))
/* A permit of 運用責任者, 当直責任者 included (L1287), and the same for a longer period. */
#define PERMITS(ID, CLAUSE, ...)                                                                                  \
    RULE(ID, "permit", OTHER, POST_SUPERVISOR, INCLUDED, CLAUSE, WHEN(__VA_ARGS__)),                              \
        STAND_IN(ID, "permit", __VA_ARGS__), CARRY_EXTENSION(ID, POST_SUPERVISOR, INCLUDED, CLAUSE, __VA_ARGS__), \
        CARRY_EXTENSION_STAND_IN(ID, __VA_ARGS__)
/* 同; with a reason another 運用責任者 (⚑Q2). */
#define CONFIRMS(ID, CLAUSE, ...)                                                               \
    RULE(ID, "confirm", OTHER, 0, NONE, CLAUSE, WHEN(__VA_ARGS__), SAME_AS("permit")),          \
        RULE(ID, "confirm", OTHER, POST_SUPERVISOR, EXCLUDED, NULL, WHEN(ABSENT, __VA_ARGS__)), \
        STAND_IN(ID, "confirm", ABSENT, __VA_ARGS__)

const struct rule use_rules[] = {
    ASKS("request", ANY),
    ASKS("request_again", SELF),
    CARRY_RULES,
    RULE("", "extend", SELF, 0, NONE, NULL, WHEN(WRITTEN)),
    RULE("", "return", ANY, 0, NONE, "第7の1(2)オ(イ)b", WHEN(TAKE_OUT)),
    RULE("", "return", ANY, 0, NONE, "第7の1(2)オ(ウ)d", WHEN(DEVICE, WRITTEN)),
    RULE("", "return", ANY, 0, NONE, "第7の1(2)オ(エ)b", WHEN(IN_BUILDING)),

    /* permits */
    PERMITS("M-18", "第7の1(2)オ(イ)a", TAKE_OUT),
    PERMITS("M-20", "第7の1(2)オ(ウ)a", ORDINARY),
    PERMITS("M-23", TELEPHONE, REMOTE),
    PERMITS("M-25", "第7の1(2)オ(エ)a", IN_BUILDING),
    RULE("M-22", "permit", OTHER, 0, NONE, "第7の1(2)オ(ウ)e(b)", WHEN(INSPECTOR), BY_INSPECTOR(use_inspector)),
    RULE("M-22", "extend_permit", OTHER, 0, NONE, "第7の1(2)オ(ウ)e(b)", WHEN(INSPECTOR, SET("new_until")),
         AFTER("extend"), BY_INSPECTOR(use_inspector_extends)),
    RULE("M-27", "permit_connection", OTHER, POST_SUPERVISOR, INCLUDED, "第7の1(2)オ(エ)d", WHEN(CONNECTION)),
    STAND_IN("M-27", "permit_connection", CONNECTION),
    RULE("M-47", "grant", OTHER, POST_SUPERVISOR, NONE, "第6の2(5)ウ", WHEN(CONNECTION, SET("technical")),
         AFTER("permit_connection")),
    RULE("M-47", "grant", OTHER, POST_ADMINISTRATOR, NONE, NULL, WHEN(CONNECTION, SET("technical")),
         AFTER("permit_connection"), EXTRA(only_supervisor)),
    SECRET_RULES,

    /* by telephone, on a visit or otherwise: recorded by the applicant, countersigned afterwards (⚑Q14) */
    RULE("M-23", "telephone_permit", SELF, 0, NONE, TELEPHONE, WHEN(REMOTE), EXTRA(use_remote)),
    RULE("M-23", "telephone_confirm", SELF, 0, NONE, TELEPHONE, WHEN(REMOTE)),
    RULE("M-23", "telephone_whereabouts", SELF, 0, NONE, TELEPHONE, WHEN(DEVICE, WRITTEN), EXTRA(use_remote)),
    RULE("", "countersign", ANY, 0, NONE, NULL, WHEN(SET("pending")),
         NAMED("permit_unseen|confirm_unseen|whereabouts_unseen"), WHO("許可・確認をした者 ")),

    /* the end */
    CONFIRMS("M-19", "第7の1(2)オ(イ)b", TAKE_OUT),
    CONFIRMS("M-21", "第7の1(2)オ(ウ)d", ORDINARY),
    CONFIRMS("M-22", "第7の1(2)オ(ウ)e(b)", INSPECTOR),
    RULE("M-22", "confirm", OTHER, 0, NONE, NULL, WHEN(INSPECTOR, ABSENT), BY_INSPECTOR(use_inspector)),
    RULE("M-23", "confirm", OTHER, 0, NONE, TELEPHONE, WHEN(REMOTE, SET("permit_called")), NAMED("permit_called"),
         WHO("許可を与えた者 ")),
    CONFIRMS("M-23", TELEPHONE, REMOTE),
    CONFIRMS("M-26", "第7の1(2)オ(エ)b", IN_BUILDING),
    RULE("", "end_connection", SELF, 0, NONE, "第7の1(2)オ(エ)h", WHEN(CONNECTION)),

    /* each month: of a device alone (R7-7) */
    RULE("M-24", "whereabouts", OTHER, POST_SUPERVISOR, INCLUDED, "第7の1(2)オ(ウ)e(a)", WHEN(DEVICE, WRITTEN),
         EXTRA(use_whereabouts)),
    RULE("M-22", "whereabouts", OTHER, 0, NONE, "第7の1(2)オ(ウ)e(b)", WHEN(DEVICE, WRITTEN),
         BY_INSPECTOR(use_inspector)),
    STAND_IN("M-24", "whereabouts", DEVICE, WRITTEN),
    RULE("", "whereabouts", OTHER, 0, NONE, NULL, WHEN(MODE("take_out|in_building")), EXTRA(use_no_whereabouts)),

    /* sending back and refusing belong to whoever may permit */
    CARRY_REFUSALS(OTHER, POST_SUPERVISOR | POST_ADMINISTRATOR, INCLUDED, WHEN(SET("mode"))),
    CARRY_REFUSALS(OTHER, 0, NONE, WHEN(INSPECTOR), BY_INSPECTOR(use_inspector)),
    CARRY_REFUSALS(OTHER, POST_DEPUTY, NONE, WHEN(DEPUTY), EXTRA(secret_by_deputy)),
    RULE("", "extend_refuse", OTHER, POST_SUPERVISOR | POST_ADMINISTRATOR, INCLUDED, NULL, WHEN(SET("new_until")),
         AFTER("extend")),
    RULE("", "extend_refuse", OTHER, 0, NONE, NULL, WHEN(INSPECTOR, SET("new_until")), AFTER("extend"),
         BY_INSPECTOR(use_inspector)),

    /* what needs no line, or none of the text's */
    EXEMPT("X-3", "person", "第7の1(2)オ(ウ)b(a)"),
    EXEMPT("X-4", "duty", "第7の1(2)オ(ウ)b(b)"),
    EXEMPT("X-5", "police_box", "第7の1(2)オ(ウ)b(c)"),
    EXEMPTION_RULES("第7の1(2)オ(ウ)b(b)", "第7の1(2)オ(ウ)a"),
    RULE("X-6", "omit", ANY, 0, NONE, "第7の1(2)オ(エ)a", WHEN(IS("omission", "covered")), EXTRA(use_omission)),
    RULE("X-7", "omit", ANY, 0, NONE, "第7の1(2)オ(オ)", WHEN(IS("omission", "footage")), EXTRA(use_omission)),
    RULE("X-8", "omit", ANY, 0, NONE, "第7の1(2)オ(エ)c", WHEN(IS("omission", "unrestricted")), EXTRA(use_omission)),
    RULE("", "omit", ANY, 0, NONE, NULL, WHEN(UNSET("omission"))),
    END_OF_RULES,
};
