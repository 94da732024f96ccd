#include <stdio.h>
#include <string.h>

#include "forms/banned.h"

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        puts("kanribo " KANRIBO_VERSION);
        return fflush(stdout) == 0 ? 0 : 1;
    }
    fputs("使い方: kanribo --version\n", stderr);
    return 2;
}
