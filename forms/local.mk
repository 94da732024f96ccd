libforms_a_SOURCES =
libforms_a_SOURCES += forms/err.c forms/text.c forms/text_code.c forms/text_filter.c forms/text_line.c forms/text_table.c
libforms_a_SOURCES += forms/cond.c forms/post.c forms/register.c forms/entry.c forms/field.c
libforms_a_SOURCES += forms/field_type_text.c forms/field_type_date.c forms/field_type_pick.c
libforms_a_SOURCES += forms/registers.c forms/rule.c forms/checkout_rules.c forms/master.c forms/unit.c
libforms_a_SOURCES += forms/register_calendar_day.c forms/register_checkout.c forms/register_device.c forms/register_monthly.c
libforms_a_SOURCES += forms/register_person.c forms/register_phone.c forms/register_place.c forms/register_post.c
libforms_a_SOURCES += forms/register_roster.c forms/register_setting.c forms/register_station.c forms/register_user.c
