/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Comparing other servers with the one of the run. It contacts nobody. */

#include "od-control-port.h"

#include <string.h>

#include "od-notes.h"

static guint
count (GPtrArray *words, const char *word)
{
  guint n = 0;

  for (guint i = 0; i < words->len; i++)
    n += g_str_equal (words->pdata[i], word);
  return n;
}

const char *
od_control_reached (GPtrArray *words)
{
  const char *most = NULL;

  if (count (words, "open") > 0)
    return "open";
  for (guint i = 0; i < words->len; i++)
    if (most == NULL || count (words, words->pdata[i]) > count (words, most))
      most = words->pdata[i];
  return most;
}

const char *
od_control_verify_word (const char *const *verify)
{
  static const char *const of_time[] = { "expired", "not-yet-valid", "intermediate-expired", NULL };

  if (g_strv_contains (verify, "ok"))
    return "good";
  for (const char *const *fault = verify; *fault != NULL; fault++)
    if (!g_strv_contains (of_time, *fault))
      return "bad";
  if (g_strv_contains (verify, "not-yet-valid"))
    return "not-yet-valid";
  return g_strv_contains (verify, "expired") ? "expired" : "bad";
}

static gboolean
is_host_name (const char *word)
{
  return strchr (word, '.') != NULL && strpbrk (word, "abcdefghijklmnopqrstuvwxyz") != NULL;
}

/* The host name a greeting begins with (RFC 5321 §4.3.1), or NULL where it begins with none. */
static char *
name_in_greeting (const char *text)
{
  g_autofree char *word = g_ascii_strdown (text, (gssize) strcspn (text, " \t"));

  return is_host_name (word) ? g_steal_pointer (&word) : NULL;
}

/* By the names; by all words where neither gives one. */
static const char *
compare (const char *own, const char *other)
{
  g_autofree char *own_name = name_in_greeting (own);
  g_autofree char *other_name = name_in_greeting (other);

  if (own_name == NULL && other_name == NULL)
    return g_ascii_strcasecmp (own, other) == 0 ? "same" : "other";
  return g_strcmp0 (own_name, other_name) == 0 ? "same" : "other";
}

const char *
od_control_greeting_word (const OdFacts *facts, const char *first_line, const OdSmtpReply *greeting)
{
  const char *own = od_facts_get (facts, "greeting");
  const char *kind = od_facts_get (facts, "greeting.kind");
  const char *kind_here = od_greeting_kind (first_line);
  g_autofree char *here = NULL;

  if (first_line == NULL || kind == NULL)
    return NULL;
  if (!g_str_equal (kind, "smtp") || !g_str_equal (kind_here, "smtp"))
    return g_str_equal (kind, kind_here) ? "same" : "other";
  if (own == NULL || greeting == NULL)
    return NULL;
  here = g_strndup (greeting->text, strcspn (greeting->text, "\n"));
  return compare (own, here);
}

/* The last two labels: "gmx.net" of "mail.gmx.net". */
static const char *
end_of (const char *host)
{
  const char *last = strrchr (host, '.');

  if (last == NULL)
    return host;
  for (const char *c = last; c > host; c--)
    if (c[-1] == '.')
      return c;
  return host;
}

gboolean
od_control_is_own (const OdProbeCase *self, const OdThirdParty *party)
{
  const char *server = od_facts_get (self->facts, "server");
  const OdProvider *own;

  if (server == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (end_of (server), end_of (party->host)) == 0)
    return TRUE;
  own = self->providers != NULL ? od_providers_find_host (self->providers, server) : NULL;
  return own != NULL && own == od_providers_find_host (self->providers, party->host);
}
