/* home — what is to be done, the books, what is still missing before the first night. */
#ifndef KANRIBO_SCREENS_HOME_H
#define KANRIBO_SCREENS_HOME_H

#include "screens/screen.h"

/* In the place of the login screen; reopens the form that a lock or a kill interrupted. */
int home_open(struct screens *s, struct err *e);

#endif
