/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The login mechanisms as one table and two functions for each: what it says first and how it answers a
 * challenge, which is checked before the library sees it. No I/O, no base64. */

#include "od-sasl-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "od-scram.h"
#include "od-text.h"

#define MAX_SHOWN_REFUSAL 1024

static gpointer
fail_out_of_turn (GError **error)
{
  return od_sasl_fail (error, OD_SASL_ERROR_CHALLENGE,
                       _ ("The server asks for something more although the login has no further step"));
}

static GBytes *
say (OdSasl *self, GBytes *challenge, GError **error)
{
  return od_sasl_library_step (self->library, challenge, NULL, error);
}

/* PLAIN (RFC 4616), EXTERNAL (RFC 4422 appendix A) */

static GBytes *
begin_simple (OdSasl *self, GError **error)
{
  self->finished = TRUE;
  return say (self, NULL, error);
}

static GBytes *
answer_nothing (OdSasl *self, GBytes *challenge, GError **error)
{
  return fail_out_of_turn (error);
}

/* LOGIN (draft-murchison-sasl-login) */

static gboolean
asks_for (GBytes *challenge, const char *word)
{
  gsize length;
  const char *bytes = g_bytes_get_data (challenge, &length);

  return length >= strlen (word) && g_ascii_strncasecmp (bytes, word, strlen (word)) == 0;
}

static GBytes *
answer_login (OdSasl *self, GBytes *challenge, GError **error)
{
  if (self->answered > 1)
    return fail_out_of_turn (error);
  if (self->answered == 0 && asks_for (challenge, "pass"))
    return od_sasl_fail (
        error, OD_SASL_ERROR_CHALLENGE,
        _ ("The server asked for the password before the user name; the password was not sent"));
  /* Asked again: the user name again, never the password. OD_SASL_MAX_ROUNDS ends this. */
  if (self->answered == 1 && asks_for (challenge, "user"))
    return od_sasl_wiped_bytes_new (self->user, strlen (self->user));
  self->answered++;
  self->finished = self->answered == 2;
  return say (self, challenge, error);
}

/* CRAM-MD5 (RFC 2195) */

static GBytes *
answer_cram_md5 (OdSasl *self, GBytes *challenge, GError **error)
{
  gsize length;
  const char *bytes = g_bytes_get_data (challenge, &length);

  if (self->answered++ > 0)
    return fail_out_of_turn (error);
  if (length == 0 || memchr (bytes, '\0', length) != NULL)
    return od_sasl_fail (error, OD_SASL_ERROR_CHALLENGE,
                         _ ("The server's login question is empty or damaged"));
  self->finished = TRUE;
  return say (self, challenge, error);
}

/* SCRAM (RFC 5802, RFC 7677) */

static GBytes *
begin_scram (OdSasl *self, GError **error)
{
  g_autoptr (GBytes) first = say (self, NULL, error);
  gsize length;
  const char *text;

  if (first == NULL)
    return NULL;
  text = g_bytes_get_data (first, &length);
  self->nonce = od_scram_client_nonce (text, length);
  if (self->nonce == NULL || self->nonce[0] == '\0')
    return od_sasl_fail (error, OD_SASL_ERROR_LIBRARY, _ ("The login method could not draw a random number"));
  return g_steal_pointer (&first);
}

static GBytes *
prove_ourselves (OdSasl *self, GBytes *server_first, GError **error)
{
  g_autoptr (GBytes) salt = NULL;
  guint iterations = 0;

  if (!od_scram_check_server_first (server_first, self->nonce, error))
    return NULL;
  salt = od_scram_get_salt (server_first, &iterations);
  od_sasl_library_salt (self->library, self->secret, salt, iterations);
  return say (self, server_first, error);
}

static GBytes *
check_proof (OdSasl *self, GBytes *server_final, GError **error)
{
  gboolean is_proved = FALSE;
  g_autoptr (GBytes) response = NULL;

  if (!od_scram_check_server_final (server_final, error))
    return NULL;
  response = od_sasl_library_step (self->library, server_final, &is_proved, NULL);
  if (!is_proved)
    return od_sasl_fail (error, OD_SASL_ERROR_SERVER_PROOF,
                         _ ("The server could not prove that it knows your password: it may be an impostor"));
  self->finished = TRUE;
  return g_steal_pointer (&response);
}

static GBytes *
answer_scram (OdSasl *self, GBytes *challenge, GError **error)
{
  switch (self->answered++)
    {
    case 0:
      return prove_ourselves (self, challenge, error);
    case 1:
      return check_proof (self, challenge, error);
    default:
      return fail_out_of_turn (error);
    }
}

/* OAUTHBEARER (RFC 7628) and XOAUTH2 (Google's format) */

/* saslname of RFC 5801 §4: a comma and an equals sign have a meaning in the GS2 header. */
static char *
gs2_name (const char *text)
{
  g_autoptr (GString) name = g_string_new (text);

  g_string_replace (name, "=", "=3D", 0);
  g_string_replace (name, ",", "=2C", 0);
  return g_strdup (name->str);
}

static GBytes *
begin_oauthbearer (OdSasl *self, GError **error)
{
  g_autofree char *name = gs2_name (self->user);
  g_autofree char *port = g_strdup_printf ("%u", self->port);

  self->finished = TRUE;
  return od_sasl_wiped_bytes_take (g_strconcat ("n,a=", name, ",\001host=", self->host, "\001port=", port,
                                                "\001auth=Bearer ", od_secret_peek (self->secret), "\001\001",
                                                NULL));
}

static GBytes *
begin_xoauth2 (OdSasl *self, GError **error)
{
  self->finished = TRUE;
  return od_sasl_wiped_bytes_take (
      g_strconcat ("user=", self->user, "\001auth=Bearer ", od_secret_peek (self->secret), "\001\001", NULL));
}

/* The token is refused: the server says why and wants an answer before it sends its 535 (RFC 7628 §3.2.3). */
static GBytes *
answer_refusal (OdSasl *self, GBytes *challenge, const char *response, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (challenge, &length);

  if (self->answered++ > 0)
    return fail_out_of_turn (error);
  self->finished = FALSE;
  self->refusal = od_text_make_safe (text == NULL ? "" : text, MIN (length, MAX_SHOWN_REFUSAL));
  return g_bytes_new (response, strlen (response));
}

static GBytes *
answer_oauthbearer (OdSasl *self, GBytes *challenge, GError **error)
{
  return answer_refusal (self, challenge, "\001", error);
}

static GBytes *
answer_xoauth2 (OdSasl *self, GBytes *challenge, GError **error)
{
  return answer_refusal (self, challenge, "", error);
}

#define SCRAM_TRAITS (OD_SASL_IS_SCRAM | OD_SASL_NEEDS_SECRET | OD_SASL_PREPARES_TEXT)

static const OdSaslMechanism mechanisms[] = {
  { "SCRAM-SHA-256-PLUS", SCRAM_TRAITS | OD_SASL_NEEDS_BINDING, begin_scram, answer_scram },
  { "SCRAM-SHA-256", SCRAM_TRAITS, begin_scram, answer_scram },
  { "SCRAM-SHA-1-PLUS", SCRAM_TRAITS | OD_SASL_NEEDS_BINDING, begin_scram, answer_scram },
  { "SCRAM-SHA-1", SCRAM_TRAITS, begin_scram, answer_scram },
  { "EXTERNAL", 0, begin_simple, answer_nothing },
  { "PLAIN", OD_SASL_NEEDS_SECRET, begin_simple, answer_nothing },
  { "LOGIN", OD_SASL_NEEDS_SECRET, NULL, answer_login },
  { "CRAM-MD5", OD_SASL_NEEDS_SECRET | OD_SASL_PREPARES_TEXT, NULL, answer_cram_md5 },
  { "XOAUTH2", OD_SASL_NEEDS_SECRET | OD_SASL_IS_OUR_OWN, begin_xoauth2, answer_xoauth2 },
  { "OAUTHBEARER", OD_SASL_NEEDS_SECRET | OD_SASL_IS_OUR_OWN, begin_oauthbearer, answer_oauthbearer },
};

const OdSaslMechanism *
od_sasl_find_mechanism (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (mechanisms); i++)
    if (g_ascii_strcasecmp (mechanisms[i].name, name) == 0)
      return &mechanisms[i];
  return NULL;
}
