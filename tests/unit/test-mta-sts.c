/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Announcements and policies of MTA-STS as they may come, and the TLSA records that can be used at all. */

#include "od-mta-sts.h"
#include "od-tlsa.h"

static void
test_announcement (void)
{
  const struct
  {
    const char *text;
    gboolean is_one;
  } cases[] = {
    { "v=STSv1; id=20160831085700Z;", TRUE },
    { "v=STSv1;id=1", TRUE },
    { "v=STSv1; other=x; id=abc; more=y", TRUE },
    { "v=STSv1; id=20160831085700Z; id=2;", TRUE },
    { "v=STSv1; id=;", FALSE },
    { "v=STSv1; id=a-b;", FALSE },
    { "v=STSv1", FALSE },
    { " v=STSv1; id=1", FALSE },
    { "v=STSv2; id=1", FALSE },
    { "v=spf1 -all", FALSE },
    { "v=STSv1; id=123456789012345678901234567890123;", FALSE },
    { "", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (od_mta_sts_is_announcement (cases[i].text), ==, cases[i].is_one);
    }
}

static OdMtaStsPolicy *
read_text (const char *text)
{
  return od_mta_sts_policy_read (text, strlen (text));
}

static void
test_policy (void)
{
  g_autoptr (OdMtaStsPolicy) policy = read_text ("version: STSv1\r\nmode: enforce\r\nmx: mail.Example.org\r\n"
                                                 "mx: *.example.net\r\nunknown: 1\r\nmax_age: 604800\r\n");

  g_assert_nonnull (policy);
  g_assert_cmpint (policy->mode, ==, OD_MTA_STS_ENFORCE);
  g_assert_cmpuint (policy->max_age, ==, 604800);
  g_assert_true (od_mta_sts_policy_names (policy, "MAIL.example.org"));
  g_assert_true (od_mta_sts_policy_names (policy, "mx1.example.net"));
  g_assert_false (od_mta_sts_policy_names (policy, "example.net"));
  g_assert_false (od_mta_sts_policy_names (policy, "a.b.example.net"));
  g_assert_false (od_mta_sts_policy_names (policy, "mx.example.org"));
  g_assert_false (od_mta_sts_policy_names (policy, ""));
}

static void
test_bad_policy (void)
{
  const char *const bad[] = {
    "",
    "hello",
    "<html>version: STSv1</html>",
    "version: STSv1\nmode: enforce\nmax_age: 1\n",
    "version: STSv1\nmode: strict\nmx: a.example\nmax_age: 1\n",
    "version: STSv2\nmode: none\nmax_age: 1\n",
    "mode: none\nmax_age: 1\n",
    "version: STSv1\nmode: none\n",
    "version: STSv1\nmode: none\nmax_age: -1\n",
    "version: STSv1\nmode: none\nmax_age: 99999999999\n",
    "version: STSv1\nmode: none\nmax_age: 1\n\xff",
  };
  g_autoptr (OdMtaStsPolicy) none = read_text ("version: STSv1\nmode: none\nmax_age: 86400");

  g_assert_nonnull (none);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("policy %" G_GSIZE_FORMAT, i);
      g_assert_null (read_text (bad[i]));
    }
  g_assert_null (od_mta_sts_policy_read ("version: STSv1\nmode: none\0max_age: 1\n", 38));
}

/* RFC 6698 §2.1, RFC 7672 §3.1.3; short records have crashed others. */
static void
test_unusable_records (void)
{
  static const guint8 octets[70] = { 3, 1, 1 };
  static const guint8 web[] = { 1, 0, 1, 0 };
  static const guint8 selector[] = { 3, 2, 1, 0 };
  static const guint8 type[] = { 3, 1, 9, 0 };
  const struct
  {
    const guint8 *octets;
    gsize size;
    OdTlsaVerdict verdict;
  } cases[] = {
    { octets, 0, OD_TLSA_UNUSABLE },  { octets, 2, OD_TLSA_UNUSABLE },  { octets, 3, OD_TLSA_UNUSABLE },
    { octets, 4, OD_TLSA_UNUSABLE },  { octets, 34, OD_TLSA_UNUSABLE }, { octets, 35, OD_TLSA_MISMATCH },
    { octets, 36, OD_TLSA_UNUSABLE }, { web, 4, OD_TLSA_UNUSABLE },     { selector, 4, OD_TLSA_UNUSABLE },
    { type, 4, OD_TLSA_UNUSABLE },
  };
  g_autoptr (OdTlsInfo) info = od_tls_info_new ("mx.example.org");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) rdata = g_bytes_new_static (cases[i].octets, cases[i].size);

      g_test_message ("%" G_GSIZE_FORMAT " octets", cases[i].size);
      g_assert_cmpint (od_tlsa_judge (rdata, info), ==, cases[i].verdict);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mta-sts/announcement", test_announcement);
  g_test_add_func ("/mta-sts/policy", test_policy);
  g_test_add_func ("/mta-sts/bad-policy", test_bad_policy);
  g_test_add_func ("/tlsa/unusable-records", test_unusable_records);
  return g_test_run ();
}
