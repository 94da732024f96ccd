#include <stddef.h>

#include <sqlcipher/sqlite3.h>

#include "db/store_error.h"
#include "forms/banned.h"

static const struct store_sentence {
    int rc; /* extended, or primary for all of its kind */
    enum err_code code;
    const char *text;
} sentences[] = {
    {SQLITE_READONLY_DBMOVED, ERR_MOVED,
     "データベースが別のものに置き換えられました（鍵の更新又は復元）。もう一度ログインしてください。"},
    {SQLITE_BUSY, ERR_BUSY, "別の画面が書き込んでいます。少し待ってからもう一度行ってください。"},
    {SQLITE_LOCKED, ERR_BUSY, "別の画面が書き込んでいます。少し待ってからもう一度行ってください。"},
    {SQLITE_FULL, ERR_FULL,
     "ディスクがいっぱいで書き込めません。何も失われていません。空きを作ってからもう一度行ってください。"},
    {SQLITE_NOTADB, ERR_INTEGRITY,
     "合言葉は正しいのですが、データベースのファイルが壊れています。バックアップから復元してください。"},
    {SQLITE_CORRUPT, ERR_INTEGRITY,
     "データベースのファイルが壊れています。検証を行い、バックアップから復元してください。"},
    {SQLITE_READONLY, ERR_IO, "データベースに書き込めません（読取り専用です）。"},
    {SQLITE_CANTOPEN, ERR_IO, "データベースのファイルを開けません。置き場所と権限を確かめてください。"},
    {SQLITE_PERM, ERR_IO, "データベースのファイルの権限が足りません。"},
    {SQLITE_IOERR, ERR_IO, "ディスクの読み書きに失敗しました。何も失われていません。ディスクを確かめてください。"},
};

int store_error(struct err *e, int rc, const char *message)
{
    if (rc == SQLITE_NOMEM || rc == SQLITE_IOERR_NOMEM)
        return err_memory(e);
    if (rc == SQLITE_CONSTRAINT_TRIGGER)
        return err_set(e, ERR_REFUSED, "データベースが拒みました: %s", message);
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
        if (sentences[i].rc == rc || sentences[i].rc == (rc & 0xff))
            return err_set(e, sentences[i].code, "%s", sentences[i].text);
    if ((rc & 0xff) == SQLITE_CONSTRAINT)
        return err_set(e, ERR_REFUSED, "データベースが拒みました（%s）。", message);
    return err_set(e, ERR_IO, "データベースの操作に失敗しました（%d: %s）。", rc, message);
}
