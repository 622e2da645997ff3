/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the window decides without a window. No display, no network. */

#include "od-presentation.h"

#include <string.h>

static void
test_progress_never_goes_back (void)
{
  static const OdStage order[] = { OD_STAGE_LOOKUP,   OD_STAGE_CONNECT, OD_STAGE_GREETING, OD_STAGE_EHLO,
                                   OD_STAGE_STARTTLS, OD_STAGE_TLS,     OD_STAGE_AUTH,     OD_STAGE_MAIL,
                                   OD_STAGE_RCPT,     OD_STAGE_DATA,    OD_STAGE_BODY,     OD_STAGE_DOT,
                                   OD_STAGE_QUIT };
  double before = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    {
      double now = od_present_progress (order[i]);

      g_assert_cmpfloat (now, >, before);
      g_assert_cmpfloat (now, <=, 1);
      before = now;
    }
}

static void
test_every_stage_has_words (void)
{
  g_autofree char *none = od_present_running (OD_STAGE_NONE);

  g_assert_cmpstr (none, ==, "Starting…");
  for (OdStage stage = OD_STAGE_LOOKUP; stage < OD_N_STAGES; stage++)
    {
      g_autofree char *words = od_present_running (stage);

      g_assert_cmpstr (words, !=, none);
    }
}

static void
test_evidence (void)
{
  static const struct
  {
    const char *sources[4];
    gboolean found;
    guint index;
  } cases[] = {
    { { NULL }, FALSE, 0 },
    { { "event:12" }, TRUE, 12 },
    { { "probe:port", "event:0" }, TRUE, 0 },
    { { "event:", "event:x", "event:-1" }, FALSE, 0 },
    { { "event:4294967296" }, FALSE, 0 },
    { { "settings" }, FALSE, 0 },
  };

  g_assert_false (od_present_evidence_line (NULL, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint index = 0;

      g_assert_cmpint (od_present_evidence_line (cases[i].sources, &index), ==, cases[i].found);
      g_assert_cmpuint (index, ==, cases[i].index);
    }
}

static void
test_verdict (void)
{
  OdFinding finding = { .kind = OD_DIAGNOSIS_PROBLEM, .lasts = OD_LASTS_UNTIL_CHANGED };

  g_assert_cmpstr (od_present_verdict_class (&finding), ==, "error");
  finding.lasts = OD_LASTS_TEMPORARY;
  g_assert_cmpstr (od_present_verdict_class (&finding), ==, "warning");
  g_assert_cmpstr (od_present_verdict_icon (&finding), ==, "dialog-warning-symbolic");
  finding.kind = OD_DIAGNOSIS_SUCCESS;
  g_assert_cmpstr (od_present_verdict_class (&finding), ==, "success");
  g_assert_cmpstr (od_present_verdict_kind (&finding), ==, "Success");
}

static void
test_badges_differ (void)
{
  for (int a = OD_CAUSE_NOT_TESTED; a <= OD_CAUSE_RULED_OUT; a++)
    for (int b = OD_CAUSE_NOT_TESTED; b < a; b++)
      g_assert_cmpstr (od_present_badge_class ((OdCauseState) a), !=,
                       od_present_badge_class ((OdCauseState) b));
}

static void
test_fix_buttons (void)
{
  static const struct
  {
    const char *action;
    const char *arguments;
    const char *label;
  } cases[] = {
    { "use-port", "587 starttls", "Apply and check again" },
    { "again", "", "Check again" },
    { "edit", "password", "Change…" },
    { "edit", "nonsense", NULL },
    { "open", "https://example.org/help", "Open in browser…" },
    { "open", "http://example.org/help", NULL },
    { "advise", "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OdFix fix = { (char *) cases[i].action, (char *) cases[i].arguments, (char *) "", NULL };

      g_assert_cmpstr (od_present_fix_button (&fix), ==, cases[i].label);
    }
}

static void
test_page_host (void)
{
  static const char *const cases[][2] = {
    { "https://help.example.org/a?b", "help.example.org" },
    { "http://help.example.org/", NULL },
    { "https://bank.example@evil.example/", NULL },
    { "javascript:alert(1)", NULL },
    { "https:///path", NULL },
    { "file:///etc/passwd", NULL },
    { "", NULL },
    { NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *host = od_present_page_host (cases[i][0]);

      g_assert_cmpstr (host, ==, cases[i][1]);
    }
}

static void
test_size (void)
{
  g_autofree char *note = od_present_size (0);
  g_autofree char *large = od_present_size (10000000);

  g_assert_cmpstr (note, ==, "A short note");
  g_assert_cmpstr (large, !=, note);
  g_assert_nonnull (strstr (large, "10"));
}

static void
test_fields_alone (void)
{
  g_autoptr (OdSettings) settings = od_settings_new ();
  g_autofree char *empty_address = od_present_field_error (settings, OD_FIELD_ADDRESS);
  g_autofree char *empty_server = od_present_field_error (settings, OD_FIELD_SERVER);
  g_autofree char *empty_user = od_present_field_error (settings, OD_FIELD_USER);
  g_autofree char *zero_port = od_present_field_error (settings, OD_FIELD_PORT);

  g_assert_nonnull (empty_address);
  g_assert_nonnull (empty_server);
  g_assert_null (empty_user);
  g_assert_null (zero_port);
}

static void
test_wrong_fields (void)
{
  static const struct
  {
    OdField field;
    gsize offset;
    const char *wrong;
    const char *right;
  } cases[] = {
    { OD_FIELD_ADDRESS, G_STRUCT_OFFSET (OdSettings, address), "anna", "anna@example.net" },
    { OD_FIELD_ADDRESS, G_STRUCT_OFFSET (OdSettings, address), "anna@example.net\r\nRCPT", "a@b.example" },
    { OD_FIELD_SERVER, G_STRUCT_OFFSET (OdSettings, server), "mail example.net", "mail.example.net" },
    { OD_FIELD_SERVER, G_STRUCT_OFFSET (OdSettings, server), "mail.example.net\n", "192.0.2.1" },
    { OD_FIELD_RECIPIENT, G_STRUCT_OFFSET (OdSettings, recipients), "nobody", "" },
    { OD_FIELD_EHLO_NAME, G_STRUCT_OFFSET (OdSettings, ehlo_name), "my computer", "host.example" },
    { OD_FIELD_CA_FILE, G_STRUCT_OFFSET (OdSettings, ca_file), "/nowhere/ca.pem", "" },
    { OD_FIELD_CA_FILE, G_STRUCT_OFFSET (OdSettings, client_certificate), "/nowhere/me.pem", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OdSettings) settings = od_settings_new ();
      g_autofree char *error = NULL;
      g_autofree char *none = NULL;

      od_settings_set_text (G_STRUCT_MEMBER_P (settings, cases[i].offset), cases[i].wrong);
      error = od_present_field_error (settings, cases[i].field);
      if (error == NULL)
        g_test_message ("“%s” was taken", cases[i].wrong);
      g_assert_nonnull (error);
      od_settings_set_text (G_STRUCT_MEMBER_P (settings, cases[i].offset), cases[i].right);
      none = od_present_field_error (settings, cases[i].field);
      g_assert_cmpstr (none, ==, NULL);
    }
}

static void
test_port_error (void)
{
  g_autoptr (OdSettings) settings = od_settings_new ();
  g_autofree char *error = NULL;

  settings->port = 70000;
  error = od_present_field_error (settings, OD_FIELD_PORT);
  g_assert_nonnull (error);
}

static void
test_password (void)
{
  g_autoptr (OdSettings) settings = od_settings_new ();
  g_autofree char *missing = od_present_password_error (settings, FALSE);
  g_autofree char *entered = od_present_password_error (settings, TRUE);
  g_autofree char *no_login = NULL;

  settings->login = FALSE;
  no_login = od_present_password_error (settings, FALSE);
  g_assert_nonnull (missing);
  g_assert_null (entered);
  g_assert_null (no_login);
}

static void
test_stays_here (void)
{
  static const struct
  {
    const char *server;
    gboolean here;
  } cases[] = {
    { "mail.practice.localhost", TRUE },
    { " LOCALHOST. ", TRUE },
    { "127.0.0.1", TRUE },
    { "mail.gmx.net", FALSE },
    { "notlocalhost", FALSE },
    { "localhost.example.org", FALSE },
    { "127.0.0.1.example.org", FALSE },
    { "", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("“%s”", cases[i].server);
      g_assert_cmpint (od_present_stays_here (cases[i].server), ==, cases[i].here);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/presentation/progress", test_progress_never_goes_back);
  g_test_add_func ("/presentation/stages", test_every_stage_has_words);
  g_test_add_func ("/presentation/evidence", test_evidence);
  g_test_add_func ("/presentation/verdict", test_verdict);
  g_test_add_func ("/presentation/badges", test_badges_differ);
  g_test_add_func ("/presentation/fix-buttons", test_fix_buttons);
  g_test_add_func ("/presentation/page-host", test_page_host);
  g_test_add_func ("/presentation/size", test_size);
  g_test_add_func ("/presentation/fields-alone", test_fields_alone);
  g_test_add_func ("/presentation/wrong-fields", test_wrong_fields);
  g_test_add_func ("/presentation/port", test_port_error);
  g_test_add_func ("/presentation/password", test_password);
  g_test_add_func ("/presentation/stays-here", test_stays_here);
  return g_test_run ();
}
