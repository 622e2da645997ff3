/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether the name service works and tells the truth: names that must exist, one that cannot, and the
 * server's name by a look-up that checks signatures. By the name service alone; worker thread. */

#include "od-mail-domain.h"

/* The names of the list that must exist. */
#define CONTROL_NAME "control-name"

typedef struct
{
  const OdProbeCase *probe_case;
  char *name;
  GError *error; /* NULL: it has an address */
  GThread *thread;
} Look;

static gpointer
look_up (gpointer data)
{
  Look *look = data;
  const OdProbeCase *self = look->probe_case;
  g_autoptr (GPtrArray)
      addresses = od_resolver_lookup_host (look->name, OD_FAMILY_ANY, od_probe_deadline (self),
                                           self->cancellable, &look->error);

  return NULL;
}

static void
begin (Look *look, const OdProbeCase *self, const char *name)
{
  look->probe_case = self;
  look->name = g_strdup (name);
  look->thread = g_thread_new ("name", look_up, look);
}

static void
end (Look *look)
{
  if (look->thread != NULL)
    g_thread_join (look->thread);
  g_clear_error (&look->error);
  g_free (look->name);
}

/* Any name that is found shows that the service works. */
static const char *
judge_control (Look *looks, guint count)
{
  const char *word = "failed";

  for (guint i = 0; i < count; i++)
    {
      if (looks[i].error == NULL)
        return "ok";
      if (g_error_matches (looks[i].error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
        word = "silent";
    }
  return word;
}

static const char *
judge_invented (const Look *look)
{
  if (look->error == NULL)
    return "found";
  return g_error_matches (look->error, OD_RESOLVER_ERROR, OD_RESOLVER_ERROR_NOT_FOUND) ? "not-found"
                                                                                       : "failed";
}

/* Sixteen letters by chance below .com: nobody has registered that. */
static char *
invent_name (void)
{
  char letters[17] = { 0 };

  for (guint i = 0; i < 16; i++)
    letters[i] = (char) ('a' + g_random_int_range (0, 26));
  return g_strconcat (letters, ".com", NULL);
}

#define OD_DNS_CNAME ((OdDnsType) 5)

static const char *
judge_direct (const OdDnsAnswer *answer, const GError *error)
{
  if (answer == NULL)
    return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ? "silent" : "failed";
  if (answer->verdict == OD_DNS_BOGUS)
    return "bogus";
  if (answer->rcode == 3)
    return "not-found";
  if (answer->rcode != 0)
    return "failed";
  return answer->records->len > 0 ? "found" : "no-address";
}

static void
add_alias (const OdProbeCase *self, const char *server, OdEvent *event)
{
  g_autoptr (OdDnsAnswer)
      answer = od_dns_ask (server, OD_DNS_CNAME, od_probe_deadline (self), self->cancellable, NULL);
  g_autofree char *target = NULL;

  if (answer != NULL && answer->records->len > 0)
    target = od_dns_read_name (answer->records->pdata[0], 0);
  od_probe_add (event, "resolver.alias", target);
}

static void
look_directly (const OdProbeCase *self, const char *server, OdEvent *event)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdDnsAnswer)
      answer = od_dns_ask (server, OD_DNS_A, od_probe_deadline (self), self->cancellable, &error);

  od_probe_add (event, "resolver.direct", judge_direct (answer, error));
  if (answer != NULL)
    od_probe_add (event, "resolver.dnssec", od_dns_verdict_word (answer->verdict));
  add_alias (self, server, event);
}

static void
run (const OdProbeCase *self, OdEvent *event)
{
  g_autoptr (GPtrArray) names = od_third_parties_of (self->parties, CONTROL_NAME);
  const char *server = od_facts_get (self->facts, "server");
  g_autofree char *invented = invent_name ();
  Look looks[3] = { 0 };
  guint count = MIN (names->len, 2);

  event->text = g_strdup (server != NULL ? server : invented);
  for (guint i = 0; i < count; i++)
    begin (&looks[i], self, ((OdThirdParty *) names->pdata[i])->host);
  begin (&looks[2], self, invented);
  if (server != NULL && !od_host_is_address (server))
    look_directly (self, server, event);
  for (guint i = 0; i < 3; i++)
    if (looks[i].thread != NULL)
      {
        g_thread_join (looks[i].thread);
        looks[i].thread = NULL;
      }
  if (count > 0)
    od_probe_add (event, "resolver.control", judge_control (looks, count));
  od_probe_add (event, "resolver.invented", judge_invented (&looks[2]));
  for (guint i = 0; i < 3; i++)
    end (&looks[i]);
}

static const char *const facts[] = {
  "resolver.control", "resolver.invented", "resolver.direct", "resolver.dnssec", "resolver.alias", NULL,
};

const OdProbe od_probe_resolver = {
  .name = "resolver",
  .place = OD_PROBE_ALONE,
  .facts = facts,
  .about = "Whether the name service works and tells the truth.",
  .run = run,
};
