/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Fixes as functions from settings to settings: what they change, what they leave, and that none lowers the
 * encryption. */

#include "od-apply.h"

static OdSettings *
example_settings (void)
{
  OdSettings *settings = od_settings_new ();

  od_settings_set_text (&settings->address, "anna@example.org");
  od_settings_set_text (&settings->server, "mail.example.org");
  settings->port = 25;
  settings->security = OD_SECURITY_STARTTLS;
  return settings;
}

static OdFix
fix_of (const char *action, const char *arguments)
{
  return (OdFix){ (char *) action, (char *) arguments, (char *) "a fix", NULL };
}

static void
test_port (void)
{
  g_autoptr (OdSettings) before = example_settings ();
  g_autoptr (GError) error = NULL;
  const OdFix fix = fix_of ("use-port", "465 tls");
  g_autoptr (OdSettings) after = od_apply_fix (&fix, before, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (after->port, ==, 465);
  g_assert_cmpint (after->security, ==, OD_SECURITY_TLS);
  g_assert_cmpuint (before->port, ==, 25);
  g_assert_cmpstr (after->server, ==, "mail.example.org");
}

static void
test_never_less_secure (void)
{
  g_autoptr (OdSettings) before = example_settings ();
  g_autoptr (GError) error = NULL;
  const OdFix fix = fix_of ("use-port", "25 none");

  g_assert_null (od_apply_fix (&fix, before, &error));
  g_assert_nonnull (error);
}

static void
test_texts (void)
{
  g_autoptr (OdSettings) before = example_settings ();
  const OdFix host = fix_of ("use-host", "smtp.example.net");
  const OdFix user = fix_of ("use-user", "anna");
  const OdFix recipient = fix_of ("use-recipient", "ben@example.net");
  const OdFix size = fix_of ("use-size", "0");
  before->message_size = 5000000;
  g_autoptr (OdSettings) with_host = od_apply_fix (&host, before, NULL);
  g_autoptr (OdSettings) with_user = od_apply_fix (&user, before, NULL);
  g_autoptr (OdSettings) with_recipient = od_apply_fix (&recipient, before, NULL);
  g_autoptr (OdSettings) with_size = od_apply_fix (&size, before, NULL);

  g_assert_cmpstr (with_host->server, ==, "smtp.example.net");
  g_assert_cmpstr (od_settings_effective_user (with_user), ==, "anna");
  g_assert_cmpstr (with_recipient->recipients, ==, "ben@example.net");
  g_assert_cmpuint (with_size->message_size, ==, 0);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *action;
    const char *arguments;
  } bad[] = {
    { "use-port", "0 tls" },     { "use-port", "70000 tls" },   { "use-port", "587" },
    { "use-port", "587 magic" }, { "use-host", "two words" },   { "use-host", "" },
    { "use-size", "many" },      { "use-recipient", "nobody" }, { "advise", "" },
    { "open", "https://x/" },    { "edit", "password" },        { "use-host", "a\r\nb" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (OdSettings) before = example_settings ();
      g_autoptr (GError) error = NULL;
      const OdFix fix = fix_of (bad[i].action, bad[i].arguments);
      g_autoptr (OdSettings) after = od_apply_fix (&fix, before, &error);

      g_test_message ("%s %s", bad[i].action, bad[i].arguments);
      g_assert_null (after);
      g_assert_nonnull (error);
    }
}

static void
test_fields (void)
{
  const OdFix edit = fix_of ("edit", "password");
  const OdFix again = fix_of ("again", "");

  g_assert_cmpint (od_fix_get_field (&edit), ==, OD_FIELD_PASSWORD);
  g_assert_false (od_fix_is_applicable (&edit));
  g_assert_cmpint (od_fix_get_field (&again), ==, OD_FIELD_NONE);
  g_assert_true (od_fix_is_applicable (&again));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/apply/port", test_port);
  g_test_add_func ("/apply/never-less-secure", test_never_less_secure);
  g_test_add_func ("/apply/texts", test_texts);
  g_test_add_func ("/apply/refused", test_refused);
  g_test_add_func ("/apply/fields", test_fields);
  return g_test_run ();
}
