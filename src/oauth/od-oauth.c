/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Requests and answers as values. No network in this file; any thread. */

#include "od-oauth.h"

#include <glib/gi18n-lib.h>
#include <gnutls/crypto.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "od-text.h"

#define RANDOM_OCTETS 32

/* (transfer full): base64url without padding (RFC 4648 §5). */
static char *
base64url (const guchar *octets, gsize length)
{
  char *text = g_base64_encode (octets, length);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

static char *
random_word (void)
{
  guchar octets[RANDOM_OCTETS];

  if (gnutls_rnd (GNUTLS_RND_KEY, octets, sizeof octets) != 0)
    g_error ("The system gives no random numbers");
  return base64url (octets, sizeof octets);
}

static char *
challenge_of (const char *verifier)
{
  guchar digest[32];
  gsize length = sizeof digest;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (checksum, (const guchar *) verifier, -1);
  g_checksum_get_digest (checksum, digest, &length);
  return base64url (digest, length);
}

OdOauthRequest *
od_oauth_request_new (const char *client_id, OdSecret *client_secret, const char *redirect_uri)
{
  OdOauthRequest *self = g_new0 (OdOauthRequest, 1);

  self->client_id = g_strdup (client_id);
  self->client_secret = client_secret != NULL ? od_secret_ref (client_secret) : NULL;
  self->redirect_uri = g_strdup (redirect_uri);
  self->state = random_word ();
  self->verifier = random_word ();
  self->challenge = challenge_of (self->verifier);
  return self;
}

void
od_oauth_request_free (OdOauthRequest *self)
{
  g_free (self->client_id);
  g_clear_pointer (&self->client_secret, od_secret_unref);
  od_secret_wipe_free (self->state);
  od_secret_wipe_free (self->verifier);
  g_free (self->challenge);
  g_free (self->redirect_uri);
  g_free (self);
}

static void
add (GString *query, const char *name, const char *value)
{
  g_autofree char *escaped = g_uri_escape_string (value, NULL, FALSE);

  g_string_append_printf (query, "%s%s=%s", query->len > 0 ? "&" : "", name, escaped);
}

char *
od_oauth_request_url (const OdOauthRequest *self, const OdOauthIssuer *issuer, const char *login_hint)
{
  g_autoptr (GString) query = g_string_new (NULL);

  add (query, "response_type", "code");
  add (query, "client_id", self->client_id);
  add (query, "redirect_uri", self->redirect_uri);
  add (query, "scope", issuer->scopes);
  add (query, "state", self->state);
  add (query, "code_challenge", self->challenge);
  add (query, "code_challenge_method", "S256");
  if (login_hint != NULL && *login_hint != '\0')
    add (query, "login_hint", login_hint);
  return g_strconcat (issuer->authorization, strchr (issuer->authorization, '?') != NULL ? "&" : "?",
                      query->str, NULL);
}

char *
od_oauth_request_form (const OdOauthRequest *self, const OdSecret *code)
{
  GString *form = g_string_sized_new (4096);

  add (form, "grant_type", "authorization_code");
  add (form, "code", od_secret_peek (code));
  add (form, "redirect_uri", self->redirect_uri);
  add (form, "client_id", self->client_id);
  add (form, "code_verifier", self->verifier);
  if (self->client_secret != NULL)
    add (form, "client_secret", od_secret_peek (self->client_secret));
  return g_string_free (form, FALSE);
}

/* What the words of RFC 6749 §5.2 and RFC 8628 §3.5 mean for the person. */
static const char *
words_for (const char *code)
{
  static const struct
  {
    const char *code;
    const char *words;
  } meanings[] = {
    { "invalid_client", N_ ("The client id is not known there, or it needs a client secret.") },
    { "unauthorized_client", N_ ("This client id may not sign in this way.") },
    { "invalid_grant", N_ ("The sign-in is not valid any more. Sign in once again.") },
    { "invalid_scope", N_ ("This client id may not ask for sending mail.") },
    { "access_denied", N_ ("You, or your organisation, did not allow access to your mail.") },
    { "expired_token", N_ ("The code has expired before it was typed. Try again.") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (g_strcmp0 (code, meanings[i].code) == 0)
      return _ (meanings[i].words);
  return NULL;
}

static const char *
member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)
                                                                          : NULL;
}

/* The issuer's own words always stand there, too. */
static void
refuse (JsonObject *object, GError **error)
{
  const char *code = member (object, "error");
  const char *description = member (object, "error_description");
  const char *words = words_for (code);
  g_autofree char *said = od_text_make_safe (description != NULL ? description : code, -1);

  if (words != NULL)
    g_set_error (error, OD_OAUTH_ERROR, OD_OAUTH_ERROR_REFUSED, "%s (%s)", words, said);
  else
    g_set_error (error, OD_OAUTH_ERROR, OD_OAUTH_ERROR_REFUSED, _ ("The sign-in service refused: %s"), said);
}

static gboolean
is_pending (const char *code)
{
  return g_strcmp0 (code, "authorization_pending") == 0 || g_strcmp0 (code, "slow_down") == 0;
}

OdSecret *
od_oauth_read_token (const char *json, gssize length, gboolean *pending, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object = NULL;

  if (pending != NULL)
    *pending = FALSE;
  if (json_parser_load_from_data (parser, json, length, NULL) && json_parser_get_root (parser) != NULL &&
      JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    object = json_node_get_object (json_parser_get_root (parser));
  if (object != NULL && member (object, "access_token") != NULL && *member (object, "access_token") != '\0')
    return od_secret_new (member (object, "access_token"), -1);
  if (object != NULL && pending != NULL && is_pending (member (object, "error")))
    {
      *pending = TRUE;
      return NULL;
    }
  if (object != NULL && member (object, "error") != NULL)
    refuse (object, error);
  else
    g_set_error_literal (error, OD_OAUTH_ERROR, OD_OAUTH_ERROR_ANSWER,
                         _ ("The sign-in service gave an answer that is none."));
  return NULL;
}
