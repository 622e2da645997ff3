/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The TLS session. GnuTLS runs over the non-blocking socket through our own pull and push, which look at the
 * deadline and the cancellable each time, so that no flood of records keeps the library busy past them.
 * Worker thread; one session belongs to one thread at a time. Nothing is resumed, nothing renegotiated, and
 * no byte is read or written before the certificate is verified. */

#include "od-tls-private.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#include <glib/gi18n-lib.h>

/* On top of the system's own default: nothing older than TLS 1.2 (RFC 8996). */
#define PRIORITY_ADDITION "-VERS-TLS1.0:-VERS-TLS1.1"

/* For a trial that says nothing: what an old server may know. */
#define PRIORITY_OLD "NORMAL:-VERS-ALL:+VERS-TLS1.1:+VERS-TLS1.0:+3DES-CBC:%COMPAT"

/* Time for a step that does not wait: only a flood could use it up. */
#define NOW_MS 100

static gboolean
must_stop (OdTls *self)
{
  return od_deadline_left_ms (self->deadline) == 0 || g_cancellable_is_cancelled (self->cancellable);
}

static void
keep_first_octets (OdTls *self, const guint8 *bytes, gssize n)
{
  for (gssize i = 0; i < n && self->n_first < sizeof self->first; i++)
    self->first[self->n_first++] = bytes[i];
}

static gssize
end_transport (OdTls *self, gssize n)
{
  self->system_error = n < 0 && errno != EAGAIN && errno != EINTR ? errno : 0;
  if (n < 0)
    gnutls_transport_set_errno (self->session, errno);
  return n;
}

static gssize
pull (gnutls_transport_ptr_t data, void *buffer, size_t size)
{
  OdTls *self = data;
  gssize n;

  if (must_stop (self))
    {
      errno = EAGAIN;
      return end_transport (self, -1);
    }
  n = recv (g_socket_get_fd (self->socket), buffer, size, MSG_DONTWAIT);
  keep_first_octets (self, buffer, n);
  return end_transport (self, n);
}

static gssize
push (gnutls_transport_ptr_t data, const void *bytes, size_t size)
{
  OdTls *self = data;

  return end_transport (self,
                        send (g_socket_get_fd (self->socket), bytes, size, MSG_DONTWAIT | MSG_NOSIGNAL));
}

/* The library asks only where it would wait; we never let it. */
static int
pull_timeout (gnutls_transport_ptr_t data, unsigned int milliseconds)
{
  return 1;
}

static char *
strip_final_dot (const char *host)
{
  gsize length = strlen (host);

  return g_strndup (host, length > 1 && host[length - 1] == '.' ? length - 1 : length);
}

/* The server asks for a certificate of ours: that is noted, and none given. */
static int
on_certificate_wanted (gnutls_session_t session,
                       const gnutls_datum_t *authorities,
                       int n_authorities,
                       const gnutls_pk_algorithm_t *algorithms,
                       int n_algorithms,
                       gnutls_retr2_st *answer)
{
  OdTls *self = gnutls_session_get_ptr (session);

  self->certificate_wanted = TRUE;
  answer->ncerts = 0;
  answer->deinit_all = 0;
  return 0;
}

/* A policy of the system that the library cannot read makes it fail; then nothing is lowered. */
static gboolean
set_up_session (OdTls *self, GError **error)
{
  int code;

  gnutls_init (&self->session, GNUTLS_CLIENT | GNUTLS_FORCE_CLIENT_CERT | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL |
                                   GNUTLS_NO_TICKETS);
  code = gnutls_set_default_priority_append (self->session, PRIORITY_ADDITION, NULL, 0);
  if (code < 0)
    {
      g_set_error (error, OD_TLS_ERROR, OD_TLS_ERROR_FAILED, "%s (GnuTLS %d)", gnutls_strerror (code), code);
      return FALSE;
    }
  gnutls_credentials_set (self->session, GNUTLS_CRD_CERTIFICATE, self->credentials);
  gnutls_session_set_ptr (self->session, self);
  gnutls_certificate_set_retrieve_function (self->credentials, on_certificate_wanted);
  gnutls_transport_set_ptr (self->session, self);
  gnutls_transport_set_pull_function (self->session, pull);
  gnutls_transport_set_push_function (self->session, push);
  gnutls_transport_set_pull_timeout_function (self->session, pull_timeout);
  if (self->literal == NULL)
    gnutls_server_name_set (self->session, GNUTLS_NAME_DNS, self->host, strlen (self->host));
  return TRUE;
}

OdTls *
od_tls_new (GSocket *socket, const char *host, const char *ca_file, GError **error)
{
  g_autoptr (OdTls) self = NULL;

  if (host == NULL || *host == '\0')
    g_error ("od_tls_new: without a host name the certificate could be anybody's");
  self = g_new0 (OdTls, 1);
  self->socket = g_object_ref (socket);
  g_socket_set_blocking (socket, FALSE);
  self->host = strip_final_dot (host);
  self->literal = g_inet_address_new_from_string (self->host);
  gnutls_certificate_allocate_credentials (&self->credentials);
  if (!od_tls_load_trust (self, ca_file, error) || !set_up_session (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

gboolean
od_tls_use_client_certificate (OdTls *self, const char *file, GError **error)
{
  int result = gnutls_certificate_set_x509_key_file (self->credentials, file, file, GNUTLS_X509_FMT_PEM);

  if (result >= 0)
    {
      gnutls_certificate_set_retrieve_function (self->credentials,
                                                NULL); /* the library gives it when it is asked for */
      return TRUE;
    }
  g_set_error (error, OD_TLS_ERROR, OD_TLS_ERROR_CLIENT_CERTIFICATE,
               _ ("The file “%s” holds no certificate with its key that can be read."), file);
  return FALSE;
}

gboolean
od_tls_try_old_versions (OdTls *self)
{
  self->trial = TRUE;
  return gnutls_priority_set_direct (self->session, PRIORITY_OLD, NULL) == GNUTLS_E_SUCCESS;
}

void
od_tls_accept_any_certificate (OdTls *self)
{
  self->any = TRUE;
}

void
od_tls_free (OdTls *self)
{
  if (self == NULL)
    return;
  if (self->session != NULL)
    gnutls_deinit (self->session);
  if (self->credentials != NULL)
    gnutls_certificate_free_credentials (self->credentials);
  g_clear_pointer (&self->trust_file, g_bytes_unref);
  g_clear_object (&self->socket);
  g_clear_object (&self->literal);
  g_free (self->host);
  g_free (self);
}

void
od_tls_begin_call (OdTls *self, OdDeadline deadline, GCancellable *cancellable)
{
  self->deadline = deadline;
  self->cancellable = cancellable;
}

/* After a call to the library that is to be repeated: waits for what it lacks. */
gboolean
od_tls_wait_to_repeat (OdTls *self, int code, GError **error)
{
  GIOCondition condition = gnutls_record_get_direction (self->session) == 1 ? G_IO_OUT : G_IO_IN;

  if (code != GNUTLS_E_AGAIN)
    return od_deadline_check (self->deadline, self->cancellable, error);
  return od_wait_for_socket (self->socket, condition, self->deadline, self->cancellable, error);
}

OdTlsFailure
od_tls_describe_failure (OdTls *self, int code)
{
  gboolean told = code == GNUTLS_E_FATAL_ALERT_RECEIVED;

  return (OdTlsFailure){
    .code = code,
    .alert = told ? (int) gnutls_alert_get (self->session) : -1,
    .system_error = self->system_error,
    .certificate_wanted = self->certificate_wanted,
  };
}

static gboolean
check_verified (OdTls *self, GError **error)
{
  if (self->verified || self->any)
    return TRUE;
  g_set_error_literal (error, OD_TLS_ERROR, OD_TLS_ERROR_CERTIFICATE,
                       _ ("The server is not verified; nothing is exchanged with it."));
  return FALSE;
}

/* A request to renegotiate is refused in the way of RFC 5246 §7.2.2, and the session goes on as it is. */
static void
refuse_renegotiation (OdTls *self, int code)
{
  if (code == GNUTLS_E_REHANDSHAKE)
    gnutls_alert_send (self->session, GNUTLS_AL_WARNING, GNUTLS_A_NO_RENEGOTIATION);
}

static void
set_record_error (OdTls *self, int code, GError **error)
{
  OdTlsFailure failure = od_tls_describe_failure (self, code);

  od_tls_set_record_error (error, &failure);
}

gssize
od_tls_read (OdTls *self,
             void *buffer,
             gsize length,
             OdDeadline deadline,
             GCancellable *cancellable,
             GError **error)
{
  gssize n;

  od_tls_begin_call (self, deadline, cancellable);
  if (!check_verified (self, error))
    return -1;
  while ((n = gnutls_record_recv (self->session, buffer, length)) < 0)
    {
      if (gnutls_error_is_fatal (n))
        {
          set_record_error (self, n, error);
          return -1;
        }
      refuse_renegotiation (self, n);
      if (!od_tls_wait_to_repeat (self, n, error))
        return -1;
    }
  return n;
}

gssize
od_tls_read_now (OdTls *self, void *buffer, gsize length, GError **error)
{
  gssize n;

  od_tls_begin_call (self, od_deadline_in (NOW_MS), NULL);
  if (!check_verified (self, error))
    return -1;
  while ((n = gnutls_record_recv (self->session, buffer, length)) < 0)
    {
      if (gnutls_error_is_fatal (n))
        {
          set_record_error (self, n, error);
          return -1;
        }
      refuse_renegotiation (self, n);
      if (n == GNUTLS_E_AGAIN || must_stop (self))
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK, g_strerror (EAGAIN));
          return -1;
        }
    }
  return n;
}

gssize
od_tls_write (OdTls *self,
              const void *bytes,
              gsize length,
              OdDeadline deadline,
              GCancellable *cancellable,
              GError **error)
{
  gssize n;

  od_tls_begin_call (self, deadline, cancellable);
  if (!check_verified (self, error))
    return -1;
  n = gnutls_record_send (self->session, bytes, length);
  while (n < 0)
    {
      if (gnutls_error_is_fatal (n))
        {
          set_record_error (self, n, error);
          return -1;
        }
      if (!od_tls_wait_to_repeat (self, n, error))
        return -1;
      n = gnutls_record_send (self->session, NULL, 0);
    }
  return n;
}

gboolean
od_tls_has_pending (OdTls *self)
{
  return gnutls_record_check_pending (self->session) > 0;
}

GBytes *
od_tls_get_binding (OdTls *self, const char **type)
{
  gboolean is_13 = gnutls_protocol_get_version (self->session) == GNUTLS_TLS1_3;
  gnutls_channel_binding_t kind = is_13 ? GNUTLS_CB_TLS_EXPORTER : GNUTLS_CB_TLS_UNIQUE;
  gnutls_datum_t datum = { 0 };
  GBytes *binding;

  *type = NULL;
  if (!self->verified || gnutls_session_channel_binding (self->session, kind, &datum) < 0)
    return NULL;
  *type = is_13 ? "tls-exporter" : "tls-unique";
  binding = g_bytes_new (datum.data, datum.size);
  gnutls_free (datum.data);
  return binding;
}

void
od_tls_say_goodbye (OdTls *self)
{
  od_tls_begin_call (self, od_deadline_in (NOW_MS), NULL);
  if (self->verified)
    gnutls_bye (self->session, GNUTLS_SHUT_WR);
}
