/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The proposal as a counted value, its order and its words. Any thread. It asks nobody. */

#include "od-proposal.h"

#include <glib/gi18n-lib.h>

G_DEFINE_BOXED_TYPE (OdProposal, od_proposal, od_proposal_ref, od_proposal_unref)

static const char *const source_names[] = { "table", "autoconfig", "srv", "database", "mx-owner", "guess" };

OdProposal *
od_proposal_new (OdDiscoverySource source, const char *origin)
{
  OdProposal *self = g_new0 (OdProposal, 1);

  self->ref_count = 1;
  self->source = source;
  self->origin = g_strdup (origin);
  self->user = g_strdup ("");
  return self;
}

OdProposal *
od_proposal_copy (const OdProposal *self)
{
  OdProposal *copy = g_memdup2 (self, sizeof *self);

  copy->ref_count = 1;
  copy->origin = g_strdup (self->origin);
  copy->name = g_strdup (self->name);
  copy->host = g_strdup (self->host);
  copy->user = g_strdup (self->user);
  copy->mechanism = g_strdup (self->mechanism);
  copy->help_url = g_strdup (self->help_url);
  return copy;
}

OdProposal *
od_proposal_ref (OdProposal *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
od_proposal_unref (OdProposal *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_free (self->origin);
  g_free (self->name);
  g_free (self->host);
  g_free (self->user);
  g_free (self->mechanism);
  g_free (self->help_url);
  g_free (self);
}

static gboolean
is_under (const char *host, const char *domain)
{
  gsize host_length = strlen (host);
  gsize domain_length = strlen (domain);

  if (g_str_equal (host, domain))
    return TRUE;
  return host_length > domain_length && g_str_has_suffix (host, domain) &&
         host[host_length - domain_length - 1] == '.';
}

static gboolean
is_authenticated (const OdProposal *self)
{
  return self->source == OD_SOURCE_TABLE || self->source == OD_SOURCE_AUTOCONFIG ||
         (self->source == OD_SOURCE_SRV && self->verdict == OD_DNS_SECURE);
}

static gboolean
is_private (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_str_equal (host, "localhost") || (address != NULL && (g_inet_address_get_is_loopback (address) ||
                                                                 g_inet_address_get_is_link_local (address) ||
                                                                 g_inet_address_get_is_site_local (address)));
}

void
od_proposal_judge (OdProposal *self, const char *domain)
{
  gboolean stays_out = !is_authenticated (self) && !is_under (self->host, domain);

  self->is_foreign = self->source != OD_SOURCE_TABLE && (stays_out || is_private (self->host));
}

const char *
od_discovery_source_name (OdDiscoverySource source)
{
  return source_names[source];
}

static char *
host_of_page (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  return g_strdup (uri != NULL && g_uri_get_host (uri) != NULL ? g_uri_get_host (uri) : url);
}

static char *
page_words (const OdProposal *self)
{
  g_autofree char *host = host_of_page (self->origin);

  /* Translators: %s is a host */
  return g_strdup_printf (_ ("From the page of your provider, %s"), host);
}

char *
od_proposal_origin_words (const OdProposal *self)
{
  switch (self->source)
    {
    case OD_SOURCE_TABLE:
      return g_strdup (_ ("From the list of providers"));
    case OD_SOURCE_AUTOCONFIG:
      return page_words (self);
    case OD_SOURCE_SRV:
      return g_strdup (self->verdict == OD_DNS_SECURE ? _ ("From the signed name service of your domain")
                                                      : _ ("From the name service of your domain"));
    case OD_SOURCE_DATABASE:
      return g_strdup (_ ("From the public list of settings"));
    case OD_SOURCE_MX_OWNER:
      return g_strdup_printf (_ ("The provider of %s, which takes the mail of your domain in"), self->origin);
    default:
      return g_strdup (_ ("Tried: a mail server answers under this usual name"));
    }
}

int
od_proposal_compare (const OdProposal *a, const OdProposal *b)
{
  int plain_a = a->security == OD_SECURITY_NONE;
  int plain_b = b->security == OD_SECURITY_NONE;

  if (plain_a != plain_b)
    return plain_a - plain_b;
  if (a->is_proved != b->is_proved)
    return a->is_proved ? -1 : 1;
  if (a->source != b->source)
    return (int) a->source - (int) b->source;
  return (a->place > b->place) - (a->place < b->place);
}

gboolean
od_proposal_equal (const OdProposal *a, const OdProposal *b)
{
  return a->port == b->port && a->security == b->security && g_str_equal (a->host, b->host);
}

OdSettings *
od_proposal_apply (const OdProposal *self, const OdSettings *settings)
{
  OdSettings *applied = od_settings_copy (settings);

  od_settings_set_text (&applied->server, self->host);
  od_settings_set_text (&applied->user, self->user);
  applied->port = self->port;
  applied->security = self->security;
  return applied;
}
