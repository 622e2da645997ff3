/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The tree followed from each place of a text where a word begins. Any thread. */

#include "od-word-tree-private.h"

static inline gboolean
is_word_byte (guchar byte)
{
  return g_ascii_isalnum (byte) || byte >= 0x80;
}

/* Of the first byte of a letter: kana, Han and Hangul (U+3000 and above) do not part words by spaces; U+0080
 * to U+00BF and U+2000 to U+2FFF are signs, as « and •. */
static inline gboolean
parts_words (guchar first_byte)
{
  return first_byte >= 0xe2 || first_byte == 0xc2;
}

/* Whether the letter that ends before @place can be the last of a word that goes on there. */
static inline gboolean
goes_on (const guchar *text, guint place)
{
  if (place == 0 || !is_word_byte (text[place - 1]))
    return FALSE;
  for (guint back = 1; back <= 4 && back <= place; back++)
    if ((text[place - back] & 0xc0) != 0x80)
      return !parts_words (text[place - back]);
  return TRUE;
}

static inline gboolean
begins_word (const guchar *text, guint place)
{
  guchar byte = text[place];

  if (!is_word_byte (byte))
    return byte != ' ';
  if (parts_words (byte))
    return TRUE;
  return (byte & 0xc0) != 0x80 && !goes_on (text, place);
}

/* How many bits are set. */
static inline guint
count_bits (guint64 bits)
{
  bits -= (bits >> 1) & 0x5555555555555555;
  bits = (bits & 0x3333333333333333) + ((bits >> 2) & 0x3333333333333333);
  bits = (bits + (bits >> 4)) & 0x0f0f0f0f0f0f0f0f;
  return (guint) ((bits * 0x0101010101010101) >> 56);
}

/* The node that @letter leads to; 0: none. */
static inline guint
follow (const OdWordTree *self, const OdWordNode *node, guchar letter)
{
  guint bit = od_word_bit_of (letter);

  if (od_word_has_bit (letter))
    {
      if (((node->letters >> bit) & 1) == 0)
        return 0;
      return node->first_child + count_bits (node->letters & (((guint64) 1 << bit) - 1));
    }
  for (guint i = count_bits (node->letters); i < node->child_count; i++)
    if (od_word_node_at (self, node->first_child + i)->letter == letter)
      return node->first_child + i;
  return 0;
}

/* Whether the run of the node stands at @text. */
static inline gboolean
runs_on (const OdWordTree *self, const OdWordNode *node, const guchar *text)
{
  for (guint i = 0; i < node->run_length && i < OD_WORD_NEAR; i++)
    if (text[i] != node->near[i])
      return FALSE;
  for (guint i = OD_WORD_NEAR; i < node->run_length; i++)
    if (text[i] != self->runs->data[node->run + i])
      return FALSE;
  return TRUE;
}

static void
tell (const OdWordTree *self,
      const OdWordNode *node,
      const guchar *text,
      guint start,
      guint end,
      OdWordFunc found,
      gpointer data)
{
  const OdWordOutput *outputs = node->output_count == 1
                                    ? &node->first_output
                                    : &g_array_index (self->outputs, OdWordOutput, node->first_output);
  gboolean ends_word = !g_ascii_isalnum (text[end]) && text[end] != '_';

  for (guint i = 0; i < node->output_count; i++)
    if ((outputs[i] & 1) == 0 || ends_word)
      found (outputs[i] >> 1, start, end, data);
}

void
od_word_tree_walk (const OdWordTree *self, const char *text, OdWordFunc found, gpointer user_data)
{
  const guchar *bytes = (const guchar *) text;

  for (guint start = 0; bytes[start] != '\0'; start++)
    {
      guint place = begins_word (bytes, start) ? self->of_first[bytes[start]] : 0;
      guint end = start + 1;

      while (place != 0)
        {
          const OdWordNode *node = od_word_node_at (self, place);

          if (!runs_on (self, node, bytes + end))
            break;
          end += node->run_length;
          if (node->output_count > 0)
            tell (self, node, bytes, start, end, found, user_data);
          place = bytes[end] != '\0' ? follow (self, node, bytes[end]) : 0;
          end++;
        }
    }
}
