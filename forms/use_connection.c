/* The connection of a medium to a computer: 第7の1(2)オ(エ)c–h (L1390–1399), オ(オ) (L1405), 第6の2(5) (L1228–1246). */
#include <string.h>

#include "forms/common_fields.h"
#include "forms/exemption.h"
#include "forms/register_use.h"
#include "forms/text.h"

#include "forms/banned.h"

static bool limits_input(const struct entry *pc)
{
    return entry_is(pc, "input_limit", "registered") || entry_is(pc, "input_limit", "both");
}

/* A medium that is not in 様式6 and no optical disc. */
static bool unregistered(const struct entry *entry)
{
    return entry_get(entry, "item") == NULL && entry_get(entry, "optical") == NULL;
}

/* R7-17: what the computer itself does not allow. */
static int check_pc(const struct entry *entry, const struct entry *pc, struct err *e)
{
    bool in = !entry_is(entry, "direction", "output"), out = !entry_is(entry, "direction", "input");
    if (entry_is(pc, "exemption", "c"))
        return err_field(
            e, "pc", "第6の2(5)エ(ウ)",
            "この電子計算機は、外部記録媒体を利用できないようにしてあります。ほかの電子計算機を選んでください。");
    if (in && unregistered(entry) && limits_input(pc))
        return err_field(
            e, "outside_medium", "第6の2(5)ア(イ)",
            "この電子計算機に入力できるのは、登録済みの媒体と光ディスクだけです。ほかの電子計算機を選んでください。");
    if (out && unregistered(entry) && entry_get(pc, "output_registered_only") != NULL)
        return err_field(
            e, "outside_medium", "第6の2(5)イ(エ)",
            "この電子計算機から出力できるのは、登録済みの媒体と光ディスクだけです。登録済みの媒体を選んでくださ"
            "い。");
    return 0;
}

/* R7-14: such media go on 解析用端末 and nowhere else. */
static int check_footage(const struct entry *entry, const struct entry *pc, struct err *e)
{
    if (entry_get(entry, "footage") == NULL || entry_get(pc, "analysis") != NULL)
        return 0;
    return err_field(
        e, "pc", "第7の1(2)オ(オ)",
        "防犯カメラの動画又は静止画が記録された外部の媒体は、解析用端末に接続して使用します。解析用端末を選んでくだ"
        "さい。");
}

/* R7-12: plain only by (a), (b) or (c), and only where it is true. */
static int check_plain(const struct entry *entry, const struct entry *pc, struct err *e)
{
    if (entry_is(entry, "plain_reason", "a") && !entry_is(entry, "information", "1"))
        return err_field(
            e, "plain_reason", "第7の1(2)オ(エ)g(a)",
            "事由(a)は機密性1(低)情報を出力するときに限られます。暗号にするか、ほかの事由を選んでください。");
    if (entry_is(entry, "plain_reason", "c") && entry_get(entry, "target_pc") != NULL &&
        entry_is(entry, "pc", entry_get(entry, "target_pc")))
        return err_field(e, "target_pc", "第7の1(2)オ(エ)g(c)",
                         "移す先が、接続する電子計算機と同じです。(c)は、同一の庁舎内の他の電子計算機に移す場合です。");
    if (entry_is(entry, "plain_reason", "b") && entry_get(pc, "no_encryption") == NULL)
        return err_field(e, "plain_reason", "第7の1(2)オ(エ)g(b)",
                         "この電子計算機には暗号化機能が設けられています。暗号にするか、ほかの事由を選んでください。");
    return 0;
}

/* such a computer needs no application. */
static int check_needed(const struct situation *s, const struct entry *pc, struct err *e)
{
    if (entry_get(pc, "unrestricted") == NULL || strcmp(s->step, "omit") == 0)
        return 0;
    return err_field(e, "pc", "第7の1(2)オ(エ)c",
                     "この電子計算機では外部記録媒体の利用が技術的に制限されていないので、接続の申請は要りません(出力の"
                     "暗号と庁舎内使用の記載は要ります)。控えを残すときは「省略の控え」を使ってください。");
}

int use_check_connection(const struct situation *s, struct err *e)
{
    const struct entry *pc = situation_link(s, "pc");
    int rc = 0;
    if (pc == NULL)
        return 0; /* its being asked says so */
    rc = check_pc(s->entry, pc, e);
    if (rc == 0)
        rc = check_footage(s->entry, pc, e);
    if (rc == 0)
        rc = check_plain(s->entry, pc, e);
    return rc == 0 ? check_needed(s, pc, e) : rc;
}

/* ---- what needs no line ---- */

static int not_omitted(struct err *e, const char *clause, const char *fault)
{
    return err_refuse(e, clause, "記載省略できません: %s。通常の申請をしてください。", fault);
}

/* a written line of the device, still running, for the same medium. */
static int covered(const struct situation *s, struct err *e)
{
    static const char clause[] = "第7の1(2)オ(エ)a";
    const struct entry *line = situation_link(s, "covered_by");
    char own[ENTRY_ID_BYTES], other[ENTRY_ID_BYTES];
    if (!entry_is(s->entry, "mode", "in_building"))
        return not_omitted(e, clause, "庁舎内使用の記載ではありません");
    if (line == NULL || !entry_is(line, "mode", "device"))
        return not_omitted(e, clause, "デジタル機器の使用の記載が選ばれていません");
    if (entry_get(line, "omitted") != NULL)
        return not_omitted(e, clause, "その機器の使用は特例によるもので、記載されていません");
    if (strcmp(line->state, "out") != 0)
        return not_omitted(e, clause, "その機器の使用は、許可されて使用中のものではありません");
    if (strcmp(reference_id(own, entry_get(s->entry, "item")), reference_id(other, entry_get(line, "medium"))) != 0)
        return not_omitted(e, clause, "その機器の使用は、この媒体を用いるものではありません");
    return 0;
}

static int footage(const struct situation *s, struct err *e)
{
    static const char clause[] = "第7の1(2)オ(オ)";
    if (entry_get(s->entry, "outside_medium") == NULL)
        return not_omitted(e, clause, "外部から受領した媒体ではありません");
    if (entry_get(s->entry, "footage") == NULL)
        return not_omitted(e, clause, "防犯カメラの動画又は静止画が記録された媒体ではありません");
    if (situation_linked(s, "pc", "analysis") == NULL)
        return not_omitted(e, clause, "接続するのは解析用端末ではありません");
    return 0;
}

int use_omission(const struct situation *s, struct err *e)
{
    if (entry_is(s->entry, "omission", "covered"))
        return covered(s, e);
    if (entry_is(s->entry, "omission", "footage"))
        return footage(s, e);
    if (!entry_is(s->entry, "mode", "connection") || situation_linked(s, "pc", "unrestricted") == NULL)
        return not_omitted(e, "第7の1(2)オ(エ)c",
                           "外部記録媒体の利用が技術的に制限されていない電子計算機への接続ではありません");
    return 0;
}

const char *use_answer(char *buf, size_t size, const struct situation *s)
{
    struct err e;
    if (exemption_answer(buf, size, s)[0] != '\0' || entry_get(s->entry, "omission") == NULL)
        return buf;
    err_clear(&e);
    text_format(buf, size, "%s", use_omission(s, &e) == 0 ? "記載省略できます。控えだけを残します。" : e.text);
    return buf;
}
