/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Cases of a delivery report: one a recipient block (RFC 3464 §2.3). The reply quoted in Diagnostic-Code is
 * more exact than the field Status, which many systems fill with a general one. Any thread. It does not
 * decide whether a mail is a bounce. */

#include "od-bounce-private.h"

#include <string.h>

#include "od-fields.h"
#include "od-reply-number.h"
#include "od-text.h"

#define MAX_RECIPIENTS 2000

/* "rfc822; a@b" without its type (RFC 3464 §2.1.2); the whole where none is given. */
static const char *
skip_type (const char *value)
{
  const char *semicolon = strchr (value, ';');

  if (semicolon == NULL || semicolon - value > 20 || memchr (value, '@', semicolon - value) != NULL ||
      memchr (value, ' ', g_ascii_isalnum (*value) ? 0 : semicolon - value) != NULL)
    return value;
  value = semicolon + 1;
  while (*value == ' ')
    value++;
  return value;
}

/* "\x{444}" of a report that had to stay ASCII (RFC 6533 §3). Takes @address. */
static char *
decode_unitext (char *address)
{
  GString *out = g_string_new (NULL);

  if (strstr (address, "\\x{") == NULL)
    {
      g_string_free (out, TRUE);
      return address;
    }
  for (const char *p = address; *p != '\0';)
    {
      guint64 c = g_str_has_prefix (p, "\\x{") ? g_ascii_strtoull (p + 3, NULL, 16) : 0;
      const char *close = c != 0 ? strchr (p, '}') : NULL;
      if (close == NULL || c > 0x10ffff || !g_unichar_validate (c))
        {
          g_string_append_c (out, *p++);
          continue;
        }
      g_string_append_unichar (out, c);
      p = close + 1;
    }
  g_free (address);
  return g_string_free (out, FALSE);
}

/* An address field as an address: type, brackets and comment off. (transfer full), "" if there is none. */
static char *
clean_address (const char *value)
{
  const char *start = skip_type (value);
  const char *open = strchr (start, '<');

  if (open != NULL && strchr (open, '>') != NULL)
    start = open + 1;
  start += strspn (start, " \"'");
  gsize length = strcspn (start, ">\"(; ");
  while (length > 0 && strchr (".,'", start[length - 1]) != NULL)
    length--;
  return decode_unitext (g_strndup (start, length));
}

static char *
recipient_of (const OdFields *block)
{
  static const char *const names[] = { "final-recipient", "original-recipient", "x-actual-recipient",
                                       "x-original-recipient" };
  char *first = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *address = clean_address (od_fields_get_or_empty (block, names[i]));
      if (strchr (address, '@') != NULL)
        {
          g_free (first);
          return g_steal_pointer (&address);
        }
      if (first == NULL && *address != '\0')
        first = g_steal_pointer (&address);
    }
  return first != NULL ? first : g_strdup ("");
}

/* "5.1.1 (bad destination mailbox)" or "smtp; 5.1.1" as "5.1.1"; FALSE if it holds none. */
static gboolean
read_status (const char *value, char status[12])
{
  gsize length = strlen (value);

  for (gsize at = strcspn (value, "245"); at < length; at += 1 + strcspn (value + at + 1, "245"))
    {
      gsize size = at > 0 && g_ascii_isdigit (value[at - 1]) ? 0 : od_reply_number_status (value, length, at);
      if (size > 0 && size < 12)
        {
          g_strlcpy (status, value + at, size + 1);
          return TRUE;
        }
    }
  return FALSE;
}

/* RFC 3464 §2.3.3; by the class of the status where the field is missing. */
static const char *
action_of (const OdFields *block, const char *status)
{
  static const char *const actions[] = { "failed", "delayed", "delivered", "relayed", "expanded" };
  const char *value = od_fields_get_or_empty (block, "action");

  value += strspn (value, " \"");
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_ascii_strncasecmp (value, actions[i], strlen (actions[i])) == 0)
      return actions[i];
  return status[0] == '4' ? "delayed" : status[0] == '2' ? "delivered" : "failed";
}

static gboolean
is_success (const char *action)
{
  return !g_str_equal (action, "failed") && !g_str_equal (action, "delayed");
}

static void
add_host (OdFacts *facts, const char *name, const char *value)
{
  g_autofree char *host = g_strndup (skip_type (value), strcspn (skip_type (value), " ("));

  if (*host == '\0')
    return;
  g_autofree char *safe = od_text_make_safe (host, -1);
  od_facts_add (facts, name, safe, OD_BOUNCE_SOURCE);
}

/* Diagnostic-Code without its type: the words to read. */
static const char *
diagnostic_of (const OdFields *block)
{
  static const char *const names[] = { "diagnostic-code", "x-exim-diagnostic", "x-smtp-response",
                                       "x-supplementary-info", "x-notes-diagnostic" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *value = od_fields_get (block, names[i]);
      if (value != NULL && *skip_type (value) != '\0')
        return skip_type (value);
    }
  return "";
}

/* What the reply says; else the words as they are. */
static void
add_diagnostic (OdFacts *facts, const char *words)
{
  g_autoptr (OdQuotedReply) reply = od_quoted_reply_find (words, strlen (words));

  if (reply != NULL && (reply->code != 0 || reply->status[0] != '\0'))
    {
      od_notice_trim_end (reply->text);
      od_quoted_reply_add_facts (reply, facts, OD_BOUNCE_SOURCE);
    }
  if (!od_facts_has (facts, "text") && (reply == NULL || reply->code == 0))
    od_bounce_add_text (facts, words);
}

static void
add_success (OdFacts *facts, const char *status)
{
  if (!od_facts_has (facts, "code"))
    od_facts_add (facts, "code", "250", OD_BOUNCE_SOURCE);
  if (!od_facts_has (facts, "status"))
    od_facts_add (facts, "status", status[0] == '2' ? status : "2.0.0", OD_BOUNCE_SOURCE);
}

static void
add_passage (OdFacts *facts, const OdNotice *notice, const OdNoticeReason *reason)
{
  g_autofree char *passage = od_notice_passage (notice, reason);

  od_bounce_add_text (facts, passage);
}

static gboolean
has_code (const OdFacts *facts, guint code)
{
  double number;

  return od_facts_get_number (facts, "code", &number) && (guint) number == code;
}

/* The reply in the notice tells what the report leaves out: the whole of it, or only where it came. */
static void
add_from_notice (OdFacts *facts, const OdNoticeReason *reason)
{
  if (reason->reply == NULL)
    return;
  if (!od_facts_has (facts, "text") && !od_facts_has (facts, "code"))
    od_quoted_reply_add_facts (reason->reply, facts, OD_BOUNCE_SOURCE);
  else if (!od_facts_has (facts, "text") && has_code (facts, reason->reply->code))
    od_bounce_add_text (facts, reason->reply->text);
  if (!od_facts_has (facts, "stage") && reason->reply->stage != NULL)
    od_facts_add (facts, "stage", reason->reply->stage, OD_BOUNCE_SOURCE);
}

/* Words behind the number in Status: "5.1.1 (bad destination mailbox)", where nothing else says anything. */
static void
add_status_words (OdFacts *facts, const char *value)
{
  const char *open = strchr (value, '(');

  if (od_facts_has (facts, "text") || open == NULL)
    return;
  g_autofree char *words = g_strndup (open + 1, strcspn (open + 1, ")"));
  od_bounce_add_text (facts, words);
}

/* Whether the notice quotes why, where the report only says that the time was over. */
static gboolean
tells_more (const OdQuotedReply *reply, const char *diagnostic)
{
  g_autoptr (OdQuotedReply) reported = od_quoted_reply_find (diagnostic, strlen (diagnostic));

  return reply != NULL && reported != NULL && od_notice_is_expiry (reported->status) &&
         !od_notice_is_expiry (reply->status);
}

static OdFacts *
read_block (const OdMail *mail,
            const OdNotice *notice,
            const OdFields *block,
            const char *recipient,
            const OdNoticeReason *reason)
{
  const char *status_value = od_fields_get_or_empty (block, "status");
  char status[12] = "";
  const char *diagnostic = diagnostic_of (block);
  gboolean has_status = read_status (status_value, status);
  const char *action = action_of (block, status);
  OdFacts *facts = od_bounce_facts_new (recipient, action);

  if (tells_more (reason->reply, diagnostic))
    od_quoted_reply_add_facts (reason->reply, facts, OD_BOUNCE_SOURCE);
  else
    add_diagnostic (facts, diagnostic);
  if (is_success (action))
    add_success (facts, status);
  else
    add_from_notice (facts, reason);
  if (has_status && !od_facts_has (facts, "status"))
    od_facts_add (facts, "status", status, OD_BOUNCE_SOURCE);
  add_status_words (facts, status_value);
  if (!od_facts_has (facts, "text"))
    add_passage (facts, notice, reason);
  add_host (facts, "remote-mta", od_fields_get_or_empty (block, "remote-mta"));
  if (mail->per_message != NULL)
    add_host (facts, "reported-by", od_fields_get_or_empty (mail->per_message, "reporting-mta"));
  return facts;
}

static GPtrArray *
recipients_of (const OdMail *mail)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < mail->recipients->len && i < MAX_RECIPIENTS; i++)
    g_ptr_array_add (list, recipient_of (mail->recipients->pdata[i]));
  return list;
}

/* Reports without any address (a broken block) are none. */
static gboolean
is_block_of_recipient (const OdFields *block, const char *recipient)
{
  return *recipient != '\0' &&
         (od_fields_get (block, "action") != NULL || od_fields_get (block, "status") != NULL ||
          od_fields_get (block, "diagnostic-code") != NULL);
}

/* By the address of the report; where the notice does not know it, by the one the sender wrote. */
static void
find_reason (const OdNotice *notice,
             const OdFields *block,
             const char *recipient,
             const GPtrArray *recipients,
             OdNoticeReason *reason)
{
  od_notice_reason (notice, recipient, recipients, reason);
  if (reason->length > 0)
    return;
  g_autofree char *original = clean_address (od_fields_get_or_empty (block, "original-recipient"));
  if (*original != '\0')
    od_notice_reason (notice, original, recipients, reason);
}

static OdCase *
read_recipient (const OdMail *mail,
                const OdNotice *notice,
                const OdFields *block,
                const GPtrArray *recipients,
                guint index)
{
  const char *recipient = recipients->pdata[index];
  OdNoticeReason reason;

  find_reason (notice, block, recipient, recipients, &reason);
  OdCase *this_case = od_case_new (read_block (mail, notice, block, recipient, &reason));
  g_autofree char *whole = od_bounce_whole_words (notice, recipient, recipients->len);
  od_bounce_add_readings (this_case, notice, &reason, whole);
  return this_case;
}

GPtrArray *
od_bounce_report_read (const OdMail *mail, const OdNotice *notice)
{
  g_autoptr (GPtrArray) recipients = recipients_of (mail);
  GPtrArray *cases = od_cases_new ();

  for (guint i = 0; i < recipients->len; i++)
    {
      const OdFields *block = mail->recipients->pdata[i];
      if (is_block_of_recipient (block, recipients->pdata[i]))
        g_ptr_array_add (cases, read_recipient (mail, notice, block, recipients, i));
    }
  return cases;
}
