/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Which names the server takes in EHLO: this computer's address, as mail programs give it, and a full host
 * name. A connection for each, side by side, encrypted as the settings say. Worker thread. */

#include "od-probe-talk.h"

typedef struct
{
  const OdProbeCase *probe_case;
  const char *host;
  const char *domain; /* NULL: the address literal */
  const char *result; /* a word of the facts; NULL: not found out */
} Try;

/* 421 takes leave and says nothing of the name (RFC 5321 §4.2.3). */
static const char *
word_of_answer (const OdProbeTalk *talk)
{
  if (talk->hello == NULL || talk->hello->code == 421)
    return NULL;
  return talk->hello->code == 250 ? "accepted" : "refused";
}

/* Once more after STARTTLS, where servers look again (RFC 3207 §4.2). */
static const char *
ask_again_encrypted (OdProbeTalk *talk, const char *name)
{
  if (!od_probe_talk_ask_starttls (talk) || !od_probe_talk_encrypt (talk))
    return NULL;
  od_probe_talk_hello (talk, name);
  return word_of_answer (talk);
}

static const char *
ask_name (OdProbeTalk *talk, const char *name)
{
  gboolean wants_starttls = od_settings_effective_security (talk->probe_case->settings) ==
                            OD_SECURITY_STARTTLS;
  const char *again;

  if (!od_probe_talk_begin (talk))
    return NULL;
  if (!od_probe_talk_hello (talk, name))
    return word_of_answer (talk);
  if (!wants_starttls || !od_probe_talk_offers_starttls (talk))
    return "accepted";
  again = ask_again_encrypted (talk, name);
  return again != NULL ? again : "accepted";
}

static gpointer
try_name (gpointer data)
{
  Try *self = data;
  guint port = od_settings_effective_port (self->probe_case->settings);
  OdFamily family = self->probe_case->settings->family;
  g_autoptr (OdProbeTalk) talk = od_probe_talk_connect (self->probe_case, self->host, port, family);
  g_autofree char *name = NULL;

  if (talk->socket != NULL)
    name = self->domain != NULL ? g_strdup (self->domain) : od_probe_talk_own_literal (talk);
  if (name != NULL)
    self->result = ask_name (talk, name);
  od_probe_talk_quit (talk);
  return NULL;
}

static void
run (const OdProbeCase *self, OdEvent *event)
{
  const char *host = od_facts_get (self->facts, "server");
  g_autoptr (OdAddress) own = od_address_parse (self->settings->address, NULL);
  Try literal = { .probe_case = self, .host = host };
  Try plain = { .probe_case = self,
                .host = host,
                .domain = own != NULL ? own->ascii_domain : "localhost.localdomain" };

  if (host == NULL)
    return;
  event->text = g_strdup_printf ("%s port %u, EHLO %s", host, od_settings_effective_port (self->settings),
                                 plain.domain);
  od_probe_side_by_side (try_name, &literal, &plain);
  od_probe_add (event, "ehlo.literal", literal.result);
  od_probe_add (event, "ehlo.plain-name", plain.result);
}

static const char *const facts[] = { "ehlo.literal", "ehlo.plain-name", NULL };

const OdProbe od_probe_ehlo_name = {
  .name = "ehlo-name",
  .place = OD_PROBE_ALONE,
  .asks_server = TRUE,
  .facts = facts,
  .about = "Which names the server takes in EHLO.",
  .run = run,
};
