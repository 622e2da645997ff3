/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* OAuth 2: requests and answers, and the listener for the way back under attack (SECURITY.md row 20). */

#include <string.h>

#include "od-oauth.h"

/* RFC 7636 §4.2, worked out a second time: over the hexadecimal digest. */
static void
check_challenge (const OdOauthRequest *request)
{
  g_autofree char *hex = g_compute_checksum_for_string (G_CHECKSUM_SHA256, request->verifier, -1);
  g_autofree char *padded = g_strconcat (request->challenge, "=", NULL);
  g_autoptr (GString) found = g_string_new (NULL);
  g_autofree guchar *octets = NULL;
  gsize length;

  g_strdelimit (padded, "-", '+');
  g_strdelimit (padded, "_", '/');
  octets = g_base64_decode (padded, &length);
  for (gsize i = 0; i < length; i++)
    g_string_append_printf (found, "%02x", octets[i]);
  g_assert_cmpstr (found->str, ==, hex);
}

static void
test_challenge (void)
{
  g_autoptr (OdOauthRequest) request = od_oauth_request_new ("me", NULL, "http://127.0.0.1:1/callback");
  g_autoptr (OdOauthRequest) other = od_oauth_request_new ("me", NULL, "http://127.0.0.1:1/callback");
  g_autofree char *digest = NULL;

  g_assert_cmpuint (strlen (request->verifier), ==, 43);
  g_assert_cmpuint (strlen (request->state), ==, 43);
  g_assert_cmpuint (strlen (request->challenge), ==, 43);
  g_assert_cmpstr (request->verifier, !=, other->verifier);
  g_assert_cmpstr (request->state, !=, other->state);
  g_assert_cmpstr (request->state, !=, request->verifier);
  g_assert_null (strpbrk (request->challenge, "+/="));
  check_challenge (request);
  check_challenge (other);
}

static char *
parameter (const char *url, const char *name)
{
  const char *query = strchr (url, '?');
  g_autoptr (GHashTable)
      parameters = g_uri_parse_params (query != NULL ? query + 1 : url, -1, "&", G_URI_PARAMS_NONE, NULL);

  return g_strdup (g_hash_table_lookup (parameters, name));
}

#define assert_parameter(url, name, value)          \
  G_STMT_START                                      \
  {                                                 \
    g_autofree char *found = parameter (url, name); \
    g_assert_cmpstr (found, ==, value);             \
  }                                                 \
  G_STMT_END

static void
test_url (void)
{
  g_autoptr (OdOauthIssuer) issuer = od_oauth_issuer_for_host ("SMTP.gmail.com");
  g_autoptr (OdSecret) secret = od_secret_new ("hush", -1);
  g_autoptr (OdSecret) code = od_secret_new ("a code&x", -1);
  g_autoptr (OdOauthRequest) request = od_oauth_request_new ("me", secret, "http://127.0.0.1:1/callback");
  g_autofree char *url = od_oauth_request_url (request, issuer, "anna@gmail.com");
  g_autofree char *form = od_oauth_request_form (request, code);

  g_assert_true (g_str_has_prefix (url, "https://accounts.google.com/o/oauth2/v2/auth?"));
  assert_parameter (url, "response_type", "code");
  assert_parameter (url, "client_id", "me");
  assert_parameter (url, "redirect_uri", "http://127.0.0.1:1/callback");
  assert_parameter (url, "scope", "https://mail.google.com/");
  assert_parameter (url, "state", request->state);
  assert_parameter (url, "code_challenge", request->challenge);
  assert_parameter (url, "code_challenge_method", "S256");
  assert_parameter (url, "login_hint", "anna@gmail.com");
  g_assert_null (strstr (url, "hush"));
  g_assert_null (strstr (url, request->verifier));
  assert_parameter (form, "grant_type", "authorization_code");
  assert_parameter (form, "code", "a code&x");
  assert_parameter (form, "code_verifier", request->verifier);
  assert_parameter (form, "client_secret", "hush");
}

static void
test_issuers (void)
{
  g_autoptr (GPtrArray) issuers = od_oauth_issuers ();

  g_assert_cmpuint (issuers->len, >=, 3);
  for (guint i = 0; i < issuers->len; i++)
    {
      const OdOauthIssuer *issuer = issuers->pdata[i];

      g_assert_true (g_str_has_prefix (issuer->authorization, "https://"));
      g_assert_true (g_str_has_prefix (issuer->token, "https://"));
      g_assert_nonnull (issuer->scopes);
    }
  g_assert_null (od_oauth_issuer_for_host ("smtp.example.org"));
}

#define DESCRIPTION(issuer, authorization, rest)                           \
  "{\"issuer\":\"" issuer "\",\"authorization_endpoint\":\"" authorization \
  "\",\"token_endpoint\":\"https://id.example.org/token\"" rest "}"

static void
test_description (void)
{
  static const char *const bad[] = {
    "",
    "[]",
    "{",
    "null",
    "{\"issuer\":7}",
    DESCRIPTION ("https://other.example.org", "https://id.example.org/auth", ""),
    DESCRIPTION ("https://id.example.org", "http://id.example.org/auth", ""),
    DESCRIPTION ("https://id.example.org", "javascript:alert(1)", ""),
    DESCRIPTION ("https://id.example.org", "https:///auth", ""),
    DESCRIPTION ("https://id.example.org", "https://id.example.org/auth",
                 ",\"device_authorization_endpoint\":\"http://x\""),
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (OdOauthIssuer)
      good = od_oauth_issuer_read ("https://id.example.org",
                                   DESCRIPTION ("https://id.example.org", "https://id.example.org/auth", ""),
                                   -1, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (good->name, ==, "id.example.org");
  g_assert_cmpstr (good->token, ==, "https://id.example.org/token");
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_null (od_oauth_issuer_read ("https://id.example.org", bad[i], -1, &error));
      g_assert_error (error, OD_OAUTH_ERROR, OD_OAUTH_ERROR_ISSUER);
      g_clear_error (&error);
    }
}

static void
test_token (void)
{
  g_autoptr (GError) error = NULL;
  gboolean pending;
  g_autoptr (OdSecret) token =
      od_oauth_read_token ("{\"access_token\":\"t0k\",\"token_type\":\"Bearer\"}", -1, &pending, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (od_secret_peek (token), ==, "t0k");
  g_assert_null (od_oauth_read_token ("{\"error\":\"authorization_pending\"}", -1, &pending, &error));
  g_assert_true (pending);
  g_assert_no_error (error);
  g_assert_null (od_oauth_read_token (
      "{\"error\":\"invalid_grant\",\"error_description\":\"gone \\u202e x\"}", -1, &pending, &error));
  g_assert_error (error, OD_OAUTH_ERROR, OD_OAUTH_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "gone"));
  g_assert_null (strstr (error->message, "\342\200\256"));
  g_clear_error (&error);
  g_assert_null (od_oauth_read_token ("{\"access_token\":7}", -1, &pending, &error));
  g_assert_error (error, OD_OAUTH_ERROR, OD_OAUTH_ERROR_ANSWER);
  g_clear_error (&error);
  g_assert_null (od_oauth_read_token ("<html>", -1, NULL, &error));
  g_assert_error (error, OD_OAUTH_ERROR, OD_OAUTH_ERROR_ANSWER);
}

/* The listener in a thread of its own. */
typedef struct
{
  OdOauthRedirect *redirect;
  GCancellable *cancellable;
  guint limit_ms;
  OdSecret *code;
  GError *error;
} Wait;

static gpointer
wait_for_code (gpointer data)
{
  Wait *self = data;

  self->code = od_oauth_redirect_wait (self->redirect, "the-state", od_deadline_in (self->limit_ms),
                                       self->cancellable, &self->error);
  return NULL;
}

static GThread *
wait_begin (Wait *self, guint limit_ms)
{
  g_autoptr (GError) error = NULL;

  self->redirect = od_oauth_redirect_new (&error);
  g_assert_no_error (error);
  self->cancellable = g_cancellable_new ();
  self->limit_ms = limit_ms;
  return g_thread_new ("wait", wait_for_code, self);
}

static void
wait_clear (Wait *self)
{
  od_oauth_redirect_free (self->redirect);
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->code, od_secret_unref);
  g_clear_error (&self->error);
}

static GSocketConnection *
call (const Wait *self)
{
  g_autoptr (GUri) uri = g_uri_parse (od_oauth_redirect_get_uri (self->redirect), G_URI_FLAGS_NONE, NULL);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection =
      g_socket_client_connect_to_host (client, "127.0.0.1", (guint16) g_uri_get_port (uri), NULL, &error);

  g_assert_no_error (error);
  return connection;
}

/* (transfer full): the first line of the answer. @host: NULL for the right one. */
static char *
ask (const Wait *self, const char *request_line, const char *host, const char *body)
{
  g_autoptr (GSocketConnection) connection = call (self);
  g_autoptr (GUri) uri = g_uri_parse (od_oauth_redirect_get_uri (self->redirect), G_URI_FLAGS_NONE, NULL);
  g_autofree char *right = g_strdup_printf ("127.0.0.1:%d", g_uri_get_port (uri));
  g_autofree char *request =
      g_strdup_printf ("%s\r\nHost: %s\r\n\r\n%s", request_line, host != NULL ? host : right, body);
  g_autoptr (GDataInputStream)
      in = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  char *line;

  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                             strlen (request), NULL, NULL, NULL);
  line = g_data_input_stream_read_line (in, NULL, NULL, NULL);
  return line != NULL ? g_strchomp (line) : g_strdup ("");
}

#define assert_answer(wait, line, host, body, expected)     \
  G_STMT_START                                              \
  {                                                         \
    g_autofree char *answer = ask (wait, line, host, body); \
    g_assert_cmpstr (answer, ==, expected);                 \
  }                                                         \
  G_STMT_END

#define BAD "HTTP/1.1 400 Bad Request"

static void
test_redirect (void)
{
  Wait wait = { 0 };
  GThread *thread = wait_begin (&wait, 20000);

  assert_answer (&wait, "GET /callback?code=evil HTTP/1.1", NULL, "", BAD);
  assert_answer (&wait, "GET /callback?code=evil&state=the-statf HTTP/1.1", NULL, "", BAD);
  assert_answer (&wait, "GET /callback?code=evil&state= HTTP/1.1", NULL, "", BAD);
  assert_answer (&wait, "GET /other?code=evil&state=the-state HTTP/1.1", NULL, "", BAD);
  assert_answer (&wait, "GET /callbackx?code=evil&state=the-state HTTP/1.1", NULL, "", BAD);
  assert_answer (&wait, "GET /callback?code=evil&state=the-state HTTP/1.1", "evil.example", "", BAD);
  assert_answer (&wait, "GET /callback?code=evil&state=the-state HTTP/1.1", "x\r\nHost: y", "", BAD);
  assert_answer (&wait, "POST /callback?code=evil&state=the-state HTTP/1.1", NULL, "a=b", BAD);
  assert_answer (&wait, "nonsense", NULL, "", BAD);
  assert_answer (&wait, "GET /callback?state=the-state&code=right%2Fone HTTP/1.1", NULL, "",
                 "HTTP/1.1 200 OK");
  g_thread_join (thread);
  g_assert_no_error (wait.error);
  g_assert_cmpstr (od_secret_peek (wait.code), ==, "right/one");
  wait_clear (&wait);
}

/* Callers that say nothing, or too much, do not keep the right one away. */
static void
test_redirect_slow (void)
{
  Wait wait = { 0 };
  GThread *thread = wait_begin (&wait, 20000);
  g_autoptr (GSocketConnection) silent = call (&wait);
  g_autoptr (GSocketConnection) flood = call (&wait);
  g_autofree char *much = g_strnfill (20000, 'x');

  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (flood)), much, 20000, NULL, NULL,
                             NULL);
  assert_answer (&wait, "GET /callback?state=the-state&code=c HTTP/1.1", NULL, "", "HTTP/1.1 200 OK");
  g_thread_join (thread);
  g_assert_cmpstr (od_secret_peek (wait.code), ==, "c");
  wait_clear (&wait);
}

static void
test_redirect_refused (void)
{
  Wait wait = { 0 };
  GThread *thread = wait_begin (&wait, 20000);

  assert_answer (&wait, "GET /callback?state=the-state&error=access_denied HTTP/1.1", NULL, "",
                 "HTTP/1.1 200 OK");
  g_thread_join (thread);
  g_assert_null (wait.code);
  g_assert_error (wait.error, OD_OAUTH_ERROR, OD_OAUTH_ERROR_REFUSED);
  wait_clear (&wait);
}

static void
test_redirect_ends (void)
{
  Wait late = { 0 }, stopped = { 0 };
  GThread *thread = wait_begin (&late, 50);

  g_thread_join (thread);
  g_assert_error (late.error, OD_OAUTH_ERROR, OD_OAUTH_ERROR_EXPIRED);
  wait_clear (&late);
  thread = wait_begin (&stopped, 20000);
  g_cancellable_cancel (stopped.cancellable);
  g_thread_join (thread);
  g_assert_error (stopped.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  wait_clear (&stopped);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/oauth/challenge", test_challenge);
  g_test_add_func ("/oauth/url", test_url);
  g_test_add_func ("/oauth/issuers", test_issuers);
  g_test_add_func ("/oauth/description", test_description);
  g_test_add_func ("/oauth/token", test_token);
  g_test_add_func ("/oauth/redirect", test_redirect);
  g_test_add_func ("/oauth/redirect-slow", test_redirect_slow);
  g_test_add_func ("/oauth/redirect-refused", test_redirect_refused);
  g_test_add_func ("/oauth/redirect-ends", test_redirect_ends);
  return g_test_run ();
}
