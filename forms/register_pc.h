/* register_pc — 電子計算機: what limits the use of media on each (第6の2(5), L1228–1246), and whether it keeps the logs of
 * 第6の1(4)ウ. Of the exempt ones (第6の2(5)エ) too: whether a medium may be connected is asked of all. R7-17. */
#ifndef KANRIBO_FORMS_REGISTER_PC_H
#define KANRIBO_FORMS_REGISTER_PC_H

#include "forms/register.h"

extern const struct register_def register_pc;

#endif
