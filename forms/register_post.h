/* register_post — 職の指定: who holds which post from when to when. */
#ifndef KANRIBO_FORMS_REGISTER_POST_H
#define KANRIBO_FORMS_REGISTER_POST_H

#include "forms/register.h"

extern const struct register_def register_post;

#endif
