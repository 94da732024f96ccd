/* What was found in an inspection round and is in no ledger: numbers wait until they are entered with where they were found. A form that
 * came up by itself would take what the scanner reads next for its answers. */
#include <stdlib.h>
#include <string.h>

#include "app/act.h"
#include "forms/text.h"
#include "screens/dialog.h"
#include "screens/entry.h"
#include "screens/round_screen.h"

#include "forms/banned.h"

enum { THING_CHARACTERS = 60 };

static int unlisted_act(struct act **out, const struct round_screen *self, const char *thing, struct err *e)
{
    const struct entry *round = self->round->entry;
    char ref[ROUND_REFERENCE_BYTES];
    int rc = act_new(out, self->round->session, register_find(round->reg->parts), NULL, "add", e);
    if (rc == 0)
        rc = act_set(*out, round->reg->part_field, round_refer(ref, round), e);
    if (rc == 0 && thing != NULL)
        rc = act_set(*out, "thing", thing, e);
    return rc;
}

/* The numbers are kept as the draft of the form that they want, so that they are there after a lock or a kill; a draft that somebody
 * typed himself stays. */
static void keep(struct round_screen *self)
{
    char all[ROUND_FOOT_BYTES] = "", thing[ROUND_FOOT_BYTES];
    struct act *act = NULL, *typed = NULL;
    for (size_t i = 0; i < self->nunlisted; i++) {
        text_append(all, sizeof all, i > 0 ? "、" : "");
        text_append(all, sizeof all, self->unlisted[i]);
    }
    size_t n = strlen(all), at = 0;
    for (int i = 0; i < THING_CHARACTERS && at < n; i++)
        at = text_next(all, n, at);
    text_format(thing, sizeof thing, "%.*s", (int)at, all);
    if (unlisted_act(&typed, self, NULL, NULL) == 0 && act_draft_load(typed, NULL) == 0 && !self->kept)
        thing[0] = '\0';
    if (unlisted_act(&act, self, thing[0] != '\0' ? thing : NULL, NULL) == 0) {
        if (self->nunlisted == 0 && self->kept)
            (void)act_draft_drop(act, NULL);
        else if (thing[0] != '\0')
            self->kept = act_draft_save(act, NULL) == 0;
    }
    act_free(act);
    act_free(typed);
}

void round_find_unlisted(struct round_screen *self)
{
    char round[ENTRY_ID_BYTES];
    struct act *act = NULL;
    if (unlisted_act(&act, self, NULL, NULL) == 0 && act_draft_load(act, NULL) == 0) {
        const char *thing = entry_get(act_entry(act), "thing");
        reference_id(round, entry_get(act_entry(act), self->round->entry->reg->part_field));
        if (thing != NULL && strcmp(round, self->round->entry->id) == 0)
            text_format(self->unlisted[self->nunlisted++], sizeof self->unlisted[0], "%s", thing);
    }
    act_free(act);
}

void round_note(struct round_screen *self, const char *typed)
{
    for (size_t i = 0; i < self->nunlisted; i++)
        if (strcmp(self->unlisted[i], typed) == 0)
            return;
    if (self->nunlisted == ROUND_FOUND_MOST)
        return;
    text_format(self->unlisted[self->nunlisted++], sizeof self->unlisted[0], "%s", typed);
    keep(self);
}

enum screen_next round_add_unlisted(struct round_screen *self, struct screens *s)
{
    const struct entry *round = self->round->entry;
    char ref[ROUND_REFERENCE_BYTES], *thing = NULL;
    struct err e;
    int rc = dialog_text(&thing, s, "台帳外のもの",
                         "台帳にないのに見付かったもの。番号、種類、見付けた場所、分かれば持ち主を入れてください。",
                         self->nunlisted > 0 ? self->unlisted[0] : "", THING_CHARACTERS, false, &e);
    struct act *act = NULL;
    if (rc == 0 && self->kept && unlisted_act(&act, self, NULL, NULL) == 0 && act_draft_drop(act, NULL) == 0)
        self->kept = false;
    act_free(act);
    const struct entry_given given[] = {{round->reg->part_field, round_refer(ref, round)},
                                        {thing != NULL && thing[0] != '\0' ? "thing" : NULL, thing},
                                        {NULL, NULL}};
    if (rc == 0)
        rc = entry_open_given(s, register_find(round->reg->parts), "add", given, &e);
    self->adding = rc == 0;
    free(thing);
    return rc == 0 || rc == ERR_CANCELLED ? SCREEN_REDRAW : screens_error(s, &e);
}

bool round_added(struct round_screen *self, bool recorded)
{
    bool added = self->adding && recorded;
    if (added && self->nunlisted > 0) {
        self->nunlisted--;
        memmove(self->unlisted[0], self->unlisted[1], self->nunlisted * sizeof self->unlisted[0]);
        if (self->nunlisted > 0)
            keep(self);
    }
    self->adding = false;
    return added;
}
