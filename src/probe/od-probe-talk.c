/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The steps of a short talk. Each waits no longer than the limit of one question. */

#include "od-probe-talk.h"

#include <string.h>

#include "od-smtp-command.h"

static const guint nominal_ports[] = { 25, 465, 587 };

static gboolean
is_practice (const OdSettings *settings)
{
  return settings->practice_ports[0] != 0 || settings->practice_ports[1] != 0 ||
         settings->practice_ports[2] != 0;
}

GPtrArray *
od_probe_addresses (const OdProbeCase *self, const char *host, OdFamily family, GError **error)
{
  GPtrArray *addresses;

  if (!is_practice (self->settings))
    return od_resolver_lookup_host (host, family, od_probe_deadline (self), self->cancellable, error);
  addresses = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (addresses, g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4));
  return addresses;
}

guint
od_probe_real_port (const OdProbeCase *self, guint port)
{
  if (!is_practice (self->settings))
    return port;
  for (guint i = 0; i < G_N_ELEMENTS (nominal_ports); i++)
    if (nominal_ports[i] == port)
      return self->settings->practice_ports[i];
  return 0;
}

const char *
od_probe_reached (const GError *error)
{
  if (error == NULL)
    return "open";
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return "refused";
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return "silent";
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
    return "reset";
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE))
    return "unreachable";
  return "failed";
}

gboolean
od_probe_is_over (const OdProbeCase *self)
{
  return od_deadline_left_ms (self->deadline) == 0;
}

gboolean
od_probe_is_end (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED) ||
         g_error_matches (error, OD_TLS_ERROR, OD_TLS_ERROR_CUT_OFF);
}

void
od_probe_side_by_side (GThreadFunc ask, gpointer first, gpointer second)
{
  GThread *thread = g_thread_new ("probe", ask, first);

  ask (second);
  g_thread_join (thread);
}

static void
ignore_attempt (const OdConnectAttempt *attempt, gpointer user_data)
{
}

/* A name service that does not answer says nothing of the server. */
static void
tell_lookup_from_silence (GError **error)
{
  if (!g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return;
  (*error)->domain = OD_RESOLVER_ERROR;
  (*error)->code = OD_RESOLVER_ERROR_TEMPORARY;
}

static GSocket *
connect_to (const OdProbeCase *self, const char *host, guint port, OdFamily family, GError **error)
{
  g_autoptr (GPtrArray) addresses = od_probe_addresses (self, host, family, error);
  guint real_port = od_probe_real_port (self, port);

  if (addresses == NULL)
    {
      tell_lookup_from_silence (error);
      return NULL;
    }
  if (real_port == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not part of the practice server");
      return NULL;
    }
  return od_connect (addresses, (guint16) real_port, self->limits->probe, od_probe_deadline (self),
                     ignore_attempt, NULL, self->cancellable, error);
}

OdProbeTalk *
od_probe_talk_connect (const OdProbeCase *self, const char *host, guint port, OdFamily family)
{
  OdProbeTalk *talk = g_new0 (OdProbeTalk, 1);

  talk->probe_case = self;
  talk->host = g_strdup (host);
  talk->socket = connect_to (self, host, port, family, &talk->error);
  if (talk->socket != NULL)
    talk->stream = od_line_stream_new (talk->socket);
  return talk;
}

void
od_probe_talk_free (OdProbeTalk *self)
{
  g_clear_pointer (&self->stream, od_line_stream_free);
  g_clear_object (&self->socket);
  g_clear_pointer (&self->greeting, od_smtp_reply_unref);
  g_clear_pointer (&self->hello, od_smtp_reply_unref);
  g_clear_pointer (&self->offers, od_smtp_capabilities_free);
  g_clear_pointer (&self->tls, od_tls_info_unref);
  g_clear_error (&self->error);
  g_free (self->first_line);
  g_free (self->host);
  g_free (self);
}

static const char *
ca_file (const OdProbeTalk *self)
{
  const char *file = self->probe_case->settings->ca_file;

  return *file != '\0' ? file : NULL;
}

gboolean
od_probe_talk_encrypt (OdProbeTalk *self)
{
  if (self->stream == NULL)
    return FALSE;
  g_clear_pointer (&self->tls, od_tls_info_unref);
  g_clear_error (&self->error);
  return od_line_stream_start_tls (self->stream, self->host, ca_file (self),
                                   od_probe_deadline (self->probe_case), self->probe_case->cancellable,
                                   &self->tls, &self->error);
}

gboolean
od_probe_talk_has_bad_certificate (const OdProbeTalk *self)
{
  return g_error_matches (self->error, OD_TLS_ERROR, OD_TLS_ERROR_CERTIFICATE);
}

static void
keep_first_line (OdProbeTalk *self, const char *line)
{
  if (self->first_line == NULL && line != NULL)
    self->first_line = g_strdup (line);
}

/* What came before the end or the limit, though it was no whole line. */
static void
keep_partial (OdProbeTalk *self)
{
  g_autoptr (GBytes) partial = od_line_stream_steal_partial (self->stream);
  gconstpointer bytes;
  gsize length;

  if (partial == NULL)
    return;
  bytes = g_bytes_get_data (partial, &length);
  g_autofree char *line = g_strndup (bytes, MIN (length, 512));
  keep_first_line (self, line);
}

static OdSmtpReply *
read_reply (OdProbeTalk *self, OdDeadline deadline)
{
  g_autoptr (OdSmtpReplyReader) reader = od_smtp_reply_reader_new ();
  OdSmtpReply *reply = NULL;

  g_clear_error (&self->error);
  while (reply == NULL)
    {
      gboolean bare_lf;
      gsize length;
      g_autofree char *line = od_line_stream_read_line (self->stream, OD_SMTP_REPLY_MAX_LINE, deadline,
                                                        self->probe_case->cancellable, &length, &bare_lf,
                                                        &self->error);

      keep_first_line (self, line);
      if (line == NULL || !od_smtp_reply_reader_feed_line (reader, line, length, 0, &reply, &self->error))
        {
          keep_partial (self);
          return NULL;
        }
    }
  return reply;
}

static gboolean
hear_greeting (OdProbeTalk *self, OdDeadline deadline)
{
  if (self->stream == NULL)
    return FALSE;
  self->greeting = read_reply (self, deadline);
  return self->greeting != NULL;
}

gboolean
od_probe_talk_hear_greeting (OdProbeTalk *self)
{
  return hear_greeting (self, od_probe_deadline (self->probe_case));
}

gboolean
od_probe_talk_hear_greeting_within (OdProbeTalk *self, guint milliseconds)
{
  return hear_greeting (self, od_deadline_earlier (od_deadline_in (milliseconds),
                                                   od_probe_deadline (self->probe_case)));
}

gboolean
od_probe_talk_begin (OdProbeTalk *self)
{
  OdSecurity security = od_settings_effective_security (self->probe_case->settings);

  if (security == OD_SECURITY_TLS && !od_probe_talk_encrypt (self))
    return FALSE;
  return od_probe_talk_hear_greeting (self) && self->greeting->code == 220;
}

static OdSmtpReply *
ask (OdProbeTalk *self, OdSmtpCommand *command)
{
  g_autoptr (OdSmtpCommand) owned = command;

  g_clear_error (&self->error);
  if (owned == NULL || self->stream == NULL || od_line_stream_has_pending (self->stream))
    return NULL;
  g_autofree char *line = g_strconcat (owned->line, "\r\n", NULL);
  if (!od_line_stream_write (self->stream, line, strlen (line), od_probe_deadline (self->probe_case),
                             self->probe_case->cancellable, &self->error))
    return NULL;
  return read_reply (self, od_probe_deadline (self->probe_case));
}

char *
od_probe_talk_own_literal (const OdProbeTalk *self)
{
  g_autoptr (GSocketAddress) local = g_socket_get_local_address (self->socket, NULL);
  GInetAddress *address;

  if (!G_IS_INET_SOCKET_ADDRESS (local))
    return g_strdup ("[127.0.0.1]");
  address = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (local));
  g_autofree char *text = g_inet_address_to_string (address);
  return g_strdup_printf (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 ? "[IPv6:%s]" : "[%s]",
                          text);
}

gboolean
od_probe_talk_hello (OdProbeTalk *self, const char *name)
{
  const char *wanted = name != NULL ? name : self->probe_case->settings->ehlo_name;
  g_autofree char *own = NULL;

  if (self->stream == NULL)
    return FALSE;
  own = *wanted != '\0' ? g_strdup (wanted) : od_probe_talk_own_literal (self);
  g_clear_pointer (&self->hello, od_smtp_reply_unref);
  g_clear_pointer (&self->offers, od_smtp_capabilities_free);
  self->hello = ask (self, od_smtp_command_new_ehlo (own, NULL));
  if (self->hello == NULL || self->hello->code != 250)
    return FALSE;
  self->offers = od_smtp_capabilities_new (self->hello);
  return TRUE;
}

gboolean
od_probe_talk_ask_starttls (OdProbeTalk *self)
{
  g_autoptr (OdSmtpReply) reply = ask (self, od_smtp_command_new_starttls ());

  return reply != NULL && reply->code == 220;
}

gboolean
od_probe_talk_starttls (OdProbeTalk *self)
{
  return od_probe_talk_ask_starttls (self) && od_probe_talk_encrypt (self) &&
         od_probe_talk_hello (self, NULL);
}

void
od_probe_talk_quit (OdProbeTalk *self)
{
  static const char quit[] = "QUIT\r\n";

  if (self->greeting != NULL)
    od_line_stream_write (self->stream, quit, sizeof quit - 1, od_deadline_in (100), NULL, NULL);
}

gboolean
od_probe_talk_offers_login (const OdProbeTalk *self)
{
  return self->offers != NULL && od_smtp_capabilities_mechanisms (self->offers)[0] != NULL;
}

gboolean
od_probe_talk_offers_starttls (const OdProbeTalk *self)
{
  return self->offers != NULL && od_smtp_capabilities_has (self->offers, "STARTTLS");
}

const char *
od_probe_talk_verdict (const OdProbeTalk *self)
{
  if (self->tls == NULL || self->tls->version == NULL)
    return NULL;
  return g_strv_contains ((const char *const *) self->tls->verify, "ok") ? "good" : "bad";
}
