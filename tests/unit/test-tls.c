/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* TLS against real servers on the loopback, good and bad, with certificates made here. */

#include "od-tls.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "test-pki.h"

#define HOST     "mail.example.test"
#define LIMIT_MS 5000

static TestIdentity *root;
static TestIdentity *other_root;
static char *root_file;

/* One server and what is expected of a client. */
typedef struct
{
  TestIdentity *chain[3];
  guint n;
  const char *priority;
  const char *text; /* sent at once, in place of TLS */
  gsize text_length;
  gboolean reset; /* closes after the ClientHello */
  gboolean silent;
  gboolean wants_client; /* demands a client certificate */
  gboolean abrupt;       /* after the handshake: no close_notify */
  int empty_records;     /* after the handshake: empty records until the client goes */
  gboolean renegotiates;
  const char *says; /* after the handshake */
  char *heard;      /* what the client sent, up to its end */
} Server;

static void
drain (int fd)
{
  char bytes[512];

  while (read (fd, bytes, sizeof bytes) > 0)
    continue;
}

static void
listen_in_tls (gnutls_session_t session, Server *server)
{
  GString *heard = g_string_new (NULL);
  char bytes[512];
  gssize n;

  while ((n = gnutls_record_recv (session, bytes, sizeof bytes)) > 0 || (n < 0 && !gnutls_error_is_fatal (n)))
    g_string_append_len (heard, bytes, MAX (n, 0));
  server->heard = g_string_free (heard, FALSE);
}

static void
talk (gnutls_session_t session, Server *server)
{
  if (server->renegotiates)
    gnutls_rehandshake (session);
  if (server->says != NULL)
    gnutls_record_send (session, server->says, strlen (server->says));
  while (server->empty_records && gnutls_record_send (session, "", 0) >= 0)
    continue;
  if (server->abrupt)
    return;
  listen_in_tls (session, server);
}

static void
serve_tls (int fd, Server *server)
{
  gpointer credentials;
  gnutls_session_t session = test_tls_accept (fd, (const TestIdentity *const *) server->chain, server->n,
                                              server->priority != NULL ? server->priority : "NORMAL",
                                              &credentials);
  int code;

  if (server->wants_client)
    gnutls_certificate_server_set_request (session, GNUTLS_CERT_REQUIRE);
  do
    code = gnutls_handshake (session);
  while (code < 0 && !gnutls_error_is_fatal (code));
  if (code == 0)
    talk (session, server);
  else
    gnutls_alert_send_appropriate (session, code);
  test_tls_end (session, credentials);
}

static void
serve (int fd, gpointer data)
{
  Server *server = data;
  char hello[512];

  if (server->n > 0)
    {
      serve_tls (fd, server);
      return;
    }
  if (!server->reset && server->text_length > 0)
    send (fd, server->text, server->text_length, MSG_NOSIGNAL);
  if (server->reset && read (fd, hello, sizeof hello) > 0)
    return;
  if (!server->silent)
    shutdown (fd, SHUT_WR);
  drain (fd);
}

/* One handshake with the server, and the end of both. */
static gboolean
run (Server *server, const char *host, guint limit_ms, OdTlsInfo **info, GError **error)
{
  TestServer *running = test_server_start (serve, server);
  GSocket *socket = test_server_connect (running);
  OdTls *client = od_tls_new (socket, host, root_file, error);
  gboolean ok;

  g_assert_nonnull (client);
  ok = od_tls_handshake (client, od_deadline_in (limit_ms), NULL, info, error);
  od_tls_say_goodbye (client);
  od_tls_free (client);
  g_socket_close (socket, NULL);
  g_object_unref (socket);
  test_server_stop (running);
  return ok;
}

static void
assert_words (OdTlsInfo *info, const char *expected)
{
  g_autofree char *words = g_strjoinv (" ", info->verify);

  g_assert_cmpstr (words, ==, expected);
}

/* A certificate of each kind, the host asked for, and the words it must get. */
typedef struct
{
  const char *name;
  TestCertificate leaf;
  int issuer; /* 0 itself, 1 our root, 2 a root nobody knows, 3 our root by an intermediate, 4 by one over */
  gboolean gap;
  const char *host;
  const char *words;
} Case;

static const Case cases[] = {
  { "good", { HOST, HOST, NULL, NULL, NULL, -1, 30 }, 1, FALSE, HOST, "ok" },
  { "good-final-dot", { HOST, HOST, NULL, NULL, NULL, -1, 30 }, 1, FALSE, HOST ".", "ok" },
  { "good-upper", { HOST, HOST, NULL, NULL, NULL, -1, 30 }, 1, FALSE, "MAIL.example.TEST", "ok" },
  { "wildcard", { HOST, "*.example.test", NULL, NULL, NULL, -1, 30 }, 1, FALSE, HOST, "ok" },
  { "wildcard-two", { "x", "*.test", NULL, NULL, NULL, -1, 30 }, 1, FALSE, HOST, "name-mismatch" },
  { "good-intermediate", { HOST, HOST, NULL, NULL, NULL, -1, 30 }, 3, FALSE, HOST, "ok" },
  { "wrong-name", { "x", "other.example.test", NULL, NULL, NULL, -1, 30 }, 1, FALSE, HOST, "name-mismatch" },
  { "expired", { HOST, HOST, NULL, NULL, NULL, -30, -1 }, 1, FALSE, HOST, "expired" },
  { "expired-wrong-name",
    { "x", "x.test", NULL, NULL, NULL, -30, -1 },
    1,
    FALSE,
    HOST,
    "expired name-mismatch" },
  { "not-yet", { HOST, HOST, NULL, NULL, NULL, 1, 30 }, 1, FALSE, HOST, "not-yet-valid" },
  { "self-signed", { HOST, HOST, NULL, NULL, NULL, -1, 30 }, 0, FALSE, HOST, "self-signed" },
  { "self-signed-expired", { HOST, HOST, NULL, NULL, NULL, -30, -1 }, 0, FALSE, HOST, "expired self-signed" },
  { "unknown-issuer", { HOST, HOST, NULL, NULL, NULL, -1, 30 }, 2, FALSE, HOST, "unknown-issuer" },
  { "gap",
    { HOST, HOST, NULL, "http://ca.example.test/i.crt", NULL, -1, 30 },
    3,
    TRUE,
    HOST,
    "chain-incomplete" },
  { "intermediate-expired",
    { HOST, HOST, NULL, NULL, NULL, -1, 30 },
    4,
    FALSE,
    HOST,
    "intermediate-expired" },
  { "purpose",
    { HOST, HOST, NULL, NULL, GNUTLS_KP_TLS_WWW_CLIENT, -1, 30 },
    1,
    FALSE,
    HOST,
    "purpose-mismatch" },
  { "address", { "x", NULL, "127.0.0.1", NULL, NULL, -1, 30 }, 1, FALSE, "127.0.0.1", "ok" },
  { "address-missing", { "x", HOST, NULL, NULL, NULL, -1, 30 }, 1, FALSE, "127.0.0.1", "name-mismatch" },
  { "address-as-dns",
    { "x", "127.0.0.1", NULL, NULL, NULL, -1, 30 },
    1,
    FALSE,
    "127.0.0.1",
    "name-mismatch" },
};

static TestIdentity *
make_intermediate (int issuer)
{
  static const TestCertificate good = {
    .name = "Test Intermediate", .begins_days = -1, .expires_days = 30, .is_ca = TRUE
  };
  static const TestCertificate over = {
    .name = "Old Intermediate", .begins_days = -30, .expires_days = -1, .is_ca = TRUE
  };

  return issuer < 3 ? NULL : test_identity_new (issuer == 3 ? &good : &over, root);
}

static void
test_certificate (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (OdTlsInfo) info = NULL;
  g_autoptr (GError) error = NULL;
  TestIdentity *intermediate = make_intermediate (one->issuer);
  TestIdentity *issuers[] = { NULL, root, other_root, intermediate, intermediate };
  g_autoptr (TestIdentity) leaf = test_identity_new (&one->leaf, issuers[one->issuer]);
  Server server = { .chain = { leaf, intermediate }, .n = intermediate != NULL && !one->gap ? 2 : 1 };
  gboolean good = g_str_equal (one->words, "ok");

  run (&server, one->host, LIMIT_MS, &info, &error);
  assert_words (info, one->words);
  if (good)
    g_assert_no_error (error);
  else
    g_assert_error (error, OD_TLS_ERROR, OD_TLS_ERROR_CERTIFICATE);
  g_assert_cmpint (info->chain->len, ==, server.n);
  g_assert_cmpstr (info->version, ==, "TLS1.3");
  g_assert_true (g_str_has_prefix (info->cipher, "TLS_"));
  g_assert_cmpstr (server.heard, ==, "");
  g_free (server.heard);
  if (intermediate != NULL)
    test_identity_free (intermediate);
}

/* Servers that never come to a certificate. */
typedef struct
{
  const char *name;
  Server server;
  OdTlsError error;
  int alert;
} Failure;

#define TEXT(t) .text = t, .text_length = sizeof (t) - 1

static const Failure failures[] = {
  { "plain-greeting", { TEXT ("220 mail.example.test ESMTP\r\n") }, OD_TLS_ERROR_PLAIN_TEXT, -1 },
  { "plain-short", { TEXT ("5") }, OD_TLS_ERROR_PLAIN_TEXT, -1 },
  { "plain-http", { TEXT ("HTTP/1.1 400 Bad Request\r\n\r\n") }, OD_TLS_ERROR_PLAIN_TEXT, -1 },
  { "cut-off", { .reset = TRUE }, OD_TLS_ERROR_CUT_OFF, -1 },
  { "closed", { .n = 0 }, OD_TLS_ERROR_CUT_OFF, -1 },
  { "alert-40", { TEXT ("\x15\x03\x03\x00\x02\x02\x28") }, OD_TLS_ERROR_ALERT, 40 },
  { "alert-112", { TEXT ("\x15\x03\x03\x00\x02\x02\x70") }, OD_TLS_ERROR_ALERT, 112 },
  { "alert-70", { TEXT ("\x15\x03\x03\x00\x02\x02\x46") }, OD_TLS_ERROR_ALERT, 70 },
  { "giant-record",
    { TEXT ("\x16\x03\x03\xff\xff"
            "AAAA") },
    OD_TLS_ERROR_FAILED,
    -1 },
};

static void
test_failure (gconstpointer data)
{
  const Failure *one = data;
  Server server = one->server;
  g_autoptr (OdTlsInfo) info = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (run (&server, HOST, LIMIT_MS, &info, &error));
  g_assert_error (error, OD_TLS_ERROR, (int) one->error);
  g_assert_cmpint (info->alert, ==, one->alert);
  g_assert_cmpint (info->chain->len, ==, 0);
  g_assert_nonnull (info->verify);
  g_assert_null (info->version);
  g_assert_cmpint (info->error_code, <, 0);
  if (g_str_equal (one->name, "plain-greeting"))
    g_assert_nonnull (strstr (error->message, "220 mail.example.test ESMTP"));
  if (one->alert == 40)
    g_assert_cmpstr (info->alert_name, ==, "handshake_failure");
}

static TestIdentity *
make_good (void)
{
  static const TestCertificate good = { .name = HOST, .dns = HOST, .begins_days = -1, .expires_days = 30 };

  return test_identity_new (&good, root);
}

static void
test_old_version (void)
{
  g_autoptr (TestIdentity) leaf = make_good ();
  Server server = { .chain = { leaf }, .n = 1, .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.1" };
  g_autoptr (OdTlsInfo) info = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (run (&server, HOST, LIMIT_MS, &info, &error));
  if (info->alert == 70)
    g_assert_error (error, OD_TLS_ERROR, OD_TLS_ERROR_ALERT);
  else
    g_assert_error (error, OD_TLS_ERROR, OD_TLS_ERROR_VERSION);
}

/* An old server that answers our hello with a hello of TLS 1.1, as measured of real ones. */
static void
test_old_hello (void)
{
  static const char hello[] = "\x16\x03\x02\x00\x2a\x02\x00\x00\x26\x03\x02"
                              "0123456789abcdef0123456789abcdef\x00\xc0\x13\x00";
  Server server = { .text = hello, .text_length = sizeof hello - 1 };
  g_autoptr (OdTlsInfo) info = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (run (&server, HOST, LIMIT_MS, &info, &error));
  g_assert_error (error, OD_TLS_ERROR, OD_TLS_ERROR_VERSION);
  g_assert_cmpint (info->error_code, ==, GNUTLS_E_UNSUPPORTED_VERSION_PACKET);
}

static void
test_silent (void)
{
  Server server = { .silent = TRUE };
  g_autoptr (OdTlsInfo) info = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (run (&server, HOST, 50, &info, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_assert_cmpint (info->handshake_us, >=, 50 * 1000);
  g_assert_cmpint (info->handshake_us, <, 1000 * 1000);
}

/* A server and the client's end of it, for what comes after the handshake. */
typedef struct
{
  Server server;
  TestIdentity *leaf;
  TestServer *running;
  GSocket *socket;
  OdTls *tls;
  OdTlsInfo *info;
} Talk;

static void
talk_begin (Talk *talk_, const char *priority)
{
  GError *error = NULL;

  talk_->leaf = make_good ();
  talk_->server.chain[0] = talk_->leaf;
  talk_->server.n = 1;
  talk_->server.priority = priority;
  talk_->running = test_server_start (serve, &talk_->server);
  talk_->socket = test_server_connect (talk_->running);
  talk_->tls = od_tls_new (talk_->socket, HOST, root_file, &error);
  g_assert_no_error (error);
  g_assert_true (od_tls_handshake (talk_->tls, od_deadline_in (LIMIT_MS), NULL, &talk_->info, &error));
  g_assert_no_error (error);
}

static void
talk_end (Talk *talk_)
{
  od_tls_say_goodbye (talk_->tls);
  od_tls_free (talk_->tls);
  g_socket_close (talk_->socket, NULL);
  g_object_unref (talk_->socket);
  od_tls_info_unref (talk_->info);
  test_server_stop (talk_->running);
  test_identity_free (talk_->leaf);
  g_free (talk_->server.heard);
}

static gssize
talk_read (Talk *talk_, char *bytes, gsize size, guint limit_ms, GError **error)
{
  return od_tls_read (talk_->tls, bytes, size, od_deadline_in (limit_ms), NULL, error);
}

static void
test_talk (gconstpointer priority)
{
  Talk t = { .server = { .says = "220 hello\r\n" } };
  char bytes[64];
  const char *type;
  g_autoptr (GBytes) binding = NULL;
  GError *error = NULL;

  talk_begin (&t, priority);
  g_assert_cmpint (talk_read (&t, bytes, 4, LIMIT_MS, &error), ==, 4);
  g_assert_true (od_tls_has_pending (t.tls));
  g_assert_cmpint (talk_read (&t, bytes, sizeof bytes, LIMIT_MS, &error), ==, 7);
  g_assert_false (od_tls_has_pending (t.tls));
  g_assert_cmpint (talk_read (&t, bytes, sizeof bytes, 20, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_clear_error (&error);
  g_assert_cmpint (od_tls_read_now (t.tls, bytes, sizeof bytes, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
  g_clear_error (&error);
  binding = od_tls_get_binding (t.tls, &type);
  g_assert_nonnull (binding);
  g_assert_cmpstr (type, ==, g_str_equal (t.info->version, "TLS1.3") ? "tls-exporter" : "tls-unique");
  g_assert_cmpint (od_tls_write (t.tls, "EHLO", 4, od_deadline_in (LIMIT_MS), NULL, &error), ==, 4);
  talk_end (&t);
}

static void
test_cut_off_after (void)
{
  Talk t = { .server = { .abrupt = TRUE, .says = "220 mx.te" } };
  char bytes[64];
  g_autoptr (GError) error = NULL;

  talk_begin (&t, NULL);
  g_assert_cmpint (talk_read (&t, bytes, sizeof bytes, LIMIT_MS, &error), ==, 9);
  g_assert_cmpint (talk_read (&t, bytes, sizeof bytes, LIMIT_MS, &error), ==, -1);
  g_assert_error (error, OD_TLS_ERROR, OD_TLS_ERROR_CUT_OFF);
  talk_end (&t);
}

static void
test_empty_records (void)
{
  Talk t = { .server = { .empty_records = 1 } };
  char bytes[64];
  gint64 began;
  g_autoptr (GError) error = NULL;

  talk_begin (&t, NULL);
  began = g_get_monotonic_time ();
  g_assert_cmpint (talk_read (&t, bytes, sizeof bytes, 100, &error), ==, -1);
  g_assert_nonnull (error);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 1000 * 1000);
  talk_end (&t);
}

static void
test_renegotiation (void)
{
  Talk t = { .server = { .renegotiates = TRUE, .says = "220" } };
  char bytes[64];
  g_autoptr (GError) error = NULL;

  talk_begin (&t, "NORMAL:-VERS-TLS1.3");
  g_assert_cmpint (talk_read (&t, bytes, sizeof bytes, LIMIT_MS, &error), ==, 3);
  g_assert_no_error (error);
  talk_end (&t);
}

static void
test_client_certificate (gconstpointer priority)
{
  g_autoptr (TestIdentity) leaf = make_good ();
  Server server = { .chain = { leaf }, .n = 1, .priority = priority, .wants_client = TRUE };
  TestServer *running = test_server_start (serve, &server);
  g_autoptr (GSocket) socket = test_server_connect (running);
  g_autoptr (OdTls) tls = od_tls_new (socket, HOST, root_file, NULL);
  g_autoptr (GError) error = NULL;
  char bytes[16];

  if (od_tls_handshake (tls, od_deadline_in (LIMIT_MS), NULL, NULL, &error))
    g_assert_cmpint (od_tls_read (tls, bytes, sizeof bytes, od_deadline_in (LIMIT_MS), NULL, &error), ==, -1);
  g_assert_error (error, OD_TLS_ERROR, OD_TLS_ERROR_CLIENT_CERTIFICATE);
  test_server_stop (running);
}

static gint64 cancelled_us;

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (30 * 1000);
  cancelled_us = g_get_monotonic_time ();
  g_cancellable_cancel (cancellable);
  return NULL;
}

static void
test_cancel (void)
{
  Server server = { .silent = TRUE };
  TestServer *running = test_server_start (serve, &server);
  g_autoptr (GSocket) socket = test_server_connect (running);
  g_autoptr (OdTls) tls = od_tls_new (socket, HOST, root_file, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
  gint64 ended;

  g_assert_false (od_tls_handshake (tls, od_deadline_in (LIMIT_MS), cancellable, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  ended = g_get_monotonic_time ();
  g_thread_join (thread);
  g_assert_cmpint (ended - cancelled_us, <, 100 * 1000);
  g_socket_close (socket, NULL);
  test_server_stop (running);
}

/* After a false certificate nothing can be sent even by mistake. */
static void
test_nothing_after_failure (void)
{
  static const TestCertificate wrong = {
    .name = "x", .dns = "x.test", .begins_days = -1, .expires_days = 30
  };
  g_autoptr (TestIdentity) leaf = test_identity_new (&wrong, root);
  Server server = { .chain = { leaf }, .n = 1 };
  TestServer *running = test_server_start (serve, &server);
  GSocket *socket = test_server_connect (running);
  OdTls *tls = od_tls_new (socket, HOST, root_file, NULL);
  char bytes[4];

  g_assert_false (od_tls_handshake (tls, od_deadline_in (LIMIT_MS), NULL, NULL, NULL));
  g_assert_cmpint (od_tls_write (tls, "AUTH", 4, od_deadline_in (LIMIT_MS), NULL, NULL), ==, -1);
  g_assert_cmpint (od_tls_read (tls, bytes, 4, od_deadline_in (LIMIT_MS), NULL, NULL), ==, -1);
  od_tls_free (tls);
  g_socket_close (socket, NULL);
  g_object_unref (socket);
  test_server_stop (running);
  g_assert_cmpstr (server.heard, ==, "");
  g_free (server.heard);
}

static void
test_bad_ca_file (void)
{
  g_autoptr (GSocket)
      socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (od_tls_new (socket, HOST, "/nonexistent.pem", &error));
  g_assert_error (error, OD_TLS_ERROR, OD_TLS_ERROR_NO_TRUST);
}

static void
test_null_host (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (GSocket)
          socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
      od_tls_new (socket, NULL, root_file, NULL);
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*without a host name*");
}

static void
test_names (void)
{
  char *names[] = { (char *) "*.example.org", (char *) "smtp.example.org", (char *) "192.0.2.1",
                    (char *) "mail.other.org", NULL };
  OdCertificate certificate = { .names = names };

  g_assert_true (od_certificate_covers (&certificate, "a.EXAMPLE.org."));
  g_assert_false (od_certificate_covers (&certificate, "a.b.example.org"));
  g_assert_false (od_certificate_covers (&certificate, "example.org"));
  g_assert_true (od_certificate_covers (&certificate, "192.0.2.1"));
  g_assert_false (od_certificate_covers (&certificate, "192.0.2.2"));
  g_assert_cmpstr (od_certificate_fitting_name (&certificate, "mail.example.org"), ==, "smtp.example.org");
  g_assert_cmpstr (od_certificate_fitting_name (&certificate, "mail.org"), ==, "mail.other.org");
  names[1] = NULL;
  g_assert_null (od_certificate_fitting_name (&certificate, "mail.example.org"));
}

static void
test_shown (void)
{
  Talk t = { .leaf = NULL };
  OdCertificate *leaf;

  talk_begin (&t, NULL);
  leaf = g_ptr_array_index (t.info->chain, 0);
  g_assert_cmpstr (leaf->subject, ==, "CN=" HOST);
  g_assert_cmpstr (leaf->issuer, ==, "CN=Test Root");
  g_assert_cmpstr (leaf->names[0], ==, HOST);
  g_assert_cmpstr (leaf->key, ==, "ECDSA SECP256R1");
  g_assert_cmpstr (leaf->signature, ==, "ECDSA-SHA256");
  g_assert_cmpint (strlen (leaf->sha256), ==, 95);
  g_assert_false (leaf->self_signed);
  g_assert_false (leaf->is_ca);
  g_assert_true (g_str_has_prefix (leaf->pem, "-----BEGIN CERTIFICATE-----"));
  talk_end (&t);
}

static void
add_tests (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/tls/certificate/%s", cases[i].name);
      g_test_add_data_func (path, &cases[i], test_certificate);
    }
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autofree char *path = g_strdup_printf ("/tls/failure/%s", failures[i].name);
      g_test_add_data_func (path, &failures[i], test_failure);
    }
  g_test_add_func ("/tls/failure/old-version", test_old_version);
  g_test_add_func ("/tls/failure/old-hello", test_old_hello);
  g_test_add_func ("/tls/failure/silent", test_silent);
  g_test_add_data_func ("/tls/talk/1.3", "NORMAL", test_talk);
  g_test_add_data_func ("/tls/talk/1.2", "NORMAL:-VERS-TLS1.3", test_talk);
  g_test_add_func ("/tls/talk/cut-off", test_cut_off_after);
  g_test_add_func ("/tls/talk/empty-records", test_empty_records);
  g_test_add_func ("/tls/talk/renegotiation", test_renegotiation);
  g_test_add_data_func ("/tls/client-certificate/1.3", "NORMAL", test_client_certificate);
  g_test_add_data_func ("/tls/client-certificate/1.2", "NORMAL:-VERS-TLS1.3", test_client_certificate);
  g_test_add_func ("/tls/cancel", test_cancel);
  g_test_add_func ("/tls/nothing-after-failure", test_nothing_after_failure);
  g_test_add_func ("/tls/bad-ca-file", test_bad_ca_file);
  g_test_add_func ("/tls/null-host", test_null_host);
  g_test_add_func ("/tls/names", test_names);
  g_test_add_func ("/tls/shown", test_shown);
}

int
main (int argc, char **argv)
{
  static const TestCertificate ca = {
    .name = "Test Root", .begins_days = -40, .expires_days = 40, .is_ca = TRUE
  };
  static const TestCertificate strange = {
    .name = "Strange Root", .begins_days = -40, .expires_days = 40, .is_ca = TRUE
  };
  int result;

  g_test_init (&argc, &argv, NULL);
  root = test_identity_new (&ca, NULL);
  other_root = test_identity_new (&strange, NULL);
  root_file = test_identity_write (root);
  add_tests ();
  result = g_test_run ();
  unlink (root_file);
  g_free (root_file);
  test_identity_free (root);
  test_identity_free (other_root);
  return result;
}
