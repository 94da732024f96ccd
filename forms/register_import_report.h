/* register_import_report — 取込み報告: 携帯電話機に保存された管理対象情報の取込み, 第7の1(2)エ(イ)d (M-17), カ(イ)e (M-41). */
#ifndef KANRIBO_FORMS_REGISTER_IMPORT_REPORT_H
#define KANRIBO_FORMS_REGISTER_IMPORT_REPORT_H

#include "forms/register.h"

extern const struct register_def register_import_report;

#endif
