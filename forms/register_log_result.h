/* register_log_result — 検証結果: what came out when the logs of a month were set against 様式第7号, kept with 様式第5号 (第7の1(2)オ(カ)b,
 * L1408): the files that were read, each with its SHA-256, and a line for each difference. Made by the program in one act. */
#ifndef KANRIBO_FORMS_REGISTER_LOG_RESULT_H
#define KANRIBO_FORMS_REGISTER_LOG_RESULT_H

#include "forms/register.h"

extern const struct register_def register_log_result;

#endif
