/* bare_screen — what start_bench compares with: ncurses alone, a screenful of the same size, until a key comes. */
#include <curses.h>
#include <locale.h>

int main(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    SCREEN *screen = newterm(NULL, stdout, stdin);
    if (screen == NULL)
        return 1;
    for (int row = 0; row < 20; row++)
        mvaddstr(row, 0, "利用者ID 合言葉 管理簿 ログイン 令和8年11月24日 利用者ID 合言葉 管理簿");
    refresh();
    getch();
    endwin();
    delscreen(screen);
    return 0;
}
