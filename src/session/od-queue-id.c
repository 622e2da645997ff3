/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One row a make of server, the more certain forms first; the id is the first group. */

#include "od-queue-id.h"

#define ID "([A-Za-z0-9][A-Za-z0-9._:/+@=-]{2,127})"

static const char *const patterns[] = {
  "\\[InternalId=(\\d+)",                               /* Exchange */
  "queued as " ID,                                      /* Postfix, and many after it */
  "\\bid=" ID,                                          /* Exim */
  "^(?:OK )?\\d{9,11} " ID " - gsmtp",                  /* Gmail: "OK  1700000000 abc - gsmtp" */
  "^" ID " Message accepted for delivery",              /* sendmail */
  "^ok \\d+ qp (\\d+)",                                 /* qmail */
  "^(?:Requested mail action okay, completed: )id=" ID, /* GMX, WEB.DE */
  "^Ok:? " ID "$",                                      /* "Ok: 0100018…" of Amazon SES */
  "\\bqueue id[:=]? ?" ID,
};

static char *
first_group (const char *pattern, const char *text)
{
  g_autoptr (GRegex) regex =
      g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_MULTILINE | G_REGEX_RAW, (GRegexMatchFlags) 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  if (!g_regex_match (regex, text, (GRegexMatchFlags) 0, &match))
    return NULL;
  return g_match_info_fetch (match, 1);
}

/* "queued as 1A2B3C." ends a sentence; the dot is not of the id. */
static char *
without_full_stop (char *id)
{
  gsize length = strlen (id);

  while (length > 0 && (id[length - 1] == '.' || id[length - 1] == ':'))
    id[--length] = '\0';
  return id;
}

char *
od_queue_id_find (const char *text)
{
  g_autofree char *spaced = g_strdelimit (g_strdup (text), "\t\r", ' ');
  g_autoptr (GRegex) runs = g_regex_new (" {2,}", G_REGEX_RAW, (GRegexMatchFlags) 0, NULL);
  g_autofree char *tidy = g_regex_replace_literal (runs, spaced, -1, 0, " ", (GRegexMatchFlags) 0, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      char *id = first_group (patterns[i], tidy);

      if (id != NULL)
        return without_full_stop (id);
    }
  return NULL;
}
