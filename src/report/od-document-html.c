/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A document as one page of HTML that loads nothing: no scripts, no pictures, one style sheet of its own, and
 * a content security policy that allows this sheet and nothing else. Every text is escaped, no address
 * becomes a link. Pure. */

#include "od-document.h"

#define STYLE                                                                                               \
  "body{font:1rem/1.5 sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color:#1e1e1e;"            \
  "background:#fff}"                                                                                        \
  "h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.15rem;margin-top:2rem}"                              \
  "li p{margin:0}li{margin:.4rem 0}"                                                                        \
  "pre{white-space:pre-wrap;overflow-wrap:anywhere;padding:.75rem;border:1px solid #888;border-radius:6px;" \
  "background:#f3f3f3}"                                                                                     \
  "@media(prefers-color-scheme:dark){body{color:#eee;background:#1e1e1e}pre{background:#2a2a2a}}"           \
  "@media print{body{max-width:none;margin:0}}"

/* The policy names the sheet by its sum (Content Security Policy Level 3 §6.7.2), so no other can be slipped
 * in. */
static char *
style_source (void)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  g_autofree char *text = NULL;

  g_checksum_update (sum, (const guchar *) STYLE, sizeof STYLE - 1);
  g_checksum_get_digest (sum, digest, &length);
  text = g_base64_encode (digest, length);
  return g_strdup_printf ("sha256-%s", text);
}

static void
add_element (GString *out, const char *name, const char *attributes, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append_printf (out, "<%s%s>%s</%s>\n", name, attributes, escaped, name);
}

static void
add_head (GString *out, const OdDocument *self)
{
  g_autofree char *language = g_markup_escape_text (self->language, -1);
  g_autofree char *source = style_source ();

  g_string_append_printf (
      out, "<!DOCTYPE html>\n<html lang=\"%s\" dir=\"auto\">\n<head>\n<meta charset=\"utf-8\">\n", language);
  g_string_append_printf (
      out,
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'%s'; base-uri 'none'; form-action 'none'\">\n",
      source);
  g_string_append (
      out, "<meta name=\"referrer\" content=\"no-referrer\">\n"
           "<meta name=\"format-detection\" content=\"telephone=no, date=no, address=no, email=no\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<meta name=\"color-scheme\" content=\"light dark\">\n");
  add_element (out, "title", "", self->title);
  g_string_append_printf (out, "<style>%s</style>\n</head>\n<body>\n<main>\n", STYLE);
}

static void
add_item (GString *out, const OdBlock *block)
{
  g_string_append (out, block->english ? "<li lang=\"en\">" : "<li>");
  add_element (out, "p", " dir=\"auto\"", block->text);
  if (block->more)
    add_element (out, "p", " dir=\"auto\"", block->more);
  g_string_append (out, "</li>\n");
}

static void
add_block (GString *out, const OdBlock *block)
{
  const char *language = block->english ? " dir=\"auto\" lang=\"en\"" : " dir=\"auto\"";

  switch (block->kind)
    {
    case OD_BLOCK_HEADING:
      add_element (out, "h2", language, block->text);
      break;
    case OD_BLOCK_ITEM:
      add_item (out, block);
      break;
    case OD_BLOCK_VERBATIM:
      add_element (out, "pre", block->english ? " dir=\"ltr\" lang=\"en\"" : " dir=\"ltr\" lang=\"und\"",
                   block->text);
      break;
    default:
      add_element (out, "p", language, block->text);
    }
}

char *
od_document_to_html (const OdDocument *self)
{
  GString *out = g_string_new (NULL);
  gboolean in_list = FALSE;

  add_head (out, self);
  add_element (out, "h1", " dir=\"auto\"", self->title);
  for (guint i = 0; i < self->blocks->len; i++)
    {
      const OdBlock *block = g_ptr_array_index (self->blocks, i);
      gboolean is_item = block->kind == OD_BLOCK_ITEM;

      if (is_item != in_list)
        g_string_append (out, is_item ? "<ul>\n" : "</ul>\n");
      in_list = is_item;
      add_block (out, block);
    }
  if (in_list)
    g_string_append (out, "</ul>\n");
  g_string_append (out, "</main>\n</body>\n</html>\n");
  return g_string_free (out, FALSE);
}
