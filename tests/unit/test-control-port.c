/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Third parties: how the list is read and who has agreed to what, and control hosts: what they tell together,
 * tried on servers of the loopback that stand for all of them. */

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <glib-unix.h>

#include "od-control-port.h"
#include "od-fact-list.h"
#include "test-pki.h"

/* --- the list and the consent */

static void
test_consent (void)
{
  g_assert_true (od_consent_holds ("control-host block-list", OD_PARTY_CONTROL_HOST));
  g_assert_true (od_consent_holds ("portal,block-list", OD_PARTY_BLOCK_LIST));
  g_assert_true (od_consent_holds ("all", OD_PARTY_PORTAL));
  g_assert_false (od_consent_holds ("control-host", OD_PARTY_BLOCK_LIST));
  g_assert_false (od_consent_holds ("block", OD_PARTY_BLOCK_LIST));
  g_assert_false (od_consent_holds ("ALL", OD_PARTY_PORTAL));
  g_assert_false (od_consent_holds ("", OD_PARTY_PORTAL));
  g_assert_false (od_consent_holds (NULL, OD_PARTY_PORTAL));
}

static OdThirdParties *
parse (const char *inner, GError **error)
{
  g_autofree char *text = g_strconcat ("<third-parties>", inner, "</third-parties>", NULL);

  return od_third_parties_parse ("list.xml", text, strlen (text), error);
}

static void
test_broken_lists (void)
{
  static const char *const broken[] = {
    "<portal",
    "<portal name='x' host='y'></block-list>",
    "<portal name='x' url='http://x/'/>",
    "<control-host host='mail.example.org' ports='25'/>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse (broken[i], &error));
      g_assert_nonnull (error);
      g_assert_nonnull (strstr (error->message, "list.xml:1"));
    }
}

static void
test_list (void)
{
  g_autoptr (OdThirdParties) parties =
      parse ("<control-host name='A' host='a.example' ports='25 587'/>"
             "<block-list name='L' host='bl.example' role='address'><answer value='127.0.0.2' reason='spam'/>"
             "<answer value='127.0.0.4-127.0.0.7' reason='infected'/></block-list>"
             "<control-host name='B' host='b.example' ports='465' role='listed'/>",
             NULL);
  g_autoptr (GPtrArray) hosts = od_third_parties_of (parties, OD_PARTY_CONTROL_HOST);
  g_autoptr (GPtrArray) lists = od_third_parties_of (parties, OD_PARTY_BLOCK_LIST);
  g_autofree char *names = od_third_parties_names (parties, OD_PARTY_CONTROL_HOST);

  g_assert_cmpstr (names, ==, "A (a.example), B (b.example)");
  g_assert_cmpuint (((OdThirdParty *) hosts->pdata[0])->ports->len, ==, 2);
  g_assert_cmpstr (((OdThirdParty *) hosts->pdata[1])->role, ==, "listed");
  g_assert_cmpstr (od_third_party_reason (lists->pdata[0], "127.0.0.2"), ==, "spam");
  g_assert_null (od_third_party_reason (lists->pdata[0], "127.0.0.3"));
  g_assert_cmpstr (od_third_party_reason (lists->pdata[0], "127.0.0.4"), ==, "infected");
  g_assert_cmpstr (od_third_party_reason (lists->pdata[0], "127.0.0.7"), ==, "infected");
  g_assert_null (od_third_party_reason (lists->pdata[0], "127.0.0.8"));
}

/* --- what several hosts tell together */

static void
check_reached (const char *words, const char *expected)
{
  g_auto (GStrv) list = g_strsplit (words, " ", -1);
  g_autoptr (GPtrArray) array = g_ptr_array_new ();

  for (char **word = list; *word != NULL; word++)
    g_ptr_array_add (array, *word);
  g_assert_cmpstr (od_control_reached (array), ==, expected);
}

static void
test_reached (void)
{
  check_reached ("", NULL);
  check_reached ("refused", "refused");
  check_reached ("silent refused open", "open");
  check_reached ("refused silent silent", "silent");
  check_reached ("failed unreachable", "failed");
}

static void
check_verify (const char *faults, const char *expected)
{
  g_auto (GStrv) list = g_strsplit (faults, " ", -1);

  g_assert_cmpstr (od_control_verify_word ((const char *const *) list), ==, expected);
}

static void
test_verify (void)
{
  check_verify ("ok", "good");
  check_verify ("expired", "expired");
  check_verify ("expired intermediate-expired", "expired");
  check_verify ("not-yet-valid", "not-yet-valid");
  check_verify ("unknown-issuer", "bad");
  check_verify ("expired unknown-issuer", "bad");
  check_verify ("intermediate-expired", "bad");
}

static OdSmtpReply *
read_reply (const char *line)
{
  g_autoptr (OdSmtpReplyReader) reader = od_smtp_reply_reader_new ();
  OdSmtpReply *reply = NULL;

  if (line != NULL)
    od_smtp_reply_reader_feed_line (reader, line, strlen (line), 0, &reply, NULL);
  return reply;
}

static void
test_greeting (void)
{
  static const struct
  {
    const char *kind;
    const char *greeting;
    const char *line; /* of the control host */
    const char *expected;
  } rows[] = {
    { "smtp", "mx.example.org ESMTP", "220 smtp.control.example ESMTP", "other" },
    { "smtp", "relay.isp.example ESMTP ready", "220 RELAY.isp.example ESMTP now", "same" },
    { "smtp", "relay.isp.example", "220 relay.isp.example hello", "same" },
    { "smtp", "Service not available", "421 Service not available", "same" },
    { "smtp", "Service not available", "220 smtp.control.example ESMTP", "other" },
    { "smtp", "mx.example.org ESMTP", "421 Service not available", "other" },
    { "smtp", "4.7.0 busy", "220 4.8.0 busy", "other" },
    { "smtp", "mx.example.org", "220 ", "other" },
    { "smtp", "mx.example.org", "HTTP/1.1 302 Found", "other" },
    { "http", NULL, "HTTP/1.1 302 Found", "same" },
    { "http", NULL, "220 smtp.control.example", "other" },
    { "masked", "*****2******", "220 ************", "same" },
    { "smtp", "mx.example.org", NULL, NULL },
    { NULL, NULL, "220 smtp.control.example", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (OdFacts) facts = od_facts_new ();
      g_autoptr (OdSmtpReply) reply = read_reply (rows[i].line);

      od_facts_set (facts, "greeting", rows[i].greeting, "test");
      od_facts_set (facts, "greeting.kind", rows[i].kind, "test");
      g_assert_cmpstr (od_control_greeting_word (facts, rows[i].line, reply), ==, rows[i].expected);
    }
}

static void
check_own (const char *server, const char *host, gboolean expected)
{
  g_autoptr (OdFacts) facts = od_facts_new ();
  OdProbeCase probe_case = { .facts = facts };
  OdThirdParty party = { .host = (char *) host };

  od_facts_set (facts, "server", server, "test");
  g_assert_cmpint (od_control_is_own (&probe_case, &party), ==, expected);
}

/* Who is compared with itself tells nothing. */
static void
test_own (void)
{
  check_own ("mail.gmx.net", "mail.gmx.net", TRUE);
  check_own ("SMTP.GMX.net", "mail.gmx.net", TRUE);
  check_own ("mail.example.org", "mail.gmx.net", FALSE);
  check_own ("localhost", "mail.gmx.net", FALSE);
  check_own (NULL, "mail.gmx.net", FALSE);
}

/* --- the probe itself */

#define HOST "smtp.control.example"

/* A server that stands for all control hosts. */
typedef struct
{
  const char *greeting; /* NULL: mute */
  const TestIdentity *identity;
  gboolean tls;      /* from the start */
  guint connections; /* it greets nobody before all of them are there: they must come side by side */
  GSocket *listener;
} Server;

/* One connection. */
typedef struct
{
  const Server *server;
  int fd;
  gnutls_session_t tls;
  gpointer credentials;
} Peer;

static TestIdentity *authority;
static TestIdentity *good;
static TestIdentity *expired;
static TestIdentity *foreign;
static char *ca_file;

static void
peer_send (Peer *peer, const char *text)
{
  if (peer->tls != NULL)
    gnutls_record_send (peer->tls, text, strlen (text));
  else
    send (peer->fd, text, strlen (text), MSG_NOSIGNAL);
}

/* One read is one command here: nothing is sent before the answer to what went before. */
static gboolean
peer_hear (Peer *peer, char *line, gsize size)
{
  gssize n = peer->tls != NULL ? gnutls_record_recv (peer->tls, line, size - 1)
                               : recv (peer->fd, line, size - 1, 0);

  line[MAX (n, 0)] = '\0';
  return n > 0;
}

static gboolean
peer_encrypt (Peer *peer)
{
  peer->tls = test_tls_accept (peer->fd, &peer->server->identity, 1, "NORMAL", &peer->credentials);
  return gnutls_handshake (peer->tls) == 0;
}

static const char *
answer_to_hello (const Peer *peer)
{
  if (peer->tls != NULL || peer->server->identity == NULL)
    return "250 mx AUTH PLAIN\r\n";
  return "250-mx\r\n250 STARTTLS\r\n";
}

/* Nothing but these three verbs may ever be said to a control host. */
static gboolean
peer_answer (Peer *peer, const char *line)
{
  if (g_str_has_prefix (line, "EHLO "))
    peer_send (peer, answer_to_hello (peer));
  else if (g_str_equal (line, "STARTTLS\r\n"))
    {
      peer_send (peer, "220 go\r\n");
      return peer_encrypt (peer);
    }
  else
    g_assert_cmpstr (line, ==, "QUIT\r\n");
  return !g_str_equal (line, "QUIT\r\n");
}

static gpointer
serve (gpointer data)
{
  Peer *peer = data;
  char line[600];
  gboolean on = !peer->server->tls || peer_encrypt (peer);

  if (on && peer->server->greeting != NULL)
    peer_send (peer, peer->server->greeting);
  while (on && peer_hear (peer, line, sizeof line))
    on = peer_answer (peer, line);
  if (peer->tls != NULL)
    test_tls_end (peer->tls, peer->credentials);
  close (peer->fd);
  return NULL;
}

static void
accept_one (Server *server, Peer *peer)
{
  g_autoptr (GSocket) socket = g_socket_accept (server->listener, NULL, NULL);

  g_assert_nonnull (socket);
  peer->server = server;
  peer->fd = dup (g_socket_get_fd (socket));
  g_assert_true (g_unix_set_fd_nonblocking (peer->fd, FALSE, NULL));
}

static gpointer
serve_all (gpointer data)
{
  Server *server = data;
  Peer peers[4] = { 0 };
  GThread *threads[4];

  for (guint i = 0; i < server->connections; i++)
    accept_one (server, &peers[i]);
  for (guint i = 0; i < server->connections; i++)
    threads[i] = g_thread_new ("peer", serve, &peers[i]);
  for (guint i = 0; i < server->connections; i++)
    g_thread_join (threads[i]);
  return NULL;
}

static guint16
open_listener (Server *server)
{
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;

  server->listener = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_assert_true (g_socket_bind (server->listener, wanted, TRUE, NULL));
  bound = g_socket_get_local_address (server->listener, NULL);
  if (server->connections > 0)
    g_assert_true (g_socket_listen (server->listener, NULL));
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
}

#define PARTIES                                                                  \
  "<control-host name='A' host='" HOST "' ports='25 465 587'/>"                  \
  "<control-host name='B' host='smtp.other.example' ports='587' role='listed'/>" \
  "<control-host name='C' host='www.web.example' ports='443'/>"

typedef struct
{
  const char *name;
  const char *arguments;
  const char *server; /* that of the run */
  Server host;        /* without connections: refuses */
  const TestIdentity **identity;
  const char *asked;
  const char *facts;
} Case;

static const Case cases[] = {
  { "starttls",
    "587",
    "mail.example.org",
    { .greeting = "220 " HOST " ESMTP\r\n", .connections = 2 },
    (const TestIdentity **) &good,
    HOST ", smtp.other.example port 587",
    "control.587=open control.listed=open control.greeting=other control.verify=good control.issuer=same" },
  { "port-of-the-run",
    "",
    "mail.example.org",
    { .greeting = "220 mail.example.org ESMTP\r\n", .connections = 2 },
    NULL,
    HOST ", smtp.other.example port 587",
    "control.587=open control.listed=open control.greeting=same" },
  { "tls",
    "465",
    "mail.example.org",
    { .greeting = "220 " HOST " ESMTP\r\n", .tls = TRUE, .connections = 1 },
    (const TestIdentity **) &good,
    HOST " port 465",
    "control.465=open control.greeting=other control.verify=good control.issuer=same" },
  { "expired",
    "465",
    "mail.example.org",
    { .greeting = "220 " HOST " ESMTP\r\n", .tls = TRUE, .connections = 1 },
    (const TestIdentity **) &expired,
    HOST " port 465",
    "control.465=open control.verify=expired control.issuer=same" },
  { "foreign",
    "25",
    "mail.example.org",
    { .greeting = "220 " HOST " ESMTP\r\n", .connections = 1 },
    (const TestIdentity **) &foreign,
    HOST " port 25",
    "control.25=open control.greeting=other control.verify=bad control.issuer=other" },
  { "refused-greeting",
    "25",
    "mail.example.org",
    { .greeting = "554 mail.example.org no\r\n", .connections = 1 },
    NULL,
    HOST " port 25",
    "control.25=open control.greeting=same" },
  { "web",
    "25",
    "mail.example.org",
    { .greeting = "HTTP/1.1 400 Bad\r\n\r\n", .connections = 1 },
    NULL,
    HOST " port 25",
    "control.25=open control.greeting=other" },
  { "mute", "25", "mail.example.org", { .connections = 1 }, NULL, HOST " port 25", "control.25=open" },
  { "refused",
    "587",
    "mail.example.org",
    { .connections = 0 },
    NULL,
    HOST ", smtp.other.example port 587",
    "control.587=refused control.listed=refused" },
  { "own", "25", "mail.control.example", { .connections = 0 }, NULL, NULL, "" },
  { "listed-alone",
    "587",
    "mail.control.example",
    { .greeting = "220 " HOST " ESMTP\r\n", .connections = 1 },
    (const TestIdentity **) &good,
    "smtp.other.example port 587",
    "control.listed=open" },
  { "no-such-port", "993", "mail.example.org", { .connections = 0 }, NULL, NULL, "" },
};

static OdSettings *
make_settings (guint port)
{
  OdSettings *settings = od_settings_new ();

  settings->security = OD_SECURITY_STARTTLS;
  settings->port = 587;
  od_settings_set_text (&settings->ca_file, ca_file);
  for (guint i = 0; i < 3; i++)
    settings->practice_ports[i] = port;
  return settings;
}

static OdFacts *
make_facts (const Case *one)
{
  OdFacts *facts = od_facts_new ();

  od_facts_add (facts, "server", one->server, "test");
  od_facts_add (facts, "greeting", "mail.example.org ESMTP", "test");
  od_facts_add (facts, "greeting.kind", "smtp", "test");
  od_facts_add (facts, "tls.leaf.issuer", "CN=Test Authority", "test");
  return facts;
}

static char *
fields_of (const OdEvent *event)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < event->fields->len; i++)
    {
      const OdEventField *field = event->fields->pdata[i];

      g_assert_nonnull (od_fact_list_find (field->name));
      g_assert_true (g_strv_contains (od_probe_control_port.facts, field->name));
      g_string_append_printf (text, "%s%s=%s", i > 0 ? " " : "", field->name, field->value);
    }
  return g_string_free (text, FALSE);
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  Server server = one->host;
  g_autoptr (OdSettings) settings = make_settings (open_listener (&server));
  g_autoptr (OdThirdParties) parties = parse (PARTIES, NULL);
  g_autoptr (OdFacts) facts = make_facts (one);
  g_autoptr (OdEvent) event = od_event_new (OD_EVENT_STEP, OD_STAGE_PROBE, 0);
  OdLimits limits = od_limits_scaled (1);
  OdProbeCase probe_case = { .settings = settings, .facts = facts, .parties = parties, .limits = &limits };
  GThread *thread;

  server.identity = one->identity != NULL ? *one->identity : NULL;
  limits.probe = server.greeting != NULL ? 5000 : 100;
  probe_case.arguments = one->arguments;
  probe_case.deadline = od_deadline_in (20000);
  thread = g_thread_new ("server", serve_all, &server);
  od_probe_control_port.run (&probe_case, event);
  g_thread_join (thread);
  g_object_unref (server.listener);
  g_autofree char *given = fields_of (event);
  g_assert_cmpstr (given, ==, one->facts);
  g_assert_cmpstr (event->text, ==, one->asked);
}

static void
make_identities (void)
{
  TestCertificate root = { .name = "Test Authority", .begins_days = -9, .expires_days = 9, .is_ca = TRUE };
  TestCertificate leaf = { .name = "x", .dns = HOST, .begins_days = -9, .expires_days = 9 };

  authority = test_identity_new (&root, NULL);
  ca_file = test_identity_write (authority);
  good = test_identity_new (&leaf, authority);
  leaf.expires_days = -1;
  expired = test_identity_new (&leaf, authority);
  leaf.expires_days = 9;
  foreign = test_identity_new (&leaf, NULL);
}

static void
free_identities (void)
{
  unlink (ca_file);
  g_free (ca_file);
  test_identity_free (foreign);
  test_identity_free (expired);
  test_identity_free (good);
  test_identity_free (authority);
}

int
main (int argc, char *argv[])
{
  int code;

  g_test_init (&argc, &argv, NULL);
  make_identities ();
  g_test_add_func ("/parties/consent", test_consent);
  g_test_add_func ("/parties/broken-lists", test_broken_lists);
  g_test_add_func ("/parties/list", test_list);
  g_test_add_func ("/control/reached", test_reached);
  g_test_add_func ("/control/verify", test_verify);
  g_test_add_func ("/control/greeting", test_greeting);
  g_test_add_func ("/control/own", test_own);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/control/probe/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  code = g_test_run ();
  free_identities ();
  return code;
}
