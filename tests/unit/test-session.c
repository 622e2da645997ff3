/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The transaction against a server that plays a script, one thread and one connection a case. The table says
 * for each script how the run must end and what must not have been sent. Every event is held against the
 * closed list of facts, and searched for the password. */

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "od-fact-list.h"
#include "od-notes.h"
#include "od-outcome.h"
#include "od-sasl.h"
#include "od-session.h"
#include "test-pki.h"

#define PASSWORD         "canary%s-ä\"\\ 17"
#define PASSWORD_ESCAPED "canary%s-ä\"\\\\ 17" /* as a script writes it */

/* A server: its part of the dialogue, and what it heard. */
typedef struct
{
  const char *script;
  int fd;
  gnutls_session_t tls;
  gpointer credentials;
  GString *heard;   /* commands, a line each */
  GByteArray *wire; /* the message as it came, with its end */
  GString *unread;
  GCancellable *cancellable;
  gint64 cancelled_us;
  gboolean over;
} Peer;

static TestIdentity *authority;
static TestIdentity *identity;
static TestIdentity *wrong_identity;
static char *ca_file;

static gssize
peer_recv (Peer *peer, char *buffer, gsize length)
{
  return peer->tls != NULL ? gnutls_record_recv (peer->tls, buffer, length)
                           : recv (peer->fd, buffer, length, 0);
}

static void
peer_send (Peer *peer, const char *bytes, gsize length)
{
  if (peer->tls != NULL)
    gnutls_record_send (peer->tls, bytes, length);
  else
    send (peer->fd, bytes, length, MSG_NOSIGNAL);
}

/* FALSE at the end of the stream. */
static gboolean
peer_fill (Peer *peer)
{
  char buffer[4096];
  gssize n = peer_recv (peer, buffer, sizeof buffer);

  if (n > 0)
    g_string_append_len (peer->unread, buffer, n);
  else
    peer->over = TRUE;
  return n > 0;
}

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
  return line;
}

static void
peer_expect (Peer *peer, const char *verb)
{
  g_autofree char *line = peer_read_line (peer);

  if (line == NULL)
    return;
  g_string_append_printf (peer->heard, "%s\n", line);
  if (!g_str_equal (verb, "*") && !g_str_has_prefix (line, verb))
    peer->over = TRUE;
}

static void
peer_read_body (Peer *peer)
{
  for (;;)
    {
      g_autofree char *line = peer_read_line (peer);

      if (line == NULL)
        return;
      g_byte_array_append (peer->wire, (const guint8 *) line, strlen (line));
      g_byte_array_append (peer->wire, (const guint8 *) "\r\n", 2);
      if (g_str_equal (line, "."))
        return;
    }
}

static void
peer_hold (Peer *peer)
{
  while (!peer->over)
    if (peer_fill (peer))
      {
        g_string_append_printf (peer->heard, "%s", peer->unread->str);
        g_string_truncate (peer->unread, 0);
      }
}

/* Reads nothing any more, until the run has ended. */
static void
peer_stop_reading (Peer *peer)
{
  GPollFD ended;

  g_assert_true (g_cancellable_make_pollfd (peer->cancellable, &ended));
  g_poll (&ended, 1, -1);
  g_cancellable_release_fd (peer->cancellable);
  peer->over = TRUE;
}

static void
peer_start_tls (Peer *peer, const TestIdentity *shown)
{
  const TestIdentity *chain[] = { shown };
  int result;

  peer->tls = test_tls_accept (peer->fd, chain, 1, "NORMAL", &peer->credentials);
  do
    result = gnutls_handshake (peer->tls);
  while (result < 0 && !gnutls_error_is_fatal (result));
  peer->over = result < 0;
}

/* The server's first message of SCRAM, in answer to the AUTH line heard last. */
static void
peer_send_server_first (Peer *peer, const char *iterations)
{
  const char *line = strstr (peer->heard->str, "AUTH SCRAM-SHA-256 ");
  g_auto (GStrv) words = g_strsplit_set (line != NULL ? line : "", " \n", -1);
  g_autofree char *first = NULL;
  g_autofree char *answer = NULL;
  g_autofree char *encoded = NULL;
  g_autofree char *reply = NULL;
  gsize length;

  if (line == NULL)
    return;
  first = (char *) g_base64_decode (words[2], &length);
  first = g_realloc (first, length + 1);
  first[length] = '\0';
  answer = g_strdup_printf ("%sserver,s=c2FsdHNhbHQ=,i=%s", strstr (first, "r="), iterations);
  encoded = g_base64_encode ((const guchar *) answer, strlen (answer));
  reply = g_strconcat ("334 ", encoded, "\r\n", NULL);
  peer_send (peer, reply, strlen (reply));
}

static void
peer_reset (Peer *peer)
{
  struct linger now = { .l_onoff = 1, .l_linger = 0 };

  setsockopt (peer->fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
  peer->over = TRUE;
}

static void
peer_cancel (Peer *peer)
{
  g_cancellable_cancel (peer->cancellable);
  peer->cancelled_us = g_get_monotonic_time ();
  peer_hold (peer);
}

#define OFFER_PLAIN                                                                                     \
  "R 250-mx.test Hello [192.0.2.7]\\r\\n250-SIZE 1000000\\r\\n250-8BITMIME\\r\\n250-STARTTLS\\r\\n250 " \
  "DSN\\r\\n"
#define OFFER_TLS \
  "R 250-mx.test\\r\\n250-SIZE 1000000\\r\\n250-8BITMIME\\r\\n250-DSN\\r\\n250 AUTH PLAIN LOGIN\\r\\n"

static const struct
{
  const char *name;
  const char *script;
} macros[] = {
  { "@G", "S 220 mx.test ESMTP" },
  { "@E", "C EHLO|" OFFER_PLAIN },
  { "@T", "C STARTTLS|S 220 go|TLS|@E2" },
  { "@E2", "C EHLO|" OFFER_TLS },
  { "@A", "C AUTH PLAIN |S 235 2.7.0 ok" },
  { "@M", "C MAIL FROM:|S 250 2.1.0 ok" },
  { "@R", "C RCPT TO:|S 250 2.1.5 ok" },
  { "@D", "C DATA|S 354 go" },
  { "@B", "BODY" },
  { "@OK", "S 250 2.0.0 Ok: queued as TEST123" },
  { "@Q", "C QUIT|S 221 bye" },
};

static void play (Peer *peer, const char *script);

static void
play_macro (Peer *peer, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (macros); i++)
    if (g_str_equal (macros[i].name, name))
      {
        play (peer, macros[i].script);
        return;
      }
  g_error ("no macro %s", name);
}

static void
play_line (Peer *peer, const char *line)
{
  g_autofree char *text = g_strcompress (line + 2 * (line[0] != '\0' && line[1] == ' '));

  if (line[0] == '@')
    play_macro (peer, line);
  else if (g_str_has_prefix (line, "S "))
    {
      g_autofree char *reply = g_strconcat (text, "\r\n", NULL);
      peer_send (peer, reply, strlen (reply));
    }
  else if (g_str_has_prefix (line, "R "))
    peer_send (peer, text, strlen (text));
  else if (g_str_has_prefix (line, "SCRAM "))
    peer_send_server_first (peer, strchr (line, ' ') + 1);
  else if (g_str_equal (line, "CLIENTHELLO"))
    peer_fill (peer);
  else if (g_str_has_prefix (line, "C "))
    peer_expect (peer, line + 2);
  else if (g_str_equal (line, "BODY"))
    peer_read_body (peer);
  else if (g_str_equal (line, "TLS"))
    peer_start_tls (peer, identity);
  else if (g_str_equal (line, "TLSWRONG"))
    peer_start_tls (peer, wrong_identity);
  else if (g_str_equal (line, "H"))
    peer_hold (peer);
  else if (g_str_equal (line, "WAIT"))
    g_usleep (300 * 1000);
  else if (g_str_equal (line, "Z"))
    peer_stop_reading (peer);
  else if (g_str_equal (line, "RST"))
    peer_reset (peer);
  else if (g_str_equal (line, "CANCEL"))
    peer_cancel (peer);
  else if (g_str_equal (line, "FIN"))
    peer->over = TRUE;
  else
    g_error ("no word %s", line);
}

static void
play (Peer *peer, const char *script)
{
  g_auto (GStrv) lines = g_strsplit (script, "|", -1);

  for (char **line = lines; *line != NULL && !peer->over; line++)
    play_line (peer, *line);
}

static void
serve (int fd, gpointer data)
{
  Peer *peer = data;

  peer->fd = fd;
  play (peer, peer->script);
  if (peer->tls != NULL)
    gnutls_deinit (peer->tls);
  if (peer->credentials != NULL)
    gnutls_certificate_free_credentials (peer->credentials);
}

/* One case. What is NULL or 0 is not looked at. */
typedef struct
{
  const char *name;
  const char *script;
  const char *outcome;
  const char *stage;
  const char *error;
  guint code;
  const char *unheard; /* must not be among the commands; "$" stands for a login */
  guint divisor;       /* of the limits, 0: 20 */
  void (*change) (OdSettings *settings);
  void (*limit) (OdLimits *limits);
} Case;

typedef struct
{
  GPtrArray *events;
  OdEvent *outcome;
  Peer peer;
  gint64 ended_us;
} Run;

static gboolean
is_token (const char *words, const char *value)
{
  g_auto (GStrv) list = g_strsplit (words, " ", -1);

  return g_strv_contains ((const char *const *) list, value);
}

static void
check_fact (const OdEventField *field)
{
  const OdFactInfo *info = od_fact_list_find (field->name);
  char *end;

  g_assert_nonnull (field->value);
  if (info == NULL)
    g_error ("%s is no fact", field->name);
  if (info->type == OD_FACT_TOKEN && !is_token (info->values, field->value))
    g_error ("%s cannot be %s", field->name, field->value);
  if (info->type == OD_FACT_NUMBER)
    {
      g_ascii_strtod (field->value, &end);
      g_assert_true (*field->value != '\0' && *end == '\0');
    }
}

static void
check_no_secret (const char *text)
{
  g_autofree char *encoded = g_base64_encode ((const guchar *) PASSWORD, strlen (PASSWORD));

  if (text == NULL)
    return;
  g_assert_null (strstr (text, "canary"));
  g_assert_null (strstr (text, encoded));
}

static void
take_event (OdEvent *event, gpointer data)
{
  Run *run = data;

  g_ptr_array_add (run->events, od_event_ref (event));
  check_no_secret (event->text);
  for (guint i = 0; i < event->fields->len; i++)
    {
      const OdEventField *field = g_ptr_array_index (event->fields, i);

      check_no_secret (field->value);
      check_fact (field);
    }
  if (event->kind == OD_EVENT_OUTCOME)
    {
      g_assert_null (run->outcome);
      run->outcome = event;
    }
}

static OdSettings *
make_settings (guint port)
{
  OdSettings *settings = od_settings_new ();

  od_settings_set_text (&settings->address, "u@example.test");
  od_settings_set_text (&settings->server, "mx.test");
  od_settings_set_text (&settings->ca_file, ca_file);
  settings->security = OD_SECURITY_STARTTLS;
  settings->port = 587;
  for (guint i = 0; i < 3; i++)
    settings->practice_ports[i] = port;
  return settings;
}

static Run *
run_new (const Case *one)
{
  Run *run = g_new0 (Run, 1);

  run->events = g_ptr_array_new_with_free_func ((GDestroyNotify) od_event_unref);
  run->peer.script = one->script;
  run->peer.heard = g_string_new (NULL);
  run->peer.wire = g_byte_array_new ();
  run->peer.unread = g_string_new (NULL);
  run->peer.cancellable = g_cancellable_new ();
  return run;
}

static void
run_free (Run *run)
{
  g_ptr_array_unref (run->events);
  g_string_free (run->peer.heard, TRUE);
  g_byte_array_unref (run->peer.wire);
  g_string_free (run->peer.unread, TRUE);
  g_object_unref (run->peer.cancellable);
  g_free (run);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)

static Run *
run_case (const Case *one)
{
  Run *run = run_new (one);
  TestServer *server = test_server_start (serve, &run->peer);
  g_autoptr (OdSettings) settings = make_settings (server->port);
  g_autoptr (OdSecret) secret = od_secret_new (PASSWORD, -1);
  g_autoptr (OdRecorder) recorder = od_recorder_new (take_event, run);
  OdLimits limits = od_limits_scaled (one->divisor != 0 ? one->divisor : 20);

  if (one->divisor != 0)
    limits.handshake = limits.dot = limits.body = limits.command;
  if (one->limit != NULL)
    one->limit (&limits);
  if (one->change != NULL)
    one->change (settings);
  g_assert_true (od_settings_check (settings, NULL, NULL));
  od_session_run (settings, secret, &limits, recorder, NULL, NULL, run->peer.cancellable);
  run->ended_us = g_get_monotonic_time ();
  g_cancellable_cancel (run->peer.cancellable);
  test_server_stop (server);
  g_assert_nonnull (run->outcome);
  return run;
}

static const char *
fact (const Run *run, const char *name)
{
  for (guint i = 0; i < run->events->len; i++)
    {
      const char *value = od_event_get_field (g_ptr_array_index (run->events, i), name);

      if (value != NULL)
        return value;
    }
  return NULL;
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (Run) run = run_case (one);
  g_autofree char *code = g_strdup_printf ("%u", one->code);

  g_test_message ("heard: %s", run->peer.heard->str);
  g_assert_cmpstr (od_event_get_field (run->outcome, "outcome"), ==, one->outcome);
  if (one->stage != NULL)
    g_assert_cmpstr (od_event_get_field (run->outcome, "stage"), ==, one->stage);
  g_assert_cmpstr (od_event_get_field (run->outcome, "error"), ==, one->error);
  if (one->code != 0)
    g_assert_cmpstr (od_event_get_field (run->outcome, "code"), ==, code);
  if (one->unheard != NULL)
    {
      g_auto (GStrv) words = g_strsplit (one->unheard, " ", -1);
      for (char **word = words; *word != NULL; word++)
        g_assert_null (strstr (run->peer.heard->str, *word));
    }
  if (run->peer.cancelled_us != 0)
    g_assert_cmpint (run->ended_us - run->peer.cancelled_us, <, G_USEC_PER_SEC);
}

static void
want_implicit (OdSettings *settings)
{
  settings->security = OD_SECURITY_TLS;
  settings->port = 465;
}

static void
want_plain (OdSettings *settings)
{
  settings->security = OD_SECURITY_NONE;
}

static void
want_plain_login (OdSettings *settings)
{
  settings->security = OD_SECURITY_NONE;
  settings->allow_plain_login = TRUE;
}

static void
want_dry_run (OdSettings *settings)
{
  settings->dry_run = TRUE;
}

static void
want_two (OdSettings *settings)
{
  od_settings_set_text (&settings->recipients, "a@example.test, b@example.test");
}

/* More than the buffers of a connection hold. */
static void
want_huge (OdSettings *settings)
{
  settings->message_size = 24 * 1000 * 1000;
}

static void
want_too_large (OdSettings *settings)
{
  settings->message_size = 2000 * 1000;
}

static void
want_port_25 (OdSettings *settings)
{
  settings->port = 25;
}

static void
want_direct (OdSettings *settings)
{
  settings->direct = TRUE;
  od_settings_set_text (&settings->recipients, "somebody@test");
  settings->port = 0;
  settings->security = OD_SECURITY_AUTO;
}

static void
want_umlaut (OdSettings *settings)
{
  od_settings_set_text (&settings->address, "üser@example.test");
}

static void
want_login (OdSettings *settings)
{
  od_settings_set_text (&settings->mechanism, "LOGIN");
}

#define LOGGED_IN "@G|@E|@T|@A|"
#define ADDRESSED LOGGED_IN "@M|@R|"

#define NO_LIMIT "@G|@E|C STARTTLS|S 220 go|TLS|C EHLO|R 250-mx\\r\\n250 AUTH PLAIN\\r\\n|@A|@M|@R|"

#define OFFER_SCRAM \
  "@G|@E|C STARTTLS|S 220 go|TLS|C EHLO|R 250-mx\\r\\n250 AUTH PLAIN SCRAM-SHA-256\\r\\n|C AUTH SCRAM|"

static const Case cases[] = {
  { "healthy", ADDRESSED "@D|@B|@OK|@Q", "accepted", "dot", NULL, 250 },
  { "healthy-tls", "TLS|@G|@E2|@A|@M|@R|@D|@B|@OK|@Q", "accepted", "dot", NULL, 250,
    .change = want_implicit },
  { "login-by-334",
    "@G|@E|@T|C AUTH LOGIN|S 334 VXNlcm5hbWU6|C *|S 334 UGFzc3dvcmQ6|C *|S 235 ok|@M|@R|@D|@B|@OK|@Q",
    "accepted", "dot", .change = want_login },
  { "dry-run", ADDRESSED "C RSET|S 250 ok|@Q", "checked", "rset", .unheard = "DATA", .change = want_dry_run },
  { "dry-run-refused", LOGGED_IN "@M|C RCPT|S 550 5.1.1 no|@Q", "rejected", "rcpt", NULL, 550, "DATA",
    .change = want_dry_run },
  { "direct", "@G|@E|@T|@M|@R|@D|@B|@OK|@Q", "accepted", "dot", .unheard = "AUTH", .change = want_direct },
  { "direct-clear", "@G|C EHLO|S 250 mx|@M|@R|@D|@B|@OK|@Q", "accepted", "dot", .change = want_direct },

  { "greeting-554", "S 554 5.7.1 blocked|@Q", "rejected", "greeting", NULL, 554, "EHLO" },
  { "greeting-silent", "H", "failed", "greeting", "timed-out", .divisor = 200 },
  { "greeting-fin", "FIN", "failed", "greeting", "closed" },
  { "greeting-imap", "S * OK IMAP4rev1 ready|H", "failed", "greeting", "not-a-reply", .unheard = "EHLO" },
  { "greeting-221", "S 221 mx|@Q", "failed", "greeting", "unexpected-code", 221, "EHLO" },
  { "greeting-two", "R 220 mx\\r\\n250 early\\r\\n|H", "failed", "greeting", "bytes-unasked",
    .unheard = "EHLO" },
  { "blast", "R 220 a\\r\\n250 b\\r\\n250 c\\r\\n354 d\\r\\n250 e\\r\\n|H", "failed", "greeting",
    "bytes-unasked", .unheard = "EHLO MAIL", .change = want_plain },
  { "ehlo-550", "@G|C EHLO|S 550 5.7.1 name|@Q", "rejected", "ehlo", NULL, 550 },
  { "ehlo-helo", "@G|C EHLO|S 500 what|C HELO|S 250 mx|@Q", "failed", "starttls", "starttls-not-offered" },
  { "ehlo-neither", "@G|C EHLO|S 502 what|C HELO|S 500 no|@Q", "rejected", "ehlo", NULL, 500 },
  { "ehlo-mixed", "@G|C EHLO|R 250-mx\\r\\n550 no\\r\\n|H", "failed", "ehlo", "mixed-codes" },
  { "ehlo-cut", "@G|C EHLO|R 250-mx\\r\\n250-SI|FIN", "failed", "ehlo", "closed" },
  { "smtputf8", "@G|@E|@T|@Q", "failed", "ehlo", "smtputf8-not-offered", .unheard = "AUTH",
    .change = want_umlaut },

  { "starttls-missing", "@G|C EHLO|S 250 mx|@Q", "failed", "starttls", "starttls-not-offered",
    .unheard = "STARTTLS AUTH MAIL" },
  { "starttls-454", "@G|@E|C STARTTLS|S 454 no|@Q", "rejected", "starttls", "starttls-refused", 454,
    "AUTH MAIL" },
  { "starttls-421", "@G|@E|C STARTTLS|S 421 no|H", "rejected", "starttls", NULL, 421, "AUTH MAIL QUIT" },
  { "starttls-250", "@G|@E|C STARTTLS|S 250 ok|@Q", "failed", "starttls", "unexpected-code", 250,
    "AUTH MAIL" },
  { "starttls-injected", "@G|@E|C STARTTLS|R 220 go\\r\\n250 AUTH PLAIN\\r\\n|H", "failed", "starttls",
    "bytes-after-starttls", .unheard = "AUTH MAIL QUIT" },
  { "starttls-454-more", "@G|@E|C STARTTLS|R 454 no\\r\\n235 ok\\r\\n250 ok\\r\\n|H", "rejected", "starttls",
    "starttls-refused", 454, "AUTH MAIL QUIT" },
  { "starttls-silent", "@G|@E|C STARTTLS|S 220 go|H", "failed", "tls", "tls-timed-out", .divisor = 200,
    .unheard = "AUTH MAIL QUIT" },
  { "starttls-clear", "@G|@E|C STARTTLS|S 220 go|CLIENTHELLO|S 250 hello|H", "failed", "tls",
    "tls-plain-text", .unheard = "AUTH MAIL QUIT" },
  { "certificate-name", "@G|@E|C STARTTLS|S 220 go|TLSWRONG|H", "failed", "tls", "tls-certificate",
    .unheard = "AUTH EHLO\nEHLO MAIL" },
  { "tls-only-greeting", "S 220 in clear|H", "failed", "tls", "tls-plain-text", .unheard = "EHLO",
    .change = want_implicit },

  { "auth-535", "@G|@E|@T|C AUTH|S 535 5.7.8 no|@Q", "rejected", "auth", NULL, 535, "MAIL" },
  { "auth-454", "@G|@E|@T|C AUTH|S 454 4.7.0 later|@Q", "rejected", "auth", NULL, 454, "MAIL" },
  { "auth-silent", "@G|@E|@T|C AUTH|H", "failed", "auth", "timed-out", .divisor = 100, .unheard = "MAIL" },
  { "auth-fin", "@G|@E|@T|C AUTH|FIN", "failed", "auth", "tls-cut-off", .unheard = "MAIL" },
  { "auth-echo", "@G|@E|@T|C AUTH|S 535 wrong: " PASSWORD_ESCAPED "|@Q", "rejected", "auth", NULL, 535 },
  { "auth-not-base64", "@G|@E|@T|C AUTH LOGIN|S 334 *?*|C *|S 501 off|@Q", "failed", "auth",
    "login-challenge", .unheard = "MAIL", .change = want_login },
  { "auth-for-ever",
    "@G|@E|@T|C AUTH LOGIN|S 334 VXNlcm5hbWU6|C *|S 334 VXNlcm5hbWU6|C *|S 334 VXNlcm5hbWU6|C *|S 334 "
    "VXNlcm5hbWU6|C *|S 334 VXNlcm5hbWU6|C *|S 334 VXNlcm5hbWU6|C *|S 334 VXNlcm5hbWU6|C *|S 334 "
    "VXNlcm5hbWU6|C "
    "*|S 334 VXNlcm5hbWU6|C *|S 501 off|@Q",
    "failed", "auth", "login-rounds", .unheard = "MAIL", .change = want_login },
  { "auth-at-once", "@G|@E|@T|C AUTH LOGIN|S 235 ok|@Q", "failed", "auth", "login-challenge",
    .unheard = "MAIL", .change = want_login },
  { "auth-none", "@G|@E|C STARTTLS|S 220 go|TLS|C EHLO|S 250 mx|@Q", "failed", "auth", "login-not-offered",
    .unheard = "AUTH MAIL" },
  { "auth-none-25", "@G|@E|C STARTTLS|S 220 go|TLS|C EHLO|S 250 mx|@M|@R|@D|@B|@OK|@Q", "accepted", "dot",
    .unheard = "AUTH", .change = want_port_25 },
  { "auth-unusable", "@G|@E|C STARTTLS|S 220 go|TLS|C EHLO|R 250-mx\\r\\n250 AUTH NTLM GSSAPI\\r\\n|@Q",
    "failed", "auth", "login-no-mechanism", .unheard = "MAIL" },
  { "auth-clear", "@G|@E2|@Q", "failed", "auth", "login-not-encrypted", .unheard = "AUTH MAIL",
    .change = want_plain },
  { "auth-clear-allowed", "@G|@E2|@A|@M|@R|@D|@B|@OK|@Q", "accepted", "dot", .change = want_plain_login },

  { "goodbye-after-login", "@G|@E|@T|C AUTH|R 235 ok\\r\\n421 bye\\r\\n|FIN", "rejected", "mail", NULL, 421,
    "MAIL QUIT" },
  { "star-unanswered", "@G|@E|@T|C AUTH LOGIN|S 334 *?*|C *|H", "failed", "auth", "login-challenge",
    .unheard = "MAIL QUIT", .change = want_login },
  { "scram-no-proof", OFFER_SCRAM "SCRAM 4096|C *|S 235 welcome|@Q", "failed", "auth", "login-server-proof",
    .unheard = "MAIL" },
  { "scram-false-proof",
    OFFER_SCRAM
    "SCRAM 4096|C *|S 334 dj1lSGg0ZUhoNGVIaDRlSGg0ZUhoNGVIaDRlSGg0ZUhoNGVIaDRlSGg0ZUhnPQ==|C *|S 501 off|@Q",
    "failed", "auth", "login-server-proof", .unheard = "MAIL" },
  { "scram-too-few", OFFER_SCRAM "SCRAM 1|C *|S 501 off|@Q", "failed", "auth", "login-iterations",
    .unheard = "MAIL" },
  { "scram-too-many", OFFER_SCRAM "SCRAM 2147483647|C *|S 501 off|@Q", "failed", "auth", "login-iterations",
    .unheard = "MAIL" },
  { "mail-530", LOGGED_IN "C MAIL|S 530 5.7.0 no|@Q", "rejected", "mail", NULL, 530, "RCPT" },
  { "mail-421", LOGGED_IN "C MAIL|S 421 4.7.0 later|FIN", "rejected", "mail", NULL, 421, "QUIT" },
  { "mail-two", LOGGED_IN "C MAIL|R 250 ok\\r\\n250 ok\\r\\n|H", "failed", "mail", "bytes-unasked",
    .unheard = "RCPT" },
  { "too-big", LOGGED_IN "@Q", "failed", "mail", "too-big-for-server", .unheard = "MAIL",
    .change = want_too_large },
  { "rcpt-550", LOGGED_IN "@M|C RCPT|S 550 5.1.1 no|@Q", "rejected", "rcpt", NULL, 550, "DATA" },
  { "rcpt-odd", LOGGED_IN "@M|C RCPT|S 550 2.1.5 ok|@Q", "rejected", "rcpt", NULL, 550, "DATA" },
  { "rcpt-251", LOGGED_IN "@M|C RCPT|S 251 forwards|@D|@B|@OK|@Q", "accepted", "dot" },
  { "rcpt-partly", LOGGED_IN "@M|@R|C RCPT|S 550 5.1.1 no|@D|@B|@OK|@Q", "accepted-partly", "rcpt", NULL, 550,
    .change = want_two },
  { "rcpt-421", LOGGED_IN "@M|@R|C RCPT|S 421 bye|FIN", "rejected", "rcpt", NULL, 421, "DATA",
    .change = want_two },
  { "rcpt-fin", LOGGED_IN "@M|C RCPT|FIN", "failed", "rcpt", "tls-cut-off", .unheard = "DATA" },
  { "data-451", ADDRESSED "C DATA|S 451 4.3.0 later|@Q", "rejected", "data", NULL, 451 },
  { "data-250", ADDRESSED "C DATA|S 250 ok|@Q", "failed", "data", "unexpected-code", 250, "Subject" },
  { "data-two", ADDRESSED "C DATA|R 354 go\\r\\n250 ok\\r\\n|H", "failed", "data", "bytes-unasked",
    .unheard = "Subject" },
  { "body-552", NO_LIMIT "@D|C *|S 552 5.3.4 big|H", "rejected", "body", NULL, 552, .change = want_huge },
  { "body-rst", NO_LIMIT "@D|C *|RST", "failed", "body", "reset", .change = want_huge },
  { "body-stops", NO_LIMIT "@D|C *|Z", "failed", "body", "timed-out", .divisor = 100, .change = want_huge },
  { "dot-554", ADDRESSED "@D|@B|S 554 5.7.1 spam|@Q", "rejected", "dot", NULL, 554 },
  { "dot-silent", ADDRESSED "@D|@B|H", "unknown-delivery", "dot", "timed-out", .divisor = 100,
    .unheard = "QUIT" },
  { "dot-fin", ADDRESSED "@D|@B|FIN", "unknown-delivery", "dot", "tls-cut-off", .unheard = "QUIT" },
  { "dot-garbage", ADDRESSED "@D|@B|R what\\r\\n250 ok\\r\\n|H", "unknown-delivery", "dot", "not-a-reply",
    .unheard = "QUIT" },
  { "dot-354", ADDRESSED "@D|@B|S 354 again|@Q", "failed", "dot", "unexpected-code", 354 },
  { "dot-421", ADDRESSED "@D|@B|S 421 bye|FIN", "rejected", "dot", NULL, 421, "QUIT" },
  { "quit-silent", ADDRESSED "@D|@B|@OK|H", "accepted", "dot" },
  { "quit-500", ADDRESSED "@D|@B|@OK|C QUIT|S 500 no|FIN", "accepted", "dot" },
  { "quit-rst", ADDRESSED "@D|@B|@OK|RST", "accepted", "dot" },

  { "cancel-greeting", "CANCEL", "cancelled", NULL, "cancelled" },
  { "cancel-ehlo", "@G|C EHLO|CANCEL", "cancelled", "ehlo", "cancelled", .unheard = "QUIT" },
  { "cancel-starttls", "@G|@E|C STARTTLS|CANCEL", "cancelled", "starttls", "cancelled" },
  { "cancel-tls", "@G|@E|C STARTTLS|S 220 go|CLIENTHELLO|CANCEL", "cancelled", "tls", "cancelled" },
  { "cancel-auth", "@G|@E|@T|C AUTH|CANCEL", "cancelled", "auth", "cancelled" },
  { "cancel-mail", LOGGED_IN "C MAIL|CANCEL", "cancelled", "mail", "cancelled" },
  { "cancel-rcpt", LOGGED_IN "@M|C RCPT|CANCEL", "cancelled", "rcpt", "cancelled" },
  { "cancel-data", ADDRESSED "C DATA|CANCEL", "cancelled", "data", "cancelled" },
  { "cancel-body", NO_LIMIT "@D|C *|CANCEL", "cancelled", "body", "cancelled", .unheard = "\r\n.\r\n",
    .change = want_huge },
  { "cancel-dot", ADDRESSED "@D|@B|CANCEL", "unknown-delivery", "dot", "cancelled", .unheard = "QUIT" },
  { "cancel-quit", ADDRESSED "@D|@B|@OK|C QUIT|CANCEL", "accepted", "dot" },
};

static guint
count (const char *text, const char *word)
{
  guint n = 0;

  for (const char *at = strstr (text, word); at != NULL; at = strstr (at + 1, word))
    n++;
  return n;
}

static void
test_facts (void)
{
  const Case one = { "facts", ADDRESSED "@D|@B|@OK|@Q" };
  g_autoptr (Run) run = run_case (&one);

  g_assert_cmpstr (fact (run, "queue-id"), ==, "TEST123");
  g_assert_cmpstr (fact (run, "login"), ==, "ok");
  g_assert_cmpstr (fact (run, "auth.used"), ==, "PLAIN");
  g_assert_cmpstr (fact (run, "client.address"), ==, "192.0.2.7");
  g_assert_cmpstr (fact (run, "size.limit"), ==, "1000000");
  g_assert_cmpstr (fact (run, "tls.verify"), ==, "ok");
  g_assert_cmpstr (fact (run, "tls.active"), ==, "yes");
  g_assert_cmpstr (fact (run, "ehlo.name"), ==, "[127.0.0.1]");
  g_assert_cmpstr (fact (run, "port"), ==, "587");
  g_assert_cmpstr (fact (run, "greeting.kind"), ==, "smtp");
  g_assert_cmpstr (fact (run, "password.form"), ==, "not-ascii");
  g_assert_cmpstr (fact (run, "user.form"), ==, "email");
  g_assert_cmpstr (fact (run, "connect.ipv4"), ==, "ok");
  g_assert_cmpuint (count (run->peer.heard->str, "AUTH"), ==, 1);
  g_assert_nonnull (strstr (run->peer.heard->str, "MAIL FROM:<u@example.test> SIZE="));
}

static void
want_dots (OdSettings *settings)
{
  od_settings_set_text (&settings->body, ".\n..\n.x\r\nlast\rbare");
}

/* Every CR has its LF and every LF its CR, until the one end. */
static void
check_wire (const char *wire, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (wire[i] == '\n')
        g_assert_true (i > 0 && wire[i - 1] == '\r');
      if (wire[i] == '\r')
        g_assert_true (i + 1 < length && wire[i + 1] == '\n');
    }
}

static void
test_body (void)
{
  const Case one = { "body", ADDRESSED "@D|@B|@OK|@Q", .change = want_dots };
  g_autoptr (Run) run = run_case (&one);
  g_autofree char *wire = g_strndup ((const char *) run->peer.wire->data, run->peer.wire->len);

  check_wire (wire, run->peer.wire->len);
  g_assert_nonnull (strstr (wire, "\r\n..\r\n...\r\n..x\r\nlast\r\nbare"));
  g_assert_true (g_str_has_suffix (wire, "\r\n.\r\n"));
  g_assert_cmpuint (count (wire, "\r\n.\r\n"), ==, 1);
  g_assert_cmpstr (fact (run, "outcome"), ==, "accepted");
}

static void
want_notice (OdSettings *settings)
{
  settings->delivery_notice = TRUE;
}

static void
test_notice (void)
{
  const Case one = { "notice", ADDRESSED "@D|@B|@OK|@Q", .change = want_notice };
  g_autoptr (Run) run = run_case (&one);

  g_assert_cmpstr (fact (run, "dsn"), ==, "asked");
  g_assert_nonnull (strstr (run->peer.heard->str, " RET=HDRS ENVID="));
  g_assert_nonnull (strstr (run->peer.heard->str, " NOTIFY=SUCCESS,FAILURE,DELAY"));
}

static void
test_partly (void)
{
  const Case one = { "partly", LOGGED_IN "@M|@R|C RCPT|R 550-no\\r\\n550 5.1.1 such user\\r\\n|@D|@B|@OK|@Q",
                     .change = want_two };
  g_autoptr (Run) run = run_case (&one);

  g_assert_cmpstr (fact (run, "recipient"), ==, "b@example.test");
  g_assert_cmpstr (fact (run, "status"), ==, "5.1.1");
  g_assert_cmpstr (fact (run, "recipients"), ==, "2");
  g_assert_cmpstr (fact (run, "recipients.accepted"), ==, "1");
}

static void
want_short_run (OdLimits *limits)
{
  limits->total = 200;
}

static void
test_total (void)
{
  const Case one = { "total", "@G|C EHLO|H", .limit = want_short_run };
  g_autoptr (Run) run = run_case (&one);
  double waited = g_ascii_strtod (fact (run, "waited"), NULL);

  g_assert_cmpstr (fact (run, "error"), ==, "total-time");
  g_assert_cmpstr (fact (run, "stage"), ==, "ehlo");
  /* What is left of 0.2 s once the greeting is there; more where the computer is busy. */
  g_assert_cmpfloat (waited, >, 0);
  g_assert_cmpfloat (waited, <, 20);
}

/* How long the reply to the dot takes is outside the limit of the run. */
static void
test_total_is_without_dot (void)
{
  const Case one = { "total-dot", "@G|C EHLO|R 250-mx\\r\\n250 AUTH PLAIN\\r\\n|@A|@M|@R|@D|@B|WAIT|@OK|@Q",
                     .change = want_plain_login, .limit = want_short_run };
  g_autoptr (Run) run = run_case (&one);

  g_assert_cmpstr (fact (run, "outcome"), ==, "accepted");
}

static void
test_direct_facts (void)
{
  const Case one = { "direct", "@G|@E|@T|@M|@R|@D|@B|@OK|@Q", .change = want_direct };
  g_autoptr (Run) run = run_case (&one);

  g_assert_cmpstr (fact (run, "mode"), ==, "direct");
  g_assert_cmpstr (fact (run, "mx.host"), ==, "mx.test");
  g_assert_cmpstr (fact (run, "port"), ==, "25");
  g_assert_cmpstr (fact (run, "login"), ==, "none");
  g_assert_null (fact (run, "server"));
}

/* Whatever breaks, at whatever stage, has a word in the list of facts. */
static void
test_error_names (void)
{
  const OdFactInfo *info = od_fact_list_find ("error");
  const GQuark domains[] = { OD_RESOLVER_ERROR, OD_TLS_ERROR, OD_SMTP_REPLY_ERROR, OD_SMTP_COMMAND_ERROR,
                             OD_SASL_ERROR,     G_IO_ERROR,   OD_DIALOGUE_ERROR,   G_FILE_ERROR };

  for (gsize i = 0; i < G_N_ELEMENTS (domains); i++)
    for (int code = 0; code < (domains[i] == OD_TLS_ERROR ? OD_TLS_ERROR_FAILED + 1 : 50); code++)
      for (OdStage stage = OD_STAGE_NONE; stage <= OD_STAGE_QUIT; stage++)
        {
          g_autoptr (GError) error = g_error_new_literal (domains[i], code, "");
          g_assert_true (is_token (info->values, od_outcome_error_name (stage, error)));
        }
}

/* The facts that a look at a greeting gives. */
static void
test_greeting_kinds (void)
{
  static const struct
  {
    const char *line;
    const char *kind;
  } greetings[] = {
    { NULL, "none" },
    { "", "none" },
    { "220 mx.test ESMTP", "smtp" },
    { "554 no", "smtp" },
    { "* OK IMAP4rev1 ready", "imap" },
    { "+OK ready", "pop" },
    { "SSH-2.0-OpenSSH_9.2", "ssh" },
    { "HTTP/1.1 400 Bad Request", "http" },
    { "<html>", "http" },
    { "220 ProFTPD Server", "ftp" },
    { "220 *************************", "masked" },
    { "220 **************************2******0***", "masked" },
    { "hello", "other" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (greetings); i++)
    g_assert_cmpstr (od_greeting_kind (greetings[i].line), ==, greetings[i].kind);
}

static void
test_client_address (void)
{
  static const char *const greetings[][2] = {
    { "mx.test Hello client.example [192.0.2.7]", "192.0.2.7" },
    { "smtp.test at your service, [2001:db8::1]", "2001:db8::1" },
    { "mx.test Hello [IPv6:2001:db8::2], pleased to meet you", "2001:db8::2" },
    { "mx.test Hello (192.0.2.9)", "192.0.2.9" },
    { "mx.test Hello [192.168.1.2] [192.0.2.10]", "192.0.2.10" },
    { "[192.0.2.1] hello", NULL },
    { "mx.test", NULL },
    { "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (greetings); i++)
    {
      g_autofree char *address = od_client_address (greetings[i][0]);
      g_assert_cmpstr (address, ==, greetings[i][1]);
    }
}

/* Nobody listens at the port any more. */
static void
test_refused (void)
{
  const Case one = { "refused", "FIN" };
  g_autoptr (Run) run = run_new (&one);
  g_autoptr (GSocket)
      socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (OdSettings) settings = NULL;
  g_autoptr (OdRecorder) recorder = od_recorder_new (take_event, run);
  OdLimits limits = od_limits_scaled (20);

  g_assert_true (g_socket_bind (socket, any, FALSE, NULL));
  bound = g_socket_get_local_address (socket, NULL);
  settings = make_settings (g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  od_session_run (settings, NULL, &limits, recorder, NULL, NULL, NULL);
  g_assert_cmpstr (fact (run, "outcome"), ==, "failed");
  g_assert_cmpstr (fact (run, "stage"), ==, "connect");
  g_assert_cmpstr (fact (run, "error"), ==, "refused");
  g_assert_cmpstr (fact (run, "connect.ipv4"), ==, "refused");
}

static void
make_identities (void)
{
  const TestCertificate ca = { .name = "CA", .begins_days = -1, .expires_days = 30, .is_ca = TRUE };
  const TestCertificate leaf = { .name = "mx.test", .dns = "mx.test", .begins_days = -1, .expires_days = 30 };
  const TestCertificate direct = {
    .name = "other", .dns = "other.test", .begins_days = -1, .expires_days = 30
  };

  authority = test_identity_new (&ca, NULL);
  identity = test_identity_new (&leaf, authority);
  wrong_identity = test_identity_new (&direct, authority);
  ca_file = test_identity_write (authority);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions (); /* the table goes on */
  make_identities ();
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/session/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/session/facts", test_facts);
  g_test_add_func ("/session/body", test_body);
  g_test_add_func ("/session/notice", test_notice);
  g_test_add_func ("/session/partly", test_partly);
  g_test_add_func ("/session/total", test_total);
  g_test_add_func ("/session/total-is-without-dot", test_total_is_without_dot);
  g_test_add_func ("/session/direct-facts", test_direct_facts);
  g_test_add_func ("/session/error-names", test_error_names);
  g_test_add_func ("/session/greeting-kinds", test_greeting_kinds);
  g_test_add_func ("/session/client-address", test_client_address);
  g_test_add_func ("/session/refused", test_refused);
  result = g_test_run ();
  unlink (ca_file);
  g_free (ca_file);
  test_identity_free (wrong_identity);
  test_identity_free (identity);
  test_identity_free (authority);
  return result;
}
