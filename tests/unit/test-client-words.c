/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The words of mail programs: every program says something about every field, and fixes are put into their
 * words. Whether the words are right only the programs know. */

#include "od-client-words.h"

#include <string.h>

static const OdField fields[] = {
  OD_FIELD_ADDRESS, OD_FIELD_PASSWORD, OD_FIELD_SERVER,    OD_FIELD_PORT,    OD_FIELD_SECURITY,
  OD_FIELD_USER,    OD_FIELD_AUTH,     OD_FIELD_EHLO_NAME, OD_FIELD_CA_FILE,
};

/* What none of them may leave open. */
static const OdField needed[] = { OD_FIELD_SERVER, OD_FIELD_PORT, OD_FIELD_SECURITY, OD_FIELD_USER };

static const OdClientWords *
find (GPtrArray *list, const char *client)
{
  for (guint i = 0; i < list->len; i++)
    if (g_str_equal (((OdClientWords *) list->pdata[i])->client, client))
      return list->pdata[i];
  return NULL;
}

static void
test_complete (void)
{
  g_auto (GStrv) clients = od_client_words_clients ();

  g_assert_cmpuint (g_strv_length (clients), >=, 8);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr (GPtrArray) list = od_client_words_for (fields[i], NULL);

      for (guint c = 0; clients[c]; c++)
        if (!find (list, clients[c]) == !od_client_words_has_none (clients[c], fields[i]))
          g_error ("%s says nothing, or both, about %s", clients[c], od_field_name (fields[i]));
    }
}

static void
test_needed (void)
{
  g_auto (GStrv) clients = od_client_words_clients ();

  for (gsize i = 0; i < G_N_ELEMENTS (needed); i++)
    {
      g_autoptr (GPtrArray) list = od_client_words_for (needed[i], NULL);
      g_assert_cmpuint (list->len, ==, g_strv_length (clients));
    }
}

static void
test_words_are_there (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr (GPtrArray) list = od_client_words_for (fields[i], NULL);

      for (guint k = 0; k < list->len; k++)
        {
          const OdClientWords *words = list->pdata[k];

          g_assert_true (*words->program && *words->path && *words->label);
          g_assert_null (words->value);
          g_assert_false (g_str_has_suffix (words->label, ":"));
        }
    }
}

/* Both kinds of encryption have a word in every program. */
static void
test_security (void)
{
  static const char *const values[] = { "tls", "starttls" };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (GPtrArray) list = od_client_words_for (OD_FIELD_SECURITY, values[i]);

      for (guint k = 0; k < list->len; k++)
        if (!((OdClientWords *) list->pdata[k])->value)
          g_error ("%s has no word for %s", ((OdClientWords *) list->pdata[k])->client, values[i]);
    }
}

/* No program is told to send without encryption, and no password is said. */
static void
test_never_said (void)
{
  g_autoptr (GPtrArray) none = od_client_words_for (OD_FIELD_SECURITY, "none");
  g_autoptr (GPtrArray) passwords = od_client_words_for (OD_FIELD_PASSWORD, "secret");

  for (guint i = 0; i < none->len; i++)
    g_assert_null (((OdClientWords *) none->pdata[i])->value);
  for (guint i = 0; i < passwords->len; i++)
    g_assert_null (((OdClientWords *) passwords->pdata[i])->value);
}

static void
test_fixes (void)
{
  static const struct
  {
    const char *action;
    const char *arguments;
    const char *client; /* that the line is about; NULL: no lines */
    const char *line;
  } cases[] = {
    { "use-port", "587 starttls", "In Thunderbird: ",
      "In Thunderbird: Account Settings › Outgoing Server › Edit… › Port: 587, Connection security: "
      "STARTTLS" },
    { "use-port", "465 tls", "In Evolution: ",
      "In Evolution: Edit › Accounts › (your account) › Edit › Sending Email › Port: 465, Encryption method: "
      "TLS on a dedicated port" },
    { "use-host", "mail.example.org", "In Thunderbird: ",
      "In Thunderbird: Account Settings › Outgoing Server › Edit… › Server Name: mail.example.org" },
    { "use-user", "anna", "In Outlook (classic): ",
      "In Outlook (classic): File › Account Settings › Server Settings › User Name: anna" },
    { "edit", "password",
      "In Thunderbird: ", "In Thunderbird: Settings › Privacy & Security › Passwords › Saved Passwords…" },
    { "edit", "ehlo-name", "In KMail: ",
      "In KMail: Settings › Configure KMail… › Accounts › Sending › (your account) › Modify… › Advanced › "
      "Send "
      "custom hostname to server" },
    { "edit", "recipient", NULL, NULL },
    { "edit", "size", NULL, NULL },
    { "again", "", NULL, NULL },
    { "advise", "", NULL, NULL },
    { "use-size", "0", NULL, NULL },
    { "use-port", "nonsense", NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const OdFix fix = { (char *) cases[i].action, (char *) cases[i].arguments, (char *) "t", NULL };
      g_auto (GStrv) lines = od_client_words_lines (&fix);
      const char *found = NULL;

      for (guint k = 0; lines[k]; k++)
        if (cases[i].client && g_str_has_prefix (lines[k], cases[i].client))
          found = lines[k];
      g_assert_cmpstr (found, ==, cases[i].line);
      g_assert_true (cases[i].client || !lines[0]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client-words/complete", test_complete);
  g_test_add_func ("/client-words/needed", test_needed);
  g_test_add_func ("/client-words/words-are-there", test_words_are_there);
  g_test_add_func ("/client-words/security", test_security);
  g_test_add_func ("/client-words/never-said", test_never_said);
  g_test_add_func ("/client-words/fixes", test_fixes);
  return g_test_run ();
}
