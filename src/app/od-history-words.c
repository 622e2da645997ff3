/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs in words. Any thread. */

#include "od-history-words.h"

#include <glib/gi18n-lib.h>

#include "od-text.h"

#define DOT " · "

char *
od_history_time_words (GDateTime *when)
{
  /* Translators: a day and a time as g_date_time_format() writes them, "25 November 2026, 08:05" */
  return g_date_time_format (when, _ ("%-d %B %Y, %H:%M"));
}

static char *
server_words (const char *server, guint port)
{
  if (server == NULL || *server == '\0')
    return g_strdup_printf (_ ("directly, port %u"), port);
  return g_strdup_printf ("%s:%u", server, port);
}

char *
od_history_run_words (GDateTime *when, const char *address, const char *server, guint port)
{
  g_autofree char *time = od_history_time_words (when);
  g_autofree char *where = server_words (server, port);

  if (address == NULL || *address == '\0')
    return g_strjoin (DOT, time, where, NULL);
  return g_strjoin (DOT, time, address, where, NULL);
}

char *
od_history_result_words (const OdResult *result)
{
  const OdSettings *settings = result->settings;
  g_autofree char *address = od_text_make_safe (settings->address, -1);
  g_autofree char *server = od_text_make_safe (settings->server, -1);

  return od_history_run_words (result->when, address, server, od_settings_effective_port (settings));
}
