/* compliance_pack — the papers for whoever examines: the list, what is owed, what is on record. */
#include <string.h>

#include "app/compliance_inside.h"
#include "app/made.h"
#include "forms/date.h"
#include "forms/register_compliance.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { MONTHS = 12, MOST_OF_ONE_LINE = 24, CELL_BYTES = NAME_BYTES * 4 };

struct packing {
    struct compliance_pack *out;
    const struct duty_kind *kind;
};

static int add_item(struct paper_made *made, const struct register_def *reg, const struct duty_kind *kind, int64_t at,
                    const char *what, const char *who, const char *how, struct err *e)
{
    char day[DATE_BYTES] = "";
    if (at != 0)
        date_format(day, sizeof day, date_of(at), DATE_ISO);
    const struct made_cell cells[] = {{"clause", kind->clause}, {"text", kind->label}, {"day", day},
                                      {"what", what},           {"who", who},          {"how", how}};
    return made_add(made, NULL, reg, "listed", cells, sizeof cells / sizeof cells[0], e);
}

static int add_owed(struct compliance_pack *out, const struct duty *duty, struct err *e)
{
    char what[CELL_BYTES], how[CELL_BYTES];
    text_format(what, sizeof what, "%s%s%s%s%s", duty->reg != NULL ? duty->reg->label : "",
                duty->reg != NULL ? " " : "", duty->title, duty->month[0] != '\0' ? " " : "", duty->month);
    text_format(how, sizeof how, "%s%s%s", duty->state == DUE_OVER ? "期限超過 " : "", duty->act,
                duty->kind->guide ? " (目安)" : "");
    return add_item(&out->owed, &register_compliance_owed, duty->kind, duty->since, what, duty->owner, how, e);
}

static int add_evidence(void *arg, const struct compliance_evidence *evidence, struct err *e)
{
    const struct packing *p = arg;
    char what[CELL_BYTES];
    text_format(what, sizeof what, "%s %s", evidence->reg->label, evidence->title);
    return add_item(&p->out->evidence, &register_compliance_evidence, p->kind, evidence->at, what, evidence->by,
                    evidence->step, e);
}

static int add_line(struct compliance_pack *out, struct session *session, const struct compliance_line *line,
                    struct err *e)
{
    struct packing p = {out, line->kind};
    int64_t from = date_at(date_add_months(date_of(out->board.at), -MONTHS), 0);
    bool more = false;
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < out->board.duties.n; i++)
        if (out->board.duties.list[i].kind == line->kind)
            rc = add_owed(out, &out->board.duties.list[i], e);
    if (rc == 0)
        rc = proof_for_each(session, line->kind, from, out->board.at, MOST_OF_ONE_LINE, &more, add_evidence, &p, e);
    if (rc == 0 && more)
        rc = add_item(&out->evidence, &register_compliance_evidence, line->kind, 0,
                      "(これより前の記録は簿冊を見ること。)", "", "", e);
    return rc;
}

int compliance_pack_load(struct compliance_pack *out, struct session *session, struct err *e)
{
    *out = (struct compliance_pack){0};
    int rc = compliance_load(&out->board, session, 0, e);
    for (size_t i = 0; rc == 0 && i < out->board.n; i++)
        rc = add_line(out, session, &out->board.lines[i], e);
    date_format(out->day, sizeof out->day, date_of(out->board.at), DATE_LONG);
    text_append(out->day, sizeof out->day, "現在");
    out->board.rows.period = out->owed.period = out->evidence.period = out->day;
    out->requests[0] = (struct paper_request){.reg = &register_compliance, .made = &out->board.rows};
    out->requests[1] = (struct paper_request){.reg = &register_compliance_owed, .made = &out->owed};
    out->requests[2] = (struct paper_request){.reg = &register_compliance_evidence, .made = &out->evidence};
    if (rc != 0)
        compliance_pack_release(out);
    return rc;
}

void compliance_pack_release(struct compliance_pack *pack)
{
    compliance_release(&pack->board);
    made_release(&pack->owed);
    made_release(&pack->evidence);
}
