/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The steps of a script, done one after the other on a blocking socket, plain or through GnuTLS. Any step
 * that fails ends the play: a practice server owes its client nothing more. */

#include "od-script-player.h"

#include <errno.h>
#include <string.h>

#define MAX_LINE 12288

typedef struct
{
  GSocket *socket;
  OdPracticeCertificates *certificates;
  GCancellable *stop;
  gnutls_session_t tls; /* NULL while plain */
  char buffer[4096];
  gsize begin, end; /* of what is read and not yet used */
} Player;

/* A blocking socket fails for good or not at all: GnuTLS must not take an old EAGAIN for a reason to try
 * again. */
static gssize
or_broken (Player *player, gssize result)
{
  if (result < 0 && player->tls)
    gnutls_transport_set_errno (player->tls, EPIPE);
  return result;
}

static gssize
pull (gnutls_transport_ptr_t data, void *buffer, size_t length)
{
  Player *player = data;

  return or_broken (player, g_socket_receive (player->socket, buffer, length, player->stop, NULL));
}

static gssize
push (gnutls_transport_ptr_t data, const void *bytes, size_t length)
{
  Player *player = data;

  return or_broken (player, g_socket_send (player->socket, bytes, length, player->stop, NULL));
}

static gboolean
write_all (Player *player, const char *bytes, gsize length)
{
  while (length > 0)
    {
      gssize done = player->tls ? gnutls_record_send (player->tls, bytes, length)
                                : push (player, bytes, length);

      if (done <= 0)
        return FALSE;
      bytes += done;
      length -= (gsize) done;
    }
  return TRUE;
}

static gboolean
fill (Player *player)
{
  gssize got = player->tls ? gnutls_record_recv (player->tls, player->buffer, sizeof player->buffer)
                           : pull (player, player->buffer, sizeof player->buffer);

  player->begin = 0;
  player->end = got > 0 ? (gsize) got : 0;
  return got > 0;
}

/* (transfer full): the next line without its end, NULL when the client is gone. */
static char *
read_line (Player *player)
{
  g_autoptr (GString) line = g_string_new (NULL);

  while (line->len < MAX_LINE)
    {
      if (player->begin == player->end && !fill (player))
        return NULL;

      char octet = player->buffer[player->begin++];
      if (octet == '\n')
        {
          if (line->len > 0 && line->str[line->len - 1] == '\r')
            g_string_truncate (line, line->len - 1);
          return g_strdup (line->str);
        }
      g_string_append_c (line, octet);
    }
  return NULL;
}

static gboolean
send_line (Player *player, const char *text)
{
  g_autofree char *line = g_strconcat (text, "\r\n", NULL);

  return write_all (player, line, strlen (line));
}

static gboolean
expect (Player *player, const char *verb)
{
  g_autofree char *line = read_line (player);

  if (!line)
    return FALSE;
  return g_str_equal (verb, "*") || g_ascii_strncasecmp (line, verb, strlen (verb)) == 0;
}

static gboolean
start_tls (Player *player, const char *certificate)
{
  int result;

  if (gnutls_init (&player->tls, GNUTLS_SERVER) < 0)
    return FALSE;
  gnutls_set_default_priority (player->tls);
  gnutls_credentials_set (player->tls, GNUTLS_CRD_CERTIFICATE,
                          od_practice_certificates_get (player->certificates, certificate));
  gnutls_transport_set_ptr (player->tls, player);
  gnutls_transport_set_pull_function (player->tls, pull);
  gnutls_transport_set_push_function (player->tls, push);
  do
    result = gnutls_handshake (player->tls);
  while (result < 0 && !gnutls_error_is_fatal (result));
  return result == 0;
}

static gboolean
ask (Player *player, const char *challenge)
{
  g_autofree char *answer = send_line (player, challenge) ? read_line (player) : NULL;

  return answer != NULL;
}

/* AUTH PLAIN with or without initial response, AUTH LOGIN; what is given is not looked at. */
static gboolean
take_login (Player *player)
{
  g_autofree char *line = read_line (player);

  if (!line || g_ascii_strncasecmp (line, "AUTH ", 5) != 0)
    return FALSE;
  if (g_ascii_strncasecmp (line + 5, "LOGIN", 5) == 0)
    return ask (player, "334 VXNlcm5hbWU6") && ask (player, "334 UGFzc3dvcmQ6");
  return strchr (line + 5, ' ') || ask (player, "334 ");
}

static gboolean
take_body (Player *player)
{
  for (;;)
    {
      g_autofree char *line = read_line (player);

      if (!line)
        return FALSE;
      if (g_str_equal (line, "."))
        return TRUE;
    }
}

static gboolean
hold (Player *player)
{
  while (fill (player))
    continue;
  return FALSE;
}

/* A sleep that a stop cuts short. */
static gboolean
rest (Player *player, const char *seconds)
{
  GPollFD fd;

  if (!g_cancellable_make_pollfd (player->stop, &fd))
    return FALSE;
  g_poll (&fd, 1, (int) (g_ascii_strtod (seconds, NULL) * 1000));
  g_cancellable_release_fd (player->stop);
  return !g_cancellable_is_cancelled (player->stop);
}

static gboolean
play_step (Player *player, const OdScriptStep *step)
{
  switch (step->verb)
    {
    case OD_SCRIPT_SEND:
      return send_line (player, step->argument);
    case OD_SCRIPT_EXPECT:
      return expect (player, step->argument);
    case OD_SCRIPT_TLS:
      return start_tls (player, step->argument);
    case OD_SCRIPT_LOGIN:
      return take_login (player);
    case OD_SCRIPT_BODY:
      return take_body (player);
    case OD_SCRIPT_SLEEP:
      return rest (player, step->argument);
    case OD_SCRIPT_HOLD:
      return hold (player);
    case OD_SCRIPT_CLOSE:
    default:
      return FALSE;
    }
}

void
od_script_play (GPtrArray *steps, GSocket *socket, OdPracticeCertificates *certificates, GCancellable *stop)
{
  Player player = { .socket = socket, .certificates = certificates, .stop = stop };

  for (guint i = 0; i < steps->len; i++)
    if (!play_step (&player, g_ptr_array_index (steps, i)))
      break;
  if (!player.tls)
    return;
  gnutls_bye (player.tls, GNUTLS_SHUT_WR);
  gnutls_deinit (player.tls);
}
