/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The handshake, which od-tls.h promises to keep apart from the verdict on the certificate: the chain is read
 * and shown whatever its worth. Worker thread. */

#include "od-tls-private.h"

#include <string.h>
#include <sys/socket.h>

#include "od-certificate-private.h"
#include "od-text.h"

#define RECORD_TYPE_FIRST 20 /* change_cipher_spec (RFC 8446 §5.1) */
#define RECORD_TYPE_ALERT 21
#define RECORD_TYPE_LAST  24 /* heartbeat (RFC 6520) */
#define PLAIN_TEXT_SHOWN  200

/* Whether what came first is not TLS at all: text, as from a server that waits for STARTTLS. */
static gboolean
is_plain (const OdTls *self)
{
  return self->n_first > 0 && (self->first[0] < RECORD_TYPE_FIRST || self->first[0] > RECORD_TYPE_LAST);
}

/* The line that came in place of TLS, safe to show: the octets read so far and what lies in the socket. */
static char *
read_plain_text (OdTls *self)
{
  char bytes[PLAIN_TEXT_SHOWN];
  gsize length = self->n_first;
  gssize more;

  memcpy (bytes, self->first, self->n_first);
  more =
      recv (g_socket_get_fd (self->socket), bytes + length, sizeof bytes - length, MSG_DONTWAIT | MSG_PEEK);
  length += MAX (more, 0);
  for (gsize i = 0; i < length; i++)
    {
      if (bytes[i] == '\r' || bytes[i] == '\n')
        length = i;
    }
  return od_text_make_safe (bytes, length);
}

/* A server that refuses in the middle of our flight closes while we still write: its alert, not yet
 * encrypted, lies in the socket (RFC 5246 §6.2.1). -1 if there is none. */
static int
read_unheard_alert (OdTls *self)
{
  guint8 record[7];

  if (recv (g_socket_get_fd (self->socket), record, sizeof record, MSG_DONTWAIT) != sizeof record)
    return -1;
  if (record[0] != RECORD_TYPE_ALERT || record[3] != 0 || record[4] != 2 || record[5] != GNUTLS_AL_FATAL)
    return -1;
  return record[6];
}

static void
note_alert (OdTlsInfo *info, int alert)
{
  if (alert < 0)
    return;
  g_free (info->alert_name);
  info->alert = alert;
  info->alert_name = od_tls_alert_name (alert);
}

static void
set_handshake_error (OdTls *self, int code, OdTlsInfo *info, GError **error)
{
  OdTlsFailure failure = od_tls_describe_failure (self, code);
  g_autofree char *text = NULL;

  info->error_code = code;
  if (code == GNUTLS_E_PUSH_ERROR)
    note_alert (info, failure.alert = read_unheard_alert (self));
  if (is_plain (self))
    {
      text = read_plain_text (self);
      failure.plain = TRUE;
      failure.plain_text = text;
    }
  od_tls_set_handshake_error (error, &failure);
}

/* Warnings and other non-fatal codes are not failures: the handshake goes on (SECURITY.md row 4). */
static gboolean
shake_hands (OdTls *self, OdTlsInfo *info, GError **error)
{
  int code;

  if (!od_deadline_check (self->deadline, self->cancellable, error))
    return FALSE;
  while ((code = gnutls_handshake (self->session)) != GNUTLS_E_SUCCESS)
    {
      if (code == GNUTLS_E_WARNING_ALERT_RECEIVED || code == GNUTLS_E_FATAL_ALERT_RECEIVED)
        note_alert (info, (int) gnutls_alert_get (self->session));
      if (gnutls_error_is_fatal (code))
        {
          set_handshake_error (self, code, info, error);
          return FALSE;
        }
      if (!od_tls_wait_to_repeat (self, code, error))
        return FALSE;
    }
  return TRUE;
}

static char *
name_key_exchange (gnutls_session_t session)
{
  const char *group = gnutls_group_get_name (gnutls_group_get (session));

  if (group == NULL)
    return g_strdup (gnutls_kx_get_name (gnutls_kx_get (session)));
  return g_strdup_printf ("%s-%s", g_str_has_prefix (group, "FFDHE") ? "DHE" : "ECDHE", group);
}

static void
describe_session (OdTls *self, OdTlsInfo *info)
{
  info->version = g_strdup (gnutls_protocol_get_name (gnutls_protocol_get_version (self->session)));
  info->cipher = g_strdup (gnutls_ciphersuite_get (self->session));
  info->key_exchange = name_key_exchange (self->session);
}

/* The chain as sent; also after a handshake that failed, if it came that far. */
static GPtrArray *
read_chain (OdTls *self, OdTlsInfo *info, gboolean *unreadable)
{
  guint n = 0;
  const gnutls_datum_t *der = gnutls_certificate_get_peers (self->session, &n);
  GPtrArray *chain = od_certificate_read_chain (der, der != NULL ? n : 0, unreadable);

  for (guint i = 0; i < chain->len; i++)
    g_ptr_array_add (info->chain, od_certificate_new (g_ptr_array_index (chain, i)));
  return chain;
}

/* Whatever the certificate is worth: an old version is tried, never used. Nobody is shown this text. */
static gboolean
refuse_trial (GError **error)
{
  g_set_error_literal (error, OD_TLS_ERROR, OD_TLS_ERROR_WEAK, "a trial of old versions only");
  return FALSE;
}

static gboolean
handshake_and_verify (OdTls *self, OdTlsInfo *info, GError **error)
{
  gboolean unreadable = FALSE;
  gboolean shaken = shake_hands (self, info, error);
  g_autoptr (GPtrArray) chain = read_chain (self, info, &unreadable);

  if (!shaken)
    return FALSE;
  describe_session (self, info);
  if (self->trial)
    return refuse_trial (error);
  return od_tls_judge (self, chain, unreadable, info, error);
}

gboolean
od_tls_handshake (OdTls *self,
                  OdDeadline deadline,
                  GCancellable *cancellable,
                  OdTlsInfo **info,
                  GError **error)
{
  g_autoptr (OdTlsInfo) own = od_tls_info_new (self->host);
  gint64 began = g_get_monotonic_time ();
  gboolean ok;

  od_tls_begin_call (self, deadline, cancellable);
  ok = handshake_and_verify (self, own, error);
  own->handshake_us = g_get_monotonic_time () - began;
  if (info != NULL)
    *info = g_steal_pointer (&own);
  return ok;
}
