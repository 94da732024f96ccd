/* registers — every register of the program. A new one is its file and one line here. */
#include <stddef.h>

#include "forms/register_access_review.h"
#include "forms/register_calendar_day.h"
#include "forms/register_checkout.h"
#include "forms/register_connection.h"
#include "forms/register_device.h"
#include "forms/register_digital_device.h"
#include "forms/register_disposal.h"
#include "forms/register_exception.h"
#include "forms/register_firm.h"
#include "forms/register_handover.h"
#include "forms/register_import_report.h"
#include "forms/register_inspection.h"
#include "forms/register_inspection_item.h"
#include "forms/register_key.h"
#include "forms/register_key_use.h"
#include "forms/register_lock_waiver.h"
#include "forms/register_log_mapping.h"
#include "forms/register_log_result.h"
#include "forms/register_log_waiver.h"
#include "forms/register_medium.h"
#include "forms/register_monthly.h"
#include "forms/register_pc.h"
#include "forms/register_person.h"
#include "forms/register_personal_phone.h"
#include "forms/register_phone.h"
#include "forms/register_place.h"
#include "forms/register_post.h"
#include "forms/register_reminder.h"
#include "forms/register_roster.h"
#include "forms/register_secret.h"
#include "forms/register_section.h"
#include "forms/register_setting.h"
#include "forms/register_shared_id.h"
#include "forms/register_sighting.h"
#include "forms/register_software.h"
#include "forms/register_station.h"
#include "forms/register_terminal_storage.h"
#include "forms/register_transfer.h"
#include "forms/register_use.h"
#include "forms/register_user.h"
#include "forms/register_yearly.h"

#include "forms/banned.h"

/* The nine forms in their order, then the records attached to them, confirmations, masters. */
const struct register_def *const registers[] = {
    &register_software,
    &register_digital_device,
    &register_checkout,
    &register_phone,
    &register_inspection,
    &register_medium,
    &register_use,
    &register_key_use,
    &register_exception,
    &register_inspection_item,
    &register_log_result,
    &register_connection,
    &register_personal_phone,
    &register_secret,
    &register_import_report,
    &register_terminal_storage,
    &register_sighting,
    &register_handover,
    &register_log_waiver,
    &register_lock_waiver,
    &register_shared_id,
    &register_monthly,
    &register_yearly,
    &register_access_review,
    &register_reminder,
    &register_disposal,
    &register_transfer,
    &register_person,
    &register_post,
    &register_place,
    &register_section,
    &register_log_mapping,
    &register_device,
    &register_pc,
    &register_key,
    &register_firm,
    &register_roster,
    &register_calendar_day,
    &register_setting,
    &register_user,
    &register_station,
    NULL,
};
