/* A passphrase being typed. */
#include "screens/hidden.h"

#include <string.h>

#include "forms/text.h"

#include "forms/banned.h"

void hidden_init(struct hidden *hidden, char *buf, size_t size)
{
    hidden->buf = buf;
    hidden->size = size;
    hidden_wipe(hidden);
}

void hidden_wipe(struct hidden *hidden)
{
    explicit_bzero(hidden->buf, hidden->size);
    hidden->n = 0;
}

static int insert(struct hidden *hidden, const char *s, size_t n, bool cut, struct err *e)
{
    size_t most = hidden->size - 1 < HIDDEN_BYTES ? hidden->size - 1 : HIDDEN_BYTES;
    while (n > 0 && s[n - 1] == '\n') /* a pasted line brings its end along */
        n--;
    if (cut || n > most - hidden->n)
        return err_set(e, ERR_INPUT, "合言葉が長すぎます。%d バイトまでです。", HIDDEN_BYTES);
    if (text_check(s, n, false, NULL) != 0) /* its own sentence would tell a place in the passphrase */
        return err_set(e, ERR_INPUT, "合言葉に使えない文字 (制御文字など) が含まれています。入れ直してください。");
    memcpy(hidden->buf + hidden->n, s, n);
    hidden->n += n;
    hidden->buf[hidden->n] = '\0';
    return 0;
}

static void erase_last(struct hidden *hidden)
{
    size_t to = text_prev(hidden->buf, hidden->n, hidden->n);
    explicit_bzero(hidden->buf + to, hidden->n - to);
    hidden->n = to;
}

bool hidden_key(struct hidden *hidden, const struct key *key, int *result, struct err *e)
{
    size_t n;
    const char *s = key_text(key, &n);
    int r = 0;
    bool ours = true;
    if (s)
        r = insert(hidden, s, n, key->paste_cut, e);
    else if (key->code == K_BACKSPACE)
        erase_last(hidden);
    else if (key->code == K_CTRL('u'))
        hidden_wipe(hidden);
    else
        ours = false;
    if (result)
        *result = r;
    return ours;
}
