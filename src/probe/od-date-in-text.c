/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One pattern, and the parts it finds. Any thread; text of servers is untrusted, and looked at within its
 * first line's length only. */

#include "od-date-in-text.h"

#define PATTERN                                                                                 \
  "(?<day>\\d{1,2}) (?<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (?<year>\\d{4}) " \
  "(?<hour>\\d{2}):(?<minute>\\d{2}):(?<second>\\d{2}) (?<zone>[+-]\\d{4}|GMT|UTC?)"

static int
number_of (const GMatchInfo *match, const char *part)
{
  g_autofree char *text = g_match_info_fetch_named (match, part);

  return (int) g_ascii_strtoll (text, NULL, 10);
}

static int
month_of (const GMatchInfo *match)
{
  static const char *const names[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  g_autofree char *text = g_match_info_fetch_named (match, "month");
  int month = 1;

  while (month < 12 && g_ascii_strcasecmp (text, names[month - 1]) != 0)
    month++;
  return month;
}

/* "+0130" in seconds; GMT and UTC are 0. */
static gint32
offset_of (const GMatchInfo *match)
{
  g_autofree char *text = g_match_info_fetch_named (match, "zone");
  gint64 digits = g_ascii_isalpha (text[0]) ? 0 : g_ascii_strtoll (text, NULL, 10);

  return (gint32) ((digits / 100) * 3600 + (digits % 100) * 60);
}

GDateTime *
od_date_in_text (const char *text)
{
  g_autoptr (GRegex) pattern = g_regex_new (PATTERN, G_REGEX_CASELESS | G_REGEX_RAW, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GDateTime) there = NULL;

  if (!g_regex_match (pattern, text, 0, &match))
    return NULL;
  there = g_date_time_new_utc (number_of (match, "year"), month_of (match), number_of (match, "day"),
                               number_of (match, "hour"), number_of (match, "minute"),
                               number_of (match, "second"));
  return there != NULL ? g_date_time_add_seconds (there, -offset_of (match)) : NULL;
}
