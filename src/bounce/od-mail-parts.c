/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Finds the boundaries of a multipart mail. Any thread; time and memory are bounded by the limits, whatever
 * the bytes. It decodes nothing and does not need the mail to be well formed: an end that is missing is the
 * end of the bytes. */

#include "od-mail-parts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "od-head.h"
#include "od-mail.h"

typedef struct
{
  const char *at;
  const char *end;
  GArray *parts;
  GPtrArray *boundaries; /* char *, outermost first */
  int found;             /* which of them the line at @at is, -1 at the end of the mail */
  gboolean closing;      /* and whether it is the last of its kind */
  GError **error;
} Scanner;

static gboolean read_part (Scanner *self, guint parent);

static gboolean
too_big (Scanner *self, const char *words)
{
  g_set_error_literal (self->error, OD_MAIL_ERROR, OD_MAIL_ERROR_TOO_BIG, words);
  return FALSE;
}

/* RFC 2046 §5.1.1: the boundary, perhaps "--", perhaps white space, then the end of the line. */
static gboolean
is_delimiter (Scanner *self, const char *line, const char *boundary)
{
  gsize size = strlen (boundary);
  const char *p = line + 2 + size;

  if ((gsize) (self->end - line) < 2 + size || memcmp (line + 2, boundary, size) != 0)
    return FALSE;
  self->closing = self->end - p >= 2 && p[0] == '-' && p[1] == '-';
  if (self->closing)
    p += 2;
  while (p < self->end && (*p == ' ' || *p == '\t'))
    p++;
  return od_head_is_blank (p, self->end) || self->closing;
}

/* Whether the line at @line is a delimiter of any open multipart, the innermost first. */
static gboolean
find_boundary (Scanner *self, const char *line)
{
  if (self->end - line < 2 || line[0] != '-' || line[1] != '-')
    return FALSE;
  for (int i = (int) self->boundaries->len - 1; i >= 0; i--)
    if (is_delimiter (self, line, self->boundaries->pdata[i]))
      {
        self->found = i;
        return TRUE;
      }
  return FALSE;
}

static void
go_to_delimiter (Scanner *self)
{
  if (self->boundaries->len == 0)
    self->at = self->end;
  while (self->at < self->end && !find_boundary (self, self->at))
    self->at = od_head_after_line (self->at, self->end);
  if (self->at >= self->end)
    self->found = -1;
}

/* Goes to the end of the header block; a block that begins with no field is empty, and the body begins there.
 */
static gboolean
read_head (Scanner *self, OdMailPart *part)
{
  part->head = self->at;
  self->found = -1;
  while (self->at < self->end && !od_head_is_blank (self->at, self->end))
    {
      if (find_boundary (self, self->at))
        break;
      if (self->at == part->head && !od_head_is_field (self->at, self->end))
        break;
      self->at = od_head_after_line (self->at, self->end);
      if (self->at - part->head > OD_MAIL_MAX_HEADERS)
        return too_big (self, _ ("This mail has more header lines than a mail can have (over 100 KiB)"));
    }
  part->head_length = self->at - part->head;
  if (self->found < 0 && self->at < self->end && od_head_is_blank (self->at, self->end))
    self->at = od_head_after_line (self->at, self->end);
  return TRUE;
}

static gsize
length_before_delimiter (const char *body, const char *at)
{
  if (at > body && at[-1] == '\n')
    at--;
  if (at > body && at[-1] == '\r')
    at--;
  return at - body;
}

static void
read_type (OdMailPart *part, const OdHeadField *field)
{
  gsize length = 0;

  while (length < field->value_length && length + 1 < sizeof part->type && field->value[length] != ';' &&
         !g_ascii_isspace (field->value[length]))
    {
      part->type[length] = g_ascii_tolower (field->value[length]);
      length++;
    }
  part->type[length] = '\0';
}

/* The boundary of a multipart, (transfer full); NULL where the part is none. Sets its type. */
static char *
read_content_type (OdMailPart *part)
{
  OdHeadField field;

  g_strlcpy (part->type, "text/plain", sizeof part->type);
  if (!od_head_find (part->head, part->head_length, "Content-Type", &field) || field.value_length == 0)
    return NULL;
  read_type (part, &field);
  if (!od_mail_part_is_multipart (part))
    return NULL;
  g_autofree char *boundary = od_head_parameter (field.value, field.value_length, "boundary");
  return boundary != NULL && *g_strchomp (boundary) != '\0' ? g_steal_pointer (&boundary) : NULL;
}

/* Takes @boundary. The parts between its delimiters; then what follows the last. */
static gboolean
read_multipart (Scanner *self, guint index, char *boundary)
{
  int level = self->boundaries->len;

  g_ptr_array_add (self->boundaries, boundary);
  if (level >= OD_MAIL_MAX_DEPTH)
    return too_big (self, _ ("This mail has parts within parts deeper than any real mail (over 30)"));
  if (self->found < 0)
    go_to_delimiter (self);
  while (self->found == level && !self->closing)
    {
      self->at = od_head_after_line (self->at, self->end);
      if (!read_part (self, index))
        return FALSE;
    }
  gboolean closed = self->found == level;
  g_ptr_array_set_size (self->boundaries, level);
  if (closed)
    {
      self->at = od_head_after_line (self->at, self->end);
      go_to_delimiter (self);
    }
  return TRUE;
}

static gboolean
read_body (Scanner *self, guint index, char *boundary)
{
  const char *body = self->at;

  if (boundary != NULL)
    {
      if (!read_multipart (self, index, boundary))
        return FALSE;
    }
  else if (self->found < 0)
    go_to_delimiter (self);
  OdMailPart *part = &g_array_index (self->parts, OdMailPart, index);
  part->body = body;
  part->body_length = self->found >= 0 ? length_before_delimiter (body, self->at) : (gsize) (self->at - body);
  return TRUE;
}

static gboolean
read_part (Scanner *self, guint parent)
{
  OdMailPart part = { .parent = parent };

  if (self->parts->len >= OD_MAIL_MAX_PARTS)
    return too_big (self, _ ("This mail has more parts than any real mail (over 1,000)"));
  if (!read_head (self, &part))
    return FALSE;
  char *boundary = read_content_type (&part);
  g_array_append_val (self->parts, part);
  return read_body (self, self->parts->len - 1, boundary);
}

GArray *
od_mail_parts_find (const char *bytes, gsize length, GError **error)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (OdMailPart));
  g_autoptr (GPtrArray) boundaries = g_ptr_array_new_with_free_func (g_free);
  Scanner scanner = {
    .at = bytes, .end = bytes + length, .parts = parts, .boundaries = boundaries, .error = error
  };

  if (!read_part (&scanner, OD_MAIL_PART_NONE))
    return NULL;
  return g_steal_pointer (&parts);
}

gboolean
od_mail_part_is_multipart (const OdMailPart *part)
{
  return g_str_has_prefix (part->type, "multipart/");
}

gboolean
od_mail_part_is_original (const OdMailPart *part)
{
  static const char *const types[] = { "message/rfc822",         "message/global",
                                       "text/rfc822-headers",    "text/rfc822",
                                       "message/rfc822-headers", "message/global-headers",
                                       "text/rfc822-header",     "message/news" };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (part->type, types[i]))
      return TRUE;
  return FALSE;
}
