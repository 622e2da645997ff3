/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A reply of an SMTP server as a value, and the reader that makes one of lines. Contract: a reply has 1–500
 * lines with the same three digits in all of them, 200–599, each line at most 8192 octets (12288 for 334) and
 * 64 KiB in all (SECURITY.md §4). Looser forms that real servers send are taken and remarked on, never
 * silently; what cannot be a reply at all is an error that keeps the bytes. No I/O; any thread. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define OD_SMTP_REPLY_MAX_LINE     8192
#define OD_SMTP_REPLY_MAX_LINE_334 12288
#define OD_SMTP_REPLY_MAX_LINES    500
#define OD_SMTP_REPLY_MAX_BYTES    (64 * 1024)

/* Immutable once read. Texts are raw server bytes as the server sent them (NUL-terminated, may be invalid
 * UTF-8; a NUL is the four letters "\x00"): make them safe before showing. */
typedef struct
{
  int ref_count;
  guint code;      /* 200–599 (RFC 5321 §4.2) */
  guint status[3]; /* enhanced status code of the last line that has one, {0,0,0} if none (RFC 3463, 2034).
                      One that says success where the code says failure, or the reverse, is not believed: it
                      stays in the text, and OD_SMTP_REPLY_QUIRK_STATUS_MISMATCH says so */
  char **lines; /* the text after the code and separator, one string a line, without the status taken off */
  char *text;   /* all lines joined by '\n', statuses taken off: what the server says in words */
} OdSmtpReply;

#define OD_TYPE_SMTP_REPLY (od_smtp_reply_get_type ())
GType od_smtp_reply_get_type (void) G_GNUC_CONST;

OdSmtpReply *od_smtp_reply_ref (OdSmtpReply *self);
void od_smtp_reply_unref (OdSmtpReply *self);

/* "5.1.1" (transfer full), or NULL where the server gave none. */
char *od_smtp_reply_dup_status (const OdSmtpReply *self);
/* First digit of the code (RFC 5321 §4.2.1): 2 completed, 3 intermediate, 4 transient, 5 permanent. */
guint od_smtp_reply_severity (const OdSmtpReply *self);

#define OD_SMTP_REPLY_ERROR (od_smtp_reply_error_quark ())
GQuark od_smtp_reply_error_quark (void);
typedef enum
{
  OD_SMTP_REPLY_ERROR_NOT_A_REPLY, /* no three digits, or outside 200–599 */
  OD_SMTP_REPLY_ERROR_MIXED_CODES, /* the lines of one reply carry different codes */
  OD_SMTP_REPLY_ERROR_LINE_TOO_LONG,
  OD_SMTP_REPLY_ERROR_TOO_LONG, /* lines or bytes in all */
} OdSmtpReplyError;

/* What was unusual but taken. Names for facts by od_smtp_reply_quirk_name(). */
typedef enum
{
  OD_SMTP_REPLY_QUIRK_BARE_LF = 1 << 0,      /* a line ended in LF without CR */
  OD_SMTP_REPLY_QUIRK_OVER_512 = 1 << 1,     /* a line over 512 octets (RFC 5321 §4.5.3.1.5) */
  OD_SMTP_REPLY_QUIRK_NO_SEPARATOR = 1 << 2, /* three digits and nothing, or text at once */
  OD_SMTP_REPLY_QUIRK_CONTROLS = 1 << 3,     /* NUL or control characters in the text */
  OD_SMTP_REPLY_QUIRK_NOT_ASCII = 1 << 4,
  OD_SMTP_REPLY_QUIRK_STATUS_MISMATCH =
      1 << 5, /* class digit of the status is not that of the code (RFC 2034 §4) */
} OdSmtpReplyQuirks;

typedef struct _OdSmtpReplyReader OdSmtpReplyReader;

OdSmtpReplyReader *od_smtp_reply_reader_new (void);
void od_smtp_reply_reader_free (OdSmtpReplyReader *self);

/**
 * od_smtp_reply_reader_feed_line:
 * @line: one line as read, without its CRLF; NUL allowed
 * @quirks: what the line reader saw (bare LF), or 0
 * @reply: (out) (transfer full): set when this was the last line
 *
 * Returns: FALSE with OD_SMTP_REPLY_ERROR if this cannot be a reply; TRUE otherwise. After a reply or an
 *   error the reader is empty again.
 */
gboolean od_smtp_reply_reader_feed_line (OdSmtpReplyReader *self,
                                         const char *line,
                                         gsize length,
                                         OdSmtpReplyQuirks quirks,
                                         OdSmtpReply **reply,
                                         GError **error);
/* Whether a multi-line reply has begun and not ended. */
gboolean od_smtp_reply_reader_is_inside (const OdSmtpReplyReader *self);
/* What was unusual in the reply so far, or in the last whole one; reset when the next reply begins. */
OdSmtpReplyQuirks od_smtp_reply_reader_get_quirks (const OdSmtpReplyReader *self);
/* Name of one quirk bit: "bare-lf", "over-512", … Static. */
const char *od_smtp_reply_quirk_name (OdSmtpReplyQuirks quirk);

/* Reads the first reply in text with any line ends, as knowledge examples and pasted text have it: spaces
 * around lines and blank lines do not count, and a reply whose last line is missing ("550-…" at the end) is
 * taken. */
OdSmtpReply *od_smtp_reply_new_from_text (const char *text, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdSmtpReply, od_smtp_reply_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdSmtpReplyReader, od_smtp_reply_reader_free)

G_END_DECLS
