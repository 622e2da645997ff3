/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Certificates made while a test runs, and servers of one connection on 127.0.0.1 in a thread of their own.
 * For unit tests only; every failure aborts the test. */

#pragma once

#include <gio/gio.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

typedef struct
{
  gnutls_x509_crt_t certificate;
  gnutls_x509_privkey_t key;
} TestIdentity;

typedef struct
{
  const char *name;        /* CN */
  const char *dns;         /* one DNS name, NULL: none */
  const char *ip;          /* one address, NULL: none */
  const char *issuer_file; /* AIA caIssuers, NULL: none */
  const char *purpose;     /* OID of extended key usage, NULL: none */
  int begins_days;         /* from today */
  int expires_days;
  gboolean is_ca;
} TestCertificate;

/* @issuer NULL: self-signed. */
TestIdentity *test_identity_new (const TestCertificate *wanted, const TestIdentity *issuer);
void test_identity_free (TestIdentity *self);
/* A file with the certificate in PEM, to be removed by the caller. */
char *test_identity_write (const TestIdentity *self);

/* What a server does with the one connection that it takes. */
typedef void (*TestPeer) (int fd, gpointer data);

typedef struct
{
  GThread *thread;
  GSocket *listener;
  guint16 port;
  TestPeer peer;
  gpointer data;
} TestServer;

TestServer *test_server_start (TestPeer peer, gpointer data);
/* Waits for the peer to end. */
void test_server_stop (TestServer *self);
GSocket *test_server_connect (const TestServer *self);

/* A TLS server's session on @fd, the handshake not yet begun. @chain: the first has the key. */
gnutls_session_t test_tls_accept (int fd,
                                  const TestIdentity *const *chain,
                                  guint n,
                                  const char *priority,
                                  gpointer *credentials);
void test_tls_end (gnutls_session_t session, gpointer credentials);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestIdentity, test_identity_free)
