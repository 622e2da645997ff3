/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The readable text of a notice about failed deliveries, of any system and in several languages: its lines up
 * to the original message, the recipients it names, the replies it quotes, and which of them belong together.
 * It goes by the structure that all of them share, an address and then the reason, not by who wrote it.
 * Immutable once made; any thread; linear. */

#pragma once

#include "od-quoted-reply.h"

G_BEGIN_DECLS

typedef struct
{
  gsize start; /* of the first byte that is no space */
  gsize end;   /* behind the last; start == end: blank */
  gsize indent;
  gsize passage;  /* where the passage it is in begins (as from, below); G_MAXSIZE: it is in none */
  gboolean worth; /* it may hold a reason: no greeting, rule or advice */
} OdNoticeLine;

/* An address in the text. */
typedef struct
{
  gsize start;
  gsize length;
  guint line;
  gboolean head;  /* it begins the passage about this recipient, or ends it behind "<host #5.1.1>": */
  guint first;    /* the line where the passage begins */
  gsize from, to; /* where that is; with heads listed before it, the one they share */
} OdNoticeAddress;

typedef struct
{
  const char *text;   /* the caller's */
  gsize length;       /* up to the original message */
  char *lower;        /* the same bytes, ASCII letters small */
  char *flat;         /* that with each stretch of white space as one space and ’ as ': to find phrases */
  GArray *lines;      /* OdNoticeLine */
  GArray *addresses;  /* OdNoticeAddress */
  GPtrArray *replies; /* OdQuotedReply * */
} OdNotice;

/* What the notice says about one recipient. */
typedef struct
{
  const OdQuotedReply *reply; /* of the notice; NULL if none is quoted */
  gsize start;                /* of the passage; */
  gsize length;               /* 0: there is none */
} OdNoticeReason;

/* @text: UTF-8; must outlive the notice. */
OdNotice *od_notice_new (const char *text, gsize length);
void od_notice_free (OdNotice *self);

/* Whether a phrase that only such notices use stands in it; whether any words of failure do. */
gboolean od_notice_is_one (const OdNotice *self);
gboolean od_notice_speaks_of_failure (const OdNotice *self);
/* Whether it says that delivery will be tried again. */
gboolean od_notice_speaks_of_delay (const OdNotice *self);

/* char *, owned: whom it names as not reached, each once. @sender: an address that is none of them, or NULL.
 */
GPtrArray *od_notice_recipients (const OdNotice *self, const char *sender);

/* Adds to @list whom the notice heads passages with beside those on the list, if it does so with one of them.
 */
void od_notice_add_heads (const OdNotice *self, GPtrArray *list, const char *sender);
/* Whether somebody else than @sender (or NULL) heads a passage. */
gboolean od_notice_has_head (const OdNotice *self, const char *sender);

void od_notice_reason (const OdNotice *self,
                       const char *recipient,
                       const GPtrArray *recipients,
                       OdNoticeReason *reason);
/* The passage as one line, without lead-in and address: (transfer full), "" if nothing is left. */
char *od_notice_passage (const OdNotice *self, const OdNoticeReason *reason);
/* All of it without greetings, advice, and the passages about others than @recipient (NULL: nobody's is left
 * out), as one line, at most 4 KiB. (transfer full). */
char *od_notice_words (const OdNotice *self, const char *recipient);
/* Takes off @line, in place, what is said around a reason: epilogues such as "Giving up on 192.0.2.1.", and
 * (not by the second) lead-ins such as "Your message was rejected:". Returns @line. */
char *od_notice_trim (char *line);
char *od_notice_trim_end (char *line);
/* The server that a reply of the notice came from, as the words before it name it; (transfer full) or NULL.
 */
char *od_notice_remote (const OdNotice *self, const OdQuotedReply *reply);

/* --- for the files of this reader --- */

/* A stretch of the text. */
typedef struct
{
  gsize start;
  gsize end;
} OdNoticeRange;

static inline const OdNoticeLine *
od_notice_line (const OdNotice *self, guint index)
{
  return &g_array_index (self->lines, OdNoticeLine, index);
}

static inline const OdNoticeAddress *
od_notice_address (const OdNotice *self, guint index)
{
  return &g_array_index (self->addresses, OdNoticeAddress, index);
}

gboolean od_notice_is_same (const OdNotice *self, const OdNoticeAddress *a, const OdNoticeAddress *b);

/* Whether it has at least four letters or digits. */
gboolean od_notice_holds_words (const OdNotice *self, OdNoticeRange range);

/* Whether anything but addresses stands in the lines. */
gboolean od_notice_has_own_words (const OdNotice *self, guint first, guint last);
gsize od_notice_text_length (const char *text, const char *lower, gsize length);
void od_notice_find_addresses (OdNotice *self);
void od_notice_find_passages (OdNotice *self);
/* Whether the words before an address at @start of @line make it one of the sender or of help. */
gboolean od_notice_is_of_somebody_else (const OdNotice *self, const OdNoticeLine *line, gsize start);
/* Blank, or a rule with a heading. */
gboolean od_notice_is_blank_line (const OdNotice *self, guint index);
/* Whether a line only announces what follows: "because:". */
gboolean od_notice_ends_in_colon (const OdNotice *self, guint index);
/* Set @reason to what is announced by a line for which @announces, or stands behind the recipient's mailbox,
 * if anything does. */
void od_notice_take_announced (const OdNotice *self,
                               gboolean (*announces) (const char *lower, gsize length),
                               OdNoticeReason *reason);
void od_notice_take_local_part (const OdNotice *self, const char *recipient, OdNoticeReason *reason);
/* The first line of the paragraph that the line @index is in. */
guint od_notice_paragraph_start (const OdNotice *self, guint index);
void od_notice_mark_worth (OdNotice *self);
/* The index of the line that holds the byte at @at; there must be lines. */
guint od_notice_line_of (const OdNotice *self, gsize at);
/* Whether @text holds any of the words of @list (NULL-terminated, small letters). */
gboolean od_notice_has_any (const char *lower, gsize length, const char *const *list);
gboolean od_notice_announces_reason (const char *lower, gsize length);
/* Whether a reply refuses, and is none of success in a transcript. */
gboolean od_notice_is_refusal (const OdQuotedReply *reply);
/* Whether an enhanced status says no more than that the time for delivery is over (RFC 3463 §3.5, X.4.7). */
gboolean od_notice_is_expiry (const char *status);
/* The same for words that say it is the reason, not only an answer or details. */
gboolean od_notice_names_reason (const char *lower, gsize length);
gboolean od_notice_is_boilerplate (const char *lower, gsize length);
gboolean od_notice_is_section (const OdNotice *self, guint line);
gboolean od_notice_same_address (const OdNotice *self, const OdNoticeAddress *address, const char *recipient);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdNotice, od_notice_free)

G_END_DECLS
