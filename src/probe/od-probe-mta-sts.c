/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the recipient's domain demands of those who send to it, as a sending server would ask for it (RFC
 * 8461): a record of the domain, and the policy on the domain's own web host. Worker thread. */

#include "od-https.h"
#include "od-mail-domain.h"
#include "od-mta-sts.h"
#include "od-probe-talk.h"

static gboolean
is_announced (const OdProbeCase *self, const char *domain, gboolean *answered)
{
  g_autofree char *name = g_strconcat ("_mta-sts.", domain, NULL);
  g_autoptr (GPtrArray) texts = od_probe_texts (self, name);
  guint count = 0;

  *answered = texts != NULL;
  for (guint i = 0; texts != NULL && i < texts->len; i++)
    count += od_mta_sts_is_announcement (texts->pdata[i]) ? 1 : 0;
  return count == 1; /* several are as good as none (§3.1) */
}

static const char *
why_unreadable (const GError *error)
{
  return error->domain == G_TLS_ERROR ? "certificate" : "unreachable";
}

static OdHttpsAnswer *
fetch (const OdProbeCase *self, const char *domain, GError **error)
{
  g_autofree char *url = g_strdup_printf ("https://mta-sts.%s/.well-known/mta-sts.txt", domain);
  OdHttpsOptions options = { .ca_file = self->settings->ca_file, .max_body = 65536, .no_redirects = TRUE };

  return od_https_get (url, &options, od_probe_deadline (self), self->cancellable, error);
}

static void
add_policy (const OdProbeCase *self, OdEvent *event, const OdMtaStsPolicy *policy)
{
  static const char *const modes[] = { "off", "testing", "enforce" };
  const char *host = od_facts_get (self->facts, "mx.used");

  od_probe_add (event, "mta-sts", modes[policy->mode]);
  if (policy->mode == OD_MTA_STS_NONE)
    return;
  for (guint i = 0; i < policy->names->len && i < 10; i++)
    od_probe_add (event, "mta-sts.names", policy->names->pdata[i]);
  if (host != NULL)
    od_probe_add (event, "mta-sts.match", od_mta_sts_policy_names (policy, host) ? "yes" : "no");
}

static void
add_unreadable (OdEvent *event, const char *why)
{
  od_probe_add (event, "mta-sts", "unreadable");
  od_probe_add (event, "mta-sts.why", why);
}

static void
read_policy (const OdProbeCase *self, OdEvent *event, const char *domain)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdHttpsAnswer) answer = fetch (self, domain, &error);
  g_autoptr (OdMtaStsPolicy) policy = NULL;
  gsize length;
  const char *text;

  if (answer == NULL)
    {
      if (!od_probe_is_over (self))
        add_unreadable (event, why_unreadable (error));
      return;
    }
  text = g_bytes_get_data (answer->body, &length);
  policy = answer->status == 200 && text != NULL ? od_mta_sts_policy_read (text, length) : NULL;
  if (policy != NULL)
    add_policy (self, event, policy);
  else
    add_unreadable (event, answer->status == 200 ? "content" : "answer");
}

static void
run (const OdProbeCase *self, OdEvent *event)
{
  const char *recipient = od_facts_get (self->facts, "recipient");
  g_autofree char *domain = recipient != NULL ? od_mail_domain_of (recipient) : NULL;
  gboolean answered = FALSE;

  if (domain == NULL)
    return;
  event->text = g_strdup (domain);
  if (is_announced (self, domain, &answered))
    read_policy (self, event, domain);
  else if (answered)
    od_probe_add (event, "mta-sts", "none");
}

static const char *const facts[] = { "mta-sts", "mta-sts.why", "mta-sts.match", "mta-sts.names", NULL };

const OdProbe od_probe_mta_sts = {
  .name = "mta-sts",
  .place = OD_PROBE_ALONE,
  .facts = facts,
  .about = "What the recipient's domain demands of senders by MTA-STS.",
  .run = run,
};
