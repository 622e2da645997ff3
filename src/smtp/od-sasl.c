/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One login from its first word to its end, whatever the mechanism (od-sasl-mechanisms.c): whose turn it is,
 * how often, how much. One thread at a time, not the main one. It does no I/O, no base64, and never tries a
 * second mechanism. */

#include "od-sasl-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "od-scram.h"

/* A 334 line has at most 12288 octets (RFC 4954 §4), of which three quarters are left after base64. */
#define MAX_CHALLENGE (12288 / 4 * 3)

G_DEFINE_QUARK (od - sasl - error - quark, od_sasl_error)

gpointer
od_sasl_fail (GError **error, OdSaslError code, const char *message)
{
  g_set_error_literal (error, OD_SASL_ERROR, code, message);
  return NULL;
}

typedef struct
{
  gsize length;
  char bytes[];
} OdWipedBlock;

static void
wiped_block_free (gpointer data)
{
  OdWipedBlock *block = data;

  od_secret_wipe (block->bytes, block->length);
  g_free (block);
}

/* Copies @length bytes into memory that is wiped when the last reference goes. */
GBytes *
od_sasl_wiped_bytes_new (const char *bytes, gsize length)
{
  OdWipedBlock *block = g_malloc (sizeof (OdWipedBlock) + length);

  block->length = length;
  if (length > 0)
    memcpy (block->bytes, bytes, length);
  return g_bytes_new_with_free_func (block->bytes, length, wiped_block_free, block);
}

GBytes *
od_sasl_wiped_bytes_take (char *text)
{
  GBytes *bytes = od_sasl_wiped_bytes_new (text, strlen (text));

  od_secret_wipe_free (text);
  return bytes;
}

/* A control character would end a field of PLAIN (NUL) or of the token formats (\001) early. */
static gboolean
holds_separator (const char *text, gsize length)
{
  return memchr (text, '\0', length) != NULL || memchr (text, '\001', length) != NULL;
}

static gboolean
check_identity (const OdSasl *self, GError **error)
{
  if (!(self->mechanism->traits & OD_SASL_NEEDS_SECRET))
    return TRUE;
  if (self->user[0] == '\0')
    return od_sasl_fail (error, OD_SASL_ERROR_LIBRARY, _ ("The user name for the login is missing")) != NULL;
  if (self->secret == NULL)
    return od_sasl_fail (error, OD_SASL_ERROR_LIBRARY,
                         _ ("The password or token for the login is missing")) != NULL;
  if (holds_separator (self->user, strlen (self->user)) ||
      holds_separator (self->host, strlen (self->host)) ||
      holds_separator (od_secret_peek (self->secret), od_secret_get_length (self->secret)))
    return od_sasl_fail (error, OD_SASL_ERROR_LIBRARY,
                         _ ("The user name or password holds a control character, which cannot be sent")) !=
           NULL;
  if (!(self->mechanism->traits & OD_SASL_PREPARES_TEXT))
    return TRUE;
  if (!od_sasl_library_prepares (self->user))
    return od_sasl_fail (error, OD_SASL_ERROR_LIBRARY,
                         _ ("The user name holds a character that this login method does not allow")) != NULL;
  if (!od_sasl_library_prepares (od_secret_peek (self->secret)))
    return od_sasl_fail (error, OD_SASL_ERROR_LIBRARY,
                         _ ("The password holds a character that this login method does not allow, "
                            "such as a control character or a damaged letter")) != NULL;
  return TRUE;
}

/* Only -PLUS gets the binding: see the note on the GS2 flag in the header. */
static gboolean
start_library (OdSasl *self, const char *binding_type, GBytes *binding, GError **error)
{
  OdSecret *secret = self->mechanism->traits & OD_SASL_NEEDS_SECRET ? self->secret : NULL;

  self->library = od_sasl_library_new (self->mechanism->name, self->user, secret, error);
  if (self->library == NULL)
    return FALSE;
  if (!(self->mechanism->traits & OD_SASL_NEEDS_BINDING) ||
      od_sasl_library_bind (self->library, binding_type, binding))
    return TRUE;
  od_sasl_fail (error, OD_SASL_ERROR_LIBRARY,
                _ ("This login method needs a channel binding, which this connection does not give"));
  return FALSE;
}

OdSasl *
od_sasl_new (const char *mechanism,
             const char *user,
             OdSecret *secret,
             const char *binding_type,
             GBytes *binding,
             const char *host,
             guint port,
             GError **error)
{
  g_autoptr (OdSasl) self = g_new0 (OdSasl, 1);

  self->mechanism = od_sasl_find_mechanism (mechanism);
  if (self->mechanism == NULL)
    return od_sasl_fail (error, OD_SASL_ERROR_NO_MECHANISM, _ ("This login method is not supported"));
  self->user = g_strdup (user == NULL ? "" : user);
  self->secret = secret == NULL ? NULL : od_secret_ref (secret);
  self->host = g_strdup (host == NULL ? "" : host);
  self->port = port;
  if (!check_identity (self, error))
    return NULL;
  if (!(self->mechanism->traits & OD_SASL_IS_OUR_OWN) && !start_library (self, binding_type, binding, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
od_sasl_free (OdSasl *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->library, od_sasl_library_free);
  g_clear_pointer (&self->secret, od_secret_unref);
  g_clear_pointer (&self->first, g_bytes_unref);
  g_free (self->user);
  g_free (self->host);
  g_free (self->nonce);
  g_free (self->refusal);
  g_free (self);
}

gboolean
od_sasl_client_first (const OdSasl *self)
{
  return self->mechanism->begin != NULL;
}

const char *
od_sasl_get_refusal (const OdSasl *self)
{
  return self->refusal;
}

/* The initial response. Said once more, and only once, to a server that has overlooked it. */
static GBytes *
say_first (OdSasl *self, GError **error)
{
  if (self->first == NULL)
    self->first = self->mechanism->begin (self, error);
  else
    self->repeated = TRUE;
  return self->first == NULL ? NULL : g_bytes_ref (self->first);
}

static GBytes *
next_response (OdSasl *self, GBytes *challenge, GError **error)
{
  gboolean is_empty = challenge == NULL || g_bytes_get_size (challenge) == 0;
  gboolean may_say_first = self->first == NULL || (self->answered == 0 && !self->repeated);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);

  if (self->mechanism->begin != NULL && is_empty && may_say_first)
    return say_first (self, error);
  if (self->mechanism->begin != NULL && self->first == NULL)
    return od_sasl_fail (error, OD_SASL_ERROR_CHALLENGE,
                         _ ("The server spoke first in a login where it is our turn"));
  return self->mechanism->answer (self, challenge == NULL ? nothing : challenge, error);
}

static GBytes *
bounded_response (OdSasl *self, GBytes *challenge, GError **error)
{
  if (self->failed)
    return od_sasl_fail (error, OD_SASL_ERROR_CHALLENGE,
                         _ ("The server goes on with a login that has failed"));
  if (++self->rounds > OD_SASL_MAX_ROUNDS)
    return od_sasl_fail (error, OD_SASL_ERROR_ROUNDS,
                         _ ("The server asks again and again and never ends the login"));
  if (challenge != NULL && g_bytes_get_size (challenge) > MAX_CHALLENGE)
    return od_sasl_fail (error, OD_SASL_ERROR_CHALLENGE, _ ("The server's login question is too long"));
  return next_response (self, challenge, error);
}

GBytes *
od_sasl_step (OdSasl *self, GBytes *challenge, GError **error)
{
  GBytes *response = bounded_response (self, challenge, error);

  self->failed = response == NULL;
  return response;
}

/* The 235 of a SCRAM login, perhaps with the server's proof beside it. */
static gboolean
finish_scram (OdSasl *self, GBytes *final_data, GError **error)
{
  if (od_scram_is_server_final (final_data))
    {
      g_autoptr (GBytes) response = od_sasl_step (self, final_data, error);

      return response != NULL && self->finished;
    }
  if (self->finished && !self->failed)
    return TRUE;
  od_sasl_fail (
      error, OD_SASL_ERROR_SERVER_PROOF,
      _ ("The server says the login is done but did not prove that it knows your password: it may be an "
         "impostor"));
  return FALSE;
}

gboolean
od_sasl_finish (OdSasl *self, GBytes *final_data, GError **error)
{
  if (self->mechanism->traits & OD_SASL_IS_SCRAM)
    return finish_scram (self, final_data, error);
  if (self->finished && !self->failed)
    return TRUE;
  od_sasl_fail (error, OD_SASL_ERROR_CHALLENGE,
                _ ("The server says the login is done before it was complete"));
  return FALSE;
}
