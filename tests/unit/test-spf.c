/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What SPF records say of an address, mechanism by mechanism, with the limits of RFC 7208 §4.6.4, and what is
 * asked for it. The name service is a table here; nobody is asked. */

#include <string.h>

#include "od-spf.h"

#define SENDER "anna@example.org"

/* --- the name service: "NAME TYPE VALUE", one a line; the value TIMEOUT stands for no answer */

typedef struct
{
  const char *zone;
  GPtrArray *asked; /* char *: "TXT example.org" */
} Names;

static GPtrArray *
find (Names *names, const char *type, const char *name)
{
  g_autofree char *head = g_strdup_printf ("%s %s ", name, type);
  g_auto (GStrv) lines = g_strsplit (names->zone, "\n", -1);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (names->asked, g_strdup_printf ("%s %s", type, name));
  for (char **line = lines; *line != NULL; line++)
    {
      if (!g_str_has_prefix (*line, head))
        continue;
      if (g_str_has_suffix (*line, " TIMEOUT"))
        return NULL;
      g_ptr_array_add (values, g_strdup (*line + strlen (head)));
    }
  return g_steal_pointer (&values);
}

static GPtrArray *
find_texts (const char *name, gpointer names)
{
  return find (names, "TXT", name);
}

static GPtrArray *
find_addresses (const char *name, gpointer names)
{
  g_autoptr (GPtrArray) values = *name != '\0' ? find (names, "A", name) : NULL;
  GPtrArray *addresses = values != NULL ? g_ptr_array_new_with_free_func (g_object_unref) : NULL;

  for (guint i = 0; values != NULL && i < values->len; i++)
    g_ptr_array_add (addresses, g_inet_address_new_from_string (values->pdata[i]));
  return addresses;
}

static GPtrArray *
find_exchangers (const char *name, gpointer names)
{
  return find (names, "MX", name);
}

static const char *
check_as (Names *names, const char *address, const char *sender, char **record)
{
  const OdSpfResolver resolver = { find_texts, find_addresses, find_exchangers, names };
  g_autoptr (GInetAddress) client = g_inet_address_new_from_string (address);
  const char *result;

  g_assert_nonnull (client);
  names->asked = g_ptr_array_new_with_free_func (g_free);
  result = od_spf_check (&resolver, client, "example.org", sender, record);
  return result;
}

/* The result for @address where @zone is all there is. */
static const char *
check (const char *zone, const char *address)
{
  Names names = { .zone = zone };
  const char *result = check_as (&names, address, SENDER, NULL);

  g_ptr_array_unref (names.asked);
  return result;
}

/* The same with one record of example.org, and further lines. */
static const char *
check_record (const char *record, const char *more, const char *address)
{
  g_autofree char *zone = g_strdup_printf ("example.org TXT %s\n%s", record, more);

  return check (zone, address);
}

typedef struct
{
  const char *record;
  const char *more;
  const char *address;
  const char *result;
} Row;

static void
check_rows (const Row *rows, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_test_message ("%s for %s", rows[i].record, rows[i].address);
      g_assert_cmpstr (check_record (rows[i].record, rows[i].more != NULL ? rows[i].more : "",
                                     rows[i].address),
                       ==, rows[i].result);
    }
}

static void
test_networks (void)
{
  static const Row rows[] = {
    { "v=spf1 ip4:192.0.2.1 -all", NULL, "192.0.2.1", "pass" },
    { "v=spf1 ip4:192.0.2.1 -all", NULL, "192.0.2.2", "fail" },
    { "v=spf1 ip4:192.0.2.77/24 -all", NULL, "192.0.2.200", "pass" },
    { "v=spf1 ip4:192.0.2.0/25 -all", NULL, "192.0.2.128", "fail" },
    { "v=spf1 ip4:192.0.2.0/25 -all", NULL, "192.0.2.127", "pass" },
    { "v=spf1 ip4:198.51.100.1/0 -all", NULL, "192.0.2.1", "pass" },
    { "v=spf1 ip6:2001:db8::/32 -all", NULL, "2001:db8:ffff::7", "pass" },
    { "v=spf1 ip6:2001:db8::/32 -all", NULL, "2001:db9::7", "fail" },
    { "v=spf1 ip6:2001:db8::7 -all", NULL, "2001:db8::7", "pass" },
    { "v=spf1 ip4:192.0.2.1 -all", NULL, "2001:db8::7", "fail" },
    { "v=spf1 ip6:2001:db8::/0 -all", NULL, "192.0.2.1", "fail" },
    { "V=SPF1 IP4:192.0.2.1 -ALL", NULL, "192.0.2.1", "pass" },
    { "v=spf1   ip4:192.0.2.1  -all ", NULL, "192.0.2.1", "pass" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_qualifiers (void)
{
  static const Row rows[] = {
    { "v=spf1 all", NULL, "192.0.2.1", "pass" },
    { "v=spf1 +all", NULL, "192.0.2.1", "pass" },
    { "v=spf1 -all", NULL, "192.0.2.1", "fail" },
    { "v=spf1 ~all", NULL, "192.0.2.1", "softfail" },
    { "v=spf1 ?all", NULL, "192.0.2.1", "neutral" },
    { "v=spf1", NULL, "192.0.2.1", "neutral" },
    { "v=spf1 ip4:192.0.2.9", NULL, "192.0.2.1", "neutral" },
    { "v=spf1 -ip4:192.0.2.0/24 all", NULL, "192.0.2.1", "fail" },
    { "v=spf1 ~ip4:192.0.2.0/24 -all", NULL, "192.0.2.1", "softfail" },
    { "v=spf1 -all ip4:192.0.2.1", NULL, "192.0.2.1", "fail" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_names (void)
{
  static const char zone[] = "example.org A 192.0.2.1\nhost.example.org A 192.0.2.7\n"
                             "host.example.org A 2001:db8::7\nexample.org MX mx1.example.org\n"
                             "example.org MX mx2.example.org\nmx1.example.org A 198.51.100.1\n"
                             "mx2.example.org A 198.51.100.2\nother.example MX mx2.example.org\n"
                             "null.example MX \n";
  static const Row rows[] = {
    { "v=spf1 a -all", zone, "192.0.2.1", "pass" },
    { "v=spf1 a -all", zone, "192.0.2.7", "fail" },
    { "v=spf1 a:host.example.org -all", zone, "192.0.2.7", "pass" },
    { "v=spf1 a:host.example.org -all", zone, "2001:db8::7", "pass" },
    { "v=spf1 a/24 -all", zone, "192.0.2.99", "pass" },
    { "v=spf1 a:host.example.org/29//64 -all", zone, "192.0.2.2", "pass" },
    { "v=spf1 a:host.example.org/29//64 -all", zone, "192.0.2.8", "fail" },
    { "v=spf1 a:host.example.org/29//64 -all", zone, "2001:db8::ffff", "pass" },
    { "v=spf1 a:host.example.org/29//64 -all", zone, "2001:db8:0:1::7", "fail" },
    { "v=spf1 a:host.example.org//64 -all", zone, "2001:db8::ffff", "pass" },
    { "v=spf1 a:host.example.org//64 -all", zone, "192.0.2.6", "fail" },
    { "v=spf1 mx -all", zone, "198.51.100.2", "pass" },
    { "v=spf1 mx -all", zone, "198.51.100.3", "fail" },
    { "v=spf1 mx/24 -all", zone, "198.51.100.3", "pass" },
    { "v=spf1 mx:other.example -all", zone, "198.51.100.2", "pass" },
    { "v=spf1 mx:other.example -all", zone, "198.51.100.1", "fail" },
    { "v=spf1 mx:null.example -all", zone, "198.51.100.1", "fail" },
    { "v=spf1 ptr -all", zone, "192.0.2.1", "fail" },
    { "v=spf1 a -all", "example.org A TIMEOUT", "192.0.2.1", "failed" },
    { "v=spf1 mx -all", "example.org MX TIMEOUT", "192.0.2.1", "failed" },
    { "v=spf1 ip4:192.0.2.1 a -all", "example.org A TIMEOUT", "192.0.2.1", "pass" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_include (void)
{
  static const char zone[] = "good.example TXT v=spf1 ip4:192.0.2.0/24 -all\n"
                             "soft.example TXT v=spf1 ip4:192.0.2.0/24 ~all\n"
                             "two.example TXT v=spf1 -all\ntwo.example TXT v=spf1 +all\n"
                             "bad.example TXT v=spf1 nonsense -all\n"
                             "deep.example TXT v=spf1 include:good.example ?all\n"
                             "loop.example TXT v=spf1 include:loop.example -all\n"
                             "silent.example TXT TIMEOUT\n";
  static const Row rows[] = {
    { "v=spf1 include:good.example -all", zone, "192.0.2.1", "pass" },
    { "v=spf1 ?include:good.example -all", zone, "192.0.2.1", "neutral" },
    { "v=spf1 include:good.example ~all", zone, "198.51.100.1", "softfail" },
    { "v=spf1 include:soft.example ip4:198.51.100.1 -all", zone, "198.51.100.1", "pass" },
    { "v=spf1 include:deep.example -all", zone, "192.0.2.1", "pass" },
    { "v=spf1 include:deep.example -all", zone, "198.51.100.1", "fail" },
    { "v=spf1 include:none.example -all", zone, "192.0.2.1", "broken" },
    { "v=spf1 include:two.example -all", zone, "192.0.2.1", "broken" },
    { "v=spf1 include:bad.example -all", zone, "192.0.2.1", "broken" },
    { "v=spf1 include:loop.example -all", zone, "192.0.2.1", "broken" },
    { "v=spf1 include:silent.example -all", zone, "192.0.2.1", "failed" },
    { "v=spf1 include -all", zone, "192.0.2.1", "broken" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_redirect (void)
{
  static const char zone[] = "good.example TXT v=spf1 ip4:192.0.2.0/24 -all\n"
                             "two.example TXT v=spf1 -all\ntwo.example TXT v=spf1 +all\n"
                             "loop.example TXT v=spf1 redirect=loop.example\n"
                             "silent.example TXT TIMEOUT\n";
  static const Row rows[] = {
    { "v=spf1 redirect=good.example", zone, "192.0.2.1", "pass" },
    { "v=spf1 redirect=good.example", zone, "198.51.100.1", "fail" },
    { "v=spf1 redirect=good.example ~all", zone, "198.51.100.1", "softfail" },
    { "v=spf1 redirect=good.example ip4:198.51.100.1", zone, "198.51.100.1", "pass" },
    { "v=spf1 REDIRECT=good.example", zone, "192.0.2.1", "pass" },
    { "v=spf1 redirect=none.example", zone, "192.0.2.1", "broken" },
    { "v=spf1 redirect=two.example", zone, "192.0.2.1", "broken" },
    { "v=spf1 redirect=loop.example", zone, "192.0.2.1", "broken" },
    { "v=spf1 redirect=silent.example", zone, "192.0.2.1", "failed" },
    { "v=spf1 redirect=%{x} ", zone, "192.0.2.1", "broken" },
    { "v=spf1 redirect=good.example redirect=good.example", zone, "192.0.2.1", "broken" },
    { "v=spf1 exp=why.example -all", zone, "192.0.2.1", "fail" },
    { "v=spf1 new.thing=%{i} -all", zone, "192.0.2.1", "fail" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_which_record (void)
{
  g_assert_cmpstr (check ("", "192.0.2.1"), ==, "none");
  g_assert_cmpstr (check ("example.org TXT something else\nexample.org TXT v=spf10 -all", "192.0.2.1"), ==,
                   "none");
  g_assert_cmpstr (check ("example.org TXT something else\nexample.org TXT v=spf1 -all", "192.0.2.1"), ==,
                   "fail");
  g_assert_cmpstr (check ("example.org TXT v=spf1 +all\nexample.org TXT v=spf1 -all", "192.0.2.1"), ==,
                   "several");
  g_assert_cmpstr (check ("example.org TXT TIMEOUT", "192.0.2.1"), ==, "failed");
}

static void
test_record_is_told (void)
{
  Names names = { .zone = "example.org TXT v=spf1 include:b.example -all\nb.example TXT v=spf1 -all" };
  g_autofree char *record = NULL;

  g_assert_cmpstr (check_as (&names, "192.0.2.1", SENDER, &record), ==, "fail");
  g_assert_cmpstr (record, ==, "v=spf1 include:b.example -all");
  g_ptr_array_unref (names.asked);
}

/* An error anywhere in the record counts, also behind what matches (§4.6). */
static void
test_syntax (void)
{
  static const char *const records[] = {
    "v=spf1 ipv4:192.0.2.1 -all",
    "v=spf1 ip4:192.0.2.0/24 nonsense -all",
    "v=spf1 ip4 -all",
    "v=spf1 ip4: -all",
    "v=spf1 ip4:192.0.2 -all",
    "v=spf1 ip4:192.0.2.1/33 -all",
    "v=spf1 ip4:192.0.2.1/ -all",
    "v=spf1 ip4:198.51.100.1/abc -all",
    "v=spf1 ip4:192.0.2.1/-1",
    "v=spf1 ip4:2001:db8::1 -all",
    "v=spf1 ip6:192.0.2.1 -all",
    "v=spf1 ip6:2001:db8::1/129 -all",
    "v=spf1 a/33 -all",
    "v=spf1 a: -all",
    "v=spf1 a//129 -all",
    "v=spf1 a/x -all",
    "v=spf1 a:example.org/ -all",
    "v=spf1 all:example.org",
    "v=spf1 exists -all",
    "v=spf1 include: -all",
    "v=spf1 a:%{x}.example -all",
    "v=spf1 a:%{d.example -all",
    "v=spf1 a:100%.example -all",
    "v=spf1 a:%{d0}.example -all",
    "v=spf1 a:%{dz}.example",
    "v=spf1 --all",
    "v=spf1 -all ip4:192.0.2.0/x",
  };

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_test_message ("%s", records[i]);
      g_assert_cmpstr (check_record (records[i], "example.org A 192.0.2.1", "192.0.2.1"), ==, "broken");
    }
}

/* What is asked for "exists:PATTERN". */
static char *
expanded (const char *pattern, const char *address, const char *sender)
{
  g_autofree char *zone = g_strdup_printf ("example.org TXT v=spf1 exists:%s -all", pattern);
  Names names = { .zone = zone };
  char *asked;

  g_assert_cmpstr (check_as (&names, address, sender, NULL), ==, "fail");
  g_assert_cmpuint (names.asked->len, ==, 2);
  asked = g_strdup ((const char *) names.asked->pdata[1] + strlen ("A "));
  g_ptr_array_unref (names.asked);
  return asked;
}

/* The examples are those of §7.4, with addresses of this test. */
static void
test_macros (void)
{
  static const struct
  {
    const char *pattern;
    const char *address;
    const char *name;
  } rows[] = {
    { "%{i}.x.example", "192.0.2.3", "192.0.2.3.x.example" },
    { "%{ir}.x.example", "192.0.2.3", "3.2.0.192.x.example" },
    { "%{iR}.x.example", "192.0.2.3", "3.2.0.192.x.example" },
    { "%{i2r}.x.example", "192.0.2.3", "0.192.x.example" },
    { "%{i}.x.example", "2001:db8::cb01",
      "2.0.0.1.0.d.b.8.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.c.b.0.1.x.example" },
    { "%{s}.x.example", "192.0.2.3", "strong-bad@email.example.org.x.example" },
    { "%{o}.x.example", "192.0.2.3", "email.example.org.x.example" },
    { "%{o2}.x.example", "192.0.2.3", "example.org.x.example" },
    { "%{or}.x.example", "192.0.2.3", "org.example.email.x.example" },
    { "%{o9}.x.example", "192.0.2.3", "email.example.org.x.example" },
    { "%{d}", "192.0.2.3", "example.org" },
    { "%{d1}.x.example", "192.0.2.3", "org.x.example" },
    { "%{d1r}.x.example", "192.0.2.3", "example.x.example" },
    { "%{l}.x.example", "192.0.2.3", "strong-bad.x.example" },
    { "%{l-}.x.example", "192.0.2.3", "strong.bad.x.example" },
    { "%{lr-}.x.example", "192.0.2.3", "bad.strong.x.example" },
    { "%{l1r-}.x.example", "192.0.2.3", "strong.x.example" },
    { "%{ir}.%{v}._spf.%{d2}", "192.0.2.3", "3.2.0.192.in-addr._spf.example.org" },
    { "%{v}.x.example", "2001:db8::1", "ip6.x.example" },
    { "%{p}.x.example", "192.0.2.3", "unknown.x.example" },
    { "a%%b%_c%-d.x.example", "192.0.2.3", "a%b c%20d.x.example" },
    { "%{S}.x.example", "192.0.2.3", "strong-bad%40email.example.org.x.example" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *name = expanded (rows[i].pattern, rows[i].address, "strong-bad@email.example.org");

      g_test_message ("%s", rows[i].pattern);
      g_assert_cmpstr (name, ==, rows[i].name);
    }
}

static void
test_macros_without_sender (void)
{
  g_autofree char *local = expanded ("%{l}.%{o}", "192.0.2.3", "example.net");
  g_autofree char *whole = expanded ("%{s}", "192.0.2.3", "");

  g_assert_cmpstr (local, ==, "postmaster.example.org");
  g_assert_cmpstr (whole, ==, "postmaster@example.org");
}

static void
test_exists (void)
{
  static const Row rows[] = {
    { "v=spf1 exists:%{i}.x.example -all", "192.0.2.3.x.example A 127.0.0.2", "192.0.2.3", "pass" },
    { "v=spf1 exists:%{i}.x.example -all", "192.0.2.3.x.example A 127.0.0.2", "192.0.2.4", "fail" },
    { "v=spf1 exists:x.example -all", "x.example A TIMEOUT", "192.0.2.4", "failed" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

/* @n terms like "a:h0.example", each of which has an address. */
static const char *
check_lookups (guint n, const char *term)
{
  g_autoptr (GString) zone = g_string_new ("example.org TXT v=spf1");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (zone, " %s:h%u.example", term, i);
  g_string_append (zone, " -all\n");
  for (guint i = 0; i < n; i++)
    g_string_append_printf (zone,
                            "h%u.example A 198.51.100.1\nh%u.example MX h%u.example\n"
                            "h%u.example TXT v=spf1 ?all\n",
                            i, i, i, i);
  return check (zone->str, "192.0.2.1");
}

static void
test_lookup_limit (void)
{
  static const char *const terms[] = { "a", "mx", "ptr" };

  for (guint i = 0; i < G_N_ELEMENTS (terms); i++)
    {
      g_assert_cmpstr (check_lookups (10, terms[i]), ==, "fail");
      g_assert_cmpstr (check_lookups (11, terms[i]), ==, "broken");
    }
}

/* Those of included records count as well, and so do include and redirect themselves. */
static void
test_lookup_limit_in_includes (void)
{
  static const char inner[] = "in.example TXT v=spf1 a:h.example a:h.example a:h.example a:h.example -all\n"
                              "h.example A 198.51.100.1";
  static const Row rows[] = {
    { "v=spf1 include:in.example include:in.example -all", inner, "192.0.2.1", "fail" },
    { "v=spf1 include:in.example include:in.example a:h.example -all", inner, "192.0.2.1", "broken" },
    { "v=spf1 include:in.example a:h.example redirect=in.example", inner, "192.0.2.1", "broken" },
    { "v=spf1 include:in.example ip4:192.0.2.9 redirect=in.example", inner, "192.0.2.1", "fail" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_void_limit (void)
{
  static const Row rows[] = {
    { "v=spf1 a:v1.example exists:v2.example ip4:192.0.2.1 -all", NULL, "192.0.2.1", "pass" },
    { "v=spf1 a:v1.example a:v2.example exists:v3.example ip4:192.0.2.1 -all", NULL, "192.0.2.1", "broken" },
    { "v=spf1 a:v1.example mx:v2.example a:v3.example ip4:192.0.2.1 -all", NULL, "192.0.2.1", "broken" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_exchanger_limit (void)
{
  g_autoptr (GString) ten = g_string_new (NULL);
  g_autofree char *eleven = NULL;

  for (guint i = 0; i < 10; i++)
    g_string_append_printf (ten, "example.org MX m%u.example\nm%u.example A 198.51.100.1\n", i, i);
  eleven = g_strconcat (ten->str, "example.org MX m.example\n", NULL);
  g_assert_cmpstr (check_record ("v=spf1 mx -all", ten->str, "192.0.2.1"), ==, "fail");
  g_assert_cmpstr (check_record ("v=spf1 mx -all", eleven, "192.0.2.1"), ==, "broken");
}

/* A hostile record does not make us ask for long. */
static void
test_questions_are_few (void)
{
  g_autoptr (GString) zone = g_string_new (NULL);
  Names names;

  for (guint i = 0; i < 20; i++)
    {
      g_string_append (zone, "example.org MX m.example\n");
      g_string_append_printf (zone, "l%u.example TXT v=spf1 mx:example.org include:l%u.example -all\n", i,
                              i + 1);
    }
  g_string_append (zone, "example.org TXT v=spf1 include:l0.example -all");
  names = (Names){ .zone = zone->str };
  g_assert_cmpstr (check_as (&names, "192.0.2.1", SENDER, NULL), ==, "broken");
  g_assert_cmpuint (names.asked->len, <=, 120);
  g_ptr_array_unref (names.asked);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/spf/networks", test_networks);
  g_test_add_func ("/spf/qualifiers", test_qualifiers);
  g_test_add_func ("/spf/names", test_names);
  g_test_add_func ("/spf/include", test_include);
  g_test_add_func ("/spf/redirect", test_redirect);
  g_test_add_func ("/spf/which-record", test_which_record);
  g_test_add_func ("/spf/record-is-told", test_record_is_told);
  g_test_add_func ("/spf/syntax", test_syntax);
  g_test_add_func ("/spf/macros", test_macros);
  g_test_add_func ("/spf/macros-without-sender", test_macros_without_sender);
  g_test_add_func ("/spf/exists", test_exists);
  g_test_add_func ("/spf/lookup-limit", test_lookup_limit);
  g_test_add_func ("/spf/lookup-limit-in-includes", test_lookup_limit_in_includes);
  g_test_add_func ("/spf/void-limit", test_void_limit);
  g_test_add_func ("/spf/exchanger-limit", test_exchanger_limit);
  g_test_add_func ("/spf/questions-are-few", test_questions_are_few);
  return g_test_run ();
}
