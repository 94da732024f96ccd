/* register_log_mapping — ログの列の対応: under which headings the CSV of a PC's log has what. Entered once; the next month needs none. */
#ifndef KANRIBO_FORMS_REGISTER_LOG_MAPPING_H
#define KANRIBO_FORMS_REGISTER_LOG_MAPPING_H

#include "forms/register.h"

extern const struct register_def register_log_mapping;

#endif
