/* register_use — 様式第7号 外部記録媒体・デジタル機器使用・持出簿: the declaration, and the rules beside it. 第7の1(2)オ(イ)–(オ),
 * and for a connection 第6の2(5).
 *
 * One line has one of four modes: take_out (a medium leaves the building), device (a digital device is used), in_building (a
 * medium is used), connection (a medium is connected to a computer). A device used outside counts as a carry-out (`carried`,
 * ⚑Q20). A line of mode `connection` is no place where the medium is: state granted, beside the medium's own line. */
#ifndef KANRIBO_FORMS_REGISTER_USE_H
#define KANRIBO_FORMS_REGISTER_USE_H

#include "forms/register.h"
#include "forms/rule.h"

extern const struct register_def register_use;
extern const struct field use_fields[];
/* M-18…M-27, M-30, M-31, M-47, X-3…X-8 (obligations.md §2, §6); ends with a NULL step. */
extern const struct rule use_rules[];
/* As 接続記録簿 asks them too. */
extern const struct choice use_directions[], use_encryptions[];

#define MODE(M) IS("mode", M)
#define AT_ROUTE(R) MODE("device"), IS("route", R)

/* register_def.derive: the thing's medium and place, the route (KB-1…KB-6), what waits for a countersignature. */
int use_derive(struct situation *s, struct err *e);
/* register_def.check: what a request must agree on over several fields. */
int use_check(const struct situation *s, struct err *e);
/* The part of use_check that speaks of a connection: R7-11…R7-14, R7-17, R7-18. */
int use_check_connection(const struct situation *s, struct err *e);

/* A rule's `extra` each. */
/* 「当該警部補」: posted at the place in that rank, while he and the book are there. */
int use_inspector(const struct situation *s, struct err *e);
/* The same for a longer period of 機密性3(高). */
int use_inspector_extends(const struct situation *s, struct err *e);
/* M-24: 運用責任者, where no 警部補 does it; 当直責任者 by the station's setting (⚑Q6). */
int use_whereabouts(const struct situation *s, struct err *e);
/* A 交番等 without 警部補 on that day (KB-3, KB-4). */
int use_remote(const struct situation *s, struct err *e);
/* R7-7: the text asks no monthly check of a medium. */
int use_no_whereabouts(const struct situation *s, struct err *e);
/* may the line be omitted, of which the program keeps a memo (◇)? */
int use_omission(const struct situation *s, struct err *e);

/* 1383: a 警部補 is posted where the device is kept, and the book stands there (⚑Q16), on the day. */
bool use_inspected(const struct situation *s);
/* X-T1, as exemption_answer, of X-6…X-8 too. */
const char *use_answer(char *buf, size_t size, const struct situation *s);

/* Is the 警部補 of the place himself the user or applicant? Read while the request is made. */
bool use_own_inspector(const struct situation *s);
/* By which route the device is permitted on that day: "inspector", "remote", "ordinary". */
const char *use_route(const struct situation *s);

#endif
