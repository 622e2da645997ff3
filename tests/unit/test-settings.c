/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Settings: what unset ones stand for, and that each wrong one is found at its field with a sentence. */

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "od-limits.h"
#include "od-settings.h"

static OdSettings *
make_good (void)
{
  OdSettings *settings = od_settings_new ();

  od_settings_set_text (&settings->address, "anna@example.org");
  od_settings_set_text (&settings->server, "smtp.example.org");
  return settings;
}

static void
test_good (void)
{
  g_autoptr (OdSettings) settings = make_good ();
  g_autoptr (GError) error = NULL;

  g_assert_true (od_settings_check (settings, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (od_settings_effective_port (settings), ==, 587);
  g_assert_cmpint (od_settings_effective_security (settings), ==, OD_SECURITY_STARTTLS);
  g_assert_cmpstr (od_settings_effective_user (settings), ==, "anna@example.org");
}

static const struct
{
  guint port;
  OdSecurity security;
  gboolean direct;
  guint effective_port;
  OdSecurity effective_security;
} defaults[] = {
  { 0, OD_SECURITY_AUTO, FALSE, 587, OD_SECURITY_STARTTLS },
  { 0, OD_SECURITY_TLS, FALSE, 465, OD_SECURITY_TLS },
  { 0, OD_SECURITY_NONE, FALSE, 587, OD_SECURITY_NONE },
  { 465, OD_SECURITY_AUTO, FALSE, 465, OD_SECURITY_TLS },
  { 465, OD_SECURITY_STARTTLS, FALSE, 465, OD_SECURITY_STARTTLS },
  { 25, OD_SECURITY_AUTO, FALSE, 25, OD_SECURITY_STARTTLS },
  { 0, OD_SECURITY_AUTO, TRUE, 25, OD_SECURITY_STARTTLS },
};

static void
test_defaults (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (defaults); i++)
    {
      g_autoptr (OdSettings) settings = make_good ();

      settings->port = defaults[i].port;
      settings->security = defaults[i].security;
      settings->direct = defaults[i].direct;
      g_assert_cmpuint (od_settings_effective_port (settings), ==, defaults[i].effective_port);
      g_assert_cmpint (od_settings_effective_security (settings), ==, defaults[i].effective_security);
    }
}

static const struct
{
  gsize offset;
  const char *text;
  OdField field;
} wrong[] = {
  { G_STRUCT_OFFSET (OdSettings, address), "", OD_FIELD_ADDRESS },
  { G_STRUCT_OFFSET (OdSettings, address), "anna", OD_FIELD_ADDRESS },
  { G_STRUCT_OFFSET (OdSettings, address), "a@b.test>\r\nRCPT TO:<x@y.test", OD_FIELD_ADDRESS },
  { G_STRUCT_OFFSET (OdSettings, address), "a@b.test> SIZE=1 X=<c", OD_FIELD_ADDRESS },
  { G_STRUCT_OFFSET (OdSettings, server), "", OD_FIELD_SERVER },
  { G_STRUCT_OFFSET (OdSettings, server), "mail server", OD_FIELD_SERVER },
  { G_STRUCT_OFFSET (OdSettings, server), "https://example.org/", OD_FIELD_SERVER },
  { G_STRUCT_OFFSET (OdSettings, server), "mail.example.org\r\nQUIT", OD_FIELD_SERVER },
  { G_STRUCT_OFFSET (OdSettings, user), "anna\nbert", OD_FIELD_USER },
  { G_STRUCT_OFFSET (OdSettings, recipients), "bert", OD_FIELD_RECIPIENT },
  { G_STRUCT_OFFSET (OdSettings, recipients), "bert@example.org, carl", OD_FIELD_RECIPIENT },
  { G_STRUCT_OFFSET (OdSettings, recipients), ", ;", OD_FIELD_RECIPIENT },
  { G_STRUCT_OFFSET (OdSettings, recipients),
    "a@b.c a@b.c a@b.c a@b.c a@b.c a@b.c a@b.c a@b.c a@b.c a@b.c a@b.c", OD_FIELD_RECIPIENT },
  { G_STRUCT_OFFSET (OdSettings, mechanism), "NTLM", OD_FIELD_AUTH },
  { G_STRUCT_OFFSET (OdSettings, ehlo_name), "a\r\nMAIL FROM:<x@y>", OD_FIELD_EHLO_NAME },
  { G_STRUCT_OFFSET (OdSettings, ehlo_name), "my computer", OD_FIELD_EHLO_NAME },
  { G_STRUCT_OFFSET (OdSettings, ca_file), "/nonexistent/ca.pem", OD_FIELD_CA_FILE },
  { G_STRUCT_OFFSET (OdSettings, ca_file), "/", OD_FIELD_CA_FILE },
  { G_STRUCT_OFFSET (OdSettings, ca_file), "/dev/zero", OD_FIELD_CA_FILE },
  { G_STRUCT_OFFSET (OdSettings, subject), "one\r\nBcc: two", OD_FIELD_NONE },
};

static void
test_wrong (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (OdSettings) settings = make_good ();
      g_autoptr (GError) error = NULL;
      OdField field = OD_FIELD_PASSWORD;

      od_settings_set_text (G_STRUCT_MEMBER_P (settings, wrong[i].offset), wrong[i].text);
      g_test_message ("%s", wrong[i].text);
      g_assert_false (od_settings_check (settings, &field, &error));
      g_assert_cmpint (field, ==, wrong[i].field);
      g_assert_nonnull (error);
      g_assert_cmpstr (error->message, !=, "");
    }
}

static void
test_wrong_numbers (void)
{
  g_autoptr (OdSettings) settings = make_good ();
  OdField field = OD_FIELD_NONE;

  settings->port = 70000;
  g_assert_false (od_settings_check (settings, &field, NULL));
  g_assert_cmpint (field, ==, OD_FIELD_PORT);
  settings->port = 0;
  settings->message_size = G_GUINT64_CONSTANT (1) << 40;
  g_assert_false (od_settings_check (settings, &field, NULL));
  g_assert_cmpint (field, ==, OD_FIELD_SIZE);
}

static void
test_not_pem (void)
{
  g_autoptr (OdSettings) settings = make_good ();
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("od-settings-XXXXXX", &path, NULL);
  OdField field = OD_FIELD_NONE;

  g_assert_cmpint (write (fd, "no certificate", 14), ==, 14);
  close (fd);
  od_settings_set_text (&settings->ca_file, path);
  g_assert_false (od_settings_check (settings, &field, NULL));
  g_assert_cmpint (field, ==, OD_FIELD_CA_FILE);
  g_unlink (path);
}

static void
test_recipients (void)
{
  g_autoptr (OdSettings) settings = make_good ();
  g_autoptr (GPtrArray) own = od_settings_parse_recipients (settings, NULL);
  g_autoptr (GPtrArray) several = NULL;

  g_assert_cmpuint (own->len, ==, 1);
  g_assert_cmpstr (((OdAddress *) g_ptr_array_index (own, 0))->mailbox, ==, "anna@example.org");
  od_settings_set_text (&settings->recipients, "Bert B <b@example.org>; c@example.org d@example.org,");
  several = od_settings_parse_recipients (settings, NULL);
  g_assert_cmpuint (several->len, ==, 3);
  g_assert_cmpstr (((OdAddress *) g_ptr_array_index (several, 0))->mailbox, ==, "b@example.org");
  g_assert_cmpstr (((OdAddress *) g_ptr_array_index (several, 2))->mailbox, ==, "d@example.org");
}

/* One connection, one domain. */
static void
test_direct (void)
{
  g_autoptr (OdSettings) settings = make_good ();
  OdField field = OD_FIELD_NONE;

  settings->direct = TRUE;
  od_settings_set_text (&settings->server, "");
  od_settings_set_text (&settings->recipients, "a@example.org b@example.org");
  g_assert_true (od_settings_check (settings, NULL, NULL));
  od_settings_set_text (&settings->recipients, "a@example.org b@example.com");
  g_assert_false (od_settings_check (settings, &field, NULL));
  g_assert_cmpint (field, ==, OD_FIELD_RECIPIENT);
}

static void
test_copy (void)
{
  g_autoptr (OdSettings) settings = make_good ();
  g_autoptr (OdSettings) copy = od_settings_copy (settings);

  od_settings_set_text (&copy->server, "other.example.org");
  copy->port = 465;
  g_assert_cmpstr (settings->server, ==, "smtp.example.org");
  g_assert_cmpuint (settings->port, ==, 0);
  g_assert_cmpstr (copy->address, ==, "anna@example.org");
}

static void
test_names (void)
{
  OdSecurity security = OD_SECURITY_NONE;

  for (OdSecurity i = OD_SECURITY_AUTO; i <= OD_SECURITY_NONE; i++)
    {
      g_assert_true (od_security_from_name (od_security_name (i), &security));
      g_assert_cmpint (security, ==, i);
    }
  g_assert_false (od_security_from_name ("ssl", &security));
  for (OdField i = OD_FIELD_NONE; i <= OD_FIELD_CA_FILE; i++)
    g_assert_cmpint (od_field_from_name (od_field_name (i)), ==, i);
  g_assert_cmpint (od_field_from_name ("nothing"), ==, OD_FIELD_NONE);
}

static void
test_limits (void)
{
  OdLimits limits = od_limits_scaled (20);

  g_assert_cmpuint (od_limits_for_stage (&od_limits_default, OD_STAGE_DOT), ==, 600 * 1000);
  g_assert_cmpuint (od_limits_for_stage (&od_limits_default, OD_STAGE_RCPT), ==, 120 * 1000);
  g_assert_cmpuint (od_limits_for_stage (&od_limits_default, OD_STAGE_QUIT), ==, 5 * 1000);
  g_assert_cmpuint (od_limits_for_stage (&limits, OD_STAGE_MAIL), ==, 3 * 1000);
  g_assert_cmpuint (limits.total, ==, 15 * 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/settings/good", test_good);
  g_test_add_func ("/settings/defaults", test_defaults);
  g_test_add_func ("/settings/wrong", test_wrong);
  g_test_add_func ("/settings/wrong-numbers", test_wrong_numbers);
  g_test_add_func ("/settings/not-pem", test_not_pem);
  g_test_add_func ("/settings/recipients", test_recipients);
  g_test_add_func ("/settings/direct", test_direct);
  g_test_add_func ("/settings/copy", test_copy);
  g_test_add_func ("/settings/names", test_names);
  g_test_add_func ("/settings/limits", test_limits);
  return g_test_run ();
}
