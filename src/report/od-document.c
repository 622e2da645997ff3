/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The blocks of a document, and the document as plain text. One thread at a time. Markdown and HTML have
 * files of their own. */

#include "od-document.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "od-marked-text.h"

#define WIDTH 78

static void
block_free (gpointer data)
{
  OdBlock *block = data;

  g_free (block->text);
  g_free (block->more);
  g_free (block);
}

OdDocument *
od_document_new (const char *title, const char *language)
{
  OdDocument *self = g_new0 (OdDocument, 1);

  self->title = g_strdup (title);
  self->language = g_strdup (language);
  self->blocks = g_ptr_array_new_with_free_func (block_free);
  return self;
}

void
od_document_free (OdDocument *self)
{
  g_free (self->title);
  g_free (self->language);
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

static void
add_block (OdDocument *self, OdBlockKind kind, const char *text, const char *more)
{
  OdBlock *block = g_new0 (OdBlock, 1);

  block->kind = kind;
  block->text = g_strdup (text);
  block->more = g_strdup (more);
  block->english = self->english;
  g_ptr_array_add (self->blocks, block);
}

void
od_document_add_heading (OdDocument *self, const char *text)
{
  add_block (self, OD_BLOCK_HEADING, text, NULL);
}

void
od_document_add_paragraph (OdDocument *self, const char *text)
{
  add_block (self, OD_BLOCK_PARAGRAPH, text, NULL);
}

void
od_document_add_item (OdDocument *self, const char *text, const char *more)
{
  add_block (self, OD_BLOCK_ITEM, text, more);
}

void
od_document_add_verbatim (OdDocument *self, const char *text)
{
  add_block (self, OD_BLOCK_VERBATIM, text, NULL);
}

void
od_document_add_pair (OdDocument *self, const char *name, const char *value)
{
  if (!value || *value == '\0')
    return;
  g_autofree char *text = g_strdup_printf ("%s: %s", name, value);
  add_block (self, OD_BLOCK_ITEM, text, NULL);
}

/* The head of a catalogue is the translation of "". */
char *
od_document_own_language (void)
{
  const char *head = g_dgettext (GETTEXT_PACKAGE, "");
  const char *found = head ? strstr (head, "Language: ") : NULL;

  if (!found)
    return g_strdup ("en");
  found += strlen ("Language: ");

  g_autofree char *tag = g_strndup (found, strcspn (found, "\n@. "));
  return *tag ? g_strdelimit (g_steal_pointer (&tag), "_", '-') : g_strdup ("en");
}

char *
od_document_write (const OdDocument *self, OdDocumentFormat format)
{
  switch (format)
    {
    case OD_DOCUMENT_MARKDOWN:
      return od_document_to_markdown (self);
    case OD_DOCUMENT_HTML:
      return od_document_to_html (self);
    default:
      return od_document_to_text (self);
    }
}

static void
add_wrapped (GString *out, const char *text, guint indent)
{
  g_autoptr (GArray) no_spans = g_array_new (FALSE, FALSE, sizeof (OdSpan));

  od_marked_text_add (out, text, no_spans, indent, WIDTH, FALSE);
}

static void
add_underlined (GString *out, const char *text, char line)
{
  guint columns = MIN (od_text_columns (text, -1), WIDTH);

  add_wrapped (out, text, 0);
  for (guint i = 0; i < columns; i++)
    g_string_append_c (out, line);
  g_string_append_c (out, '\n');
}

/* The sign stands where the indent of the first row would be. */
static void
add_item (GString *out, const OdBlock *block)
{
  g_autoptr (GString) rows = g_string_new (NULL);

  add_wrapped (rows, block->text, 2);
  g_string_append_printf (out, "• %s", rows->str + strlen ("  "));
  if (block->more)
    add_wrapped (out, block->more, 2);
}

static void
add_verbatim (GString *out, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i]; i++)
    if (*lines[i] || lines[i + 1])
      g_string_append_printf (out, "  %s\n", lines[i]);
}

static void
add_text_block (GString *out, const OdBlock *block)
{
  switch (block->kind)
    {
    case OD_BLOCK_HEADING:
      add_underlined (out, block->text, '-');
      break;
    case OD_BLOCK_ITEM:
      add_item (out, block);
      break;
    case OD_BLOCK_VERBATIM:
      add_verbatim (out, block->text);
      break;
    default:
      add_wrapped (out, block->text, 0);
    }
}

/* Items of one list stand close together, and so does what a heading heads. */
static gboolean
is_apart (const OdBlock *before, const OdBlock *block)
{
  if (!before || before->kind == OD_BLOCK_HEADING)
    return !before;
  return before->kind != OD_BLOCK_ITEM || block->kind != OD_BLOCK_ITEM;
}

char *
od_document_to_text (const OdDocument *self)
{
  GString *out = g_string_new (NULL);
  const OdBlock *before = NULL;

  add_underlined (out, self->title, '=');
  for (guint i = 0; i < self->blocks->len; i++)
    {
      const OdBlock *block = g_ptr_array_index (self->blocks, i);

      if (is_apart (before, block))
        g_string_append_c (out, '\n');
      add_text_block (out, block);
      before = block;
    }
  return g_string_free (out, FALSE);
}
