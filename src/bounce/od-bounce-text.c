/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Cases of a free-form notice, and the further readings that a notice gives to any case. Any thread. How a
 * notice is taken apart is in od-notice.h. */

#include "od-bounce-private.h"

#include <string.h>

#include "od-delivery-status.h"
#include "od-text.h"

OdFacts *
od_bounce_facts_new (const char *recipient, const char *action)
{
  OdFacts *facts = od_facts_new ();

  od_facts_add (facts, "given", "bounce", OD_BOUNCE_SOURCE);
  if (recipient != NULL)
    {
      g_autofree char *safe = od_text_make_safe (recipient, -1);
      od_facts_add (facts, "recipient", safe, OD_BOUNCE_SOURCE);
    }
  od_facts_add (facts, "action", action, OD_BOUNCE_SOURCE);
  return facts;
}

void
od_bounce_add_text (OdFacts *facts, const char *text)
{
  g_autofree char *line = od_text_collapse (text);
  g_autofree char *safe = od_text_make_safe (od_notice_trim_end (line), -1);

  od_facts_add (facts, "text", safe, OD_BOUNCE_SOURCE);
}

char *
od_bounce_whole_words (const OdNotice *notice, const char *recipient, guint n_recipients)
{
  g_autofree char *words = od_notice_words (notice, n_recipients > 1 ? recipient : NULL);

  return od_text_make_safe (words, -1);
}

/* The same case with other words. Takes nothing. */
static OdFacts *
with_text (const OdFacts *facts, const char *text)
{
  OdFacts *other = od_facts_copy (facts);

  od_facts_set (other, "text", text, OD_BOUNCE_SOURCE);
  return other;
}

static gboolean
says (const OdFacts *facts, const char *text)
{
  const char *said = od_facts_get (facts, "text");

  return *text == '\0' || (said != NULL && strstr (said, text) != NULL);
}

/* The same case as the reply in the notice tells it. */
static OdFacts *
with_reply (const OdFacts *facts, const OdQuotedReply *reply, const char *text)
{
  OdFacts *other = od_facts_copy (facts);

  od_facts_set (other, "text", text, OD_CASE_QUOTED);
  if (reply->code != 0)
    {
      g_autofree char *code = g_strdup_printf ("%u", reply->code);
      od_facts_set (other, "code", code, OD_CASE_QUOTED);
    }
  if (reply->status[0] != '\0')
    od_facts_set (other, "status", reply->status, OD_CASE_QUOTED);
  return other;
}

static void
add_reply_reading (OdCase *this_case, const OdQuotedReply *reply)
{
  g_autofree char *safe = reply != NULL ? od_text_make_safe (reply->text, -1) : NULL;

  if (safe != NULL && !says (this_case->facts, safe))
    od_case_add_reading (this_case, with_reply (this_case->facts, reply, safe));
}

void
od_bounce_add_readings (OdCase *this_case,
                        const OdNotice *notice,
                        const OdNoticeReason *reason,
                        const char *whole)
{
  g_autofree char *passage = od_notice_passage (notice, reason);
  g_autofree char *safe = od_text_make_safe (passage, -1);

  add_reply_reading (this_case, reason->reply);
  if (!says (this_case->facts, safe))
    od_case_add_reading (this_case, with_text (this_case->facts, safe));
  if (!says (this_case->facts, whole) && !g_str_equal (whole, safe))
    od_case_add_reading (this_case, with_text (this_case->facts, whole));
}

static void
add_remote (OdFacts *facts, const OdNotice *notice, const OdQuotedReply *reply)
{
  g_autofree char *host = od_notice_remote (notice, reply);

  od_facts_add (facts, "remote-mta", host, OD_BOUNCE_SOURCE);
}

static OdCase *
read_recipient (const OdNotice *notice, const char *recipient, GPtrArray *recipients, const char *action)
{
  OdFacts *facts = od_bounce_facts_new (recipient, action);
  OdNoticeReason reason = { 0 };

  od_notice_reason (notice, recipient != NULL ? recipient : "", recipients, &reason);
  if (reason.reply != NULL)
    {
      od_quoted_reply_add_facts (reason.reply, facts, OD_BOUNCE_SOURCE);
      add_remote (facts, notice, reason.reply);
    }
  g_autofree char *passage = od_notice_passage (notice, &reason);
  g_autofree char *whole = od_bounce_whole_words (notice, recipient, recipients->len);
  if (!od_facts_has (facts, "text"))
    od_bounce_add_text (facts, passage);
  if (!od_facts_has (facts, "text"))
    od_facts_add (facts, "text", whole, OD_BOUNCE_SOURCE);

  OdCase *this_case = od_case_new (facts);
  if (reason.reply != NULL)
    od_case_set_span (this_case, reason.reply->start, reason.reply->length);
  else
    od_case_set_span (this_case, reason.start, reason.length);
  od_bounce_add_readings (this_case, notice, &reason, whole);
  return this_case;
}

GPtrArray *
od_bounce_notice_read (const OdNotice *notice, GPtrArray *recipients, const char *sender)
{
  g_autoptr (GPtrArray) named = recipients != NULL ? g_ptr_array_ref (recipients)
                                                   : od_notice_recipients (notice, sender);
  const char *action = od_notice_speaks_of_delay (notice) ? "delayed" : "failed";
  GPtrArray *cases = od_cases_new ();

  for (guint i = 0; i < named->len; i++)
    g_ptr_array_add (cases, read_recipient (notice, named->pdata[i], named, action));
  if (named->len == 0)
    g_ptr_array_add (cases, read_recipient (notice, NULL, named, action));
  return cases;
}

GPtrArray *
od_bounce_text_read (const char *text, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid (text, length);
  g_autoptr (OdNotice) notice = od_notice_new (valid, strlen (valid));
  g_autoptr (OdDeliveryStatus) status = od_delivery_status_find (valid, strlen (valid));

  if (status != NULL && status->recipients->len > 0)
    {
      OdMail mail = { .per_message = status->per_message, .recipients = status->recipients };
      return od_bounce_report_read (&mail, notice);
    }
  if (!od_notice_is_one (notice))
    return od_cases_new ();
  return od_bounce_notice_read (notice, NULL, NULL);
}
