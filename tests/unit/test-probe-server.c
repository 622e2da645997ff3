/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Probes of the server itself, against servers on the loopback that play a script: which facts they give,
 * what they say and never say, how many connections they make, and that a cancel ends them at once. The name
 * service is played here too, so that nobody is asked. */

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <glib-unix.h>

#include "od-date-in-text.h"
#include "od-fact-list.h"
#include "od-http-date.h"
#include "od-probe.h"
#include "test-pki.h"

#define HOST            "mail.example.test"
#define ALIAS           "smtp.hoster.test"
#define MAX_CONNECTIONS 3

static TestIdentity *root;
static TestIdentity *good;     /* for HOST and no other name */
static TestIdentity *for_name; /* for ALIAS */
static TestIdentity *expired;
static char *root_file;

/* --- the name service: names separated by spaces, "name=address" and "domain>exchanger" */

static const char *zone = "";

static gboolean
is_entry (const char *entry, const char *name, char separator)
{
  gsize length = strlen (name);

  return strncmp (entry, name, length) == 0 && entry[length] == separator;
}

static gboolean
fits (OdFamily family, GInetAddress *address)
{
  gboolean is_ipv6 = g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6;

  return family == OD_FAMILY_ANY || is_ipv6 == (family == OD_FAMILY_IPV6);
}

static void
add_address (GPtrArray *list, const char *text, OdFamily family)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  g_assert_nonnull (address);
  if (fits (family, address))
    g_ptr_array_add (list, g_steal_pointer (&address));
}

/* In place of the real one, which asks the network. */
GPtrArray *
od_resolver_lookup_host (const char *host,
                         OdFamily family,
                         OdDeadline deadline,
                         GCancellable *cancellable,
                         GError **error)
{
  g_auto (GStrv) entries = g_strsplit (zone, " ", -1);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean exists = FALSE;

  for (char **entry = entries; *entry != NULL; entry++)
    if (is_entry (*entry, host, '='))
      {
        exists = TRUE;
        if (g_str_has_suffix (*entry, "=TIMEOUT"))
          {
            g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "played");
            return NULL;
          }
        add_address (list, *entry + strlen (host) + 1, family);
      }
  if (list->len > 0)
    return g_steal_pointer (&list);
  g_set_error_literal (error, OD_RESOLVER_ERROR,
                       exists ? OD_RESOLVER_ERROR_NO_ADDRESS : OD_RESOLVER_ERROR_NOT_FOUND, "played");
  return NULL;
}

void
od_mx_host_free (OdMxHost *self)
{
  g_free (self->host);
  g_free (self);
}

static void
add_exchanger (GPtrArray *list, const char *host)
{
  OdMxHost *exchanger = g_new0 (OdMxHost, 1);

  exchanger->implicit = g_str_has_prefix (host, "IMPLICIT:");
  exchanger->host = g_strdup (exchanger->implicit ? host + strlen ("IMPLICIT:") : host);
  g_ptr_array_add (list, exchanger);
}

GPtrArray *
od_resolver_lookup_mx (const char *domain, OdDeadline deadline, GCancellable *cancellable, GError **error)
{
  g_auto (GStrv) entries = g_strsplit (zone, " ", -1);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) od_mx_host_free);

  for (char **entry = entries; *entry != NULL; entry++)
    if (is_entry (*entry, domain, '>'))
      add_exchanger (list, *entry + strlen (domain) + 1);
  if (list->len == 1 && g_str_equal (((OdMxHost *) list->pdata[0])->host, "TIMEOUT"))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "played");
  else if (list->len > 0)
    return g_steal_pointer (&list);
  else
    g_set_error_literal (error, OD_RESOLVER_ERROR, OD_RESOLVER_ERROR_NOT_FOUND, "played");
  return NULL;
}

/* --- the server: a script for each connection, separated by "&", the last one for all that follow */

typedef struct
{
  char **scripts;
  GSocket *listener;
  GThread *thread;
  guint16 port;
  GMutex mutex;
  GPtrArray *threads;
  GString *heard; /* lines of all connections, each after "n " */
  guint n_connections;
  GCancellable *cancellable; /* for the step CANCEL */
  GCancellable *closing;
  gint64 cancelled_us;
} Server;

/* One connection to it. */
typedef struct
{
  Server *server;
  GSocket *socket;
  int fd;
  guint number;
  gnutls_session_t tls;
  gpointer credentials;
  GString *unread;
  gboolean over;
} Peer;

/* "{date 60}" becomes the date in so many seconds. */
static char *
fill_in_date (const char *text)
{
  const char *begin = strstr (text, "{date ");
  g_autoptr (GDateTime) now = NULL;
  g_autoptr (GDateTime) then = NULL;
  g_autofree char *date = NULL;
  g_autofree char *head = NULL;

  if (begin == NULL)
    return g_strdup (text);
  now = g_date_time_new_now_utc ();
  then = g_date_time_add_seconds (now, (double) g_ascii_strtoll (begin + strlen ("{date "), NULL, 10));
  date = g_date_time_format (then, "%a, %d %b %Y %H:%M:%S +0000");
  head = g_strndup (text, begin - text);
  return g_strconcat (head, date, strchr (begin, '}') + 1, NULL);
}

static void
peer_send (Peer *peer, const char *bytes)
{
  if (peer->tls != NULL)
    gnutls_record_send (peer->tls, bytes, strlen (bytes));
  else
    send (peer->fd, bytes, strlen (bytes), MSG_NOSIGNAL);
}

static void
peer_say (Peer *peer, const char *text)
{
  g_autofree char *dated = fill_in_date (text);
  g_autofree char *bytes = g_strcompress (dated);
  g_autofree char *reply = g_strconcat (bytes, "\r\n", NULL);

  peer_send (peer, reply);
}

static gboolean
peer_fill (Peer *peer)
{
  char buffer[4096];
  gssize n = peer->tls != NULL ? gnutls_record_recv (peer->tls, buffer, sizeof buffer)
                               : recv (peer->fd, buffer, sizeof buffer, 0);

  if (n > 0)
    g_string_append_len (peer->unread, buffer, n);
  else
    peer->over = TRUE;
  return n > 0;
}

static void
peer_note (Peer *peer, const char *line)
{
  g_mutex_lock (&peer->server->mutex);
  g_string_append_printf (peer->server->heard, "%u %s\n", peer->number, line);
  g_mutex_unlock (&peer->server->mutex);
}

/* (transfer full): NULL at the end. */
static char *
peer_read_line (Peer *peer)
{
  char *end;
  char *line;

  while ((end = strstr (peer->unread->str, "\r\n")) == NULL)
    if (!peer_fill (peer))
      return NULL;
  line = g_strndup (peer->unread->str, end - peer->unread->str);
  g_string_erase (peer->unread, 0, end - peer->unread->str + 2);
  peer_note (peer, line);
  return line;
}

static void
peer_hold (Peer *peer)
{
  while (!peer->over)
    g_free (peer_read_line (peer));
}

static void
peer_wait_for (Peer *peer, const char *verb)
{
  while (!peer->over && *verb != '\0')
    {
      g_autofree char *line = peer_read_line (peer);

      if (line == NULL || g_str_has_prefix (line, verb))
        return;
      peer_say (peer, "250 another");
    }
}

static void
peer_start_tls (Peer *peer, const TestIdentity *shown, const char *priority)
{
  int code;

  peer->tls = test_tls_accept (peer->fd, &shown, 1, priority, &peer->credentials);
  do
    code = gnutls_handshake (peer->tls);
  while (code < 0 && !gnutls_error_is_fatal (code));
  peer->over = code < 0;
  if (code < 0)
    gnutls_alert_send_appropriate (peer->tls, code);
  else
    peer_note (peer, "TLS");
}

static void
peer_reset (Peer *peer)
{
  struct linger now = { .l_onoff = 1, .l_linger = 0 };
  char byte;

  recv (peer->fd, &byte, 1, MSG_PEEK); /* a client's first word, or its end */
  setsockopt (peer->fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
  peer->over = TRUE;
}

static void
peer_cancel (Peer *peer)
{
  peer->server->cancelled_us = g_get_monotonic_time ();
  g_cancellable_cancel (peer->server->cancellable);
  peer_hold (peer);
}

/* What it does of itself; else it says the words. */
static void
peer_act (Peer *peer, const char *what)
{
  static const char old[] = "NORMAL:-VERS-ALL:+VERS-TLS1.1";

  if (g_str_equal (what, "TLS"))
    peer_start_tls (peer, good, "NORMAL");
  else if (g_str_equal (what, "TLS-ALIAS"))
    peer_start_tls (peer, for_name, "NORMAL");
  else if (g_str_equal (what, "TLS-EXPIRED"))
    peer_start_tls (peer, expired, "NORMAL");
  else if (g_str_equal (what, "TLS-NEW"))
    peer_start_tls (peer, good, "NORMAL:-VERS-TLS1.0:-VERS-TLS1.1");
  else if (g_str_equal (what, "TLS-1.1"))
    peer_start_tls (peer, good, old);
  else if (g_str_equal (what, "MUTE"))
    peer_hold (peer);
  else if (g_str_equal (what, "RESET"))
    peer_reset (peer);
  else if (g_str_equal (what, "FIN"))
    peer->over = TRUE;
  else if (g_str_equal (what, "CANCEL"))
    peer_cancel (peer);
  else
    peer_say (peer, what);
}

/* "220 mx|EHLO>250 mx|STARTTLS>220 go|TLS|EHLO>250 mx": one step after the other, those with ">" in answer.
 */
static void
peer_play (Peer *peer, const char *script)
{
  g_auto (GStrv) steps = g_strsplit (script, "|", -1);

  for (char **step = steps; *step != NULL && !peer->over; step++)
    {
      char *answer = strchr (*step, '>');

      if (answer != NULL)
        {
          *answer++ = '\0';
          peer_wait_for (peer, *step);
        }
      if (!peer->over)
        peer_act (peer, answer != NULL ? answer : *step);
    }
  peer_hold (peer);
}

static const char *
script_for (const Server *server, guint number)
{
  guint n = 1;

  while (n < number && server->scripts[n] != NULL)
    n++;
  return server->scripts[n - 1];
}

static gpointer
peer_run (gpointer data)
{
  Peer *peer = data;

  peer_play (peer, script_for (peer->server, peer->number));
  if (peer->tls != NULL)
    test_tls_end (peer->tls, peer->credentials);
  g_string_free (peer->unread, TRUE);
  g_socket_close (peer->socket, NULL);
  g_object_unref (peer->socket);
  g_free (peer);
  return NULL;
}

static gpointer
server_run (gpointer data)
{
  Server *server = data;
  GSocket *socket;

  while ((socket = g_socket_accept (server->listener, server->closing, NULL)) != NULL)
    {
      Peer *peer = g_new0 (Peer, 1);

      peer->server = server;
      peer->socket = socket;
      peer->fd = g_socket_get_fd (socket);
      peer->unread = g_string_new (NULL);
      peer->number = ++server->n_connections;
      g_assert_true (g_unix_set_fd_nonblocking (peer->fd, FALSE, NULL));
      g_ptr_array_add (server->threads, g_thread_new ("peer", peer_run, peer));
    }
  return NULL;
}

static GSocket *
listen_on (const char *text, guint16 port, int backlog)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);
  g_autoptr (GSocketAddress) place = g_inet_socket_address_new (address, port);
  GSocket *listener =
      g_socket_new (g_inet_address_get_family (address), G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);

  g_assert_true (g_socket_bind (listener, place, FALSE, NULL));
  g_socket_set_listen_backlog (listener, backlog);
  if (backlog >= 0)
    g_assert_true (g_socket_listen (listener, NULL));
  return listener;
}

static guint16
port_of (GSocket *socket)
{
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (socket, NULL);

  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
}

static void
server_start (Server *server, const char *script, GCancellable *cancellable)
{
  server->scripts = g_strsplit (script, "&", -1);
  server->listener = listen_on ("127.0.0.1", 0, 10);
  server->port = port_of (server->listener);
  server->heard = g_string_new (NULL);
  server->threads = g_ptr_array_new ();
  server->cancellable = cancellable;
  server->closing = g_cancellable_new ();
  g_mutex_init (&server->mutex);
  server->thread = g_thread_new ("server", server_run, server);
}

/* Waits for all connections to end: the client must be gone. */
static void
server_stop (Server *server)
{
  g_cancellable_cancel (server->closing);
  g_thread_join (server->thread);
  for (guint i = 0; i < server->threads->len; i++)
    g_thread_join (server->threads->pdata[i]);
  g_socket_close (server->listener, NULL);
  g_object_unref (server->listener);
}

static void
server_clear (Server *server)
{
  g_ptr_array_unref (server->threads);
  g_strfreev (server->scripts);
  g_string_free (server->heard, TRUE);
  g_object_unref (server->closing);
  g_mutex_clear (&server->mutex);
}

/* --- a port that does not answer */

/* The queue of the listener is full, so the kernel drops what else comes. */
typedef struct
{
  GSocket *listener;
  GPtrArray *waiting;
} SilentPort;

static void
silent_port_open (SilentPort *self)
{
  g_autoptr (GSocketAddress) address = NULL;

  self->listener = listen_on ("127.0.0.1", 0, 0);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  address = g_socket_get_local_address (self->listener, NULL);
  for (guint i = 0; i < 4; i++)
    {
      GSocket *socket =
          g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);

      g_socket_set_blocking (socket, FALSE);
      g_socket_connect (socket, address, NULL, NULL);
      g_ptr_array_add (self->waiting, socket);
    }
}

static void
silent_port_close (SilentPort *self)
{
  g_ptr_array_unref (self->waiting);
  g_object_unref (self->listener);
}

/* --- one case */

typedef struct
{
  const char *name; /* begins with the probe's */
  const char *arguments;
  OdSecurity security;
  const char *names;  /* the name service, or "practice" */
  const char *script; /* of the server; NULL: nobody listens; "SILENT": no answer at all */
  const char *facts;  /* that it gives, in this order */
  guint connections;  /* exactly; 0: not looked at */
  const char *never;  /* what no connection may hear, besides AUTH and MAIL */
  const char *known;  /* facts from before, "name=value" */
} Case;

typedef struct
{
  const Case *one;
  Server server;
  SilentPort silent;
  GSocket *reserved; /* bound, not listening: refused */
  OdSettings *settings;
  OdLimits limits;
  GCancellable *cancellable;
  GString *found;
  guint n_events;
  gint64 ended_us;
} Run;

static gboolean
is_silent (const Case *one)
{
  return g_strcmp0 (one->script, "SILENT") == 0;
}

static guint16
run_open_port (Run *run)
{
  if (is_silent (run->one))
    {
      silent_port_open (&run->silent);
      return port_of (run->silent.listener);
    }
  if (run->one->script == NULL)
    {
      run->reserved = listen_on ("127.0.0.1", 0, -1);
      return port_of (run->reserved);
    }
  server_start (&run->server, run->one->script, run->cancellable);
  return run->server.port;
}

/* The server counts a connection in its own thread, perhaps after the probe has closed it again; once it is
 * stopped it takes none. */
static void
wait_for_connections (const Run *run)
{
  for (guint i = 0; i < 500 && (guint) g_atomic_int_get (&run->server.n_connections) < run->one->connections;
       i++)
    g_usleep (2000);
}

static void
run_close_port (Run *run)
{
  if (is_silent (run->one))
    silent_port_close (&run->silent);
  else if (run->one->script == NULL)
    g_object_unref (run->reserved);
  else
    {
      wait_for_connections (run);
      server_stop (&run->server);
    }
}

static void
take_event (OdEvent *event, gpointer data)
{
  Run *run = data;

  run->n_events++;
  for (guint i = 0; i < event->fields->len; i++)
    {
      const OdEventField *field = event->fields->pdata[i];

      g_assert_nonnull (od_fact_list_find (field->name));
      g_string_append_printf (run->found, "%s%s=%s", run->found->len > 0 ? " " : "", field->name,
                              field->value);
    }
}

/* Every value must be one of the closed list. */
static void
check_values (const char *found)
{
  g_auto (GStrv) pairs = g_strsplit (found, " ", -1);

  for (char **pair = pairs; *pair != NULL; pair++)
    {
      g_auto (GStrv) parts = g_strsplit (*pair, "=", 2);
      const OdFactInfo *info = od_fact_list_find (parts[0]);
      g_auto (GStrv) tokens = NULL;

      if (info->type != OD_FACT_TOKEN)
        continue;
      tokens = g_strsplit (info->values, " ", -1);
      g_assert_true (g_strv_contains ((const char *const *) tokens, parts[1]));
    }
}

static OdFacts *
make_facts (const Case *one)
{
  OdFacts *facts = od_facts_new ();
  g_auto (GStrv) pairs = g_strsplit (one->known != NULL ? one->known : "", " ", -1);

  od_facts_add (facts, "server", HOST, "settings");
  for (char **pair = pairs; *pair != NULL; pair++)
    {
      g_auto (GStrv) parts = g_strsplit (*pair, "=", 2);

      od_facts_add (facts, parts[0], parts[1], "event:1");
    }
  return facts;
}

static OdSettings *
make_settings (const Case *one, guint16 port)
{
  OdSettings *settings = od_settings_new ();
  gboolean is_practice = g_str_equal (one->names, "practice");

  od_settings_set_text (&settings->address, "anna@example.org");
  od_settings_set_text (&settings->server, HOST);
  od_settings_set_text (&settings->ca_file, root_file);
  settings->security = one->security;
  settings->port = is_practice ? 587 : port;
  for (guint i = 0; is_practice && i < 3; i++)
    settings->practice_ports[i] = port;
  return settings;
}

static void
ask (Run *run)
{
  g_autoptr (OdFacts) facts = make_facts (run->one);
  OdRecorder *recorder = od_recorder_new (take_event, run);
  g_auto (GStrv) words = g_strsplit (run->one->name, "/", 2);
  const OdProbe *probe = od_probe_find (words[0]);
  OdProbeCase probe_case = {
    .settings = run->settings,
    .facts = facts,
    .arguments = run->one->arguments != NULL ? run->one->arguments : "",
    .limits = &run->limits,
    .deadline = od_deadline_in (run->limits.probes),
    .cancellable = run->cancellable,
  };

  g_assert_nonnull (probe);
  od_probe_run (probe, &probe_case, recorder);
  run->ended_us = g_get_monotonic_time ();
  od_recorder_free (recorder);
}

static void
run_case (Run *run, const Case *one, guint limit_ms)
{
  zone = g_str_equal (one->names, "practice") ? "" : one->names;
  run->one = one;
  run->cancellable = g_cancellable_new ();
  run->limits = od_limits_default;
  run->limits.probe = limit_ms;
  run->found = g_string_new (NULL);
  run->settings = make_settings (one, run_open_port (run));
  ask (run);
  run_close_port (run);
}

static void
run_clear (Run *run)
{
  if (run->server.heard != NULL)
    server_clear (&run->server);
  g_string_free (run->found, TRUE);
  g_object_unref (run->cancellable);
  od_settings_unref (run->settings);
}

static void
check_talk (const Run *run)
{
  const Case *one = run->one;

  if (run->server.heard == NULL)
    return;
  g_assert_null (strstr (run->server.heard->str, " AUTH"));
  g_assert_null (strstr (run->server.heard->str, " MAIL"));
  g_assert_cmpint (run->server.n_connections, <=, MAX_CONNECTIONS);
  if (one->connections > 0)
    g_assert_cmpint (run->server.n_connections, ==, one->connections);
  if (one->never != NULL)
    g_assert_null (strstr (run->server.heard->str, one->never));
}

/* Short where silence is played, so that the test does not wait; longer where a handshake comes as well. */
static guint
limit_of (const Case *one)
{
  gboolean waits = one->script != NULL && (strstr (one->script, "MUTE") != NULL || is_silent (one));

  if (!waits)
    return 5000;
  return strstr (one->script, "TLS") != NULL ? 1000 : 200;
}

static void
test_case (gconstpointer data)
{
  Run run = { NULL };
  const Case *one = data;

  run_case (&run, one, limit_of (one));
  g_test_message ("heard: %s", run.server.heard != NULL ? run.server.heard->str : "nothing");
  g_assert_cmpint (run.n_events, ==, 1);
  g_assert_cmpstr (run.found->str, ==, one->facts);
  if (run.found->len > 0)
    check_values (run.found->str);
  check_talk (&run);
  run_clear (&run);
}

#define MX         "220 mx ESMTP"
#define OFFER      "EHLO>250-mx\\r\\n250-STARTTLS\\r\\n250 SIZE 1000"
#define OFFER_BOTH "EHLO>250-mx\\r\\n250-STARTTLS\\r\\n250 AUTH PLAIN"
#define NO_LOGIN   "EHLO>250 mx"
#define LOGIN      "EHLO>250-mx\\r\\n250 AUTH PLAIN LOGIN"
#define STARTTLS   MX "|" OFFER "|STARTTLS>220 go|"
#define HERE       HOST "=127.0.0.1"

static const Case cases[] = {
  /* Another port. */
  { "port/starttls", "587", OD_SECURITY_TLS, "practice", STARTTLS "TLS|" LOGIN,
    "port.587=starttls port.587.verify=good port.587.auth=yes", 1 },
  { "port/starttls-no-login", "25", OD_SECURITY_TLS, "practice", STARTTLS "TLS|" NO_LOGIN,
    "port.25=starttls port.25.verify=good port.25.auth=no", 1 },
  { "port/starttls-bad-certificate", "587", OD_SECURITY_TLS, "practice",
    MX "|" OFFER_BOTH "|STARTTLS>220 go|TLS-ALIAS|" LOGIN, "port.587=starttls port.587.verify=bad", 1,
    "QUIT" },
  { "port/starttls-refused", "587", OD_SECURITY_TLS, "practice",
    MX "|" OFFER_BOTH "|STARTTLS>454 4.7.0 not now", "port.587=starttls", 1 },
  { "port/starttls-injection", "587", OD_SECURITY_TLS, "practice",
    MX "|" OFFER_BOTH "|STARTTLS>220 go\\r\\n250 mx", "port.587=starttls", 1 },
  { "port/plain", "587", OD_SECURITY_TLS, "practice", MX "|" LOGIN, "port.587=plain port.587.auth=yes", 1 },
  { "port/masked", "587", OD_SECURITY_TLS, "practice", "220 ********|EHLO>250-mx\\r\\n250 XXXXXXXA",
    "port.587=plain port.587.auth=no", 1 },
  { "port/helo-only", "25", OD_SECURITY_TLS, "practice", MX "|EHLO>502 what", "port.25=plain", 1 },
  { "port/ehlo-refused", "25", OD_SECURITY_TLS, "practice", MX "|EHLO>550 your name", "port.25=failed", 1 },
  { "port/greets-421", "587", OD_SECURITY_TLS, "practice", "421 too many", "port.587=failed", 1, "EHLO" },
  { "port/greets-554", "25", OD_SECURITY_TLS, "practice", "554 no service", "port.25=failed", 1, "EHLO" },
  { "port/other", "587", OD_SECURITY_TLS, "practice", "SSH-2.0-server", "port.587=other", 1, "EHLO" },
  { "port/other-mid-line", "587", OD_SECURITY_TLS, "practice", "* OK IMAP|FIN", "port.587=other", 1, "EHLO" },
  { "port/closes", "587", OD_SECURITY_TLS, "practice", "FIN", "port.587=reset", 1 },
  { "port/tls", "465", OD_SECURITY_STARTTLS, "practice", "TLS|" MX "|" LOGIN,
    "port.465=tls port.465.verify=good port.465.auth=yes", 1 },
  { "port/tls-bad-certificate", "465", OD_SECURITY_STARTTLS, "practice", "TLS-ALIAS|" MX "|" LOGIN,
    "port.465=tls port.465.verify=bad", 1, "EHLO" },
  { "port/tls-expired", "465", OD_SECURITY_STARTTLS, "practice", "TLS-EXPIRED|" MX,
    "port.465=tls port.465.verify=bad", 1, "EHLO" },
  { "port/tls-1.1", "465", OD_SECURITY_STARTTLS, "practice", "TLS-1.1|" MX, "port.465=tls", 1, "EHLO" },
  { "port/tls-other", "465", OD_SECURITY_STARTTLS, "practice", "TLS|* OK IMAP4",
    "port.465=other port.465.verify=good", 1, "EHLO" },
  { "port/plain-on-465", "465", OD_SECURITY_STARTTLS, "practice", STARTTLS "TLS|" LOGIN,
    "port.465=starttls port.465.verify=good port.465.auth=yes", 2 },
  { "port/plain-only-on-465", "465", OD_SECURITY_STARTTLS, "practice", MX "|" LOGIN,
    "port.465=plain port.465.auth=yes", 2 },
  { "port/http-on-465", "465", OD_SECURITY_STARTTLS, "practice",
    "HTTP/1.1 400 Bad Request"
    "&"
    "HTTP/1.1 400 Bad Request",
    "port.465=other", 2, "EHLO" },
  { "port/reset-on-465", "465", OD_SECURITY_STARTTLS, "practice",
    "RESET"
    "&"
    "FIN",
    "port.465=reset", 2, "EHLO" },
  { "port/mute-on-465", "465", OD_SECURITY_STARTTLS, "practice", "MUTE", "port.465=mute", 1, "QUIT" },
  { "port/tls-on-587", "587", OD_SECURITY_TLS, "practice",
    "MUTE"
    "&"
    "TLS|" MX "|" LOGIN,
    "port.587=tls port.587.verify=good port.587.auth=yes", 2 },
  { "port/mute-on-587", "587", OD_SECURITY_TLS, "practice", "MUTE", "port.587=mute", 2, "QUIT" },
  { "port/late-greeting-on-587", "587", OD_SECURITY_TLS, "practice",
    "MUTE"
    "&" MX "|MUTE"
    "&" MX "|" LOGIN,
    "port.587=plain port.587.auth=yes", 3 },
  { "port/refused", "587", OD_SECURITY_TLS, "practice", NULL, "port.587=refused" },
  { "port/silent", "587", OD_SECURITY_TLS, "practice", "SILENT", "port.587=silent" },
  { "port/name-service-silent", "587", OD_SECURITY_TLS, HOST "=TIMEOUT", MX, "port.587=failed" },
  { "port/443-not-in-practice", "443", OD_SECURITY_TLS, "practice", MX, "" },
  { "port/nonsense", "x", OD_SECURITY_TLS, "practice", MX, "" },
  /* The port of the run, both ways. */
  { "port-mode/is-tls", NULL, OD_SECURITY_STARTTLS, HERE, "TLS|" MX "|" LOGIN, "port.mode=tls", 1 },
  { "port-mode/is-tls-bad-certificate", NULL, OD_SECURITY_NONE, HERE, "TLS-ALIAS|" MX, "port.mode=tls", 1 },
  { "port-mode/is-starttls", NULL, OD_SECURITY_TLS, HERE, STARTTLS "TLS|" LOGIN, "port.mode=starttls", 1 },
  { "port-mode/is-plain", NULL, OD_SECURITY_TLS, HERE, MX "|" LOGIN, "port.mode=plain", 1 },
  { "port-mode/greets-after-all", NULL, OD_SECURITY_STARTTLS, HERE, MX "|" OFFER "|STARTTLS>454 not now",
    "port.mode=starttls", 2 },
  { "port-mode/mute", NULL, OD_SECURITY_STARTTLS, HERE, "MUTE", "port.mode=mute", 1 },
  { "port-mode/refused", NULL, OD_SECURITY_STARTTLS, HERE, NULL, "port.mode=refused" },
  { "port-mode/silent", NULL, OD_SECURITY_TLS, HERE, "SILENT", "port.mode=silent" },
  /* The address families. */
  { "address-family/ipv4-only", NULL, OD_SECURITY_TLS, HERE, MX, "family.ipv4=ok family.ipv6=none", 1,
    "QUIT" },
  { "address-family/ipv6-refused", NULL, OD_SECURITY_TLS, HERE " " HOST "=::1", MX,
    "family.ipv4=ok family.ipv6=refused", 1 },
  { "address-family/refused", NULL, OD_SECURITY_TLS, HERE, NULL, "family.ipv4=refused family.ipv6=none" },
  { "address-family/silent", NULL, OD_SECURITY_TLS, HERE " " HOST "=::1", "SILENT",
    "family.ipv4=silent family.ipv6=refused" },
  { "address-family/lookup-fails", NULL, OD_SECURITY_TLS, HOST "=TIMEOUT", MX, "" },
  { "address-family/no-name", NULL, OD_SECURITY_TLS, "", MX, "" },
  { "address-family/practice", NULL, OD_SECURITY_STARTTLS, "practice", MX, "family.ipv4=ok family.ipv6=none",
    1 },
  /* Where the login is offered. */
  { "login-position/after", NULL, OD_SECURITY_STARTTLS, HERE, STARTTLS "TLS|" LOGIN,
    "login.before-tls=not-offered login.after-tls=offered", 1 },
  { "login-position/both", NULL, OD_SECURITY_NONE, HERE, MX "|" OFFER_BOTH "|STARTTLS>220 go|TLS|" LOGIN,
    "login.before-tls=offered login.after-tls=offered", 1 },
  { "login-position/neither", NULL, OD_SECURITY_STARTTLS, HERE, STARTTLS "TLS|" NO_LOGIN,
    "login.before-tls=not-offered login.after-tls=not-offered", 1 },
  { "login-position/no-starttls", NULL, OD_SECURITY_STARTTLS, HERE, MX "|" LOGIN, "login.before-tls=offered",
    1 },
  { "login-position/tls", NULL, OD_SECURITY_TLS, HERE, "TLS|" MX "|" LOGIN, "login.after-tls=offered", 1 },
  { "login-position/bad-certificate", NULL, OD_SECURITY_STARTTLS, HERE, STARTTLS "TLS-ALIAS|" LOGIN,
    "login.before-tls=not-offered", 1 },
  { "login-position/mute", NULL, OD_SECURITY_STARTTLS, HERE, "MUTE", "", 1 },
  { "login-position/refused", NULL, OD_SECURITY_STARTTLS, HERE, NULL, "" },
  /* Old versions of TLS. */
  { "minimum-tls/old", NULL, OD_SECURITY_TLS, HERE, "TLS-1.1|" MX, "tls.minimum=TLS1.1", 1, "EHLO" },
  { "minimum-tls/old-starttls", NULL, OD_SECURITY_STARTTLS, HERE, STARTTLS "TLS-1.1", "tls.minimum=TLS1.1", 1,
    "QUIT" },
  { "minimum-tls/old-too", NULL, OD_SECURITY_TLS, HERE, "TLS|" MX, "tls.minimum=TLS1.1", 1 },
  { "minimum-tls/new", NULL, OD_SECURITY_TLS, HERE, "TLS-NEW", "tls.minimum=none", 1 },
  { "minimum-tls/cut-off", NULL, OD_SECURITY_TLS, HERE, "RESET", "tls.minimum=none", 1 },
  { "minimum-tls/plain", NULL, OD_SECURITY_TLS, HERE, MX, "", 1 },
  { "minimum-tls/mute", NULL, OD_SECURITY_TLS, HERE, "MUTE", "", 1 },
  { "minimum-tls/refused", NULL, OD_SECURITY_TLS, HERE, NULL, "" },
  /* The name in the certificate. */
  { "certificate/fits", NULL, OD_SECURITY_TLS, HERE " " ALIAS "=127.0.0.1", "TLS-ALIAS|" MX,
    "fitting-name.address=same fitting-name.verify=good", 1, "EHLO",
    "tls.fitting-name=" ALIAS " server.address=127.0.0.1" },
  { "certificate/fits-starttls", NULL, OD_SECURITY_STARTTLS, HERE " " ALIAS "=127.0.0.1",
    STARTTLS "TLS-ALIAS|" LOGIN, "fitting-name.address=same fitting-name.verify=good", 1, NULL,
    "tls.fitting-name=" ALIAS " server.address=127.0.0.1" },
  { "certificate/pool", NULL, OD_SECURITY_TLS, HERE " " ALIAS "=127.0.0.1", "TLS-ALIAS|" MX,
    "fitting-name.address=same fitting-name.verify=good", 1, NULL,
    "tls.fitting-name=" ALIAS " server.address=127.0.0.9" },
  { "certificate/bad-too", NULL, OD_SECURITY_TLS, HERE " " ALIAS "=127.0.0.1", "TLS-EXPIRED",
    "fitting-name.address=same fitting-name.verify=bad", 1, NULL,
    "tls.fitting-name=" ALIAS " server.address=127.0.0.1" },
  { "certificate/unreachable", NULL, OD_SECURITY_TLS, HERE " " ALIAS "=127.0.0.1", NULL,
    "fitting-name.address=same fitting-name.verify=unreachable", 0, NULL,
    "tls.fitting-name=" ALIAS " server.address=127.0.0.1" },
  { "certificate/elsewhere", NULL, OD_SECURITY_TLS, HOST "=127.0.0.9 " ALIAS "=127.0.0.1", "TLS",
    "fitting-name.address=other", 0, " ", "tls.fitting-name=" ALIAS " server.address=127.0.0.9" },
  { "certificate/nowhere", NULL, OD_SECURITY_TLS, HERE, "TLS", "fitting-name.address=none", 0, " ",
    "tls.fitting-name=" ALIAS " server.address=127.0.0.1" },
  { "certificate/name-service-silent", NULL, OD_SECURITY_TLS, HERE " " ALIAS "=TIMEOUT", "TLS", "", 0, " ",
    "tls.fitting-name=" ALIAS },
  { "certificate/no-name", NULL, OD_SECURITY_TLS, HERE, "TLS", "", 0, " " },
  /* The clock: what can be told within the practice server's ports, so that no web server is asked. */
  { "clock/no-date", NULL, OD_SECURITY_STARTTLS, "practice", MX, "", 1, "EHLO" },
  { "clock/by-certificate", NULL, OD_SECURITY_TLS, "practice", MX,
    "clock=slow clock.skew=77760000 clock.days=900", 1, NULL,
    "tls.verify=not-yet-valid tls.issuer-kind=public tls.leaf.days-until-valid=900" },
  { "clock/certificate-of-hours", NULL, OD_SECURITY_TLS, "practice", MX, "", 1, NULL,
    "tls.verify=not-yet-valid tls.issuer-kind=public tls.leaf.days-until-valid=1" },
  { "clock/certificate-of-nobody", NULL, OD_SECURITY_TLS, "practice", MX, "", 1, NULL,
    "tls.verify=not-yet-valid tls.issuer-kind=unknown tls.leaf.days-until-valid=900" },
  { "clock/certificate-of-two-faults", NULL, OD_SECURITY_TLS, "practice", MX, "", 1, NULL,
    "tls.verify=not-yet-valid tls.verify=name-mismatch tls.issuer-kind=public "
    "tls.leaf.days-until-valid=900" },
  { "clock/certificate-long-begun", NULL, OD_SECURITY_TLS, "practice", MX, "", 1, NULL,
    "tls.verify=expired tls.issuer-kind=public tls.leaf.days-until-valid=-900" },
  /* Names in EHLO. */
  { "ehlo-name/both", NULL, OD_SECURITY_NONE, HERE, MX "|" LOGIN,
    "ehlo.literal=accepted ehlo.plain-name=accepted", 2, "STARTTLS" },
  { "ehlo-name/literal-refused", NULL, OD_SECURITY_NONE, HERE, MX "|EHLO [>501 no literal",
    "ehlo.literal=refused ehlo.plain-name=accepted", 2 },
  { "ehlo-name/name-refused", NULL, OD_SECURITY_NONE, HERE, MX "|EHLO e>550 no such",
    "ehlo.literal=accepted ehlo.plain-name=refused", 2 },
  { "ehlo-name/tls", NULL, OD_SECURITY_TLS, HERE, "TLS|" MX "|EHLO>504 helo",
    "ehlo.literal=refused ehlo.plain-name=refused", 2 },
  { "ehlo-name/starttls", NULL, OD_SECURITY_STARTTLS, HERE, STARTTLS "TLS|" LOGIN,
    "ehlo.literal=accepted ehlo.plain-name=accepted", 2 },
  { "ehlo-name/refused-after-starttls", NULL, OD_SECURITY_STARTTLS, HERE, STARTTLS "TLS|EHLO>504 helo",
    "ehlo.literal=refused ehlo.plain-name=refused", 2 },
  { "ehlo-name/takes-leave", NULL, OD_SECURITY_NONE, HERE, MX "|EHLO>421 busy", "", 2 },
  { "ehlo-name/greets-554", NULL, OD_SECURITY_NONE, HERE, "554 no", "", 2, "EHLO" },
  { "ehlo-name/refused", NULL, OD_SECURITY_NONE, HERE, NULL, "" },
  /* The part the server plays. */
  { "server-role/mx-by-name", NULL, OD_SECURITY_TLS,
    HERE " example.org>MAIL.Example.TEST example.com>mx.example.com", MX, "server.is-mx=yes", 0, " ",
    "recipient=bert@example.com" },
  { "server-role/mx-by-address", NULL, OD_SECURITY_TLS,
    HERE " example.org>a.example.org example.com>mx.example.com mx.example.com=127.0.0.1", MX,
    "server.is-mx=yes", 0, " ", "recipient=bert@example.com server.address=127.0.0.1" },
  { "server-role/no", NULL, OD_SECURITY_TLS,
    HERE " example.org>a.example.org example.com>mx.example.com mx.example.com=127.0.0.2", MX,
    "server.is-mx=no", 0, " ", "recipient=bert@example.com server.address=127.0.0.1" },
  { "server-role/implicit", NULL, OD_SECURITY_TLS, HERE " example.org>IMPLICIT:" HOST, MX, "server.is-mx=no",
    0, " " },
  { "server-role/no-domain", NULL, OD_SECURITY_TLS, HERE, MX, "server.is-mx=no", 0, " " },
  { "server-role/half-known", NULL, OD_SECURITY_TLS, HERE " example.org>a.example.org example.com>TIMEOUT",
    MX, "", 0, " ", "recipient=bert@example.com" },

};

/* The clock beside a greeting's date, which is not the same twice. */
static void
test_clock (gconstpointer data)
{
  static const struct
  {
    int seconds;
    OdSecurity security;
    const char *known, *script, *facts;
  } rows[] = {
    { 0, OD_SECURITY_STARTTLS, NULL, "220 mx ESMTP Exim 4.96 {date 0}", "clock=right " },
    { 290, OD_SECURITY_STARTTLS, NULL, "220 mx ESMTP; {date 290}", "clock=right " },
    { -290, OD_SECURITY_STARTTLS, NULL, "220-mx\\r\\n220 {date -290}", "clock=right " },
    { 400, OD_SECURITY_NONE, NULL, "220 mx {date 400} (CET)", "clock=slow " },
    { -400, OD_SECURITY_STARTTLS, NULL, "220 mx {date -400}", "clock=fast " },
    { -864000, OD_SECURITY_TLS, "tls.verify=expired", "220 mx {date -864000}", "clock=fast " },
    { 864000, OD_SECURITY_TLS, "tls.verify=ok", "TLS|220 mx {date 864000}", "clock=slow " },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Case one = { "clock/date", NULL, rows[i].security, "practice",   rows[i].script,
                   NULL,         0,    "EHLO",           rows[i].known };
      Run run = { NULL };
      g_autofree char *days = g_strdup_printf (" clock.days=%d", ABS (rows[i].seconds) / 86400);
      const char *skew;

      run_case (&run, &one, 5000);
      g_assert_true (g_str_has_prefix (run.found->str, rows[i].facts));
      skew = strstr (run.found->str, "clock.skew=");
      g_assert_nonnull (skew);
      g_assert_cmpint (ABS (g_ascii_strtoll (skew + strlen ("clock.skew="), NULL, 10) - rows[i].seconds), <=,
                       3);
      if (ABS (rows[i].seconds) < 86400)
        g_assert_true (g_str_has_suffix (run.found->str, days));
      check_values (run.found->str);
      check_talk (&run);
      run_clear (&run);
    }
}

/* EHLO with the name that the settings give, where no other is asked for. */
static void
test_own_name_is_used (void)
{
  static const Case one = { "login-position/name", NULL, OD_SECURITY_NONE, HERE,
                            MX "|EHLO pc.example.org>250 mx" };
  Run run = { .one = &one };

  zone = one.names;
  run.cancellable = g_cancellable_new ();
  run.limits = od_limits_default;
  run.found = g_string_new (NULL);
  run.settings = make_settings (&one, run_open_port (&run));
  od_settings_set_text (&run.settings->ehlo_name, "pc.example.org");
  ask (&run);
  run_close_port (&run);
  g_assert_cmpstr (run.found->str, ==, "login.before-tls=not-offered");
  run_clear (&run);
}

/* Silence is no evidence where the time of all probes was over first. */
static void
test_time_is_over (gconstpointer data)
{
  static const char *const probes[] = { "port", "port-mode", "address-family", NULL };

  for (guint i = 0; probes[i] != NULL; i++)
    {
      Case one = { probes[i], "587", OD_SECURITY_STARTTLS, "practice", "SILENT" };
      Run run = { .one = &one };

      zone = "";
      run.cancellable = g_cancellable_new ();
      run.limits = od_limits_default;
      run.limits.probes = 60;
      run.found = g_string_new (NULL);
      run.settings = make_settings (&one, run_open_port (&run));
      ask (&run);
      run_close_port (&run);
      g_assert_cmpstr (run.found->str, ==, "");
      run_clear (&run);
    }
}

/* A cancel, while the server lets one wait, ends the probe at once, and it leaves nothing. */
static void
test_cancel (void)
{
  static const Case rows[] = {
    { "port/1", "587", OD_SECURITY_TLS, "practice", "CANCEL", "", 1 },
    { "port/2", "465", OD_SECURITY_STARTTLS, "practice", "CANCEL", "", 1 },
    { "port-mode/3", NULL, OD_SECURITY_STARTTLS, HERE, "CANCEL", "", 1 },
    { "login-position/4", NULL, OD_SECURITY_STARTTLS, HERE, MX "|EHLO>CANCEL", "", 1 },
    { "minimum-tls/5", NULL, OD_SECURITY_TLS, HERE, "CANCEL", "", 1 },
    { "certificate/6", NULL, OD_SECURITY_TLS, HERE, "CANCEL", "", 1, NULL, "tls.fitting-name=" HOST },
    { "clock/7", NULL, OD_SECURITY_STARTTLS, HERE, "CANCEL", "", 1 },
    { "ehlo-name/8", NULL, OD_SECURITY_STARTTLS, HERE, "CANCEL", "" },

  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Run run = { NULL };

      run_case (&run, &rows[i], 10000);
      g_assert_cmpint (run.n_events, ==, 0);
      g_assert_cmpint (run.server.cancelled_us, >, 0);
      g_assert_cmpint (run.ended_us - run.server.cancelled_us, <, G_USEC_PER_SEC);
      check_talk (&run);
      run_clear (&run);
    }
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (50 * 1000);
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancel_connecting (void)
{
  static const Case one = { "address-family/cancel", NULL, OD_SECURITY_TLS, HERE, "SILENT" };
  Run run = { .one = &one };
  gint64 began = g_get_monotonic_time ();
  GThread *thread;

  zone = one.names;
  run.cancellable = g_cancellable_new ();
  run.limits = od_limits_default;
  run.found = g_string_new (NULL);
  run.settings = make_settings (&one, run_open_port (&run));
  thread = g_thread_new ("cancel", cancel_soon, run.cancellable);
  ask (&run);
  g_thread_join (thread);
  run_close_port (&run);
  g_assert_cmpint (run.n_events, ==, 0);
  g_assert_cmpint (run.ended_us - began, <, G_USEC_PER_SEC);
  run_clear (&run);
}

static void
test_dates (void)
{
  static const struct
  {
    const char *text, *date;
  } rows[] = {
    { "mx.example.org ESMTP Exim 4.96 Tue, 24 Nov 2026 10:11:12 +0130", "2026-11-24T08:41:12Z" },
    { "Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z" },
    { "6 nov 1994 08:49:37 UT", "1994-11-06T08:49:37Z" },
    { "mx\nESMTP; Tue, 24 Nov 2026 10:11:12 -0800 (PST)", "2026-11-24T18:11:12Z" },
    { "1 Mar 2026 00:30:00 +0100", "2026-02-28T23:30:00Z" },
    { "24 Nov 2026 10:11:12", NULL },
    { "24 Nov 2026 10:11:12 CET", NULL },
    { "31 Feb 2026 10:11:12 GMT", NULL },
    { "24 Nov 2026 25:61:61 GMT", NULL },
    { "24 Nov 0000 10:11:12 GMT", NULL },
    { "", NULL },
    { "mx \xff\xfe 24 Nov 2026", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GDateTime) date = od_date_in_text (rows[i].text);
      g_autofree char *text = date != NULL ? g_date_time_format_iso8601 (date) : NULL;

      g_assert_cmpstr (text, ==, rows[i].date);
    }
}

static GDateTime *
ask_web (const char *script, const char *scheme, GError **error)
{
  Server server = { NULL };
  g_autofree char *url = NULL;
  GDateTime *date;

  server_start (&server, script, NULL);
  url = g_strdup_printf ("%s://127.0.0.1:%u/", scheme, server.port);
  date = od_http_date (url, od_deadline_in (strstr (script, "MUTE") != NULL ? 150 : 5000), NULL, error);
  server_stop (&server);
  g_assert_cmpint (server.n_connections, ==, 1);
  server_clear (&server);
  return date;
}

#define DATE  "Date: Sun, 06 Nov 1994 08:49:37 GMT\\r\\n"
#define EMPTY "Content-Length: 0\\r\\nConnection: close\\r\\n"

static void
test_web_dates (void)
{
  static const struct
  {
    const char *scheme, *script;
    gboolean has_date;
  } rows[] = {
    { "http", "HEAD / >HTTP/1.1 200 OK\\r\\n" DATE EMPTY "|FIN", TRUE },
    { "http", "HEAD / >HTTP/1.1 404 Not Found\\r\\n" DATE EMPTY "|FIN", TRUE },
    { "http", "HEAD / >HTTP/1.1 301 Moved\\r\\nLocation: http://127.0.0.1:1/\\r\\n" DATE EMPTY "|FIN", TRUE },
    { "http", "HEAD / >HTTP/1.1 200 OK\\r\\n" EMPTY "|FIN", FALSE },
    { "https", "TLS-EXPIRED|HEAD / >HTTP/1.1 200 OK\\r\\n" DATE EMPTY, TRUE },
    { "http", "MUTE", FALSE },
    { "http", "220 mx ESMTP|FIN", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GDateTime) date = ask_web (rows[i].script, rows[i].scheme, &error);

      g_assert_cmpint (date != NULL, ==, rows[i].has_date);
      if (date != NULL)
        g_assert_cmpint (g_date_time_to_unix (date), ==, 784111777);
    }
}

static void
make_identities (void)
{
  static const TestCertificate ca = {
    .name = "Test Root", .begins_days = -40, .expires_days = 40, .is_ca = TRUE
  };
  static const TestCertificate host = { .name = HOST, .dns = HOST, .begins_days = -1, .expires_days = 30 };
  static const TestCertificate alias = { .name = ALIAS, .dns = ALIAS, .begins_days = -1, .expires_days = 30 };
  static const TestCertificate old = { .name = HOST, .dns = HOST, .begins_days = -30, .expires_days = -1 };

  root = test_identity_new (&ca, NULL);
  good = test_identity_new (&host, root);
  for_name = test_identity_new (&alias, root);
  expired = test_identity_new (&old, root);
  root_file = test_identity_write (root);
}

static void
free_identities (void)
{
  unlink (root_file);
  g_free (root_file);
  test_identity_free (expired);
  test_identity_free (for_name);
  test_identity_free (good);
  test_identity_free (root);
}

static void
add_tests (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/probe-server/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_data_func ("/probe-server/clock/greeting", NULL, test_clock);
  g_test_add_func ("/probe-server/own-name", test_own_name_is_used);
  g_test_add_data_func ("/probe-server/time-is-over", NULL, test_time_is_over);
  g_test_add_func ("/probe-server/cancel", test_cancel);
  g_test_add_func ("/probe-server/cancel-connecting", test_cancel_connecting);
  g_test_add_func ("/probe-server/dates", test_dates);
  g_test_add_func ("/probe-server/web-dates", test_web_dates);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions (); /* the table goes on */
  make_identities ();
  add_tests ();
  result = g_test_run ();
  free_identities ();
  return result;
}
