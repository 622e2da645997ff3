/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A strict reading of what a SCRAM server sends (RFC 5802 §7). Attributes are cut at commas, which no value
 * may hold, and each is checked by its own small function. Pure, any thread; it computes no proof. */

#include "od-scram.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "od-sasl.h"
#include "od-text.h"

#define MAX_SHOWN_ERROR 64

static gboolean
refuse (GError **error, const char *reason)
{
  g_set_error (error, OD_SASL_ERROR, OD_SASL_ERROR_CHALLENGE,
               _ ("The server's part of the login is malformed: %s"), reason);
  return FALSE;
}

/* NULL unless @message is plain printable ASCII: all of SCRAM but extension values, and no real one needs
 * more. */
static char *
to_text (GBytes *message)
{
  gsize length;
  const char *bytes = g_bytes_get_data (message, &length);

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isprint (bytes[i]))
      return NULL;
  return g_strndup (bytes, length);
}

static gboolean
is_base64 (const char *text)
{
  gsize length = strlen (text);
  gsize letters = strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
  gsize padding = strspn (text + letters, "=");

  return letters > 0 && padding <= 2 && letters + padding == length && length % 4 == 0;
}

/* The value of @attribute if it is `@name=value`, else NULL. */
static const char *
value_of (const char *attribute, char name)
{
  if (attribute == NULL || attribute[0] != name || attribute[1] != '=')
    return NULL;
  return attribute + 2;
}

static gboolean
check_nonce (const char *nonce, const char *client_nonce, GError **error)
{
  if (nonce == NULL)
    return refuse (error, _ ("the nonce is missing"));
  if (!g_str_has_prefix (nonce, client_nonce))
    return refuse (error,
                   _ ("it does not belong to this login. Somebody may be tampering with the connection"));
  if (strlen (nonce) == strlen (client_nonce))
    return refuse (error, _ ("the server added nothing of its own to the nonce"));
  return TRUE;
}

static gboolean
check_iterations (const char *text, GError **error)
{
  guint64 iterations;

  if (text == NULL || !g_ascii_isdigit (text[0]))
    return refuse (error, _ ("the iteration count is missing"));
  if (strspn (text, "0123456789") != strlen (text))
    return refuse (error, _ ("the iteration count is not a number"));
  if (g_ascii_string_to_unsigned (text, 10, OD_SASL_MIN_ITERATIONS, OD_SASL_MAX_ITERATIONS, &iterations,
                                  NULL))
    return TRUE;

  g_set_error (error, OD_SASL_ERROR, OD_SASL_ERROR_ITERATIONS,
               _ ("The server asks for %.20s rounds of password hashing; only %d to %d are safe"), text,
               OD_SASL_MIN_ITERATIONS, OD_SASL_MAX_ITERATIONS);
  return FALSE;
}

/* Optional extensions may be there and mean nothing (RFC 5802 §5.1). r, s, i, v, e … a second time are a
 * trick. */
static gboolean
check_extensions (char **attributes, GError **error)
{
  for (; *attributes != NULL; attributes++)
    {
      gboolean is_attribute = g_ascii_isalpha ((*attributes)[0]) && (*attributes)[1] == '=';

      if (!is_attribute || strchr ("acehimnprsv", (*attributes)[0]) != NULL)
        return refuse (error, _ ("there is something it must not hold after the iteration count"));
    }
  return TRUE;
}

char *
od_scram_client_nonce (const char *client_first, gsize length)
{
  g_autofree char *text = g_strndup (client_first, length);
  g_auto (GStrv) attributes = g_strsplit (text, ",", -1);
  guint count = g_strv_length (attributes);

  return count == 0 ? NULL : g_strdup (value_of (attributes[count - 1], 'r'));
}

gboolean
od_scram_check_server_first (GBytes *message, const char *client_nonce, GError **error)
{
  g_autofree char *text = to_text (message);
  g_auto (GStrv) attributes = NULL;
  const char *salt;

  if (text == NULL)
    return refuse (error, _ ("it holds bytes that do not belong there"));
  attributes = g_strsplit (text, ",", -1);
  if (value_of (attributes[0], 'm') != NULL)
    return refuse (error, _ ("it demands an extension that nobody knows"));
  if (!check_nonce (value_of (attributes[0], 'r'), client_nonce, error))
    return FALSE;
  salt = value_of (attributes[1], 's');
  if (salt == NULL || !is_base64 (salt))
    return refuse (error, _ ("the salt is missing or damaged"));
  if (!check_iterations (value_of (attributes[2], 'i'), error))
    return FALSE;
  return check_extensions (attributes + 3, error);
}

GBytes *
od_scram_get_salt (GBytes *server_first, guint *iterations)
{
  g_autofree char *text = to_text (server_first);
  g_auto (GStrv) attributes = g_strsplit (text, ",", -1);
  gsize length = 0;
  guchar *salt = g_base64_decode (value_of (attributes[1], 's'), &length);

  *iterations = (guint) g_ascii_strtoull (value_of (attributes[2], 'i'), NULL, 10);
  return g_bytes_new_take (salt, length);
}

static gboolean
refuse_server_error (GError **error, const char *value)
{
  g_autofree char *name = g_strndup (value, MAX_SHOWN_ERROR);
  g_autofree char *safe = od_text_make_safe (name, -1);

  g_set_error (error, OD_SASL_ERROR, OD_SASL_ERROR_CHALLENGE,
               _ ("The server broke off the login and names the reason “%s”"), safe);
  return FALSE;
}

gboolean
od_scram_check_server_final (GBytes *message, GError **error)
{
  g_autofree char *text = to_text (message);
  const char *proof;

  if (text == NULL)
    return refuse (error, _ ("it holds bytes that do not belong there"));
  if (value_of (text, 'e') != NULL)
    return refuse_server_error (error, value_of (text, 'e'));
  proof = value_of (text, 'v');
  if (proof == NULL)
    return refuse (error, _ ("the proof that the server knows the password is missing"));
  if (!is_base64 (proof))
    return refuse (error, _ ("the proof that the server knows the password is damaged"));
  return TRUE;
}

gboolean
od_scram_is_server_final (GBytes *data)
{
  gsize length;
  const char *bytes;

  if (data == NULL)
    return FALSE;
  bytes = g_bytes_get_data (data, &length);
  return length >= 2 && (bytes[0] == 'v' || bytes[0] == 'e') && bytes[1] == '=';
}
