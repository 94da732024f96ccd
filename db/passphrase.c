#include "db/passphrase.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "forms/text.h"

#include "forms/banned.h"

static const char field[] = "passphrase", clause[] = "第6の1(1)ア(オ)";

/* What is tried first. Compared folded (case, width, kana), so each stands here once. */
static const char *const weak_words[] = {
    "password",     "passphrase",     "passwd",       "pass",       "admin",      "administrator",
    "root",         "login",          "welcome",      "letmein",    "iloveyou",   "monkey",
    "dragon",       "sunshine",       "princess",     "football",   "baseball",   "master",
    "secret",       "changeme",       "default",      "guest",      "user",       "test",
    "keisatsu",     "police",         "himitsu",      "sakura",     "nippon",     "japan",
    "fukushima",    "kanribo",        "arigatou",     "ohayou",     "aishiteru",  "konnichiwa",
    "otsukaresama", "onegaishimasu",  "gozaimasu",    "pokemon",    "satou",      "suzuki",
    "takahashi",    "tanaka",         "watanabe",     "itou",       "yamamoto",   "nakamura",
    "kobayashi",    "katou",          "yoshida",      "yamada",     "パスワード", "パスフレーズ",
    "合言葉",       "あいことば",     "警察",         "けいさつ",   "警察官",     "警察署",
    "管理簿",       "かんりぼ",       "秘密",         "ひみつ",     "さくら",     "桜",
    "福島県",       "福島",           "ふくしま",     "日本",       "にほん",     "にっぽん",
    "おはよう",     "ございます",     "こんにちは",   "こんばんは", "ありがとう", "おつかれさま",
    "よろしく",     "おねがいします", "お願いします", "お疲れ様",   "佐藤",       "鈴木",
    "高橋",         "田中",           "渡辺",         "伊藤",       "山本",       "中村",
    "小林",         "加藤",           "吉田",         "山田",       "令和",       "平成",
    "昭和",
};
/* Neighbours on the keyboard and in the order of letters; read forwards and backwards. */
static const char *const rows[] = {
    "1234567890-",
    "qwertyuiop",
    "asdfghjkl;",
    "zxcvbnm,./",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
    "abcdefghijklmnopqrstuvwxyz",
    "0123456789",
    "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん",
    "いろはにほへとちりぬるをわかよたれそつねならむうゐのおくやまけふこえてあさきゆめみしゑひもせす",
};
enum { RUN_MIN = 4, REPEAT_MIN = 2, SAME_MIN = 3 };

int passphrase_read(struct secret *passphrase, const char *typed, size_t n, struct err *e)
{
    *passphrase = (struct secret){0};
    if (n == 0) {
        return err_field(e, field, NULL, "合言葉を入力してください。");
    }
    if (n > PASSPHRASE_BYTES_MAX) {
        return err_field(e, field, NULL, "合言葉が長すぎます（%dバイトまで）。", PASSPHRASE_BYTES_MAX);
    }
    if (text_check(typed, n, false, NULL) != 0) { /* its sentence would show a part of the passphrase */
        return err_field(e, field, NULL, "合言葉に使えない文字（制御文字など）があります。入力し直してください。");
    }
    char *composed = text_compose(typed, n);
    if (composed == NULL) {
        return err_memory(e);
    }
    size_t size = strlen(composed);
    int rc = secret_copy(passphrase, composed, size, e);
    crypto_wipe(composed, size);
    free(composed);
    return rc;
}

/* Text as code points, folded, in secret memory. */
struct folded {
    struct secret memory;
    uint32_t *codes; /* in memory */
    size_t count;
};

static int folded_init(struct folded *f, const char *s, size_t n, struct err *e)
{
    memset(f, 0, sizeof *f);
    char *folded = text_fold(s, n);
    if (folded == NULL) {
        return err_memory(e);
    }
    size_t size = strlen(folded);
    int rc = secret_init(&f->memory, (size + 1) * sizeof(uint32_t), e);
    if (rc == 0) {
        f->codes = (uint32_t *)(void *)f->memory.bytes; /* sodium_malloc aligns what is a multiple of the alignment */
        for (size_t at = 0, took; at < size; at += took) {
            took = text_decode(folded + at, size - at, &f->codes[f->count]);
            if (took == 0) {
                break;
            }
            f->count++;
        }
    }
    crypto_wipe(folded, size);
    free(folded);
    return rc;
}

static bool found_at(const struct folded *text, size_t at, const struct folded *word)
{
    return word->count > 0 && text->count - at >= word->count &&
           memcmp(text->codes + at, word->codes, word->count * sizeof *word->codes) == 0;
}

static bool found(const struct folded *text, const struct folded *word)
{
    for (size_t at = 0; at < text->count; at++) {
        if (found_at(text, at, word)) {
            return true;
        }
    }
    return false;
}

/* Does the text hold one of the words (parted by spaces, 2 characters or more) of that name? */
static int holds_name(bool *holds, const struct folded *text, const char *name, struct err *e)
{
    while (name != NULL && *name != '\0') {
        size_t n = strcspn(name, " "), wide = 0;
        const char *space = strstr(name, "　");
        if (space != NULL && (size_t)(space - name) < n) {
            n = (size_t)(space - name);
            wide = strlen("　") - 1;
        }
        struct folded word;
        int rc = folded_init(&word, name, n, e);
        if (rc == 0 && word.count >= 2 && found(text, &word)) {
            *holds = true;
        }
        secret_release(&word.memory);
        if (rc != 0) {
            return rc;
        }
        name += n;
        name += *name == '\0' ? 0 : 1 + wide;
    }
    return 0;
}

/* Length of the run along that row, in either direction, that begins here. */
static size_t row_run(const struct folded *text, size_t at, const struct folded *row)
{
    size_t best = 0;
    for (size_t r = 0; r < row->count; r++) {
        size_t up = 0, down = 0;
        while (at + up < text->count && r + up < row->count && text->codes[at + up] == row->codes[r + up]) {
            up++;
        }
        while (at + down < text->count && down <= r && text->codes[at + down] == row->codes[r - down]) {
            down++;
        }
        best = up > best ? up : best;
        best = down > best ? down : best;
    }
    return best;
}

/* Length of what stands here and stood directly before as well (abcabc), or of one character repeated. */
static size_t repeat_run(const struct folded *text, size_t at)
{
    size_t same = 1;
    for (size_t n = at < text->count - at ? at : text->count - at; n >= REPEAT_MIN; n--) {
        if (memcmp(text->codes + at - n, text->codes + at, n * sizeof *text->codes) == 0) {
            return n;
        }
    }
    while (at + same < text->count && text->codes[at + same] == text->codes[at]) {
        same++;
    }
    return same >= SAME_MIN ? same : 0;
}

/* For each place of the text, how many characters from there are worth but one. */
static int weak_parts(size_t *weak, const struct folded *text, const char *const *words, size_t count, bool runs,
                      struct err *e)
{
    for (size_t w = 0; w < count; w++) {
        struct folded word;
        int rc = folded_init(&word, words[w], strlen(words[w]), e);
        for (size_t at = 0; rc == 0 && at < text->count; at++) {
            size_t n = runs ? row_run(text, at, &word) : found_at(text, at, &word) ? word.count : 0;
            if (n > weak[at] && (!runs || n >= RUN_MIN)) {
                weak[at] = n;
            }
        }
        secret_release(&word.memory);
        if (rc != 0) {
            return rc;
        }
    }
    return 0;
}

/* Characters, a weak part counting as one and a repetition as none. */
static int count_strong(size_t *counted, const struct folded *text, struct err *e)
{
    *counted = 0;
    size_t *weak = calloc(text->count + 1, sizeof *weak);
    if (weak == NULL) {
        return err_memory(e);
    }
    int rc = weak_parts(weak, text, weak_words, sizeof weak_words / sizeof *weak_words, false, e);
    if (rc == 0) {
        rc = weak_parts(weak, text, rows, sizeof rows / sizeof *rows, true, e);
    }
    for (size_t at = 0; rc == 0 && at < text->count;) {
        size_t repeat = repeat_run(text, at);
        size_t step = repeat > weak[at] ? repeat : weak[at];
        *counted += repeat >= REPEAT_MIN && repeat >= weak[at] && at > 0 ? 0 : 1;
        at += step > 0 ? step : 1;
    }
    free(weak);
    return rc;
}

static int check_folded(const struct folded *text, const struct passphrase_about *about, struct err *e)
{
    const struct {
        const char *name, *what;
    } own[] = {{about->uid, "利用者ID"},
               {about->name, "氏名"},
               {about->reading, "氏名の読み"},
               {about->station, "所属の名前"}};
    size_t counted;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        bool holds = false;
        int rc = holds_name(&holds, text, own[i].name, e);
        if (rc != 0) {
            return rc;
        }
        if (holds) {
            return err_field(e, field, clause,
                             "合言葉に%sが入っています。第三者に容易に推測できないものにしてください。", own[i].what);
        }
    }
    int rc = count_strong(&counted, text, e);
    if (rc == 0 && counted < PASSPHRASE_COUNTED_MIN) {
        rc = err_field(e, field, clause,
                       "よく使われる言葉、キーの並び又は繰返しが多く、推測されるおそれがあります。関係のない言葉をいく"
                       "つか並べた文にしてください。");
    }
    return rc;
}

int passphrase_check(const struct secret *passphrase, const struct passphrase_about *about, struct err *e)
{
    const char *s = (const char *)passphrase->bytes;
    struct folded text;
    if (text_length(s, passphrase->size) < PASSPHRASE_MIN) {
        return err_field(e, field, clause, "合言葉が短すぎます。%d文字以上（空白も使えます）の文にしてください。",
                         PASSPHRASE_MIN);
    }
    int rc = folded_init(&text, s, passphrase->size, e);
    if (rc == 0) {
        rc = check_folded(&text, about, e);
    }
    secret_release(&text.memory);
    return rc;
}
