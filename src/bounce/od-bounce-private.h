/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The two ways of reading a bounce, for od-bounce.c alone. */

#pragma once

#include "od-bounce.h"
#include "od-notice.h"

G_BEGIN_DECLS

/* The recipient blocks of a delivery report; @notice: the readable text beside it. (transfer full). */
GPtrArray *od_bounce_report_read (const OdMail *mail, const OdNotice *notice);

/* A notice without report. @recipients: char *, where a header names them, or NULL: as the text names them;
 * @sender: who gets the notice, or NULL. One case without recipient where the text names none. (transfer
 * full). */
GPtrArray *od_bounce_notice_read (const OdNotice *notice, GPtrArray *recipients, const char *sender);

/* The words of the whole notice as far as they are not about other recipients, safe. (transfer full). */
char *od_bounce_whole_words (const OdNotice *notice, const char *recipient, guint n_recipients);

/* Adds the further readings: the passage about the recipient, then the whole notice's words. @whole: made
 * safe; what @this_case says already is not said again. */
void od_bounce_add_readings (OdCase *this_case,
                             const OdNotice *notice,
                             const OdNoticeReason *reason,
                             const char *whole);

/* Facts of a case as far as they are not the reply: given, recipient, action, remote server. */
OdFacts *od_bounce_facts_new (const char *recipient, const char *action);
/* Adds @text to @facts as one safe line. */
void od_bounce_add_text (OdFacts *facts, const char *text);

/* Whether the program of a mailing list says that it refused a message; the list it was written to, alone in
 * a new array, or NULL if that is not known. */
gboolean od_bounce_is_list_refusal (const OdMail *mail, const OdNotice *notice);
GPtrArray *od_bounce_list_recipient (const OdMail *mail);

/* Whether a machine for mail sent it, by the name it uses; one that writes of nothing but deliveries; whether
 * the subject is that of a notice of failure. */
gboolean od_bounce_is_from_system (const OdMail *mail);
gboolean od_bounce_is_from_mailer (const OdMail *mail);
gboolean od_bounce_has_failure_subject (const OdMail *mail);
/* Whether @text holds any of @list (NULL-terminated, small letters), whatever the letters of @text. */
gboolean od_bounce_holds_any (const char *text, const char *const *list);

#define OD_BOUNCE_SOURCE "bounce"

/* char *, owned: to whom the original message of @mail went, if to one address that is not @sender's; else
 * NULL.
 */
GPtrArray *od_bounce_original_recipient (const OdMail *mail, const OdNotice *notice, const char *sender);

G_END_DECLS
