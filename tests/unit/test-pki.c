/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The helper of test-pki.h: certificates with P-256 keys, made anew for each test run; servers that take one
 * connection and end when the client goes. */

#include "test-pki.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <glib-unix.h>

#define DAY 86400

static void
set_names (gnutls_x509_crt_t certificate, const TestCertificate *wanted)
{
  gnutls_x509_crt_set_dn_by_oid (certificate, GNUTLS_OID_X520_COMMON_NAME, 0, wanted->name,
                                 strlen (wanted->name));
  if (wanted->dns != NULL)
    gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_DNSNAME, wanted->dns, strlen (wanted->dns),
                                          GNUTLS_FSAN_SET);
  if (wanted->ip != NULL)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (wanted->ip);
      gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_IPADDRESS,
                                            g_inet_address_to_bytes (address),
                                            g_inet_address_get_native_size (address), GNUTLS_FSAN_APPEND);
    }
}

static void
set_use (gnutls_x509_crt_t certificate, const TestCertificate *wanted)
{
  gnutls_datum_t uri = { (guint8 *) wanted->issuer_file,
                         wanted->issuer_file != NULL ? strlen (wanted->issuer_file) : 0 };

  gnutls_x509_crt_set_basic_constraints (certificate, wanted->is_ca, -1);
  if (wanted->is_ca)
    gnutls_x509_crt_set_key_usage (certificate, GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN);
  if (wanted->issuer_file != NULL)
    gnutls_x509_crt_set_authority_info_access (certificate, GNUTLS_IA_CAISSUERS_URI, &uri);
  if (wanted->purpose != NULL)
    gnutls_x509_crt_set_key_purpose_oid (certificate, wanted->purpose, 0);
}

/* GnuTLS knows issuer and subject of a certificate only after it has read it. */
static void
read_again (TestIdentity *self)
{
  gnutls_datum_t der = { 0 };

  g_assert_cmpint (gnutls_x509_crt_export2 (self->certificate, GNUTLS_X509_FMT_DER, &der), ==, 0);
  gnutls_x509_crt_deinit (self->certificate);
  gnutls_x509_crt_init (&self->certificate);
  g_assert_cmpint (gnutls_x509_crt_import (self->certificate, &der, GNUTLS_X509_FMT_DER), ==, 0);
  gnutls_free (der.data);
}

TestIdentity *
test_identity_new (const TestCertificate *wanted, const TestIdentity *issuer)
{
  static int serial = 1;
  TestIdentity *self = g_new0 (TestIdentity, 1);
  guint8 number[4] = { 1, 0, serial >> 8, serial };
  time_t now = time (NULL);

  serial++;
  g_assert_cmpint (gnutls_x509_privkey_init (&self->key), ==, 0);
  g_assert_cmpint (gnutls_x509_privkey_generate (self->key, GNUTLS_PK_ECDSA,
                                                 GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0),
                   ==, 0);
  g_assert_cmpint (gnutls_x509_crt_init (&self->certificate), ==, 0);
  gnutls_x509_crt_set_version (self->certificate, 3);
  gnutls_x509_crt_set_serial (self->certificate, number, sizeof number);
  gnutls_x509_crt_set_activation_time (self->certificate, now + (time_t) wanted->begins_days * DAY);
  gnutls_x509_crt_set_expiration_time (self->certificate, now + (time_t) wanted->expires_days * DAY);
  gnutls_x509_crt_set_key (self->certificate, self->key);
  set_names (self->certificate, wanted);
  set_use (self->certificate, wanted);
  if (issuer == NULL)
    issuer = self;
  g_assert_cmpint (gnutls_x509_crt_sign2 (self->certificate, issuer->certificate, issuer->key,
                                          GNUTLS_DIG_SHA256, 0),
                   ==, 0);
  read_again (self);
  return self;
}

void
test_identity_free (TestIdentity *self)
{
  gnutls_x509_crt_deinit (self->certificate);
  gnutls_x509_privkey_deinit (self->key);
  g_free (self);
}

char *
test_identity_write (const TestIdentity *self)
{
  gnutls_datum_t pem = { 0 };
  char *path = NULL;
  int fd = g_file_open_tmp ("test-ca-XXXXXX.pem", &path, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (gnutls_x509_crt_export2 (self->certificate, GNUTLS_X509_FMT_PEM, &pem), ==, 0);
  g_assert_cmpint (write (fd, pem.data, pem.size), ==, pem.size);
  gnutls_free (pem.data);
  close (fd);
  return path;
}

static gpointer
serve (gpointer data)
{
  TestServer *self = data;
  g_autoptr (GSocket) connection = g_socket_accept (self->listener, NULL, NULL);

  g_assert_nonnull (connection);
  /* GSocket keeps the descriptor itself non-blocking; the peers read and write it directly. */
  g_assert_true (g_unix_set_fd_nonblocking (g_socket_get_fd (connection), FALSE, NULL));
  if (self->peer != NULL)
    self->peer (g_socket_get_fd (connection), self->data);
  return NULL;
}

TestServer *
test_server_start (TestPeer peer, gpointer data)
{
  TestServer *self = g_new0 (TestServer, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any_port = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;

  self->peer = peer;
  self->data = data;
  self->listener = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_assert_true (g_socket_bind (self->listener, any_port, TRUE, NULL));
  g_assert_true (g_socket_listen (self->listener, NULL));
  bound = g_socket_get_local_address (self->listener, NULL);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  self->thread = g_thread_new ("peer", serve, self);
  return self;
}

void
test_server_stop (TestServer *self)
{
  g_thread_join (self->thread);
  g_object_unref (self->listener);
  g_free (self);
}

GSocket *
test_server_connect (const TestServer *self)
{
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (self->listener, NULL);

  g_assert_true (g_socket_connect (socket, address, NULL, NULL));
  return socket;
}

gnutls_session_t
test_tls_accept (int fd,
                 const TestIdentity *const *chain,
                 guint n,
                 const char *priority,
                 gpointer *credentials)
{
  gnutls_certificate_credentials_t own;
  gnutls_session_t session;
  gnutls_x509_crt_t certificates[8];

  for (guint i = 0; i < n; i++)
    certificates[i] = chain[i]->certificate;
  gnutls_certificate_allocate_credentials (&own);
  g_assert_cmpint (gnutls_certificate_set_x509_key (own, certificates, n, chain[0]->key), >=, 0);
  gnutls_init (&session, GNUTLS_SERVER | GNUTLS_NO_SIGNAL);
  g_assert_cmpint (gnutls_priority_set_direct (session, priority, NULL), ==, 0);
  gnutls_credentials_set (session, GNUTLS_CRD_CERTIFICATE, own);
  gnutls_transport_set_int (session, fd);
  gnutls_handshake_set_timeout (session, 5000);
  *credentials = own;
  return session;
}

void
test_tls_end (gnutls_session_t session, gpointer credentials)
{
  gnutls_deinit (session);
  gnutls_certificate_free_credentials (credentials);
}
