/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads the answer of a device endpoint. Any thread; no network. */

#include "od-oauth-device.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "od-json-member.h"
#include "od-oauth.h"
#include "od-text.h"

#define MAX_WAIT     300
#define MAX_INTERVAL 60

static gboolean
is_page (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && g_str_equal (g_uri_get_scheme (uri), "https") && g_uri_get_host (uri) != NULL &&
         *g_uri_get_host (uri) != '\0';
}

/* Google writes verification_url. */
static const char *
page_in (JsonObject *object)
{
  const char *page = od_json_member_text (object, "verification_uri");

  return *page != '\0' ? page : od_json_member_text (object, "verification_url");
}

static OdOauthDevice *
device_new (JsonObject *object)
{
  OdOauthDevice *self = g_new0 (OdOauthDevice, 1);
  gint64 expires = od_json_member_number (object, "expires_in", MAX_WAIT);
  gint64 interval = od_json_member_number (object, "interval", MAX_INTERVAL);

  self->device_code = od_secret_new (od_json_member_text (object, "device_code"), -1);
  self->user_code = od_text_make_safe (od_json_member_text (object, "user_code"), -1);
  self->page = g_strdup (page_in (object));
  self->expires = (guint) (expires > 0 ? expires : MAX_WAIT);
  self->interval = (guint) (interval > 0 ? interval : 5);
  return self;
}

OdOauthDevice *
od_oauth_device_read (const char *json, gssize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root = json_parser_load_from_data (parser, json, length, NULL) ? json_parser_get_root (parser)
                                                                           : NULL;
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;

  if (object != NULL && *od_json_member_text (object, "device_code") != '\0' &&
      *od_json_member_text (object, "user_code") != '\0' && is_page (page_in (object)))
    return device_new (object);
  if (object != NULL && *od_json_member_text (object, "error") != '\0')
    od_oauth_read_token (json, length, NULL, error); /* says what the error means; there is no token */
  else
    g_set_error_literal (error, OD_OAUTH_ERROR, OD_OAUTH_ERROR_ANSWER,
                         _ ("The sign-in service gave an answer that is none."));
  return NULL;
}

void
od_oauth_device_free (OdOauthDevice *self)
{
  od_secret_unref (self->device_code);
  g_free (self->user_code);
  g_free (self->page);
  g_free (self);
}
