/* compliance — the lines of the 適合ボード. See compliance.h. */
#include "app/compliance.h"

#include <stdlib.h>
#include <string.h>

#include "app/compliance_inside.h"
#include "app/made.h"
#include "forms/date.h"
#include "forms/register_compliance.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { DUTIES_MOST = 100000, NUMBER_BYTES = 24, CELL_BYTES = NAME_BYTES * 4 };

/* ---- a line ---- */

/* How it stands, of the text and of a 目安. */
enum standing { STANDING_OVER, STANDING_DUE, STANDING_MET, STANDING_NONE, STANDINGS };
static const char *const states[2][STANDINGS] = {
    {COMPLIANCE_BROKEN, COMPLIANCE_DUE, COMPLIANCE_MET, COMPLIANCE_NONE},
    {COMPLIANCE_GUIDE_OVER, COMPLIANCE_GUIDE_DUE, COMPLIANCE_GUIDE_MET, COMPLIANCE_GUIDE_NONE},
};

static void count_duties(struct compliance_line *line, const struct duties *duties)
{
    const struct duty *oldest = NULL;
    bool several = false;
    for (size_t i = 0; i < duties->n; i++) {
        const struct duty *duty = &duties->list[i];
        if (duty->kind != line->kind)
            continue;
        line->owed++;
        line->over += duty->state == DUE_OVER && duty->guide == line->kind->guide; /* ours breaks no line of the text */
        several = several || (oldest != NULL && strcmp(oldest->owner, duty->owner) != 0);
        if (oldest == NULL || duty->since < oldest->since)
            oldest = duty;
    }
    line->since = oldest != NULL ? oldest->since : 0;
    text_format(line->owner, sizeof line->owner, "%s%s", oldest != NULL ? oldest->owner : "", several ? " ほか" : "");
    if (oldest == NULL && line->kind->owner != NULL)
        text_format(line->owner, sizeof line->owner, "%s", line->kind->owner);
}

static int fill_line(struct compliance_line *line, struct session *session, const struct duties *duties, int64_t now,
                     struct err *e)
{
    bool exists = true;
    enum standing standing;
    count_duties(line, duties);
    int rc = proof_newest(&line->evidence, session, line->kind, now, e);
    if (rc == 0 && line->owed == 0)
        rc = proof_subject(&exists, session, line->kind, line->evidence.reg != NULL, now, e);
    standing = line->over > 0 ? STANDING_OVER : line->owed > 0 ? STANDING_DUE : exists ? STANDING_MET : STANDING_NONE;
    line->state = states[line->kind->guide][standing];
    return rc;
}

static int add_row(struct compliance *out, const struct compliance_line *line, struct err *e)
{
    char standing[NAME_BYTES], owed[NUMBER_BYTES] = "", over[NUMBER_BYTES] = "", since[DATE_BYTES] = "",
                               evidence[CELL_BYTES] = "", day[DATE_BYTES];
    const struct state *state = register_state(&register_compliance, line->state);
    text_format(standing, sizeof standing, "%s %s", compliance_sign(line->state), state->label);
    if (line->owed > 0)
        text_format(owed, sizeof owed, "%zu", line->owed);
    if (line->over > 0)
        text_format(over, sizeof over, "%zu", line->over);
    if (line->since != 0)
        date_format(since, sizeof since, date_of(line->since), DATE_ISO);
    if (line->evidence.reg != NULL)
        text_format(evidence, sizeof evidence, "%s %s %s",
                    date_format(day, sizeof day, date_of(line->evidence.at), DATE_SHORT), line->evidence.by,
                    line->evidence.title);
    const struct made_cell cells[] = {{"clause", line->kind->clause},
                                      {"text", line->kind->label},
                                      {"standing", standing},
                                      {"owed", owed},
                                      {"over", over},
                                      {"since", since},
                                      {"owner", line->owner},
                                      {"evidence", evidence}};
    return made_add(&out->rows, NULL, &register_compliance, line->state, cells, sizeof cells / sizeof cells[0], e);
}

static int add_line(struct compliance *out, struct session *session, const struct duty_kind *kind, struct err *e)
{
    struct compliance_line *lines = realloc(out->lines, (out->n + 1) * sizeof *lines), *line;
    if (lines == NULL)
        return err_memory(e);
    out->lines = lines;
    line = &lines[out->n++];
    *line = (struct compliance_line){.kind = kind};
    int rc = fill_line(line, session, &out->duties, out->at, e);
    if (rc != 0)
        return rc;
    out->broken += line->state == states[0][STANDING_OVER];
    out->due += line->state == states[0][STANDING_DUE];
    out->met += line->state == states[0][STANDING_MET];
    out->guides_over += line->state == states[1][STANDING_OVER];
    return add_row(out, line, e);
}

/* ---- all ---- */

void compliance_release(struct compliance *compliance)
{
    duties_release(&compliance->duties);
    made_release(&compliance->rows);
    free(compliance->lines);
    *compliance = (struct compliance){0};
}

int compliance_ahead_refused(struct err *e)
{
    return err_refuse(e, NULL, "日付を動かして見ることは、デモでだけできます。");
}

int compliance_load(struct compliance *out, struct session *session, int64_t now, struct err *e)
{
    const struct duties_wanted wanted = {.now = now, .most = DUTIES_MOST};
    *out = (struct compliance){.at = now != 0 ? now : session_now(session)};
    if (now != 0 && !session_demo(session))
        return compliance_ahead_refused(e);
    int rc = session_may_view(session, &register_compliance, e);
    if (rc == 0)
        rc = duties_load(&out->duties, session, &wanted, e);
    for (int guide = 0; guide < 2; guide++)
        for (const struct duty_kind *kind = duty_kinds; rc == 0 && kind->key != NULL; kind++)
            if (kind->clause != NULL && kind->guide == (guide == 1))
                rc = add_line(out, session, kind, e);
    if (rc != 0)
        compliance_release(out);
    return rc;
}
