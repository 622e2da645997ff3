/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A whole session against a server that says what the input says: the first byte chooses the settings, octets
 * 0xFF part what is sent at once from what is sent after the next words of ours. Then the server closes.
 * Linked with --wrap for the look-up of names and the connection, which becomes a pair of sockets. */

#include "fuzz-input.h"
#include "od-checkup.h"
#include "od-connect.h"
#include "od-observe.h"
#include "od-session.h"

#include <gio/gio.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PASSWORD        "Sesame-of-nobody"
#define PASSWORD_BASE64 "U2VzYW1lLW9mLW5vYm9keQ"
/* A server that is silent is given up after as many tenths of a millisecond as seconds in reality. */
#define HURRY 10000

static FuzzInput *script;
static GThread *server;

GPtrArray *__wrap_od_resolver_lookup_host (const char *host,
                                           OdFamily family,
                                           OdDeadline deadline,
                                           GCancellable *cancellable,
                                           GError **error);
GSocket *__wrap_od_connect (GPtrArray *addresses,
                            guint16 port,
                            guint attempt_ms,
                            OdDeadline deadline,
                            OdConnectReport report,
                            gpointer user_data,
                            GCancellable *cancellable,
                            GError **error);

GPtrArray *
__wrap_od_resolver_lookup_host (const char *host,
                                OdFamily family,
                                OdDeadline deadline,
                                GCancellable *cancellable,
                                GError **error)
{
  GPtrArray *addresses = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (addresses, g_inet_address_new_from_string ("192.0.2.1"));
  return addresses;
}

/* Whether the client said something. */
static gboolean
wait_for_client (int fd)
{
  char buffer[65536];

  return read (fd, buffer, sizeof buffer) > 0;
}

static gpointer
serve (gpointer data)
{
  int fd = GPOINTER_TO_INT (data);

  do
    {
      gsize length;
      g_autofree char *piece = fuzz_take_until (script, '\xFF', &length);

      if (send (fd, piece, length, MSG_NOSIGNAL) < 0)
        break;
    }
  while (script->length > 0 && wait_for_client (fd));
  shutdown (fd, SHUT_WR);
  while (wait_for_client (fd))
    continue;
  close (fd);
  return NULL;
}

GSocket *
__wrap_od_connect (GPtrArray *addresses,
                   guint16 port,
                   guint attempt_ms,
                   OdDeadline deadline,
                   OdConnectReport report,
                   gpointer user_data,
                   GCancellable *cancellable,
                   GError **error)
{
  int fds[2];
  GSocket *socket;

  g_assert (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) == 0);
  socket = g_socket_new_from_fd (fds[0], error);
  g_assert (socket != NULL);
  g_socket_set_blocking (socket, FALSE);
  server = g_thread_new ("server", serve, GINT_TO_POINTER (fds[1]));
  return socket;
}

static OdSettings *
settings_of (guint choice)
{
  OdSettings *settings = od_settings_new ();

  od_settings_set_text (&settings->address, "ada@example.org");
  od_settings_set_text (&settings->server, "mail.example.org");
  od_settings_set_text (&settings->ehlo_name, "[192.0.2.7]");
  od_settings_set_text (&settings->recipients, (choice & 1) != 0 ? "a@example.net, b@example.net" : "");
  settings->security = (choice & 2) != 0 ? OD_SECURITY_STARTTLS : OD_SECURITY_NONE;
  settings->login = (choice & 4) != 0;
  settings->allow_plain_login = TRUE;
  settings->delivery_notice = (choice & 8) != 0;
  settings->dry_run = (choice & 16) != 0;
  return settings;
}

static void
take_event (OdEvent *event, gpointer events)
{
  g_ptr_array_add (events, od_event_ref (event));
}

static void
check_text (const char *text, gboolean login)
{
  fuzz_check_safe_lines (text);
  if (login && text != NULL)
    g_assert (strstr (text, PASSWORD) == NULL && strstr (text, PASSWORD_BASE64) == NULL);
}

static void
check_events (const GPtrArray *events, gboolean login)
{
  guint outcomes = 0;

  for (guint i = 0; i < events->len; i++)
    {
      const OdEvent *event = events->pdata[i];

      outcomes += event->kind == OD_EVENT_OUTCOME;
      check_text (event->text, login);
      for (guint j = 0; j < event->fields->len; j++)
        check_text (((const OdEventField *) event->fields->pdata[j])->value, login);
    }
  g_assert (outcomes == 1);
}

static void
check_diagnosis (OdTranscript *transcript, OdSettings *settings)
{
  g_autoptr (OdResult) result = od_result_new_from_transcript (transcript, settings);
  OdFinding *verdict = od_result_get_verdict (result);

  g_assert (verdict->title != NULL && *verdict->title != '\0');
  check_text (verdict->title, settings->login);
  for (guint i = 0; i < od_transcript_get_length (transcript); i++)
    {
      g_autoptr (OdFinding) line = od_explain_event (transcript, i, od_knowledge_get_default ());

      check_text (line->title, settings->login);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  FuzzInput input = { data, size };
  g_autoptr (OdSettings) settings = settings_of (fuzz_take_number (&input, 32));
  g_autoptr (OdSecret) secret = settings->login ? od_secret_new (PASSWORD, -1) : NULL;
  OdLimits limits = od_limits_scaled (HURRY);
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) od_event_unref);
  g_autoptr (OdRecorder) recorder = od_recorder_new (take_event, events);
  g_autoptr (OdTranscript) transcript = od_transcript_new ();

  script = &input;
  server = NULL;
  od_session_run (settings, secret, &limits, recorder, NULL, NULL, NULL);
  if (server != NULL)
    g_thread_join (server);
  check_events (events, settings->login);
  od_transcript_append (transcript, events);
  if (size % 8 == 0) /* it takes most of the time */
    check_diagnosis (transcript, settings);
  return 0;
}
