/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Addresses, hosts and ports as people type them. */

#include "od-address.h"

#include <string.h>

static void
test_good_addresses (void)
{
  static const struct
  {
    const char *text, *mailbox;
    gboolean utf8;
  } cases[] = {
    { " anna@Example.ORG ", "anna@example.org", FALSE },
    { "Anna B <anna+x@example.org>", "anna+x@example.org", FALSE },
    { "anna@bücher.example", "anna@xn--bcher-kva.example", FALSE },
    { "üser@example.test", "üser@example.test", TRUE },
    { "\"an na@x\"@example.org", "\"an na@x\"@example.org", FALSE },
    { "a@[192.0.2.1]", "a@[192.0.2.1]", FALSE },
    { "a@[IPv6:2001:db8::1]", "a@[ipv6:2001:db8::1]", FALSE },
    { "root@localhost", "root@localhost", FALSE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (OdAddress) address = od_address_parse (cases[i].text, &error);
      g_assert_no_error (error);
      g_autoptr (OdAddress) copy = od_address_copy (address);
      g_assert_cmpstr (address->mailbox, ==, cases[i].mailbox);
      g_assert_cmpint (address->needs_smtputf8, ==, cases[i].utf8);
      g_assert_true (od_address_equal (address, copy));
    }
}

static void
test_bad_addresses (void)
{
  static const struct
  {
    const char *text;
    OdAddressError error;
  } cases[] = {
    { "", OD_ADDRESS_ERROR_EMPTY },
    { "  ", OD_ADDRESS_ERROR_EMPTY },
    { "anna", OD_ADDRESS_ERROR_NO_AT },
    { "@example.org", OD_ADDRESS_ERROR_LOCAL_PART },
    { "a b@example.org", OD_ADDRESS_ERROR_LOCAL_PART },
    { ".a@example.org", OD_ADDRESS_ERROR_LOCAL_PART },
    { "a..b@example.org", OD_ADDRESS_ERROR_LOCAL_PART },
    { "a.@example.org", OD_ADDRESS_ERROR_LOCAL_PART },
    { "a>b@example.org", OD_ADDRESS_ERROR_LOCAL_PART },
    { "\"a\"b\"@example.org", OD_ADDRESS_ERROR_LOCAL_PART },
    { "\"a\\\"@example.org", OD_ADDRESS_ERROR_LOCAL_PART },
    { "a@b@example.org", OD_ADDRESS_ERROR_LOCAL_PART },
    { "anna@", OD_ADDRESS_ERROR_DOMAIN },
    { "anna@exa mple.org", OD_ADDRESS_ERROR_DOMAIN },
    { "anna@example..org", OD_ADDRESS_ERROR_DOMAIN },
    { "anna@exa_mple.org", OD_ADDRESS_ERROR_DOMAIN },
    { "anna@192.0.2.1", OD_ADDRESS_ERROR_DOMAIN },
    { "anna@[2001:db8::1]", OD_ADDRESS_ERROR_DOMAIN },
    { "anna@example.org\r\nRCPT TO:<x@y>", OD_ADDRESS_ERROR_FORBIDDEN },
    { "anna\xe2\x80\xae@example.org", OD_ADDRESS_ERROR_FORBIDDEN },
    { "anna@\xff.org", OD_ADDRESS_ERROR_FORBIDDEN },
    { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@b.c", OD_ADDRESS_ERROR_TOO_LONG },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (od_address_parse (cases[i].text, &error));
      g_assert_error (error, OD_ADDRESS_ERROR, (int) cases[i].error);
    }
}

static void
test_good_hosts (void)
{
  static const char *const cases[][2] = {
    { " Mail.Example.ORG. ", "mail.example.org" },
    { "bücher.example", "xn--bcher-kva.example" },
    { "192.0.2.1", "192.0.2.1" },
    { "[2001:DB8::1]", "2001:db8::1" },
    { "2001:db8::1", "2001:db8::1" },
    { "localhost", "localhost" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *host = od_host_parse (cases[i][0], &error);
      g_assert_no_error (error);
      g_assert_cmpstr (host, ==, cases[i][1]);
      g_assert_cmpint (od_host_is_address (host), ==, strpbrk (host, ":2") != NULL);
    }
}

static void
test_bad_hosts (void)
{
  static const char *const cases[] = {
    "",
    " ",
    "mail example.org",
    "https://mail.example.org",
    "mail.example.org/x",
    "mail.example.org:587",
    "a_b.example",
    ".example",
    "a..b",
    "a..",
    ".",
    "-a.example",
    "a-.example",
    "1.2.3",
    "256.1.1.1",
    "a@b.example",
    "a;b.example",
    "[mail.example]",
    "a,b",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.b",
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (od_host_parse (cases[i], &error));
      g_assert_error (error, OD_ADDRESS_ERROR, OD_ADDRESS_ERROR_HOST);
    }
  g_autofree char *part = g_strnfill (62, 'a');
  g_autofree char *longest = g_strjoin (".", part, part, part, part, "aaa", NULL);
  g_autoptr (GError) error = NULL;
  g_assert_null (od_host_parse (longest, &error));
  g_assert_error (error, OD_ADDRESS_ERROR, OD_ADDRESS_ERROR_HOST);
  g_assert_null (od_host_parse ("mail\r\n.example", NULL));
}

static void
test_ports (void)
{
  static const char *const bad[] = { "",      "0",    "70000",
                                     "65536", "-1",   "+25",
                                     "25a",   "5 87", "99999999999999999999" };
  guint port = 0;
  g_assert_true (od_port_parse (" 587 ", &port, NULL));
  g_assert_cmpuint (port, ==, 587);
  g_assert_true (od_port_parse ("65535", &port, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_false (od_port_parse (bad[i], &port, &error));
      g_assert_error (error, OD_ADDRESS_ERROR, OD_ADDRESS_ERROR_PORT);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/address/good", test_good_addresses);
  g_test_add_func ("/address/bad", test_bad_addresses);
  g_test_add_func ("/host/good", test_good_hosts);
  g_test_add_func ("/host/bad", test_bad_hosts);
  g_test_add_func ("/port", test_ports);
  return g_test_run ();
}
