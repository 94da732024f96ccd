#ifndef KANRIBO_FORMS_BANNED_H
#define KANRIBO_FORMS_BANNED_H

/*
 * The last include of every .c file outside tests/: what is named here does not compile below it.
 * Beside each the reason or what to call instead.
 */

/* macros of libc under _FORTIFY_SOURCE, which a poison would complain about */
#undef sprintf
#undef vsprintf
#undef strcpy
#undef strcat
#undef strncpy
#undef strncat
#undef stpcpy
#undef stpncpy
#undef alloca

/* no bound on what is written: text.h, snprintf, memcpy with a checked length */
#pragma GCC poison strcpy strcat stpcpy sprintf vsprintf gets
/* leave a string without its end, or fill it with zeros without saying that it was cut */
#pragma GCC poison strncpy strncat stpncpy
/* hidden state between calls: strtok_r, strsep */
#pragma GCC poison strtok
/* the station's time is Japan time whatever TZ says: date.h */
#pragma GCC poison localtime localtime_r gmtime gmtime_r ctime ctime_r asctime asctime_r mktime
/* cannot tell a wrong number from 0, accept trailing rubbish: strtol with its end checked */
#pragma GCC poison atoi atol atoll atof
/* guessable: randombytes_buf in db/ */
#pragma GCC poison rand srand rand_r random srandom drand48 lrand48 mrand48
/* no shell is ever started */
#pragma GCC poison system popen wordexp
/* races on a name: mkstemp, mkdtemp */
#pragma GCC poison tmpnam tmpnam_r mktemp tempnam
/* a stack that the caller's data can overrun */
#undef alloca /* a macro of glibc, which stdlib.h brings */
#pragma GCC poison alloca
/* bytes without a conversion's bound */
#pragma GCC poison scanf fscanf vscanf vfscanf

#endif
