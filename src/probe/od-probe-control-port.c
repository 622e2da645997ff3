/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether the same port of other servers answers, how they greet and what certificates they show: that tells
 * what is blocked or changed here from what is amiss there. All of them side by side, a thread each; none is
 * logged in to. Worker thread. */

#include "od-control-port.h"

/* One host, asked in a thread of its own. */
typedef struct
{
  const OdProbeCase *probe_case;
  const OdThirdParty *party;
  guint port;
  GThread *thread;
  OdProbeTalk *talk;
  const char *reached;
} Control;

static void
control_free (gpointer data)
{
  Control *control = data;

  g_clear_pointer (&control->talk, od_probe_talk_free);
  g_free (control);
}

static gboolean
is_listed (const OdThirdParty *party)
{
  return g_strcmp0 (party->role, "listed") == 0;
}

static gboolean
has_port (const OdThirdParty *party, guint port)
{
  for (guint i = 0; i < party->ports->len; i++)
    if (g_array_index (party->ports, guint, i) == port)
      return TRUE;
  return FALSE;
}

static void
talk_plain (OdProbeTalk *talk)
{
  if (!od_probe_talk_hear_greeting (talk) || talk->greeting->code != 220 || !od_probe_talk_hello (talk, NULL))
    return;
  if (od_smtp_capabilities_has (talk->offers, "STARTTLS"))
    od_probe_talk_starttls (talk);
}

static void
talk_tls (OdProbeTalk *talk)
{
  if (od_probe_talk_encrypt (talk))
    od_probe_talk_hear_greeting (talk);
}

static gpointer
ask (gpointer data)
{
  Control *self = data;

  self->talk = od_probe_talk_connect (self->probe_case, self->party->host, self->port, OD_FAMILY_ANY);
  self->reached = od_probe_reached (self->talk->error);
  if (self->talk->socket == NULL || self->port == 443)
    return NULL;
  if (self->port == 465)
    talk_tls (self->talk);
  else
    talk_plain (self->talk);
  od_probe_talk_quit (self->talk);
  return NULL;
}

/* Control *: all hosts with that port but the server's own provider. */
static GPtrArray *
choose_controls (const OdProbeCase *self, guint port)
{
  GPtrArray *controls = g_ptr_array_new_with_free_func (control_free);
  g_autoptr (GPtrArray) hosts = od_third_parties_of (self->parties, OD_PARTY_CONTROL_HOST);

  for (guint i = 0; i < hosts->len; i++)
    {
      const OdThirdParty *party = hosts->pdata[i];
      Control *control;

      if (!has_port (party, port) || od_control_is_own (self, party))
        continue;
      control = g_new0 (Control, 1);
      control->probe_case = self;
      control->party = party;
      control->port = port;
      g_ptr_array_add (controls, control);
    }
  return controls;
}

static void
ask_all (GPtrArray *controls)
{
  for (guint i = 0; i < controls->len; i++)
    {
      Control *control = controls->pdata[i];
      control->thread = g_thread_new ("control-host", ask, control);
    }
  for (guint i = 0; i < controls->len; i++)
    g_thread_join (((Control *) controls->pdata[i])->thread);
}

static void
add_reached (GPtrArray *controls, gboolean listed, const char *fact, OdEvent *event)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  for (guint i = 0; i < controls->len; i++)
    {
      const Control *control = controls->pdata[i];
      if (is_listed (control->party) == listed)
        g_ptr_array_add (words, (gpointer) control->reached);
    }
  od_probe_add (event, fact, od_control_reached (words));
}

static const char *
greeting_word (const Control *control)
{
  return od_control_greeting_word (control->probe_case->facts, control->talk->first_line,
                                   control->talk->greeting);
}

static const char *
verify_word (const Control *control)
{
  const OdTlsInfo *tls = control->talk->tls;

  if (tls == NULL || tls->chain->len == 0)
    return NULL;
  return od_control_verify_word ((const char *const *) tls->verify);
}

static const char *
issuer_word (const Control *control)
{
  const char *issuer = od_facts_get (control->probe_case->facts, "tls.leaf.issuer");
  const OdTlsInfo *tls = control->talk->tls;

  if (issuer == NULL || tls == NULL || tls->chain->len == 0)
    return NULL;
  return g_strcmp0 (issuer, ((const OdCertificate *) tls->chain->pdata[0])->issuer) == 0 ? "same" : "other";
}

/* What the hosts say of one question: @deciding if any says so, else what the first says. */
static void
add_word (GPtrArray *controls,
          const char *(*word_of) (const Control *),
          const char *deciding,
          const char *fact,
          OdEvent *event)
{
  const char *word = NULL;

  for (guint i = 0; i < controls->len; i++)
    {
      const Control *control = controls->pdata[i];
      const char *own = is_listed (control->party) ? NULL : word_of (control);

      if (word == NULL || g_strcmp0 (own, deciding) == 0)
        word = own;
    }
  od_probe_add (event, fact, word);
}

static char *
list_hosts (GPtrArray *controls, guint port)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < controls->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", ((Control *) controls->pdata[i])->party->host);
  g_string_append_printf (text, " port %u", port);
  return g_string_free (text, FALSE);
}

static void
run (const OdProbeCase *self, OdEvent *event)
{
  guint asked = (guint) g_ascii_strtoull (self->arguments, NULL, 10);
  guint port = asked != 0 ? asked : od_settings_effective_port (self->settings);
  g_autoptr (GPtrArray) controls = choose_controls (self, port);
  g_autofree char *fact = g_strdup_printf ("control.%u", port);

  if (controls->len == 0)
    return;
  event->text = list_hosts (controls, port);
  ask_all (controls);
  add_reached (controls, FALSE, fact, event);
  add_reached (controls, TRUE, "control.listed", event);
  add_word (controls, greeting_word, "other", "control.greeting", event);
  add_word (controls, verify_word, "good", "control.verify", event);
  add_word (controls, issuer_word, "other", "control.issuer", event);
}

static const char *const facts[] = { "control.25",     "control.465",    "control.587",
                                     "control.443",    "control.listed", "control.greeting",
                                     "control.verify", "control.issuer", NULL };

const OdProbe od_probe_control_port = {
  .name = "control-port",
  .place = OD_PROBE_ALONE,
  .party = OD_PARTY_CONTROL_HOST,
  .facts = facts,
  .about = "Whether the same port of other servers answers, and how.",
  .run = run,
};
