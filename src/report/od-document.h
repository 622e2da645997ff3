/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A small document: headings, paragraphs, list items, and text that must stay as it is. Filled once, then
 * written as plain text, Markdown or HTML. Whatever is in it stays text: nothing in it can become markup or a
 * link. One thread at a time; nothing is read or saved here. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  OD_DOCUMENT_TEXT,
  OD_DOCUMENT_MARKDOWN, /* CommonMark */
  OD_DOCUMENT_HTML,     /* one file, no scripts, nothing loaded */
} OdDocumentFormat;

typedef enum
{
  OD_BLOCK_HEADING,
  OD_BLOCK_PARAGRAPH,
  OD_BLOCK_ITEM,     /* of a list; @more is a second paragraph of it, or NULL */
  OD_BLOCK_VERBATIM, /* lines that stay as they are; always read from left to right */
} OdBlockKind;

typedef struct
{
  OdBlockKind kind;
  char *text;
  char *more;
  gboolean english; /* not in the person's language */
} OdBlock;

typedef struct
{
  char *title;
  char *language;    /* tag of RFC 5646 of what is not @english */
  GPtrArray *blocks; /* OdBlock * */
  gboolean english;  /* what is added next is in English, for whoever runs a server */
} OdDocument;

/* All texts are copied and must be safe to show (od-text.h). */
OdDocument *od_document_new (const char *title, const char *language);
void od_document_free (OdDocument *self);
void od_document_add_heading (OdDocument *self, const char *text);
void od_document_add_paragraph (OdDocument *self, const char *text);
void od_document_add_item (OdDocument *self, const char *text, const char *more);
void od_document_add_verbatim (OdDocument *self, const char *text);
/* An item "name: value"; none where @value is NULL or empty. */
void od_document_add_pair (OdDocument *self, const char *name, const char *value);

/* (transfer full): ends with a line end; UTF-8. */
char *od_document_write (const OdDocument *self, OdDocumentFormat format);

/* (transfer full): the language of the program's texts, as its catalogue names it: "de"; "en" without one. */
char *od_document_own_language (void);

/* For od_document_write(): a writer a format. */
char *od_document_to_text (const OdDocument *self);
char *od_document_to_markdown (const OdDocument *self);
char *od_document_to_html (const OdDocument *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdDocument, od_document_free)

G_END_DECLS
