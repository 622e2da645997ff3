/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The only file that knows libgsasl. It gives the library what was checked elsewhere and wipes what the
 * library would leave in memory. Of GnuTLS it takes one function of hashing (PBKDF2). */

#include "od-sasl-library.h"

#include <glib/gi18n-lib.h>
#include <gnutls/crypto.h>
#include <gsasl.h>
#include <string.h>

#include "od-sasl-private.h"

struct _OdSaslLibrary
{
  const char *mechanism; /* static */
  Gsasl *library;
  Gsasl_session *session;
};

static gpointer
fail_library (const OdSaslLibrary *self, int result, GError **error)
{
  if (result == GSASL_SASLPREP_ERROR)
    return od_sasl_fail (
        error, OD_SASL_ERROR_LIBRARY,
        _ ("The user name or password holds a character that this login method does not allow"));
  g_set_error (error, OD_SASL_ERROR, OD_SASL_ERROR_LIBRARY, _ ("The login method %s could not go on: %s"),
               self->mechanism, gsasl_strerror (result));
  return NULL;
}

OdSaslLibrary *
od_sasl_library_new (const char *mechanism, const char *user, OdSecret *secret, GError **error)
{
  g_autoptr (OdSaslLibrary) self = g_new0 (OdSaslLibrary, 1);
  int result = gsasl_init (&self->library);

  self->mechanism = mechanism;
  if (result == GSASL_OK)
    result = gsasl_client_start (self->library, mechanism, &self->session);
  if (result != GSASL_OK)
    return fail_library (self, result, error);
  if (secret != NULL)
    {
      gsasl_property_set (self->session, GSASL_AUTHID, user);
      gsasl_property_set (self->session, GSASL_PASSWORD, od_secret_peek (secret));
    }
  return g_steal_pointer (&self);
}

/* libgsasl frees its copies without wiping them, so that is done through the pointers it gives out. */
static void
wipe (Gsasl_session *session)
{
  const Gsasl_property secret_properties[] = { GSASL_PASSWORD, GSASL_SCRAM_SALTED_PASSWORD,
                                               GSASL_SCRAM_SERVERKEY, GSASL_SCRAM_STOREDKEY };

  for (guint i = 0; i < G_N_ELEMENTS (secret_properties); i++)
    {
      char *held = (char *) gsasl_property_fast (session, secret_properties[i]);

      if (held != NULL)
        od_secret_wipe (held, strlen (held));
    }
}

void
od_sasl_library_free (OdSaslLibrary *self)
{
  if (self == NULL)
    return;
  if (self->session != NULL)
    {
      wipe (self->session);
      gsasl_finish (self->session);
    }
  if (self->library != NULL)
    {
      gsasl_done (self->library);
      od_secret_wipe_freed ();
    }
  g_free (self);
}

/* libgsasl wants the binding in base64. */
gboolean
od_sasl_library_bind (OdSaslLibrary *self, const char *type, GBytes *binding)
{
  gboolean is_exporter = g_strcmp0 (type, "tls-exporter") == 0;
  g_autofree char *text = NULL;

  if (binding == NULL || (!is_exporter && g_strcmp0 (type, "tls-unique") != 0))
    return FALSE;
  text = g_base64_encode (g_bytes_get_data (binding, NULL), g_bytes_get_size (binding));
  gsasl_property_set (self->session, is_exporter ? GSASL_CB_TLS_EXPORTER : GSASL_CB_TLS_UNIQUE, text);
  return TRUE;
}

#define MAX_HASH 32

/* Gives it to the library, which wants it in hexadecimal. */
static void
set_salted (OdSaslLibrary *self, const guint8 *salted, guint length)
{
  char hex[2 * MAX_HASH + 1];

  for (guint i = 0; i < length; i++)
    g_snprintf (hex + 2 * (gsize) i, 3, "%02x", salted[i]);
  gsasl_property_set (self->session, GSASL_SCRAM_SALTED_PASSWORD, hex);
  od_secret_wipe (hex, sizeof hex);
}

void
od_sasl_library_salt (OdSaslLibrary *self, OdSecret *secret, GBytes *salt, guint iterations)
{
  gboolean is_256 = g_str_has_prefix (self->mechanism, "SCRAM-SHA-256");
  gsize salt_length = 0;
  gnutls_datum_t salt_datum = { (guint8 *) g_bytes_get_data (salt, &salt_length), 0 };
  gnutls_datum_t password = { NULL, 0 };
  char *prepared = NULL;
  guint8 salted[MAX_HASH];
  guint length = is_256 ? 32 : 20;

  if (gsasl_saslprep (od_secret_peek (secret), GSASL_ALLOW_UNASSIGNED, &prepared, NULL) != GSASL_OK)
    return;
  salt_datum.size = (unsigned int) salt_length;
  password = (gnutls_datum_t){ (guint8 *) prepared, (unsigned int) strlen (prepared) };
  if (gnutls_pbkdf2 (is_256 ? GNUTLS_MAC_SHA256 : GNUTLS_MAC_SHA1, &password, &salt_datum, iterations, salted,
                     length) == GNUTLS_E_SUCCESS)
    set_salted (self, salted, length);
  od_secret_wipe (salted, sizeof salted);
  od_secret_wipe (prepared, strlen (prepared));
  gsasl_free (prepared);
}

GBytes *
od_sasl_library_step (OdSaslLibrary *self, GBytes *challenge, gboolean *complete, GError **error)
{
  gsize length = 0;
  const char *input = challenge == NULL ? NULL : g_bytes_get_data (challenge, &length);
  char *output = NULL;
  size_t output_length = 0;
  int result = gsasl_step (self->session, input, length, &output, &output_length);
  GBytes *response;

  if (complete != NULL)
    *complete = result == GSASL_OK;
  if (result != GSASL_OK && result != GSASL_NEEDS_MORE)
    return fail_library (self, result, error);
  response = od_sasl_wiped_bytes_new (output, output_length);
  if (output != NULL)
    od_secret_wipe (output, output_length);
  gsasl_free (output);
  return response;
}

gboolean
od_sasl_library_prepares (const char *text)
{
  char *prepared = NULL;
  int result = gsasl_saslprep (text, GSASL_ALLOW_UNASSIGNED, &prepared, NULL);

  if (prepared != NULL)
    od_secret_wipe (prepared, strlen (prepared));
  gsasl_free (prepared);
  return result == GSASL_OK;
}
