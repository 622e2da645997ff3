/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Issuers from the built-in table or from their own description. Any thread; no network. */

#include "od-oauth-issuer.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "od-knowledge.h"
#include "od-xml.h"

#define TABLE "parties/oauth.xml"

G_DEFINE_QUARK (od_oauth_error_quark, od_oauth_error)

OdOauthIssuer *
od_oauth_issuer_ref (OdOauthIssuer *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
od_oauth_issuer_unref (OdOauthIssuer *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->issuer);
  g_free (self->authorization);
  g_free (self->token);
  g_free (self->device);
  g_free (self->scopes);
  g_strfreev (self->hosts);
  g_free (self);
}

static OdOauthIssuer *
issuer_from_row (const OdXmlNode *row)
{
  OdOauthIssuer *self = g_new0 (OdOauthIssuer, 1);
  const char *hosts = od_xml_node_attribute (row, "hosts");

  self->ref_count = 1;
  self->id = g_strdup (od_xml_node_attribute (row, "id"));
  self->name = g_strdup (od_xml_node_attribute (row, "name"));
  self->issuer = g_strdup (od_xml_node_attribute (row, "issuer"));
  self->authorization = g_strdup (od_xml_node_attribute (row, "authorization"));
  self->token = g_strdup (od_xml_node_attribute (row, "token"));
  self->device = g_strdup (od_xml_node_attribute (row, "device"));
  self->scopes = g_strdup (od_xml_node_attribute (row, "scopes"));
  self->hosts = g_strsplit (hosts != NULL ? hosts : "", " ", -1);
  return self;
}

GPtrArray *
od_oauth_issuers (void)
{
  GPtrArray *issuers = g_ptr_array_new_with_free_func ((GDestroyNotify) od_oauth_issuer_unref);
  gsize length = 0;
  g_autofree char *text = od_knowledge_dup_file (TABLE, &length);
  g_autoptr (GError) error = NULL;
  g_autoptr (OdXmlNode) root = od_xml_parse (TABLE, text, length, &error);

  if (root == NULL)
    g_error ("%s", error->message);
  for (guint i = 0; i < root->children->len; i++)
    g_ptr_array_add (issuers, issuer_from_row (root->children->pdata[i]));
  return issuers;
}

OdOauthIssuer *
od_oauth_issuer_for_host (const char *host)
{
  g_autoptr (GPtrArray) issuers = od_oauth_issuers ();
  g_autofree char *name = g_ascii_strdown (host, -1);

  for (guint i = 0; i < issuers->len; i++)
    {
      OdOauthIssuer *issuer = issuers->pdata[i];

      if (g_strv_contains ((const char *const *) issuer->hosts, name))
        return od_oauth_issuer_ref (issuer);
    }
  return NULL;
}

static gboolean
is_https (const char *url)
{
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_NONE, NULL) : NULL;

  return uri != NULL && g_str_equal (g_uri_get_scheme (uri), "https") && g_uri_get_host (uri) != NULL &&
         *g_uri_get_host (uri) != '\0';
}

static const char *
member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)
                                                                          : NULL;
}

/* What is wrong with a description, in a sentence; NULL: nothing. */
static const char *
reason_against (const char *issuer, JsonObject *description)
{
  const char *device = member (description, "device_authorization_endpoint");

  if (g_strcmp0 (member (description, "issuer"), issuer) != 0)
    return _ ("The sign-in service describes itself under another name.");
  if (!is_https (member (description, "authorization_endpoint")) ||
      !is_https (member (description, "token_endpoint")) || (device != NULL && !is_https (device)))
    return _ ("The sign-in service does not name encrypted pages for signing in.");
  return NULL;
}

static OdOauthIssuer *
issuer_from_description (const char *issuer, JsonObject *description)
{
  OdOauthIssuer *self = g_new0 (OdOauthIssuer, 1);
  g_autoptr (GUri) uri = g_uri_parse (issuer, G_URI_FLAGS_NONE, NULL);

  self->ref_count = 1;
  self->name = g_strdup (uri != NULL ? g_uri_get_host (uri) : issuer);
  self->issuer = g_strdup (issuer);
  self->authorization = g_strdup (member (description, "authorization_endpoint"));
  self->token = g_strdup (member (description, "token_endpoint"));
  self->device = g_strdup (member (description, "device_authorization_endpoint"));
  self->scopes = g_strdup ("openid email offline_access");
  self->hosts = g_new0 (char *, 1);
  return self;
}

OdOauthIssuer *
od_oauth_issuer_read (const char *issuer, const char *json, gssize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;
  const char *why;

  if (!json_parser_load_from_data (parser, json, length, NULL) ||
      (root = json_parser_get_root (parser)) == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, OD_OAUTH_ERROR, OD_OAUTH_ERROR_ISSUER,
                           _ ("The sign-in service does not describe itself in a way that can be read."));
      return NULL;
    }
  why = reason_against (issuer, json_node_get_object (root));
  if (why != NULL)
    {
      g_set_error_literal (error, OD_OAUTH_ERROR, OD_OAUTH_ERROR_ISSUER, why);
      return NULL;
    }
  return issuer_from_description (issuer, json_node_get_object (root));
}
