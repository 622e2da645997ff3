/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One caller at a time, each within a short limit, until the right one came. What callers sent is never
 * logged: it holds the authorization code. */

#include "od-oauth-redirect.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "od-oauth-issuer.h"

#define PATH "/callback"
/* More of a request is not read. */
#define MAX_REQUEST 8192
/* Milliseconds that one caller gets. */
#define CALLER_LIMIT 2000
/* Milliseconds until a caller who could not be let in, for want of a descriptor, is tried again. */
#define PAUSE 100

struct _OdOauthRedirect
{
  GSocket *listener;
  char *host; /* "127.0.0.1:41234", as it must stand in the Host field */
  char *uri;
};

static GSocket *
listen_on_loopback (GError **error)
{
  g_autoptr (GSocket)
      socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);

  if (socket == NULL)
    return NULL;
  g_socket_set_blocking (socket, FALSE);
  if (!g_socket_bind (socket, address, FALSE, error) || !g_socket_listen (socket, error))
    return NULL;
  return g_steal_pointer (&socket);
}

OdOauthRedirect *
od_oauth_redirect_new (GError **error)
{
  g_autoptr (GSocket) listener = listen_on_loopback (error);
  g_autoptr (GSocketAddress) address = listener != NULL ? g_socket_get_local_address (listener, error) : NULL;
  OdOauthRedirect *self;

  if (address == NULL)
    return NULL;
  self = g_new0 (OdOauthRedirect, 1);
  self->listener = g_steal_pointer (&listener);
  self->host =
      g_strdup_printf ("127.0.0.1:%u", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
  self->uri = g_strconcat ("http://", self->host, PATH, NULL);
  return self;
}

void
od_oauth_redirect_free (OdOauthRedirect *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->listener);
  g_free (self->host);
  g_free (self->uri);
  g_free (self);
}

const char *
od_oauth_redirect_get_uri (const OdOauthRedirect *self)
{
  return self->uri;
}

/* (transfer full): the head of the request, up to and with its empty line; NULL where there is none in time,
 * or it is too long. */
static char *
read_head (GSocket *caller, GCancellable *cancellable)
{
  OdDeadline limit = od_deadline_in (CALLER_LIMIT);
  char *head = g_malloc0 (MAX_REQUEST + 1);
  gsize length = 0;

  while (length < MAX_REQUEST && od_wait_for_socket (caller, G_IO_IN, limit, cancellable, NULL))
    {
      gssize got = g_socket_receive (caller, head + length, MAX_REQUEST - length, cancellable, NULL);

      if (got <= 0)
        break;
      length += (gsize) got;
      if (strstr (head, "\r\n\r\n") != NULL)
        return head;
    }
  od_secret_wipe (head, MAX_REQUEST);
  g_free (head);
  return NULL;
}

/* Whether the head says Host exactly once, and it is ours. */
static gboolean
is_for_us (const OdOauthRedirect *self, const char *head)
{
  g_auto (GStrv) lines = g_strsplit (head, "\r\n", -1);
  guint hosts = 0;
  gboolean ours = FALSE;

  for (char **line = lines; *line != NULL; line++)
    {
      if (g_ascii_strncasecmp (*line, "Host:", 5) == 0)
        {
          hosts++;
          ours = g_str_equal (g_strstrip (*line + 5), self->host);
        }
      od_secret_wipe (*line, strlen (*line));
    }
  return hosts == 1 && ours;
}

/* Equal texts take as long as others of that length. */
static gboolean
is_equal (const char *a, const char *b)
{
  gsize length = strlen (a);
  guchar differs = 0;

  if (strlen (b) != length)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    differs |= (guchar) a[i] ^ (guchar) b[i];
  return differs == 0;
}

/* (transfer full) (nullable): the parameters of "GET /callback?… HTTP/1.1". */
static GHashTable *
parameters_of (const char *head)
{
  static const char begin[] = "GET " PATH "?";
  g_autofree char *query = NULL;
  GHashTable *parameters;

  if (!g_str_has_prefix (head, begin))
    return NULL;
  query = g_strndup (head + strlen (begin), strcspn (head + strlen (begin), " \r\n"));
  parameters = g_uri_parse_params (query, -1, "&", G_URI_PARAMS_NONE, NULL);
  od_secret_wipe (query, strlen (query));
  return parameters;
}

static void
answer (GSocket *caller, const char *status, const char *words, GCancellable *cancellable)
{
  OdDeadline limit = od_deadline_in (CALLER_LIMIT);
  g_autofree char *reply = g_strdup_printf (
      "HTTP/1.1 %s\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: %zu\r\n"
      "Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nConnection: close\r\n\r\n%s",
      status, strlen (words), words);
  gsize length = strlen (reply), sent = 0;

  while (sent < length && od_wait_for_socket (caller, G_IO_OUT, limit, cancellable, NULL))
    {
      gssize n = g_socket_send (caller, reply + sent, length - sent, cancellable, NULL);

      if (n <= 0)
        return;
      sent += (gsize) n;
    }
}

/* The parameters of the right request, or NULL: @caller then was told that it is wrong. */
static GHashTable *
hear (OdOauthRedirect *self, GSocket *caller, const char *state, GCancellable *cancellable)
{
  char *head = read_head (caller, cancellable);
  g_autoptr (GHashTable) parameters = head != NULL ? parameters_of (head) : NULL;
  gboolean right = parameters != NULL && is_for_us (self, head);
  const char *said = right ? g_hash_table_lookup (parameters, "state") : NULL;

  right = said != NULL && is_equal (said, state);
  if (head != NULL)
    od_secret_wipe (head, MAX_REQUEST);
  g_free (head);
  if (right)
    return g_steal_pointer (&parameters);
  answer (caller, "400 Bad Request", _ ("This is not the answer that Outbox Doctor waits for."), cancellable);
  return NULL;
}

static OdSecret *
take_code (GSocket *caller, GHashTable *parameters, GCancellable *cancellable, GError **error)
{
  char *code = g_hash_table_lookup (parameters, "code");
  OdSecret *secret;

  if (code == NULL || *code == '\0' || g_hash_table_contains (parameters, "error"))
    {
      answer (caller, "200 OK", _ ("You were not signed in. You can close this page."), cancellable);
      g_set_error_literal (error, OD_OAUTH_ERROR, OD_OAUTH_ERROR_REFUSED,
                           _ ("The sign-in page did not let you in, or you stopped there."));
      return NULL;
    }
  secret = od_secret_new (code, -1);
  od_secret_wipe (code, strlen (code));
  answer (caller, "200 OK", _ ("You are signed in. Go back to Outbox Doctor; you can close this page."),
          cancellable);
  return secret;
}

static void
say_expired (GError **error)
{
  if (!g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return;
  g_clear_error (error);
  g_set_error_literal (error, OD_OAUTH_ERROR, OD_OAUTH_ERROR_EXPIRED,
                       _ ("Nobody signed in on the web page within the time for it. Try again."));
}

static void
pause_before_next (GCancellable *cancellable)
{
  GPollFD none = { .fd = -1 };

  od_poll (&none, 0, od_deadline_in (PAUSE), cancellable, NULL);
}

OdSecret *
od_oauth_redirect_wait (OdOauthRedirect *self,
                        const char *state,
                        OdDeadline deadline,
                        GCancellable *cancellable,
                        GError **error)
{
  GError *over = NULL;

  while (od_wait_for_socket (self->listener, G_IO_IN, deadline, cancellable, &over))
    {
      g_autoptr (GSocket) caller = g_socket_accept (self->listener, cancellable, NULL);
      g_autoptr (GHashTable) parameters = NULL;

      if (caller == NULL)
        {
          pause_before_next (cancellable);
          continue;
        }
      g_socket_set_blocking (caller, FALSE);
      parameters = hear (self, caller, state, cancellable);
      if (parameters != NULL)
        return take_code (caller, parameters, cancellable, error);
    }
  say_expired (&over);
  g_propagate_error (error, over);
  return NULL;
}
