/* What a line of a log of media is, and how a CSV means it. See media_log.h. */
#include "forms/media_log.h"

#include <stdlib.h>
#include <string.h>

#include "forms/date.h"
#include "forms/date_scan.h"
#include "forms/text.h"

#include "forms/banned.h"

#define ASKED_OF_LOGS(PART) "第6の1(4)ウ(イ)" PART
const struct log_column_def log_columns[LOG_COLUMNS] = {
    [LOG_TIME] =
        {"time", "日時", ASKED_OF_LOGS("a"), true,
         "入出力日時|操作日時|発生日時|記録日時|日時|年月日時|日付時刻|時刻|時間|datetime|timestamp|date|time"},
    [LOG_DAY] = {"day", "日付(時刻と別の列のとき)", ASKED_OF_LOGS("a"), false, "日付|年月日|操作日|day"},
    [LOG_PERSON] =
        {"person", "操作した者", ASKED_OF_LOGS("b"), true,
         "利用者id|ユーザid|職員番号|識別コード|ログオンid|ログインid|ユーザ名|ユーザー名|利用者名|操作者|利用者|"
         "職員|氏名|ユーザ|ユーザー|username|userid|user|account"},
    [LOG_PC] =
        {"pc", "電子計算機", ASKED_OF_LOGS("c"), false,
         "コンピュータ名|コンピューター名|端末名|ホスト名|pc名|電子計算機|端末|pc|hostname|computer|host|ipアドレス"},
    [LOG_FILE] = {"file", "ファイル名", ASKED_OF_LOGS("d"), false, "ファイル名|操作ファイル|ファイル|filename|file"},
    [LOG_SIZE] = {"size", "ファイルサイズ", ASKED_OF_LOGS("d"), false,
                  "ファイルサイズ|サイズ|容量|バイト数|filesize|size|bytes"},
    [LOG_DIRECTION] = {"direction", "入出力の別", ASKED_OF_LOGS("e"), false,
                       "入出力の別|入出力区分|入出力|操作種別|操作内容|操作|区分|種別|direction|operation|action"},
    [LOG_ENCRYPTION] = {"encryption", "平文・暗号文の別", ASKED_OF_LOGS("f"), false,
                        "平文・暗号文の別|平文暗号の別|暗号化の有無|暗号化|暗号|平文|encryption|encrypted"},
    [LOG_MEDIUM] =
        {"medium", "媒体の管理番号等", "第6の1(4)ウ(ウ)a", false,
         "管理番号|媒体管理番号|媒体番号|媒体id|デバイスid|媒体|デバイス|機器名|deviceid|serial|device|media"},
};

/* ---- names ---- */

static bool no_part_of_a_name(uint32_t code)
{
    return code == ' ' || code == 0x3000 || code == '-' || (code >= 0x2010 && code <= 0x2015) || code == 0x2212;
}

char *log_key(const char *text)
{
    char *key = text_fold(text, strlen(text));
    size_t n = key != NULL ? strlen(key) : 0, to = 0, taken;
    uint32_t code;
    for (size_t at = 0; at < n && (taken = text_decode(key + at, n - at, &code)) > 0; at += taken)
        if (!no_part_of_a_name(code)) {
            memmove(key + to, key + at, taken);
            to += taken;
        }
    if (key != NULL)
        key[to] = '\0';
    return key;
}

int log_names_add(struct log_names *names, const char *name, const char *id, struct err *e)
{
    struct log_name *list = names->list;
    if (names->n == names->room) {
        size_t room = names->room * 2 + 32;
        list = realloc(list, room * sizeof *list);
        if (list == NULL)
            return err_memory(e);
        names->list = list;
        names->room = room;
    }
    struct log_name added = {log_key(name), text_dup(id, strlen(id))};
    if (added.key == NULL || added.id == NULL) {
        free(added.key);
        free(added.id);
        return err_memory(e);
    }
    names->list[names->n++] = added;
    return 0;
}

void log_names_release(struct log_names *names)
{
    for (size_t i = 0; i < names->n; i++) {
        free(names->list[i].key);
        free(names->list[i].id);
    }
    free(names->list);
    *names = (struct log_names){0};
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(((const struct log_name *)a)->key, ((const struct log_name *)b)->key);
}

void log_names_sort(struct log_names *names)
{
    if (names->n > 0)
        qsort(names->list, names->n, sizeof *names->list, compare_names);
    for (size_t i = 1; i < names->n; i++)
        if (compare_names(&names->list[i - 1], &names->list[i]) == 0 &&
            strcmp(names->list[i - 1].id, names->list[i].id) != 0)
            names->list[i - 1].id[0] = names->list[i].id[0] = '\0';
}

static const char *find_key(const struct log_names *names, char *key, bool *memory)
{
    const struct log_name wanted = {key, NULL}, *found = NULL;
    if (key == NULL)
        *memory = true;
    else if (key[0] != '\0' && names->n > 0)
        found = bsearch(&wanted, names->list, names->n, sizeof wanted, compare_names);
    free(key);
    return found != NULL && found->id[0] != '\0' ? found->id : NULL;
}

const char *log_names_find(const struct log_names *names, const char *text, bool *memory)
{
    const char *id, *domain = strrchr(text, '\\');
    size_t n = strcspn(text, "@");
    *memory = false;
    id = find_key(names, log_key(text), memory);
    if (id == NULL && domain != NULL)
        id = find_key(names, log_key(domain + 1), memory);
    if (id == NULL && text[n] == '@') {
        char *account = text_dup(text, n);
        id = find_key(names, account != NULL ? log_key(account) : NULL, memory);
        free(account);
    }
    return id;
}

/* ---- headings ---- */

static bool word_is(const char *words, size_t n, const char *key)
{
    return strlen(key) == n && memcmp(words, key, n) == 0;
}

/* How likely the heading means the column: 1 the likeliest; 0 not at all. */
static int rank_of(const char *words, const char *key)
{
    int rank = 1;
    for (const char *word = words; *word != '\0'; rank++) {
        size_t n = strcspn(word, "|");
        if (word_is(word, n, key))
            return rank;
        word += word[n] == '|' ? n + 1 : n;
    }
    return 0;
}

/* Where the column's heading is likeliest among these keys; -1 = nowhere. */
static int guess_column(const char *words, char *const *keys, size_t n)
{
    int best = 0, at = -1;
    for (size_t i = 0; i < n; i++) {
        int rank = rank_of(words, keys[i]);
        if (rank == 0 || (best != 0 && best <= rank))
            continue;
        best = rank;
        at = (int)i;
    }
    return at;
}

int log_mapping_guess(struct log_mapping *out, const char *const *headings, size_t n)
{
    char **keys = calloc(n + 1, sizeof *keys);
    bool made = keys != NULL;
    int known = 0;
    for (size_t i = 0; made && i < n; i++)
        made = (keys[i] = log_key(headings[i])) != NULL;
    for (int c = 0; c < LOG_COLUMNS; c++) {
        char *words = made ? log_key(log_columns[c].words) : NULL;
        made = words != NULL;
        out->at[c] = made ? guess_column(words, keys, n) : -1;
        known += out->at[c] >= 0;
        free(words);
    }
    for (size_t i = 0; keys != NULL && i < n; i++)
        free(keys[i]);
    free(keys);
    return made ? known : -1;
}

int log_heading_find(const char *heading, const char *const *headings, size_t n)
{
    char *wanted = log_key(heading);
    int found = wanted == NULL ? -2 : -1;
    for (size_t i = 0; found == -1 && i < n; i++) {
        char *key = log_key(headings[i]);
        if (key == NULL)
            found = -2;
        else if (strcmp(key, wanted) == 0)
            found = (int)i;
        free(key);
    }
    free(wanted);
    return found;
}

int log_mapping_check(const struct log_mapping *mapping, struct err *e)
{
    for (int c = 0; c < LOG_COLUMNS; c++)
        if (log_columns[c].required && mapping->at[c] < 0)
            return err_field(e, log_columns[c].key, log_columns[c].clause,
                             "「%s」の列が決まっていません。ログのどの列かを選んでください。", log_columns[c].label);
    return 0;
}

/* ---- cells ---- */

/* Does one of the '|'-joined words occur in the text? Both folded. */
static bool has_any(const char *key, const char *words)
{
    while (*words != '\0') {
        size_t n = strcspn(words, "|");
        for (const char *at = key; *at != '\0'; at++)
            if (strncmp(at, words, n) == 0)
                return true;
        words += words[n] == '|' ? n + 1 : n;
    }
    return false;
}

/* What a cell means by the first of the rows one of whose words it holds; 0 by none. */
struct meaning {
    const char *words;
    int means;
};
static const struct meaning directions[] = {
    {"出力|書|out|write|export|持出", LOG_OUTPUT}, {"入力|読|in|read|import|取込", LOG_INPUT}, {NULL, 0}};
static const struct meaning encryptions[] = {{"平文|非暗号|なし|無|plain|unenc|no|off|false", LOG_PLAIN},
                                             {"暗号|復号|あり|有|enc|yes|on|true", LOG_ENCRYPTED},
                                             {NULL, 0}};
static int meaning_of(int *out, const char *cell, const struct meaning *meaning, struct err *e)
{
    char *key = log_key(cell);
    bool made = key != NULL;
    *out = 0;
    for (; made && *out == 0 && meaning->words != NULL; meaning++) {
        char *words = log_key(meaning->words);
        made = words != NULL;
        if (made && has_any(key, words))
            *out = meaning->means;
        free(words);
    }
    free(key);
    return made ? 0 : err_memory(e);
}

static const char *cell_of(const char *const cells[LOG_COLUMNS], int column)
{
    return cells[column] != NULL ? cells[column] : "";
}

static int read_time(struct log_line *line, int64_t base, struct err *e)
{
    char both[DATE_TYPED_BYTES];
    struct err why;
    int rc;
    text_format(both, sizeof both, "%s%s%s", line->text[LOG_DAY], line->text[LOG_DAY][0] != '\0' ? " " : "",
                line->text[LOG_TIME]);
    rc = log_time_parse(&line->at, both, base, &why);
    if (rc == ERR_MEMORY)
        return err_memory(e);
    if (rc != 0)
        line->at = 0;
    return 0;
}

static int read_words(struct log_line *line, struct err *e)
{
    int direction, encryption = 0;
    int rc = meaning_of(&direction, line->text[LOG_DIRECTION], directions, e);
    if (rc == 0)
        rc = meaning_of(&encryption, line->text[LOG_ENCRYPTION], encryptions, e);
    line->direction = (enum log_direction)direction;
    line->encryption = (enum log_encryption)encryption;
    return rc;
}

int log_line_read(struct log_line *line, const char *const cells[LOG_COLUMNS], const struct log_known *known,
                  int64_t base, struct err *e)
{
    bool memory[3];
    int rc;
    for (int c = 0; c < LOG_COLUMNS; c++)
        line->text[c] = cell_of(cells, c);
    line->person = log_names_find(&known->persons, line->text[LOG_PERSON], &memory[0]);
    line->pc = log_names_find(&known->pcs, line->text[LOG_PC], &memory[1]);
    line->medium = log_names_find(&known->media, line->text[LOG_MEDIUM], &memory[2]);
    if (memory[0] || memory[1] || memory[2])
        return err_memory(e);
    rc = read_time(line, base, e);
    return rc != 0 ? rc : read_words(line, e);
}

int64_t log_size(const char *text)
{
    static const char units[] = "bkmgt";
    char *key = log_key(text), *at = key, *to = key;
    int64_t size = -1;
    if (key == NULL)
        return -1;
    for (; *at != '\0'; at++)
        if (*at != ',')
            *to++ = *at;
    *to = '\0';
    double number = strtod(key, &at);
    if (at > key && number >= 0 && number < 1e15) {
        const char *unit = *at != '\0' ? strchr(units, *at) : units;
        for (; unit != NULL && unit > units; unit--)
            number *= 1024;
        size = number < 9e18 ? (int64_t)number : -1;
    }
    free(key);
    return size;
}
