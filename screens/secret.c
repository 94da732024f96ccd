/* A passphrase being typed. */
#include "screens/secret.h"

#include <string.h>

#include "forms/text.h"

#include "forms/banned.h"

void secret_init(struct secret *secret, char *buf, size_t size)
{
    secret->buf = buf;
    secret->size = size;
    secret_wipe(secret);
}

void secret_wipe(struct secret *secret)
{
    explicit_bzero(secret->buf, secret->size);
    secret->n = 0;
}

static int insert(struct secret *secret, const char *s, size_t n, bool cut, struct err *e)
{
    size_t most = secret->size - 1 < SECRET_BYTES ? secret->size - 1 : SECRET_BYTES;
    while (n > 0 && s[n - 1] == '\n') /* a pasted line brings its end along */
        n--;
    if (cut || n > most - secret->n)
        return err_set(e, ERR_INPUT, "合言葉が長すぎます。%d バイトまでです。", SECRET_BYTES);
    if (text_check(s, n, false, NULL) != 0) /* its own sentence would tell a place in the passphrase */
        return err_set(e, ERR_INPUT, "合言葉に使えない文字 (制御文字など) が含まれています。入れ直してください。");
    memcpy(secret->buf + secret->n, s, n);
    secret->n += n;
    secret->buf[secret->n] = '\0';
    return 0;
}

static void erase_last(struct secret *secret)
{
    size_t to = text_prev(secret->buf, secret->n, secret->n);
    explicit_bzero(secret->buf + to, secret->n - to);
    secret->n = to;
}

bool secret_key(struct secret *secret, const struct key *key, int *result, struct err *e)
{
    size_t n;
    const char *s = key_text(key, &n);
    int r = 0;
    bool ours = true;
    if (s)
        r = insert(secret, s, n, key->paste_cut, e);
    else if (key->code == K_BACKSPACE)
        erase_last(secret);
    else if (key->code == K_CTRL('u'))
        secret_wipe(secret);
    else
        ours = false;
    if (result)
        *result = r;
    return ours;
}
