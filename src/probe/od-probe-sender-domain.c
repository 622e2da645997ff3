/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the sender's domain says of itself: whether it exists, takes mail, and by SPF and DMARC who may send
 * for it. By the name service alone; worker thread. */

#include "od-mail-domain.h"
#include "od-spf.h"

#include <string.h>

static GPtrArray *
ask_texts (const char *name, gpointer user_data)
{
  return od_probe_texts (user_data, name);
}

static GPtrArray *
ask_addresses (const char *name, gpointer user_data)
{
  const OdProbeCase *self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *addresses =
      od_resolver_lookup_host (name, OD_FAMILY_ANY, od_probe_deadline (self), self->cancellable, &error);

  if (addresses == NULL && (g_error_matches (error, OD_RESOLVER_ERROR, OD_RESOLVER_ERROR_NOT_FOUND) ||
                            g_error_matches (error, OD_RESOLVER_ERROR, OD_RESOLVER_ERROR_NO_ADDRESS)))
    return g_ptr_array_new ();
  return addresses;
}

static GPtrArray *
ask_exchangers (const char *name, gpointer user_data)
{
  const OdProbeCase *self = user_data;
  g_autoptr (OdDnsAnswer)
      answer = od_dns_ask (name, OD_DNS_MX, od_probe_deadline (self), self->cancellable, NULL);
  GPtrArray *hosts;

  if (!od_dns_is_answered (answer))
    return NULL;
  hosts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < answer->records->len; i++)
    {
      char *host = od_dns_read_name (answer->records->pdata[i], 2);

      if (host != NULL)
        g_ptr_array_add (hosts, host);
    }
  return hosts;
}

/* Whose sending is judged: this computer's in a direct run, else the provider's server. */
static const char *
sending_address (const OdProbeCase *self)
{
  return od_facts_get (self->facts, self->settings->direct ? "client.address" : "server.address");
}

static void
add_spf (const OdProbeCase *self, const char *domain, OdEvent *event)
{
  const OdSpfResolver resolver = { ask_texts, ask_addresses, ask_exchangers, (gpointer) self };
  const char *text = sending_address (self);
  g_autoptr (GInetAddress) address = text != NULL ? g_inet_address_new_from_string (text) : NULL;
  g_autofree char *record = NULL;

  if (address == NULL)
    return;
  od_probe_add (event, "sdomain.spf",
                od_spf_check (&resolver, address, domain, self->settings->address, &record));
  od_probe_add (event, "sdomain.spf.address", text);
  od_probe_add (event, "sdomain.spf.record", record);
}

/* (transfer full): what stands behind "@name=" in a record of tags, or NULL. */
static char *
tag_of (const char *record, const char *name)
{
  g_auto (GStrv) tags = g_strsplit (record, ";", -1);

  for (char **tag = tags; *tag != NULL; tag++)
    {
      g_auto (GStrv) parts = g_strsplit (*tag, "=", 2);

      if (g_strv_length (parts) == 2 && g_ascii_strcasecmp (g_strstrip (parts[0]), name) == 0)
        return g_strdup (g_strstrip (parts[1]));
    }
  return NULL;
}

/* The policy of a DMARC record (RFC 7489 §6.3); that of a domain above may be another for those below it. */
static const char *
policy_of (const char *record, gboolean from_above)
{
  static const char *const policies[] = { "reject", "quarantine", "none", NULL };
  g_autofree char *own = tag_of (record, "p");
  g_autofree char *below = tag_of (record, "sp");
  const char *policy = from_above && below != NULL ? below : own;

  for (guint i = 0; policy != NULL && policies[i] != NULL; i++)
    if (g_ascii_strcasecmp (policy, policies[i]) == 0)
      return policies[i];
  return "broken";
}

/* "missing", "failed", "broken", or the policy. */
static const char *
dmarc_at (const OdProbeCase *self, const char *domain, gboolean from_above)
{
  g_autofree char *name = g_strconcat ("_dmarc.", domain, NULL);
  g_autoptr (GPtrArray) texts = od_probe_texts (self, name);

  if (texts == NULL)
    return "failed";
  for (guint i = 0; i < texts->len; i++)
    if (g_ascii_strncasecmp (texts->pdata[i], "v=DMARC1", 8) == 0)
      return policy_of (texts->pdata[i], from_above);
  return "missing";
}

/* The domain itself, else the ones above it, down to two labels. */
static const char *
find_dmarc (const OdProbeCase *self, const char *domain)
{
  const char *result = dmarc_at (self, domain, FALSE);

  while (g_str_equal (result, "missing"))
    {
      const char *dot = strchr (domain, '.');

      if (dot == NULL || strchr (dot + 1, '.') == NULL)
        return result;
      domain = dot + 1;
      result = dmarc_at (self, domain, TRUE);
    }
  return result;
}

static void
run (const OdProbeCase *self, OdEvent *event)
{
  g_autofree char *domain = od_mail_domain_of (self->settings->address);
  g_autoptr (OdMailDomain) found = NULL;

  if (domain == NULL)
    return;
  event->text = g_strdup_printf ("MX, SPF, DMARC %s", domain);
  found = od_mail_domain_look_up (self, domain);
  od_probe_add (event, "sdomain", found->exists);
  od_probe_add (event, "sdomain.mx", found->mx);
  if (!g_str_equal (found->exists, "exists"))
    return;
  add_spf (self, domain, event);
  od_probe_add (event, "sdomain.dmarc", find_dmarc (self, domain));
}

static const char *const facts[] = {
  "sdomain", "sdomain.mx", "sdomain.spf", "sdomain.spf.address", "sdomain.spf.record", "sdomain.dmarc", NULL,
};

const OdProbe od_probe_sender_domain = {
  .name = "sender-domain",
  .place = OD_PROBE_ALONE,
  .facts = facts,
  .about = "What the sender's domain says of itself.",
  .run = run,
};
