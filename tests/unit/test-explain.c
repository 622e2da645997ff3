/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* From stories and items to meanings, with the program's own knowledge: which reading decides, and what each
 * kind of item becomes. What single replies mean is tested with the knowledge. */

#include <string.h>

#include "od-explain.h"
#include "od-mail.h"

#define SAYS_MUCH "550 5.1.1 <a@example.org>: Recipient address rejected: User unknown"

static OdFacts *
reading (const char *code, const char *status, const char *text)
{
  OdFacts *facts = od_facts_new ();

  od_facts_add (facts, "given", "bounce", "test");
  od_facts_add (facts, "code", code, "test");
  od_facts_add (facts, "status", status, "test");
  od_facts_add (facts, "text", text, "test");
  return facts;
}

static OdFacts *
telling (void)
{
  return reading ("550", "5.1.1", "Recipient address rejected: User unknown in virtual mailbox table");
}

static OdFacts *
silent (void)
{
  return reading ("550", NULL, "zzz");
}

static OdExplained *
explain (OdCase *this_case)
{
  return od_explain_case (this_case, od_knowledge_get_default ());
}

/* What a verdict alone says of it, so that the tests below stand on something. */
static guint
certainty_of (OdFacts *facts)
{
  guint certainty = 0;

  od_diagnose_verdict (facts, od_knowledge_get_default (), &certainty);
  return certainty;
}

static void
test_first_reading_suffices (void)
{
  g_autoptr (OdCase) this_case = od_case_new (telling ());
  g_autoptr (OdExplained) explained = NULL;

  od_case_add_reading (this_case, reading ("552", "5.2.2", "Mailbox full, over quota"));
  od_case_set_span (this_case, 7, 11);
  explained = explain (this_case);
  g_assert_cmpuint (certainty_of (this_case->facts), >=, 90);
  g_assert_true (explained->facts == this_case->facts);
  g_assert_cmpstr (explained->diagnosis->meaning, ==, "address-unknown");
  g_assert_cmpuint (explained->start, ==, 7);
  g_assert_cmpuint (explained->length, ==, 11);
}

static void
test_later_reading_says_more (void)
{
  g_autoptr (OdCase) this_case = od_case_new (silent ());
  g_autoptr (OdExplained) explained = NULL;

  od_case_add_reading (this_case, silent ());
  od_case_add_reading (this_case, telling ());
  explained = explain (this_case);
  g_assert_cmpuint (certainty_of (this_case->facts), <=, 70);
  g_assert_true (explained->facts == this_case->readings->pdata[1]);
  g_assert_cmpstr (explained->diagnosis->meaning, ==, "address-unknown");
  g_assert_cmpuint (explained->certainty, ==, 70);
}

/* Words are believed less than the reply that a notice quotes. */
static void
test_later_reply_is_believed (void)
{
  g_autoptr (OdCase) this_case = od_case_new (silent ());
  OdFacts *quoted = silent ();
  g_autoptr (OdExplained) explained = NULL;

  od_facts_set (quoted, "text", "Recipient address rejected: User unknown in virtual mailbox table",
                OD_CASE_QUOTED);
  od_case_add_reading (this_case, quoted);
  explained = explain (this_case);
  g_assert_true (explained->facts == quoted);
  g_assert_cmpuint (explained->certainty, >=, 90);
}

/* However sure the words around it sound, a reply that says something at all decides. */
static void
test_surer_words_do_not_decide (void)
{
  g_autoptr (OdCase) this_case = od_case_new (reading (NULL, "5.2.2", "zzz"));
  g_autoptr (OdExplained) explained = NULL;

  od_case_add_reading (this_case, telling ());
  explained = explain (this_case);
  g_assert_cmpuint (certainty_of (this_case->facts), >, 40);
  g_assert_cmpuint (certainty_of (this_case->facts), <, 90);
  g_assert_true (explained->facts == this_case->facts);
}

static void
test_nothing_replaces_nothing (void)
{
  g_autoptr (OdCase) this_case = od_case_new (silent ());
  g_autoptr (OdExplained) explained = NULL;

  od_case_add_reading (this_case, silent ());
  explained = explain (this_case);
  g_assert_true (explained->facts == this_case->facts);
}

static void
test_light_as_heavy (void)
{
  const OdKnowledge *knowledge = od_knowledge_get_default ();
  g_autoptr (OdCase) this_case = od_case_new (telling ());
  g_autoptr (OdExplained) explained = explain (this_case);
  g_autoptr (OdFinding) finding = od_explained_finding (explained, knowledge);
  g_autofree char *title = od_explained_title (explained);
  g_auto (GStrv) words = od_explained_words (explained, knowledge);

  g_assert_cmpstr (finding->id, ==, explained->diagnosis->id);
  g_assert_cmpuint (finding->certainty, ==, explained->certainty);
  g_assert_cmpstr (finding->title, ==, title);
  g_assert_cmpuint (g_strv_length (words), >, 0);
  for (guint i = 0; words[i] != NULL; i++)
    g_assert_nonnull (strstr (od_facts_get (explained->facts, "text"), words[i]));
}

typedef struct
{
  const char *name;
  OdItemKind item;
  const char *bytes;
  OdGivenKind kind;
  const char *meanings; /* "" for none, NULL for an error */
} ItemCase;

#define REPORT_HEAD                                                                                    \
  "From: MAILER-DAEMON@example.net\nTo: a@example.org\nSubject: Undelivered Mail\nMIME-Version: 1.0\n" \
  "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"                        \
  "--b\nContent-Type: text/plain\n\nIt could not be delivered.\n"                                      \
  "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\n"
#define REPORT_OF(address, reply) \
  "Final-Recipient: rfc822; " address "\nAction: failed\nDiagnostic-Code: smtp; " reply "\n\n"

static const ItemCase item_cases[] = {
  { "report", OD_ITEM_MAIL,
    REPORT_HEAD REPORT_OF ("x@example.com", "550 5.1.1 User unknown")
        REPORT_OF ("y@example.com", "552 5.2.2 Mailbox full") "--b--\n",
    OD_GIVEN_BOUNCE, "address-unknown mailbox-full " },
  { "mail", OD_ITEM_MAIL, "From: a@example.org\nTo: b@example.org\nSubject: Lunch\n\nAt noon?\n",
    OD_GIVEN_NOTHING, "" },
  { "mail that quotes a reply", OD_ITEM_MAIL,
    "From: a@example.org\nTo: b@example.org\nSubject: Help\n\nI get this: " SAYS_MUCH "\n", OD_GIVEN_NOTHING,
    "" },
  { "no mail", OD_ITEM_MAIL, "", OD_GIVEN_NOTHING, NULL },
  { "log line", OD_ITEM_LOG_LINE,
    "Nov 24 10:04:05 mx postfix/smtp[12]: 3F00: to=<x@example.com>, relay=mx.example.com[192.0.2.1]:25, "
    "delay=1, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.1] said: 550 5.1.1 User unknown "
    "(in reply to RCPT TO command))\n",
    OD_GIVEN_LOG, "address-unknown " },
  { "log line of no delivery", OD_ITEM_LOG_LINE, "Nov 24 10:04:05 mx postfix/qmgr[13]: 3F00: removed\n",
    OD_GIVEN_NOTHING, "" },
  { "text", OD_ITEM_TEXT, SAYS_MUCH, OD_GIVEN_REPLY, "address-unknown " },
  { "no reply", OD_ITEM_TEXT, "Shall we meet at noon tomorrow?", OD_GIVEN_NOTHING, "" },
  { "mail as text", OD_ITEM_TEXT, REPORT_HEAD REPORT_OF ("x@example.com", "552 5.2.2 Mailbox full") "--b--\n",
    OD_GIVEN_BOUNCE, "mailbox-full " },
};

static char *
meanings_of (const GPtrArray *explained)
{
  GString *meanings = g_string_new (NULL);

  for (guint i = 0; i < explained->len; i++)
    g_string_append_printf (meanings, "%s ", ((const OdExplained *) explained->pdata[i])->diagnosis->meaning);
  return g_string_free (meanings, FALSE);
}

static void
test_item (gconstpointer data)
{
  const ItemCase *self = data;
  g_autoptr (GBytes) bytes = g_bytes_new_static (self->bytes, strlen (self->bytes));
  const OdItem item = { .kind = self->item, .bytes = bytes, .name = (char *) "box: 3", .index = 2 };
  g_autoptr (GError) error = NULL;
  OdGivenKind kind = OD_GIVEN_PROGRAM;
  g_autoptr (GPtrArray) explained = od_explain_item (&item, od_knowledge_get_default (), &kind, &error);
  g_autofree char *meanings = explained != NULL ? meanings_of (explained) : NULL;

  g_assert_cmpstr (meanings, ==, self->meanings);
  g_assert_true ((error != NULL) == (self->meanings == NULL));
  g_assert_cmpint (kind, ==, self->kind);
  for (guint i = 0; explained != NULL && i < explained->len; i++)
    {
      g_assert_cmpstr (((OdExplained *) explained->pdata[i])->item, ==, "box: 3");
      g_assert_cmpuint (((OdExplained *) explained->pdata[i])->index, ==, 2);
    }
}

static void
test_item_with_error (void)
{
  g_autoptr (GError) reason = g_error_new_literal (OD_MAIL_ERROR, OD_MAIL_ERROR_TOO_BIG, "Too big");
  const OdItem item = { .kind = OD_ITEM_MAIL, .name = (char *) "box: 3", .error = reason };
  g_autoptr (GError) error = NULL;

  g_assert_null (od_explain_item (&item, od_knowledge_get_default (), NULL, &error));
  g_assert_error (error, OD_MAIL_ERROR, OD_MAIL_ERROR_TOO_BIG);
}

static void
assert_pasted (const char *text, const char *expected)
{
  OdGivenKind kind;
  g_autoptr (GPtrArray) explained = od_explain_text (text, strlen (text), od_knowledge_get_default (), &kind);
  g_autofree char *meanings = meanings_of (explained);

  g_assert_cmpstr (meanings, ==, expected);
}

/* A mail that tells of no delivery may quote what does; the words of one that does not mean nothing. */
static void
test_pasted_mail (void)
{
  assert_pasted ("From: a@example.org\nSubject: Help\n\nI always get this:\n" SAYS_MUCH "\n",
                 "address-unknown ");
  assert_pasted ("From: a@example.org\nSubject: Help\n\nMy mailbox is full, over quota.\n", "");
  assert_pasted ("My mailbox is full, over quota.\n", "mailbox-full ");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/explain/first-reading-suffices", test_first_reading_suffices);
  g_test_add_func ("/explain/later-reading-says-more", test_later_reading_says_more);
  g_test_add_func ("/explain/later-reply-is-believed", test_later_reply_is_believed);
  g_test_add_func ("/explain/surer-words-do-not-decide", test_surer_words_do_not_decide);
  g_test_add_func ("/explain/nothing-replaces-nothing", test_nothing_replaces_nothing);
  g_test_add_func ("/explain/light-as-heavy", test_light_as_heavy);
  for (guint i = 0; i < G_N_ELEMENTS (item_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/explain/item/%s", item_cases[i].name);
      g_test_add_data_func (path, &item_cases[i], test_item);
    }
  g_test_add_func ("/explain/item-with-error", test_item_with_error);
  g_test_add_func ("/explain/pasted-mail", test_pasted_mail);
  return g_test_run ();
}
