/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether the recipient's domain exists and takes mail, as its MX records say. By the name service alone;
 * worker thread. */

#include "od-mail-domain.h"

static void
run (const OdProbeCase *self, OdEvent *event)
{
  g_autofree char *domain = od_mail_domain_of (od_facts_get (self->facts, "recipient"));
  g_autoptr (OdMailDomain) found = NULL;

  if (domain == NULL)
    return;
  event->text = g_strdup_printf ("MX %s", domain);
  found = od_mail_domain_look_up (self, domain);
  od_probe_add (event, "rdomain", found->exists);
  od_probe_add (event, "rdomain.dnssec", found->dnssec);
  od_probe_add (event, "rdomain.mx", found->mx);
  for (guint i = 0; i < found->hosts->len; i++)
    od_probe_add (event, "rdomain.mx.host", found->hosts->pdata[i]);
}

static const char *const facts[] = { "rdomain", "rdomain.mx", "rdomain.mx.host", "rdomain.dnssec", NULL };

const OdProbe od_probe_recipient_domain = {
  .name = "recipient-domain",
  .place = OD_PROBE_ALONE,
  .facts = facts,
  .about = "Whether the recipient's domain exists and takes mail.",
  .run = run,
};
