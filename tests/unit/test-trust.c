/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Looking up authorities in a file: those that a chain asks for are found, all of them and no others; what is
 * no certificate does no harm; and every authority of this computer can be found. */

#include <string.h>

#include "od-trust.h"
#include "test-pki.h"

static TestIdentity *
authority (const char *name)
{
  const TestCertificate wanted = { .name = name, .begins_days = -1, .expires_days = 30, .is_ca = TRUE };

  return test_identity_new (&wanted, NULL);
}

static TestIdentity *
issued (const char *name, const TestIdentity *issuer)
{
  const TestCertificate wanted = { .name = name, .dns = name, .begins_days = -1, .expires_days = 30 };

  return test_identity_new (&wanted, issuer);
}

static void
append (GString *file, const TestIdentity *identity)
{
  gnutls_datum_t pem = { 0 };

  g_assert_cmpint (gnutls_x509_crt_export2 (identity->certificate, GNUTLS_X509_FMT_PEM, &pem), ==, 0);
  g_string_append_len (file, (const char *) pem.data, pem.size);
  gnutls_free (pem.data);
}

/* How many of @file are added for a chain of @first and @second (nullable). */
static guint
count_added (const GString *file, const TestIdentity *first, const TestIdentity *second)
{
  g_autoptr (GBytes) bytes = g_bytes_new (file->str, file->len);
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  gnutls_certificate_credentials_t credentials;
  guint added;

  gnutls_certificate_allocate_credentials (&credentials);
  g_ptr_array_add (chain, first->certificate);
  if (second != NULL)
    g_ptr_array_add (chain, second->certificate);
  added = od_trust_add_wanted (credentials, bytes, chain);
  gnutls_certificate_free_credentials (credentials);
  return added;
}

static void
test_wanted (void)
{
  g_autoptr (TestIdentity) one = authority ("One Authority");
  g_autoptr (TestIdentity) other = authority ("Another Authority");
  g_autoptr (TestIdentity) namesake = authority ("One Authority");
  g_autoptr (TestIdentity) of_one = issued ("one.example", one);
  g_autoptr (TestIdentity) of_other = issued ("other.example", other);
  g_autoptr (TestIdentity) stranger = authority ("Nobody's Authority");
  g_autoptr (GString) file = g_string_new ("# One Authority\n");

  append (file, one);
  append (file, other);
  g_assert_cmpuint (count_added (file, of_one, NULL), ==, 1);
  g_assert_cmpuint (count_added (file, of_one, one), ==, 1);
  g_assert_cmpuint (count_added (file, of_one, other), ==, 2);
  g_assert_cmpuint (count_added (file, stranger, NULL), ==, 0);
  append (file, namesake);
  g_assert_cmpuint (count_added (file, of_one, NULL), ==, 2);
  g_assert_cmpuint (count_added (file, of_other, NULL), ==, 1);
}

/* Line ends of another system, text between, and pieces that are none. */
static void
test_odd_files (void)
{
  g_autoptr (TestIdentity) one = authority ("One Authority");
  g_autoptr (TestIdentity) of_one = issued ("one.example", one);
  g_autoptr (GString) file = g_string_new (NULL);

  g_assert_cmpuint (count_added (file, of_one, NULL), ==, 0);
  g_string_append (file, "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n");
  g_string_append (file, "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
  g_string_append (file, "-----BEGIN CERTIFICATE-----\n!§$%\n-----END CERTIFICATE-----\n");
  g_string_append (file, "-----BEGIN CERTIFICATE-----\nMIT/////MIT/////\n-----END CERTIFICATE-----\n");
  g_assert_cmpuint (count_added (file, of_one, NULL), ==, 0);
  append (file, one);
  g_string_replace (file, "\n", "\r\n", 0);
  g_string_append (file, "Some words.\n");
  append (file, one);
  g_assert_cmpuint (count_added (file, of_one, NULL), ==, 2);
  g_string_append (file, "-----BEGIN CERTIFICATE-----\nMIIB");
  g_assert_cmpuint (count_added (file, of_one, NULL), ==, 2);
}

/* However short the DER is cut, nothing is read behind it. */
static void
test_cut_short (void)
{
  g_autoptr (TestIdentity) one = authority ("One Authority");
  gnutls_datum_t der = { 0 };

  g_assert_cmpint (gnutls_x509_crt_export2 (one->certificate, GNUTLS_X509_FMT_DER, &der), ==, 0);
  for (guint length = 0; length < der.size; length++)
    {
      g_autofree char *base64 = g_base64_encode (der.data, length);
      g_autoptr (GString) file = g_string_new (NULL);

      g_string_printf (file, "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n", base64);
      g_assert_cmpuint (count_added (file, one, NULL), ==, 0);
    }
  gnutls_free (der.data);
}

static void
test_each_of_system (void)
{
  g_autoptr (GBytes) file = od_trust_read_file ();
  gnutls_x509_crt_t *all = NULL;
  unsigned int count = 0;
  gnutls_datum_t text;

  if (file == NULL)
    {
      g_test_skip ("the authorities are not in a file here");
      return;
    }
  text = (gnutls_datum_t){ (guint8 *) g_bytes_get_data (file, NULL), (unsigned int) g_bytes_get_size (file) };
  g_assert_cmpint (gnutls_x509_crt_list_import2 (&all, &count, &text, GNUTLS_X509_FMT_PEM, 0), ==, 0);
  g_assert_cmpuint (count, >, 0);
  for (unsigned int i = 0; i < count; i++)
    {
      const TestIdentity identity = { all[i], NULL };
      g_autoptr (GString) whole = g_string_new_len ((const char *) text.data, text.size);

      g_assert_cmpuint (count_added (whole, &identity, NULL), >=, 1);
      gnutls_x509_crt_deinit (all[i]);
    }
  gnutls_free (all);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trust/wanted", test_wanted);
  g_test_add_func ("/trust/odd-files", test_odd_files);
  g_test_add_func ("/trust/cut-short", test_cut_short);
  g_test_add_func ("/trust/each-of-system", test_each_of_system);
  return g_test_run ();
}
