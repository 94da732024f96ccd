/* register_access_review — 権限の見直しの記録 (S-12, T-10): that システムセキュリティ責任者 has looked at the accounts and rights of this
 * program's station, with what システムセキュリティ維持管理者 told him of how they are run. How often is the station's to set
 * (access_review_months); the text has 「定期的」 (L1042, L1049) and 「適宜」 (L611). */
#ifndef KANRIBO_FORMS_REGISTER_ACCESS_REVIEW_H
#define KANRIBO_FORMS_REGISTER_ACCESS_REVIEW_H

#include "forms/register.h"

extern const struct register_def register_access_review;
/* Who may see when whose account was used. The technical administrator sees no book (S-15). */
#define ACCESS_REVIEW_VIEWERS (POST_ADMINISTRATOR | POST_DEPUTY | POST_SECURITY_OFFICER | POST_MAINTAINER | POST_CHIEF)

#endif
