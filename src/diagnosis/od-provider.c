/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads the provider table and finds providers in it by domain or host name. Immutable once read; any thread.
 * It knows names only: it asks no network. */

#include "od-provider-private.h"

#include <string.h>

static void
server_free (gpointer data)
{
  OdProviderServer *server = data;

  g_free (server->host);
  g_free (server->security);
  g_free (server);
}

static void
pattern_free (gpointer data)
{
  OdHostPattern *pattern = data;

  g_free (pattern->host);
  g_free (pattern);
}

static void
provider_free (gpointer data)
{
  OdProvider *provider = data;

  g_free (provider->id);
  g_free (provider->name);
  g_strfreev (provider->domains);
  g_strfreev (provider->mx_suffixes);
  g_ptr_array_unref (provider->servers);
  g_free (provider->user_form);
  g_strfreev (provider->auth);
  g_free (provider->help_url);
  g_free (provider);
}

/* The words of an attribute in lower case; none if it is not there. */
static char **
words_of (const OdXmlNode *node, const char *attribute)
{
  const char *text = od_xml_node_attribute (node, attribute);
  g_autofree char *lower = g_ascii_strdown (text != NULL ? text : "", -1);
  g_auto (GStrv) words = g_strsplit_set (lower, " \t\n", -1);
  GPtrArray *kept = g_ptr_array_new ();

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_ptr_array_add (kept, g_strdup (words[i]));
  g_ptr_array_add (kept, NULL);
  return (char **) g_ptr_array_free (kept, FALSE);
}

static OdProviderServer *
read_server (const char *file_name, const OdXmlNode *node, GError **error)
{
  OdProviderServer *server;
  const char *host = od_xml_node_attribute (node, "host");
  const char *port = od_xml_node_attribute (node, "port");
  const char *security = od_xml_node_attribute (node, "security");

  if (host == NULL || port == NULL ||
      (g_strcmp0 (security, "tls") != 0 && g_strcmp0 (security, "starttls") != 0))
    {
      od_xml_set_error (error, file_name, node, "<server> needs host, port and security (tls or starttls)");
      return NULL;
    }
  server = g_new0 (OdProviderServer, 1);
  server->host = g_ascii_strdown (host, -1);
  server->port = (guint) g_ascii_strtoull (port, NULL, 10);
  server->security = g_strdup (security);
  return server;
}

/* A server whose name is different for every customer cannot be proposed, only recognised. */
static void
keep_server (OdProviders *self, OdProvider *provider, OdProviderServer *server)
{
  OdHostPattern *pattern;

  if (strchr (server->host, '*') == NULL)
    {
      g_ptr_array_add (provider->servers, server);
      return;
    }
  pattern = g_new0 (OdHostPattern, 1);
  pattern->host = g_strdup (server->host);
  pattern->provider = provider;
  g_ptr_array_add (self->patterns, pattern);
  server_free (server);
}

static gboolean
read_servers (OdProviders *self,
              OdProvider *provider,
              const char *file_name,
              const OdXmlNode *node,
              GError **error)
{
  for (guint i = 0; i < node->children->len; i++)
    {
      OdProviderServer *server = read_server (file_name, node->children->pdata[i], error);

      if (server == NULL)
        return FALSE;
      keep_server (self, provider, server);
    }
  return TRUE;
}

static gboolean
read_provider (OdProviders *self, const char *file_name, const OdXmlNode *node, GError **error)
{
  OdProvider *provider = g_new0 (OdProvider, 1);

  g_ptr_array_add (self->list, provider);
  provider->id = g_strdup (od_xml_node_attribute (node, "id"));
  provider->name = g_strdup (od_xml_node_attribute (node, "name"));
  provider->user_form = g_strdup (od_xml_node_attribute (node, "user"));
  provider->help_url = g_strdup (od_xml_node_attribute (node, "help"));
  provider->domains = words_of (node, "domains");
  provider->mx_suffixes = words_of (node, "mx");
  provider->auth = words_of (node, "auth");
  provider->servers = g_ptr_array_new_with_free_func (server_free);
  if (provider->id == NULL || provider->name == NULL || provider->user_form == NULL)
    {
      od_xml_set_error (error, file_name, node, "<provider> needs id, name and user");
      return FALSE;
    }
  return read_servers (self, provider, file_name, node, error);
}

static void
add_key (GHashTable *table, char *key, OdProvider *provider)
{
  if (!g_hash_table_contains (table, key))
    g_hash_table_insert (table, key, provider);
}

static void
index_provider (OdProviders *self, OdProvider *provider)
{
  for (guint i = 0; provider->domains[i] != NULL; i++)
    add_key (self->by_domain, provider->domains[i], provider);
  for (guint i = 0; i < provider->servers->len; i++)
    add_key (self->by_server, ((OdProviderServer *) provider->servers->pdata[i])->host, provider);
}

void
od_providers_wake (OdProviders *self)
{
  self->by_domain = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_server = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->list->len; i++)
    index_provider (self, self->list->pdata[i]);
}

OdProviders *
od_providers_parse (const char *file_name, const char *text, gsize length, GError **error)
{
  g_autoptr (OdXmlNode) root = od_xml_parse (file_name, text, length, error);
  g_autoptr (OdProviders) self = NULL;

  if (root == NULL)
    return NULL;
  self = g_new0 (OdProviders, 1);
  self->list = g_ptr_array_new_with_free_func (provider_free);
  self->patterns = g_ptr_array_new_with_free_func (pattern_free);
  for (guint i = 0; i < root->children->len; i++)
    if (!read_provider (self, file_name, root->children->pdata[i], error))
      return NULL;
  od_providers_wake (self);
  return g_steal_pointer (&self);
}

void
od_providers_free (OdProviders *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->by_domain, g_hash_table_unref);
  g_clear_pointer (&self->by_server, g_hash_table_unref);
  g_ptr_array_unref (self->patterns);
  g_ptr_array_unref (self->list);
  g_free (self);
}

const GPtrArray *
od_providers_list (const OdProviders *self)
{
  return self->list;
}

/* A name as the table has it: lower case, without the final dot of the DNS. */
static char *
normal_name (const char *name)
{
  char *normal = g_ascii_strdown (name, -1);

  if (g_str_has_suffix (normal, "."))
    normal[strlen (normal) - 1] = '\0';
  return normal;
}

const OdProvider *
od_providers_find_domain (const OdProviders *self, const char *domain)
{
  g_autofree char *name = normal_name (domain);

  return g_hash_table_lookup (self->by_domain, name);
}

static gboolean
is_below (const char *host, const char *suffix)
{
  gsize host_length = strlen (host);
  gsize length = strlen (suffix);

  if (host_length < length || !g_str_equal (host + host_length - length, suffix))
    return FALSE;
  return host_length == length || host[host_length - length - 1] == '.';
}

/* Length of the longest MX suffix that @host is below; 0 if there is none. */
static gsize
mx_suffix_length (const OdProvider *provider, const char *host)
{
  gsize longest = 0;

  for (guint i = 0; provider->mx_suffixes[i] != NULL; i++)
    if (is_below (host, provider->mx_suffixes[i]))
      longest = MAX (longest, strlen (provider->mx_suffixes[i]));
  return longest;
}

static const OdProvider *
find_by_pattern (const OdProviders *self, const char *host)
{
  for (guint i = 0; i < self->patterns->len; i++)
    {
      const OdHostPattern *pattern = self->patterns->pdata[i];

      if (g_pattern_match_simple (pattern->host, host))
        return pattern->provider;
    }
  return NULL;
}

static const OdProvider *
find_by_mx (const OdProviders *self, const char *host)
{
  const OdProvider *found = NULL;
  gsize longest = 0;

  for (guint i = 0; i < self->list->len; i++)
    {
      gsize length = mx_suffix_length (self->list->pdata[i], host);

      if (length > longest)
        {
          longest = length;
          found = self->list->pdata[i];
        }
    }
  return found;
}

const OdProvider *
od_providers_find_host (const OdProviders *self, const char *host)
{
  g_autofree char *name = normal_name (host);
  const OdProvider *found = g_hash_table_lookup (self->by_server, name);

  if (found == NULL)
    found = find_by_pattern (self, name);
  return found != NULL ? found : find_by_mx (self, name);
}
