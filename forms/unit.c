/* unit — 別表 所属記号. See unit.h. */
#include "forms/unit.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "forms/banned.h"

/* clang-format off */
const struct unit units[] = {
    {"010", "総務課"}, {"015", "県民サービス課"}, {"020", "警務課"}, {"030", "情報管理課"},
    {"040", "教養課"}, {"050", "厚生課"}, {"060", "会計課"}, {"063", "施設装備課"},
    {"065", "留置管理課"}, {"070", "監察課"}, {"110", "刑事総務課"}, {"120", "捜査第一課"},
    {"130", "捜査第二課"}, {"133", "捜査第三課"}, {"135", "組織犯罪対策課"}, {"140", "鑑識課"},
    {"145", "科学捜査研究所"}, {"150", "機動捜査隊"}, {"160", "生活安全企画課"}, {"161", "少年女性安全対策課"},
    {"170", "生活環境課"}, {"174", "サイバー犯罪対策課"}, {"180", "地域企画課"}, {"181", "通信指令課"},
    {"210", "公安課"}, {"215", "外事課"}, {"220", "警備課"}, {"225", "災害対策課"},
    {"230", "機動隊"}, {"310", "交通企画課"}, {"320", "交通規制課"}, {"330", "交通指導課"},
    {"340", "運転免許課"}, {"360", "交通機動隊"}, {"370", "高速道路交通警察隊"}, {"410", "警察学校"},
    {"510", "福島署"}, {"520", "福島北署"}, {"530", "桑折分庁舎"}, {"540", "伊達署"},
    {"550", "川俣分庁舎"}, {"560", "二本松署"}, {"570", "本宮分庁舎"}, {"580", "郡山署"},
    {"590", "須賀川署"}, {"600", "白河署"}, {"610", "石川署"}, {"620", "棚倉署"},
    {"630", "田村署"}, {"640", "小野分庁舎"}, {"650", "会津若松署"}, {"660", "猪苗代署"},
    {"670", "喜多方署"}, {"680", "会津坂下署"}, {"690", "会津美里分庁舎"}, {"700", "南会津署"},
    {"710", "いわき中央署"}, {"720", "いわき東署"}, {"730", "いわき南署"}, {"740", "双葉署"},
    {"750", "浪江分庁舎"}, {"760", "南相馬署"}, {"770", "相馬署"}, {"780", "郡山北署"},
    {NULL, NULL},
};
/* clang-format on */

const struct unit *unit_find(const char *number_or_name)
{
    for (const struct unit *u = units; u->number != NULL; u++)
        if (strcmp(u->number, number_or_name) == 0 || strcmp(u->name, number_or_name) == 0)
            return u;
    return NULL;
}

static bool three_digits(const char *text)
{
    return text != NULL && strlen(text) == 3 && strspn(text, "0123456789") == 3;
}

bool control_number_next(char out[CONTROL_NUMBER_BYTES], const char *unit, const char *code, const char *last)
{
    int serial = 0;
    if (!three_digits(unit) || !three_digits(code))
        return false;
    if (strlen(last) == 11 && three_digits(last + 8))
        serial = (last[8] - '0') * 100 + (last[9] - '0') * 10 + (last[10] - '0');
    if (serial >= 999)
        return false;
    snprintf(out, CONTROL_NUMBER_BYTES, "%s-%s-%03d", unit, code, serial + 1);
    return true;
}

bool section_code_sound(const char *code)
{
    return three_digits(code);
}

int control_number_sound(const char *field, const char *number, const char *code, struct err *e)
{
    static const char clause[] = "第7の1(2)オ(ア)e";
    char block[4] = "";
    if (strlen(number) != 11)
        return err_field(e, field, clause, "管理番号「%s」は3桁ずつの三つの組ではありません。入れ直してください。",
                         number);
    memcpy(block, number, 3);
    if (unit_find(block) == NULL)
        return err_field(e, field, clause, "管理番号の初めの3桁「%s」は、別表の所属記号にありません。", block);
    memcpy(block, number + 4, 3);
    if (code != NULL && strcmp(block, code) != 0)
        return err_field(e, field, clause, "管理番号の中の3桁「%s」が、選んだ課(係)のコード「%s」と違います。", block,
                         code);
    if (strcmp(number + 8, "000") == 0)
        return err_field(e, field, clause, "管理番号の一連番号は001から始めます。001以上の番号を入れてください。");
    return 0;
}
