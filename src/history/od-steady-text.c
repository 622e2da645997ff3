/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One expression for all that goes by, made once. Enhanced status codes (5.7.1) and names of hosts must not
 * fit it. */

#include "od-steady-text.h"

#include "od-queue-id.h"
#include "od-text.h"

#define DAY   "(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*"
#define MONTH "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
#define CLOCK "\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?"
#define ZONE  "(?: (?:[+-]\\d{4}|\\(?(?:utc|gmt|[a-z]{2,4}t)\\)?))*"

static const char *const fleeting[] = {
  /* Tue, 24 Nov 2026 10:00:00 +0100 (RFC 5322 §3.3) */
  "(?:\\b" DAY ",? )?\\b\\d{1,2} " MONTH " \\d{4}(?: " CLOCK ZONE ")?",
  /* Tue Nov 24 10:00:00 CET 2026 */
  "\\b" DAY " " MONTH " \\d{1,2} " CLOCK ZONE "(?: \\d{4})?",
  /* 2026-11-24T10:00:00Z */
  "\\b\\d{4}-\\d{2}-\\d{2}(?:[t ]" CLOCK "(?:z| ?[+-]\\d{2}:?\\d{2})?)?",
  CLOCK ZONE,
  /* 12 ms, 0.3 seconds */
  "\\b\\d+(?:[.,]\\d+)? ?(?:ms|msec|s|secs?|seconds?|min|mins|minutes?)\\b",
  /* 192.0.2.1, 2001:db8::1 */
  "\\b\\d{1,3}(?:\\.\\d{1,3}){3}\\b",
  "\\b(?:[0-9a-f]{1,4}:){2,}[0-9a-f:]*",
  /* Words of letters and digits, as ids are: the digit may stand anywhere, and dots and dashes within. */
  "(?<![\\w.@-])(?=[\\w-]*\\d)(?=[\\w-]*[a-z])[\\w-]{8,}(?:\\.\\d+)?(?![\\w@-]|\\.\\w)",
  "\\b\\d{6,}\\b",
};

static GRegex *
make_expression (void)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  GRegex *regex;

  for (gsize i = 0; i < G_N_ELEMENTS (fleeting); i++)
    g_string_append_printf (all, "%s(?:%s)", i > 0 ? "|" : "", fleeting[i]);
  regex = g_regex_new (all->str, G_REGEX_OPTIMIZE, 0, &error);
  if (regex == NULL)
    g_error ("od-steady-text: %s", error->message);
  return regex;
}

static GRegex *
expression (void)
{
  static GRegex *regex = NULL;

  if (g_once_init_enter (&regex))
    g_once_init_leave (&regex, make_expression ());
  return regex;
}

static char *
without_queue_id (const char *text)
{
  g_autofree char *id = od_queue_id_find (text);
  g_auto (GStrv) pieces = g_strsplit (text, id != NULL ? id : "\n\n", -1);

  return g_strjoinv ("…", pieces);
}

char *
od_steady_text (const char *text)
{
  g_autofree char *bare = without_queue_id (text);
  g_autofree char *folded = od_text_fold (bare);

  return g_regex_replace_literal (expression (), folded, -1, 0, "…", 0, NULL);
}
