/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The usual names below the domain, on the ports of submission (RFC 8314 §3.3, RFC 6409 §3.1). Such a name is
 * proposed only where a mail server with a certificate for it answers and offers a login. Worker thread. */

#include <glib/gi18n-lib.h>

#include "od-search.h"

typedef struct
{
  OdSearch *search;
  const char *host;
  gboolean found;
} Guess;

static gboolean
try_port (OdSearch *self, const char *host, guint port, OdSecurity security)
{
  OdProposal *proposal;

  if (!od_search_prove (self, host, port, security))
    return FALSE;
  proposal = od_proposal_new (OD_SOURCE_GUESS, host);
  proposal->host = g_strdup (host);
  proposal->port = port;
  proposal->security = security;
  proposal->is_proved = TRUE;
  od_search_offer (self, proposal);
  return TRUE;
}

static gpointer
try_submissions (gpointer data)
{
  Guess *guess = data;

  guess->found = try_port (guess->search, guess->host, 465, OD_SECURITY_TLS);
  return NULL;
}

void
od_search_guess (OdSearch *self, gconstpointer name)
{
  gint64 begun = g_get_monotonic_time ();
  g_autofree char *host = g_strconcat (name, od_search_domain (self), NULL);
  Guess guess = { self, host, FALSE };
  GThread *thread = g_thread_new ("submissions", try_submissions, &guess);
  guint count = try_port (self, host, 587, OD_SECURITY_STARTTLS) ? 1 : 0;

  g_thread_join (thread);
  count += guess.found ? 1 : 0;
  od_search_note (self, OD_SOURCE_GUESS, host,
                  count > 0 ? od_search_count_words (count) : g_strdup (_ ("no mail server to log in to")),
                  begun);
}
