/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads the description into proposals. A server of which host, port or encryption cannot be used is left
 * out. Any thread. Nothing that the text names is fetched. */

#include "od-autoconfig.h"

#include <string.h>

#include "od-text.h"
#include "od-xml.h"

#define MAX_OCTETS (256 * 1024)

/* What the description is read for. */
typedef struct
{
  OdDiscoverySource source;
  const char *origin;
  const OdAddress *address;
  const char *name;     /* of the provider, or NULL */
  const char *help_url; /* or NULL */
} Reading;

/* GMarkup passes both on: a type has no place here, and what follows a NUL would not be seen. */
static gboolean
check_text (const char *xml, gsize length, const char *origin, GError **error)
{
  const char *fault = NULL;

  if (length > MAX_OCTETS)
    fault = "longer than 256 KiB";
  else if (memchr (xml, '\0', length) != NULL)
    fault = "holds a NUL";
  else if (g_strstr_len (xml, (gssize) length, "<!DOCTYPE") != NULL)
    fault = "has a document type";
  if (fault != NULL)
    g_set_error (error, OD_XML_ERROR, OD_XML_ERROR_CONTENT, "%s: %s", origin, fault);
  return fault == NULL;
}

/* (transfer full): @text with its placeholders filled in. */
static char *
fill_in (const char *text, const OdAddress *address)
{
  g_autofree char *whole = g_strconcat (address->local_part, "@", address->domain, NULL);
  GString *filled = g_string_new (text);

  g_string_replace (filled, "%EMAILADDRESS%", whole, 0);
  g_string_replace (filled, "%EMAILLOCALPART%", address->local_part, 0);
  g_string_replace (filled, "%EMAILDOMAIN%", address->domain, 0);
  return g_string_free (filled, FALSE);
}

static gboolean
read_security (const char *text, OdSecurity *security)
{
  if (g_strcmp0 (text, "SSL") == 0)
    *security = OD_SECURITY_TLS;
  else if (g_strcmp0 (text, "STARTTLS") == 0)
    *security = OD_SECURITY_STARTTLS;
  else if (g_strcmp0 (text, "plain") == 0)
    *security = OD_SECURITY_NONE;
  else
    return FALSE;
  return TRUE;
}

/* (transfer full): "" where it is the address itself. */
static char *
read_user (const OdXmlNode *server, const OdAddress *address)
{
  const char *text = od_xml_node_child_text (server, "username");
  g_autofree char *user = fill_in (text != NULL ? text : "", address);
  g_autofree char *whole = g_strconcat (address->local_part, "@", address->domain, NULL);
  gboolean is_said = strchr (user, '%') == NULL && g_ascii_strcasecmp (user, whole) != 0;

  return od_text_make_safe (is_said ? user : "", -1);
}

/* Several may be named; a password is what most people have. */
static const char *
read_mechanism (const OdXmlNode *server)
{
  gboolean oauth = FALSE;

  for (guint i = 0; i < server->children->len; i++)
    {
      const OdXmlNode *node = server->children->pdata[i];

      if (!g_str_equal (node->name, "authentication"))
        continue;
      if (g_str_has_prefix (node->text, "password"))
        return "password";
      oauth = oauth || g_ascii_strcasecmp (node->text, "OAuth2") == 0;
    }
  return oauth ? "oauth" : NULL;
}

static char *
read_host (const OdXmlNode *server, const OdAddress *address)
{
  const char *text = od_xml_node_child_text (server, "hostname");
  g_autofree char *filled = fill_in (text != NULL ? text : "", address);

  return od_host_parse (filled, NULL);
}

/* (transfer full) (nullable) */
static OdProposal *
read_server (const Reading *self, const OdXmlNode *server)
{
  g_autoptr (OdProposal) proposal = od_proposal_new (self->source, self->origin);
  const char *port = od_xml_node_child_text (server, "port");

  proposal->host = read_host (server, self->address);
  if (proposal->host == NULL || port == NULL || !od_port_parse (port, &proposal->port, NULL) ||
      !read_security (od_xml_node_child_text (server, "socketType"), &proposal->security))
    return NULL;
  proposal->name = self->name != NULL ? od_text_make_safe (self->name, -1) : NULL;
  g_free (proposal->user);
  proposal->user = read_user (server, self->address);
  proposal->mechanism = g_strdup (read_mechanism (server));
  proposal->help_url = g_strdup (self->help_url);
  return g_steal_pointer (&proposal);
}

static const char *
find_help (const OdXmlNode *provider)
{
  const OdXmlNode *node = od_xml_node_child (provider, "documentation");
  const char *url = node != NULL ? od_xml_node_attribute (node, "url") : NULL;

  return url != NULL && g_str_has_prefix (url, "https://") ? url : NULL;
}

static void
read_provider (Reading *self, const OdXmlNode *provider, GPtrArray *proposals)
{
  self->name = od_xml_node_child_text (provider, "displayName");
  self->help_url = find_help (provider);
  for (guint i = 0; i < provider->children->len; i++)
    {
      const OdXmlNode *server = provider->children->pdata[i];
      OdProposal *proposal = NULL;

      if (g_str_equal (server->name, "outgoingServer") &&
          g_strcmp0 (od_xml_node_attribute (server, "type"), "smtp") == 0)
        proposal = read_server (self, server);
      if (proposal != NULL)
        g_ptr_array_add (proposals, proposal);
    }
}

/* Those with encryption first, else in their order. */
static GPtrArray *
encrypted_first (GPtrArray *all)
{
  GPtrArray *sorted = g_ptr_array_new_with_free_func ((GDestroyNotify) od_proposal_unref);

  for (guint plain = 0; plain < 2; plain++)
    for (guint i = 0; i < all->len; i++)
      {
        OdProposal *proposal = all->pdata[i];

        if ((proposal->security == OD_SECURITY_NONE) == (plain == 1))
          g_ptr_array_add (sorted, od_proposal_ref (proposal));
      }
  return sorted;
}

GPtrArray *
od_autoconfig_read (const char *xml,
                    gsize length,
                    OdDiscoverySource source,
                    const char *origin,
                    const char *address,
                    GError **error)
{
  g_autoptr (GPtrArray) proposals = g_ptr_array_new_with_free_func ((GDestroyNotify) od_proposal_unref);
  g_autoptr (OdAddress) parsed = od_address_parse (address, error);
  g_autoptr (OdXmlNode) root = NULL;
  Reading reading = { source, origin, parsed, NULL, NULL };

  if (parsed == NULL || !check_text (xml, length, origin, error))
    return NULL;
  root = od_xml_parse (origin, xml, length, error);
  if (root == NULL)
    return NULL;
  if (!g_str_equal (root->name, "clientConfig"))
    {
      od_xml_set_error (error, origin, root, "no description of mail settings");
      return NULL;
    }
  for (guint i = 0; i < root->children->len; i++)
    if (g_str_equal (((OdXmlNode *) root->children->pdata[i])->name, "emailProvider"))
      read_provider (&reading, root->children->pdata[i], proposals);
  return encrypted_first (proposals);
}
