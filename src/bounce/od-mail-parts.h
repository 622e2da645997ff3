/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The parts of a mail (RFC 2046 §5.1): where each begins and ends, within the limits of SECURITY.md §4, in
 * one pass, without copying. Nothing of a mail is decoded before this has counted it, and the original
 * message inside a bounce is one part that is never looked into. Any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define OD_MAIL_PART_NONE G_MAXUINT

typedef struct
{
  const char *head; /* bytes of the mail */
  gsize head_length;
  const char *body;
  gsize body_length;
  char type[48]; /* "text/plain", lower case; "text/plain" where none is given */
  guint parent;  /* index of the multipart it is in, or OD_MAIL_PART_NONE */
} OdMailPart;

/* (transfer full): OdMailPart, the mail itself first, parts in their order; NULL with OD_MAIL_ERROR_TOO_BIG.
 */
GArray *od_mail_parts_find (const char *bytes, gsize length, GError **error);

gboolean od_mail_part_is_multipart (const OdMailPart *part);
/* Whether it is the original message, or its headers, that a bounce gives back (RFC 6522 §3). */
gboolean od_mail_part_is_original (const OdMailPart *part);

G_END_DECLS
