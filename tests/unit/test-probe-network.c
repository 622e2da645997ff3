/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What probes learn of this computer's network: answers of the kernel about routes, made here octet by octet,
 * and pages of a web server on the loopback, whole, false, endless or silent. */

#include <errno.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <net/if_arp.h>
#include <string.h>
#include <sys/socket.h>

#include "od-http-get.h"
#include "od-probe.h"
#include "od-way.h"
#include "test-pki.h"

#define DATE "Tue, 24 Nov 2026 10:20:30 GMT"

/* --- routes */

static GByteArray *
message_new (guint16 type, gconstpointer body, guint size)
{
  GByteArray *message = g_byte_array_new ();
  struct nlmsghdr head = { .nlmsg_type = type };

  g_byte_array_append (message, (const guint8 *) &head, sizeof head);
  g_byte_array_append (message, body, size);
  return message;
}

static void
put (GByteArray *message, guint16 type, gconstpointer data, guint size)
{
  static const guint8 zeros[RTA_ALIGNTO];
  struct rtattr head = { .rta_len = (gushort) RTA_LENGTH (size), .rta_type = type };

  g_byte_array_append (message, (const guint8 *) &head, sizeof head);
  g_byte_array_append (message, data, size);
  g_byte_array_append (message, zeros, (guint) (RTA_ALIGN (size) - size));
}

/* A copy of exactly that size, so that reading on is seen by the sanitizer. */
static guint8 *
finish (GByteArray *message)
{
  guint32 size = message->len;

  memcpy (message->data, &size, sizeof size);
  return g_memdup2 (message->data, size);
}

static GByteArray *
route_message (guint8 type, guint index, const char *gateway)
{
  struct rtmsg route = { .rtm_family = AF_INET, .rtm_type = type };
  GByteArray *message = message_new (RTM_NEWROUTE, &route, sizeof route);
  g_autoptr (GInetAddress) address = gateway != NULL ? g_inet_address_new_from_string (gateway) : NULL;

  put (message, RTA_OIF, &index, sizeof index);
  if (address != NULL)
    put (message, RTA_GATEWAY, g_inet_address_to_bytes (address),
         (guint) g_inet_address_get_native_size (address));
  return message;
}

static GByteArray *
link_message (guint16 type, const char *name, const char *kind)
{
  struct ifinfomsg link = { .ifi_type = type };
  GByteArray *message = message_new (RTM_NEWLINK, &link, sizeof link);
  g_autoptr (GByteArray) info = g_byte_array_new ();

  put (message, IFLA_IFNAME, name, (guint) strlen (name) + 1);
  if (kind == NULL)
    return message;
  put (info, IFLA_INFO_KIND, kind, (guint) strlen (kind) + 1);
  put (message, IFLA_LINKINFO, info->data, info->len);
  return message;
}

static gboolean
read_route (OdWay *way, GByteArray *message, GError **error)
{
  g_autofree guint8 *bytes = finish (message);
  gboolean read = od_way_read_route (way, bytes, message->len, error);

  g_byte_array_unref (message);
  return read;
}

static gboolean
read_link (OdWay *way, GByteArray *message, GError **error)
{
  g_autofree guint8 *bytes = finish (message);
  gboolean read = od_way_read_link (way, bytes, message->len, error);

  g_byte_array_unref (message);
  return read;
}

static void
test_route (void)
{
  g_autoptr (OdWay) way = g_new0 (OdWay, 1);
  g_autoptr (GError) error = NULL;

  g_assert_true (read_route (way, route_message (RTN_UNICAST, 7, "192.0.2.254"), &error));
  g_assert_no_error (error);
  g_autofree char *gateway = g_inet_address_to_string (way->gateway);
  g_assert_cmpstr (gateway, ==, "192.0.2.254");
  g_assert_cmpuint (way->index, ==, 7);
  g_assert_true (read_link (way, link_message (ARPHRD_ETHER, "wlan0", NULL), &error));
  g_assert_cmpstr (way->interface, ==, "wlan0");
  g_assert_null (way->kind);
  g_assert_false (od_way_is_tunnel (way, TRUE));
}

/* An IPv4 route may lead by a router of IPv6. */
static void
test_route_via (void)
{
  g_autoptr (OdWay) way = g_new0 (OdWay, 1);
  GByteArray *message = route_message (RTN_UNICAST, 2, NULL);
  guint8 via[2 + 16] = { AF_INET6, 0, 0xfe, 0x80, [17] = 1 };

  put (message, RTA_VIA, via, sizeof via);
  g_assert_true (read_route (way, message, NULL));
  g_assert_true (g_inet_address_get_is_link_local (way->gateway));
}

static void
test_tunnels (void)
{
  static const struct
  {
    guint16 type;
    const char *kind;
    gboolean tunnel;
    gboolean tunnel_alone;
  } rows[] = {
    { ARPHRD_NONE, "wireguard", TRUE, TRUE }, { ARPHRD_NONE, "tun", TRUE, TRUE },
    { ARPHRD_ETHER, "tun", TRUE, TRUE },      { ARPHRD_ETHER, "veth", FALSE, FALSE },
    { ARPHRD_ETHER, "bridge", FALSE, FALSE }, { ARPHRD_NONE, NULL, FALSE, FALSE },
    { ARPHRD_PPP, NULL, TRUE, FALSE },        { ARPHRD_PPP, "ppp", TRUE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (OdWay) way = g_new0 (OdWay, 1);

      g_assert_true (read_link (way, link_message (rows[i].type, "x0", rows[i].kind), NULL));
      g_assert_cmpint (od_way_is_tunnel (way, TRUE), ==, rows[i].tunnel);
      g_assert_cmpint (od_way_is_tunnel (way, FALSE), ==, rows[i].tunnel_alone);
    }
}

static void
test_no_route (void)
{
  struct nlmsgerr none = { .error = -ENETUNREACH };
  g_autoptr (OdWay) way = g_new0 (OdWay, 1);
  g_autoptr (GError) error = NULL;

  g_assert_false (read_route (way, message_new (NLMSG_ERROR, &none, sizeof none), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE);
  g_clear_error (&error);
  g_assert_false (read_route (way, route_message (RTN_UNREACHABLE, 1, NULL), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE);
  g_clear_error (&error);
  g_assert_false (read_link (way, message_new (RTM_NEWROUTE, &none, sizeof none), &error));
  g_assert_nonnull (error);
}

/* Every beginning of an answer is read without going beyond, whatever length it claims. */
static void
test_cut_off_answers (void)
{
  g_autoptr (GByteArray) whole = link_message (ARPHRD_NONE, "wg0", "wireguard");
  g_autofree guint8 *finished = finish (whole);

  for (guint size = 0; size < whole->len; size++)
    {
      g_autofree guint8 *bytes = g_memdup2 (finished, size);
      g_autoptr (OdWay) way = g_new0 (OdWay, 1);
      guint32 claimed = size;

      g_assert_false (od_way_read_link (way, bytes, size, NULL));
      if (size >= sizeof claimed)
        memcpy (bytes, &claimed, sizeof claimed);
      od_way_read_link (way, bytes, size, NULL);
      od_way_read_route (way, bytes, size, NULL);
    }
}

static void
test_way_to_itself (void)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GError) error = NULL;
  g_autoptr (OdWay) way = od_way_find (loopback, od_deadline_in (5000), NULL, &error);

  if (way == NULL)
    {
      g_test_skip (error->message);
      return;
    }
  g_assert_cmpstr (way->interface, ==, "lo");
  g_assert_null (way->gateway);
  g_assert_cmpuint (way->type, ==, ARPHRD_LOOPBACK);
}

/* --- pages */

/* A web server of one request. */
typedef struct
{
  const char *answer; /* NULL: silent until the client goes */
  gboolean endless;
  GCancellable *cancels; /* when it was asked; or NULL */
  GString *heard;
} Web;

static void
hear_request (int fd, Web *web)
{
  char buffer[2048];
  gssize n;

  while (strstr (web->heard->str, "\r\n\r\n") == NULL && (n = recv (fd, buffer, sizeof buffer, 0)) > 0)
    g_string_append_len (web->heard, buffer, n);
}

static void
serve (int fd, gpointer data)
{
  static const char more[1000] = "no end";
  Web *web = data;
  char rest;

  hear_request (fd, web);
  g_cancellable_cancel (web->cancels);
  if (web->answer != NULL)
    send (fd, web->answer, strlen (web->answer), MSG_NOSIGNAL);
  while (web->endless && send (fd, more, sizeof more, MSG_NOSIGNAL) > 0)
    continue;
  if (web->answer == NULL)
    g_assert_cmpint (recv (fd, &rest, 1, 0), <=, 0);
}

static OdHttpAnswer *
get (Web *web, const char *method, guint limit_ms, GCancellable *cancellable, GError **error)
{
  TestServer *server;
  g_autofree char *url = NULL;
  OdHttpAnswer *answer;

  web->heard = g_string_new (NULL);
  server = test_server_start (serve, web);
  url = g_strdup_printf ("http://127.0.0.1:%u/page?x=1", server->port);
  answer = od_http_get (url, method, OD_HTTP_STRICT, od_deadline_in (limit_ms), cancellable, error);
  test_server_stop (server);
  return answer;
}

static void
test_date (void)
{
  Web web = { .answer = "HTTP/1.1 302 Found\r\nDate: " DATE "\r\nLocation: http://192.0.2.1/\r\n"
                        "Set-Cookie: a=b\r\nContent-Length: 2\r\n\r\nhi" };
  g_autoptr (OdHttpAnswer) answer = get (&web, "GET", 5000, NULL, NULL);

  g_assert_nonnull (answer);
  g_assert_cmpuint (answer->status, ==, 302);
  g_assert_cmpstr (answer->date, ==, DATE);
  g_assert_cmpstr (answer->location, ==, "http://192.0.2.1/");
  g_assert_cmpmem (g_bytes_get_data (answer->body, NULL), g_bytes_get_size (answer->body), "hi", 2);
  g_assert_true (g_str_has_prefix (web.heard->str, "GET /page?x=1 HTTP/1.1\r\n"));
  g_assert_null (strstr (web.heard->str, "User-Agent"));
  g_string_free (web.heard, TRUE);
}

static void
test_head (void)
{
  Web web = { .answer = "HTTP/1.1 200 OK\r\nDate: " DATE "\r\nContent-Length: 99\r\n\r\n" };
  g_autoptr (OdHttpAnswer) answer = get (&web, "HEAD", 5000, NULL, NULL);

  g_assert_nonnull (answer);
  g_assert_cmpstr (answer->date, ==, DATE);
  g_assert_cmpuint (g_bytes_get_size (answer->body), ==, 0);
  g_string_free (web.heard, TRUE);
}

static void
test_endless_page (void)
{
  Web web = { .answer = "HTTP/1.1 200 OK\r\n\r\n", .endless = TRUE };
  g_autoptr (OdHttpAnswer) answer = get (&web, "GET", 20000, NULL, NULL);

  g_assert_nonnull (answer);
  g_assert_cmpuint (g_bytes_get_size (answer->body), ==, OD_HTTP_MAX_BODY);
  g_string_free (web.heard, TRUE);
}

static void
test_silent_page (void)
{
  Web web = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_null (get (&web, "GET", 50, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_string_free (web.heard, TRUE);
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Web web = { .cancels = cancellable };
  g_autoptr (GError) error = NULL;

  g_assert_null (get (&web, "GET", 20000, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_string_free (web.heard, TRUE);
}

static void
test_no_page (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (od_http_get ("no page", "GET", OD_HTTP_STRICT, od_deadline_in (1000), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

static void
serve_tls (int fd, gpointer identity)
{
  static const char answer[] = "HTTP/1.1 200 OK\r\nDate: " DATE "\r\nContent-Length: 0\r\n\r\n";
  const TestIdentity *chain[] = { identity };
  gpointer credentials;
  gnutls_session_t session = test_tls_accept (fd, chain, 1, "NORMAL", &credentials);
  char buffer[2048];

  if (gnutls_handshake (session) == 0 && gnutls_record_recv (session, buffer, sizeof buffer) > 0)
    gnutls_record_send (session, answer, sizeof answer - 1);
  test_tls_end (session, credentials);
}

static void
test_false_certificate (void)
{
  const OdHttpFlags flags[] = { OD_HTTP_STRICT, OD_HTTP_ANY_CERTIFICATE };
  TestCertificate wanted = { .name = "other", .begins_days = -10, .expires_days = -2 };
  g_autoptr (TestIdentity) identity = test_identity_new (&wanted, NULL);

  if (!g_tls_backend_supports_tls (g_tls_backend_get_default ()))
    {
      g_test_skip ("GIO has no TLS here");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      TestServer *server = test_server_start (serve_tls, identity);
      g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u/", server->port);
      g_autoptr (OdHttpAnswer)
          answer = od_http_get (url, "HEAD", flags[i], od_deadline_in (5000), NULL, NULL);

      test_server_stop (server);
      g_assert_cmpstr (answer != NULL ? answer->date : NULL, ==,
                       flags[i] == OD_HTTP_ANY_CERTIFICATE ? DATE : NULL);
    }
}

/* --- captive portals */

static char *
portal_fact (const char *answer, const char *expected, guint port)
{
  g_autofree char *list = g_strdup_printf (
      "<third-parties><portal name='Page' host='127.0.0.1' url='http://127.0.0.1:%u/a'%s%s%s/>"
      "</third-parties>",
      port, expected != NULL ? " expected='" : "", expected != NULL ? expected : "",
      expected != NULL ? "'" : "");
  g_autoptr (OdThirdParties) parties = od_third_parties_parse ("list", list, strlen (list), NULL);
  g_autoptr (OdFacts) facts = od_facts_new ();
  g_autoptr (OdEvent) event = od_event_new (OD_EVENT_STEP, OD_STAGE_PROBE, 0);
  OdLimits limits = od_limits_scaled (10);
  OdProbeCase probe_case = { .facts = facts, .parties = parties, .arguments = "", .limits = &limits };

  probe_case.deadline = od_deadline_in (answer != NULL ? 5000 : 50);
  od_probe_captive_portal.run (&probe_case, event);
  g_assert_true (g_str_has_prefix (event->text, "http://127.0.0.1:"));
  return g_strdup (od_event_get_field (event, "portal"));
}

static void
test_portal (void)
{
  static const struct
  {
    const char *answer;
    const char *expected;
    const char *portal;
  } rows[] = {
    { "HTTP/1.1 204 No Content\r\n\r\n", NULL, "no" },
    { "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nsuccess\n", "success", "no" },
    { "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n\r\nsuccess", "success", "no" },
    { "HTTP/1.1 200 OK\r\nContent-Length: 24\r\n\r\n<html>Welcome to success", "success", "yes" },
    { "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "success", "yes" },
    { "HTTP/1.1 302 Found\r\nLocation: http://login.example/\r\nContent-Length: 0\r\n\r\n", "success",
      "yes" },
    { "HTTP/1.1 302 Found\r\nLocation: https://127.0.0.1/a\r\nContent-Length: 0\r\n\r\n", "success",
      "unknown" },
    { "HTTP/1.1 301 Moved\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n", "success", "unknown" },
    { "HTTP/1.1 511 Log in\r\nContent-Length: 0\r\n\r\n", "success", "yes" },
    { "HTTP/1.1 404 Not Found\r\nContent-Length: 7\r\n\r\nsuccess", "success", "unknown" },
    { "SSH-2.0-x\r\n", "success", "unknown" },
    { NULL, "success", "unknown" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Web web = { .answer = rows[i].answer, .heard = g_string_new (NULL) };
      TestServer *server = test_server_start (serve, &web);
      g_autofree char *portal = portal_fact (rows[i].answer, rows[i].expected, server->port);

      test_server_stop (server);
      g_string_free (web.heard, TRUE);
      g_test_message ("row %u", i);
      g_assert_cmpstr (portal, ==, rows[i].portal);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/network/route", test_route);
  g_test_add_func ("/network/route-via", test_route_via);
  g_test_add_func ("/network/tunnels", test_tunnels);
  g_test_add_func ("/network/no-route", test_no_route);
  g_test_add_func ("/network/cut-off-answers", test_cut_off_answers);
  g_test_add_func ("/network/way-to-itself", test_way_to_itself);
  g_test_add_func ("/network/date", test_date);
  g_test_add_func ("/network/head", test_head);
  g_test_add_func ("/network/endless-page", test_endless_page);
  g_test_add_func ("/network/silent-page", test_silent_page);
  g_test_add_func ("/network/cancelled", test_cancelled);
  g_test_add_func ("/network/no-page", test_no_page);
  g_test_add_func ("/network/false-certificate", test_false_certificate);
  g_test_add_func ("/network/portal", test_portal);
  return g_test_run ();
}
