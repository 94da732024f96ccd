/* demo_handover — each duty of the demo's last days is handed over shortly before its end, and received shortly after it. */
#include <string.h>

#include "app/demo_inside.h"
#include "app/handover.h"
#include "app/session_impl.h"
#include "forms/calendar.h"
#include "forms/register_handover.h"

#include "forms/banned.h"

enum { DAYS = 14, BEFORE_END = 5 * MINUTE, AFTER_END = 5 * MINUTE };

struct shift demo_first_handover(struct demo *demo, int64_t end)
{
    struct date day = date_add_days(date_of(end), -DAYS), first = date_add_days(date_of(demo->start), 1);
    return (struct shift){date_compare(day, first) < 0 ? first : day, SHIFT_NIGHT};
}

static struct shift shift_after(const struct calendar *c, struct shift s)
{
    struct date next = date_add_days(s.date, 1);
    if (s.part == SHIFT_DAY)
        return (struct shift){s.date, SHIFT_NIGHT};
    return (struct shift){next, calendar_closed_day(c, next) ? SHIFT_DAY : SHIFT_NIGHT};
}

static int hand_over(struct demo *demo, int officer, int receiver, int64_t at, struct err *e)
{
    int rc;
    demo->now = at > demo->now ? at : demo->now;
    rc = session_as(demo->session, demo->identities[officer], e);
    return rc != 0 ? rc
                   : handover_record(demo->session, demo->people[receiver], "本人が朝の報告の後に確認し、返却する。",
                                     "異常なし", NULL, e);
}

static int receive(struct demo *demo, int receiver, int64_t at, struct err *e)
{
    struct handover h;
    int rc;
    demo->now = at > demo->now ? at : demo->now;
    rc = session_as(demo->session, demo->identities[receiver], e);
    if (rc == 0)
        rc = handover_load(&h, demo->session, e);
    if (rc == 0) {
        rc = handover_receive(demo->session, &h, e);
        handover_release(&h);
    }
    return rc;
}

/* By the next 当直責任者 where his shift follows at once, else by a 運用責任者. Who stays on hands nothing over. */
static int one_shift(struct demo *demo, struct shift shift, struct shift after, bool follows, int64_t end,
                     struct err *e)
{
    int officer = demo_duty_of(demo, shift.date);
    int receiver = follows ? demo_duty_of(demo, after.date) : demo_person("ito"), rc;
    if (officer == receiver)
        return 0;
    rc = hand_over(demo, officer, receiver, end - BEFORE_END, e);
    return rc != 0 ? rc : receive(demo, receiver, end + AFTER_END, e);
}

int demo_hand_over(struct demo *demo, struct shift *next, int64_t at, struct err *e)
{
    for (;;) {
        const struct calendar *calendar = session_calendar(demo->session, e);
        if (calendar == NULL)
            return ERR_IO;
        struct shift shift = *next;
        int64_t end = calendar_shift_end(calendar, shift);
        if (end + AFTER_END > at)
            return 0;
        *next = shift_after(calendar, shift);
        int rc = one_shift(demo, shift, *next, shift_begin(calendar, *next) == end, end, e);
        if (rc != 0)
            return rc;
    }
}
