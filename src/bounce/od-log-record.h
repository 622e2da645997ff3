/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What one line of a mail server's log tells, on its way to a case; shared by the readers of the makes of
 * log. Each reader fills the record of a line that is its own, and leaves others alone. Pure, any thread.
 * Private to this folder. */

#pragma once

#include "od-case.h"

G_BEGIN_DECLS

typedef struct
{
  const char *line; /* one line, NUL-terminated, not owned */
  gsize length;
  char *recipient;    /* or NULL, as are all below */
  char *remote;       /* host name of the server that answered */
  char *status;       /* "5.1.1" where the log gives it beside the words */
  const char *action; /* value of the fact "action", static */
  const char *stage;  /* where the log names it, static */
  gsize words;        /* the words that tell what happened: start in the line, */
  gsize words_length; /* and bytes; 0: none */
} OdLogRecord;

void od_log_record_clear (OdLogRecord *self);

/* Each fills @self and gives TRUE if the line is of its make and tells of a delivery or refusal. */
gboolean od_log_postfix_read (OdLogRecord *self);
gboolean od_log_exim_read (OdLogRecord *self);
gboolean od_log_opensmtpd_read (OdLogRecord *self);
gboolean od_log_sendmail_read (OdLogRecord *self);
gboolean od_log_qmail_read (OdLogRecord *self);
gboolean od_log_msmtp_read (OdLogRecord *self);

/* The value behind @key ("to=<"), up to one of @ends or the end of the line; (transfer full), NULL if the key
 * is not there or the value empty. */
char *od_log_record_value (const OdLogRecord *self, const char *key, const char *ends);
/* The same from the first @key on, as words of the record; @end: the text that ends it (the last one where
 * @last), NULL: the end of the line. */
gboolean od_log_record_set_words (OdLogRecord *self, gsize start, const char *end, gboolean last);
/* Where @what begins in the line from @from on, or -1. */
gssize od_log_record_find (const OdLogRecord *self, gsize from, const char *what);
/* Takes the words "mx.example.net[192.0.2.1]:25", "mx.example.net. [192.0.2.1]", "192.0.2.1
 * (mx.example.net)"; "none", "local" and the like are no host. Takes @relay. */
void od_log_record_take_relay (OdLogRecord *self, char *relay);

/* The case of a filled record. @offset: of the line in the text it came from; @exact: the line is that text
 * byte by byte. */
OdCase *od_log_record_to_case (const OdLogRecord *self, gsize offset, gboolean exact);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OdLogRecord, od_log_record_clear)

G_END_DECLS
