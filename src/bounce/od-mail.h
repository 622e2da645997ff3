/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A mail taken apart as far as a bounce needs it: some headers, the readable text, the fields of a delivery
 * report (RFC 3464), the headers of the original message. The parts are found and the limits of SECURITY.md
 * §4 kept by a scan of our own (od-mail-parts.h: 25 MiB, 1,000 parts, depth 30, headers 100 KiB) before GMime
 * (od-mime.h) decodes the few pieces that are wanted. HTML is stripped to text, never rendered; attachments
 * are not decoded; nothing is fetched. Any thread. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define OD_MAIL_MAX_BYTES   (25 * 1024 * 1024)
#define OD_MAIL_MAX_PARTS   1000
#define OD_MAIL_MAX_DEPTH   30
#define OD_MAIL_MAX_HEADERS (100 * 1024)

#define OD_MAIL_ERROR (od_mail_error_quark ())
GQuark od_mail_error_quark (void);
typedef enum
{
  OD_MAIL_ERROR_NOT_MAIL, /* no header lines */
  OD_MAIL_ERROR_EMPTY,
  OD_MAIL_ERROR_TOO_BIG, /* bytes, parts, depth or headers over the limits: the message says which */
} OdMailError;

/* A block of "Name: value" fields, names in lower case, values unfolded and decoded. */
typedef struct _OdFields OdFields;
const char *od_fields_get (const OdFields *self, const char *name); /* NULL if not there */

typedef struct
{
  char *from; /* decoded, "" if none; so are all below */
  char *subject;
  char *message_id;
  char *auto_submitted;
  char *return_path;
  char *content_type; /* "multipart/report", lower case */
  char *report_type;  /* "delivery-status", "disposition-notification", … or "" */
  OdFields *headers;  /* all of the mail */
  char *text; /* every readable text part before the original message joined (html only where there is no
                 plain sibling), UTF-8, about 64 KiB at most; an original quoted in the text itself is left */
  OdFields *per_message; /* first block of message/delivery-status, or NULL */
  GPtrArray *recipients; /* OdFields *: the further blocks, may be empty */
  OdFields *original;    /* headers of the original message where they came along, or NULL */
} OdMail;

/**
 * od_mail_parse:
 * @bytes: one whole mail, any line ends, without the "From " line of an mbox
 *
 * Returns: (transfer full): the mail, or NULL with OD_MAIL_ERROR
 */
OdMail *od_mail_parse (const char *bytes, gsize length, GError **error);
void od_mail_free (OdMail *self);

/* Whether text stands for a header block: used to tell files apart. Cheap. */
gboolean od_mail_looks_like_one (const char *bytes, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdMail, od_mail_free)

G_END_DECLS
