/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A document as Markdown (CommonMark 0.31). Letters that could begin markup get a backslash; words that some
 * programs would make a link of (addresses of mail and web) stand in code spans, where nothing is made of
 * anything; what is verbatim stands between fences longer than any in it. Pure. */

#include "od-document.h"

#include <string.h>

/* Letters that mean something anywhere in a line. */
#define SPECIAL "\\`*_{}[]<>#|~&$!"

static gboolean
is_linkable (const char *word)
{
  return strchr (word, '@') || strstr (word, "://") || g_ascii_strncasecmp (word, "www.", 4) == 0 ||
         strstr (word, "www.");
}

/* The longest row of @letter in @text. */
static guint
longest_row (const char *text, char letter)
{
  guint longest = 0;
  guint row = 0;

  for (; *text; text++)
    {
      row = *text == letter ? row + 1 : 0;
      longest = MAX (longest, row);
    }
  return longest;
}

static void
add_row (GString *out, char letter, guint count)
{
  for (guint i = 0; i < count; i++)
    g_string_append_c (out, letter);
}

/* CommonMark §6.1: the span ends at a row of backticks as long as the one it began with; one space at each
 * end is taken off. */
static void
add_code_span (GString *out, const char *word)
{
  guint ticks = longest_row (word, '`') + 1;
  const char *space = ticks > 1 ? " " : "";

  add_row (out, '`', ticks);
  g_string_append_printf (out, "%s%s%s", space, word, space);
  add_row (out, '`', ticks);
}

static void
add_escaped (GString *out, const char *word)
{
  for (; *word; word++)
    {
      if (strchr (SPECIAL, *word))
        g_string_append_c (out, '\\');
      g_string_append_c (out, *word);
    }
}

/* What would begin a list, a heading or a rule at the beginning of a line: "-", "+", "=", "1.", "1)". */
static void
add_first_word (GString *out, const char *word)
{
  gsize digits = strspn (word, "0123456789");

  if (strchr ("-+=", *word) && *word)
    g_string_append_c (out, '\\');
  else if (digits > 0 && (word[digits] == '.' || word[digits] == ')'))
    {
      g_string_append_len (out, word, (gssize) digits);
      g_string_append_c (out, '\\');
      word += digits;
    }
  add_escaped (out, word);
}

static void
add_prose (GString *out, const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \n", -1);

  for (guint i = 0; words[i]; i++)
    {
      if (i > 0)
        g_string_append_c (out, ' ');
      if (is_linkable (words[i]))
        add_code_span (out, words[i]);
      else if (i == 0)
        add_first_word (out, words[i]);
      else
        add_escaped (out, words[i]);
    }
  g_string_append_c (out, '\n');
}

static void
add_fenced (GString *out, const char *text)
{
  guint ticks = MAX (longest_row (text, '`') + 1, 3);

  add_row (out, '`', ticks);
  g_string_append (out, "text\n");
  g_string_append (out, text);
  if (!g_str_has_suffix (text, "\n"))
    g_string_append_c (out, '\n');
  add_row (out, '`', ticks);
  g_string_append_c (out, '\n');
}

static void
add_item (GString *out, const OdBlock *block)
{
  g_string_append (out, "- ");
  add_prose (out, block->text);
  if (!block->more)
    return;
  g_string_append (out, "\n  ");
  add_prose (out, block->more);
}

static void
add_block (GString *out, const OdBlock *block)
{
  switch (block->kind)
    {
    case OD_BLOCK_HEADING:
      g_string_append (out, "## ");
      add_prose (out, block->text);
      break;
    case OD_BLOCK_ITEM:
      add_item (out, block);
      break;
    case OD_BLOCK_VERBATIM:
      add_fenced (out, block->text);
      break;
    default:
      add_prose (out, block->text);
    }
}

/* Short items of one list stand close together. */
static gboolean
is_close (const OdBlock *before, const OdBlock *block)
{
  return before && before->kind == OD_BLOCK_ITEM && !before->more && block->kind == OD_BLOCK_ITEM;
}

char *
od_document_to_markdown (const OdDocument *self)
{
  GString *out = g_string_new ("# ");
  const OdBlock *before = NULL;

  add_prose (out, self->title);
  for (guint i = 0; i < self->blocks->len; i++)
    {
      const OdBlock *block = g_ptr_array_index (self->blocks, i);

      if (!is_close (before, block))
        g_string_append_c (out, '\n');
      add_block (out, block);
      before = block;
    }
  return g_string_free (out, FALSE);
}
