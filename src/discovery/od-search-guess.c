/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The usual names below the domain, on the ports of submission (RFC 8314 §3.3, RFC 6409 §3.1). Such a name is
 * proposed only where a mail server with a certificate for it answers. Worker thread. */

#include <glib/gi18n-lib.h>

#include "od-search.h"

typedef struct
{
  OdSearch *search;
  const char *host;
  guint place;
  gboolean found;
} Guess;

static gboolean
try_port (const Guess *self, guint port, OdSecurity security)
{
  OdProposal *proposal;

  if (!od_search_prove (self->search, self->host, port, security))
    return FALSE;
  proposal = od_proposal_new (OD_SOURCE_GUESS, self->host);
  proposal->host = g_strdup (self->host);
  proposal->port = port;
  proposal->security = security;
  proposal->place = self->place + (security == OD_SECURITY_TLS ? 0 : 1);
  proposal->is_proved = TRUE;
  od_search_offer (self->search, proposal);
  return TRUE;
}

static gpointer
try_submissions (gpointer data)
{
  Guess *guess = data;

  guess->found = try_port (guess, 465, OD_SECURITY_TLS);
  return NULL;
}

void
od_search_guess (OdSearch *self, gconstpointer data)
{
  const OdUsualName *name = data;
  gint64 begun = g_get_monotonic_time ();
  g_autofree char *host = g_strconcat (name->label, od_search_domain (self), NULL);
  Guess guess = { self, host, name->place, FALSE };
  GThread *thread = g_thread_new ("submissions", try_submissions, &guess);
  guint count = try_port (&guess, 587, OD_SECURITY_STARTTLS) ? 1 : 0;

  g_thread_join (thread);
  count += guess.found ? 1 : 0;
  od_search_note (self, OD_SOURCE_GUESS, host,
                  count > 0 ? od_search_count_words (count) : g_strdup (_ ("no mail server to log in to")),
                  begun);
}
