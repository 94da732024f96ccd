#include "db/code.h"

#include <stdbool.h>
#include <string.h>

#include "forms/text.h"

#include "forms/banned.h"

enum { BASE = 32, GROUP = 3, CODE_LENGTH = CODE_SYMBOLS + 1, NO_SYMBOL = -1, BLANK = -2 };

static const char alphabet[BASE + 1] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

_Static_assert(CODE_TEXT_BYTES == CODE_LENGTH + CODE_LENGTH / GROUP, "hyphens between the groups, and NUL");

static const uint32_t blanks[] = {
    ' ',    '\t',   0x3000, 0xa0,   '-',    0x2010, 0x2011,
    0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0xff0d, 0x30fc /* ー: what the key beside 0 gives while the IME is on */,
    0xff70};

/* Luhn modulo 32: the symbol that makes the weighted sum a multiple of 32. Finds every single slip and most swaps. */
static int check_symbol(const unsigned char *values)
{
    int sum = 0;
    for (int i = CODE_SYMBOLS - 1, factor = 2; i >= 0; i--, factor = 3 - factor) {
        int part = factor * values[i];
        sum += part / BASE + part % BASE;
    }
    return (BASE - sum % BASE) % BASE;
}

static int symbol_value(uint32_t code)
{
    if (code >= 0xff01 && code <= 0xff5e && code != 0xff0d) {
        code -= 0xfee0; /* full width to ASCII */
    }
    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
        if (code == blanks[i]) {
            return BLANK;
        }
    }
    if (code >= 'a' && code <= 'z') {
        code -= 'a' - 'A';
    }
    if (code == 'I' || code == 'L') {
        code = '1';
    } else if (code == 'O') {
        code = '0';
    }
    if (code == 0 || code > '~') {
        return NO_SYMBOL;
    }
    const char *at = strchr(alphabet, (int)code);
    return at == NULL ? NO_SYMBOL : (int)(at - alphabet);
}

int code_new(char text[CODE_TEXT_BYTES], struct secret *symbols, struct err *e)
{
    unsigned char values[CODE_LENGTH];
    int rc = secret_init(symbols, CODE_SYMBOLS, e);
    if (rc != 0) {
        return rc;
    }
    crypto_random(values, CODE_SYMBOLS);
    for (int i = 0; i < CODE_SYMBOLS; i++) {
        values[i] %= BASE; /* 256 is a multiple of 32: every symbol is as likely */
        symbols->bytes[i] = (unsigned char)alphabet[values[i]];
    }
    values[CODE_SYMBOLS] = (unsigned char)check_symbol(values);
    for (int i = 0; i < CODE_LENGTH; i++) {
        if (i > 0 && i % GROUP == 0) {
            *text++ = '-';
        }
        *text++ = alphabet[values[i]];
    }
    *text = '\0';
    crypto_wipe(values, sizeof values);
    return 0;
}

static int read_symbols(unsigned char values[CODE_LENGTH], const char *typed, size_t n, struct err *e)
{
    int count = 0;
    while (n > 0) {
        uint32_t code;
        size_t took = text_decode(typed, n, &code);
        int value = took == 0 ? NO_SYMBOL : symbol_value(code);
        if (value == NO_SYMBOL) {
            return err_field(
                e, "code", NULL,
                "一度だけのコードに使われない文字があります。紙のとおりに入力してください（英数字%d文字）。",
                CODE_LENGTH);
        }
        if (value != BLANK) {
            if (count == CODE_LENGTH) {
                return err_field(e, "code", NULL, "一度だけのコードが長すぎます。英数字%d文字を入力してください。",
                                 CODE_LENGTH);
            }
            values[count++] = (unsigned char)value;
        }
        typed += took;
        n -= took;
    }
    if (count < CODE_LENGTH) {
        return err_field(e, "code", NULL, "一度だけのコードが足りません（%d文字中%d文字）。", CODE_LENGTH, count);
    }
    if (values[CODE_SYMBOLS] != check_symbol(values)) {
        return err_field(e, "code", NULL, "一度だけのコードに打ち間違いがあります。紙と見比べて入力し直してください。");
    }
    return 0;
}

int code_read(struct secret *symbols, const char *typed, size_t n, struct err *e)
{
    unsigned char values[CODE_LENGTH] = {0};
    *symbols = (struct secret){0};
    int rc = read_symbols(values, typed, n, e);
    if (rc == 0) {
        rc = secret_init(symbols, CODE_SYMBOLS, e);
    }
    for (int i = 0; rc == 0 && i < CODE_SYMBOLS; i++) {
        symbols->bytes[i] = (unsigned char)alphabet[values[i]];
    }
    crypto_wipe(values, sizeof values);
    return rc;
}
