/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be said of look-ups without a network of our own: literals, localhost, limits, and names in RDATA.
 * Answers of real name servers are the laboratory's matter. */

#include "od-resolver.h"

#include "od-dns.h"

static char *
lookup (const char *host, OdFamily family, GError **error)
{
  g_autoptr (GPtrArray) list = od_resolver_lookup_host (host, family, od_deadline_in (5000), NULL, error);

  return list != NULL ? g_inet_address_to_string (g_ptr_array_index (list, 0)) : NULL;
}

static void
test_literals (void)
{
  static const char *const literals[][2] = {
    { "192.0.2.1", "192.0.2.1" },       { "[192.0.2.1]", "192.0.2.1" },
    { "2001:db8::1", "2001:db8::1" },   { "[IPv6:2001:db8::1]", "2001:db8::1" },
    { "[2001:db8::1]", "2001:db8::1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (literals); i++)
    {
      g_autofree char *address = lookup (literals[i][0], OD_FAMILY_ANY, NULL);
      g_assert_cmpstr (address, ==, literals[i][1]);
    }
}

static void
test_other_family (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lookup ("192.0.2.1", OD_FAMILY_IPV6, &error));
  g_assert_error (error, OD_RESOLVER_ERROR, OD_RESOLVER_ERROR_NO_ADDRESS);
}

static void
test_localhost (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *address = lookup ("localhost", OD_FAMILY_IPV4, &error);

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (address, "127."));
}

/* Never an address, never a time over the limit; which error depends on whether a name server answers. */
static void
test_invalid (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  gint64 began = g_get_monotonic_time ();

  address = lookup ("no-such-host.invalid", OD_FAMILY_ANY, &error);
  g_assert_null (address);
  g_assert_nonnull (error);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 6000 * 1000);
  if (error->domain == OD_RESOLVER_ERROR && error->code != OD_RESOLVER_ERROR_TEMPORARY)
    g_assert_error (error, OD_RESOLVER_ERROR, OD_RESOLVER_ERROR_NOT_FOUND);
}

static void
test_over (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (
      od_resolver_lookup_host ("example.invalid", OD_FAMILY_ANY, od_deadline_in (0), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_clear_error (&error);
  g_assert_null (od_resolver_lookup_mx ("example.invalid", od_deadline_in (0), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (
      od_resolver_lookup_host ("example.invalid", OD_FAMILY_ANY, od_deadline_in (5000), cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (od_resolver_lookup_mx ("example.invalid", od_deadline_in (5000), cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static char *
read_name (const char *bytes, gsize size, gsize offset)
{
  g_autoptr (GBytes) rdata = g_bytes_new_static (bytes, size);

  return od_dns_read_name (rdata, offset);
}

static void
test_names_in_rdata (void)
{
  static const char good[] = "\0\012\004Mail\007example\003org\0";
  g_autofree char *name = read_name (good, sizeof good - 1, 2);
  g_autofree char *root = read_name ("\0\0\0", 3, 2);

  g_assert_cmpstr (name, ==, "mail.example.org");
  g_assert_cmpstr (root, ==, "");
  for (gsize size = 0; size < sizeof good - 1; size++)
    g_assert_null (read_name (good, size, 2));
  g_assert_null (read_name ("\004mail\0x", 7, 0));
  g_assert_null (read_name ("\004ma\033l\0", 6, 0));
  g_assert_null (read_name ("\100mail\0", 6, 0));
  g_assert_null (read_name ("\300\014", 2, 0));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/resolver/literals", test_literals);
  g_test_add_func ("/resolver/other-family", test_other_family);
  g_test_add_func ("/resolver/localhost", test_localhost);
  g_test_add_func ("/resolver/invalid", test_invalid);
  g_test_add_func ("/resolver/over", test_over);
  g_test_add_func ("/resolver/cancelled", test_cancelled);
  g_test_add_func ("/resolver/names-in-rdata", test_names_in_rdata);
  return g_test_run ();
}
