/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The words sorted, then laid out as nodes in which runs of letters that do not branch are one, the nodes
 * that follow one lying side by side: small, and friendly to the cache. One thread until it is sealed. It
 * knows words only.
 */

#include "od-word-tree-private.h"

#include <string.h>

typedef struct
{
  guint64 head; /* what its first letters come to in the order of words */
  const char *text;
  guint owner;
  gboolean whole;
} Entry;

OdWordTree *
od_word_tree_new (void)
{
  OdWordTree *self = g_new0 (OdWordTree, 1);

  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->texts = g_string_chunk_new (64 * 1024);
  self->nodes = g_array_new (FALSE, FALSE, sizeof (OdWordNode));
  self->outputs = g_array_new (FALSE, FALSE, sizeof (OdWordOutput));
  self->runs = g_byte_array_new ();
  return self;
}

static void
forget_entries (OdWordTree *self)
{
  g_clear_pointer (&self->entries, g_array_unref);
  g_clear_pointer (&self->texts, g_string_chunk_free);
}

void
od_word_tree_free (OdWordTree *self)
{
  forget_entries (self);
  g_array_unref (self->nodes);
  g_array_unref (self->outputs);
  g_byte_array_unref (self->runs);
  g_free (self);
}

/* Folded text holds no capitals and no control characters; a word with one would never be found. */
static gboolean
is_folded (const char *word)
{
  for (; *word != '\0'; word++)
    if ((guchar) *word < 0x80 && !od_word_has_bit ((guchar) *word) && strchr ("@[\\]^_", *word) == NULL)
      return FALSE;
  return TRUE;
}

/* The order of letters in a node: first those with a bit, in the order of their bits. */
static int
rank_of (guchar letter)
{
  if (letter == '\0')
    return 0;
  return od_word_has_bit (letter) ? 1 + (int) od_word_bit_of (letter) : 1 + 0x40 + letter;
}

/* Nine bits a letter, as many as there is room for. */
static guint64
head_of (const char *word)
{
  guint64 head = 0;

  for (guint i = 0; i < 7; i++)
    {
      head = head << 9 | (guint) rank_of ((guchar) *word);
      word += *word != '\0';
    }
  return head;
}

void
od_word_tree_add (OdWordTree *self, const char *word, gboolean whole, guint owner)
{
  Entry entry = { head_of (word), NULL, owner, whole };

  g_return_if_fail (is_folded (word));
  entry.text = g_string_chunk_insert (self->texts, word);
  g_array_append_val (self->entries, entry);
}

static int
compare_words (const char *one, const char *other)
{
  while (*one != '\0' && *one == *other)
    {
      one++;
      other++;
    }
  return rank_of ((guchar) *one) - rank_of ((guchar) *other);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *one = a;
  const Entry *other = b;
  int order = (one->head > other->head) - (one->head < other->head);

  if (order == 0)
    order = compare_words (one->text, other->text);
  if (order != 0)
    return order;
  return one->owner != other->owner ? (one->owner > other->owner) - (one->owner < other->owner)
                                    : one->whole - other->whole;
}

static const Entry *
entry_at (const OdWordTree *self, guint place)
{
  return &g_array_index (self->entries, Entry, place);
}

/* The same word for the same owner comes once; without "whole" first, which is the weaker demand. */
static gboolean
is_repeated (const OdWordTree *self, guint place, guint first)
{
  const Entry *own = entry_at (self, place);
  const Entry *before = place > first ? entry_at (self, place - 1) : NULL;

  return before != NULL && before->owner == own->owner && g_str_equal (before->text, own->text);
}

/* The words that end in this node; gives the first entry that goes on. */
static guint
add_outputs (OdWordTree *self, guint first, guint last, gsize depth, OdWordNode *node)
{
  guint place = first;

  node->first_output = self->outputs->len;
  for (; place < last && entry_at (self, place)->text[depth] == '\0'; place++)
    {
      OdWordOutput output = entry_at (self, place)->owner << 1 | (entry_at (self, place)->whole ? 1 : 0);

      if (!is_repeated (self, place, first))
        g_array_append_val (self->outputs, output);
    }
  node->output_count = (guint16) (self->outputs->len - node->first_output);
  if (node->output_count == 1)
    {
      node->first_output = g_array_index (self->outputs, OdWordOutput, node->first_output);
      g_array_set_size (self->outputs, self->outputs->len - 1);
    }
  return place;
}

/* The letters from @depth on that all entries from @first up to @last share: sorted, those that the outermost
 * share. */
static guint16
shared_letters (const OdWordTree *self, guint first, guint last, gsize depth)
{
  const char *one = entry_at (self, first)->text + depth;
  const char *other = entry_at (self, last - 1)->text + depth;
  guint16 count = 0;

  while (one[count] != '\0' && one[count] == other[count] && count < G_MAXUINT16)
    count++;
  return count;
}

static void
set_run (OdWordTree *self, OdWordNode *node, const char *letters, guint16 length)
{
  node->run = self->runs->len;
  node->run_length = length;
  memcpy (node->near, letters, MIN (length, OD_WORD_NEAR));
  g_byte_array_append (self->runs, (const guint8 *) letters, length);
}

/* Where the entries from @first on that go on with the letter of @first end. */
static guint
end_of_letter (const OdWordTree *self, guint first, guint last, gsize depth)
{
  guint end = first + 1;

  while (end < last && entry_at (self, end)->text[depth] == entry_at (self, first)->text[depth])
    end++;
  return end;
}

/* Makes room for the nodes of the next letters, side by side. */
static void
add_children (OdWordTree *self, guint first, guint last, gsize depth, OdWordNode *node)
{
  node->first_child = self->nodes->len;
  for (guint place = first; place < last; place = end_of_letter (self, place, last, depth))
    {
      OdWordNode child = { .letter = (guchar) entry_at (self, place)->text[depth] };

      if (od_word_has_bit (child.letter))
        node->letters |= (guint64) 1 << od_word_bit_of (child.letter);
      g_array_append_val (self->nodes, child);
      node->child_count++;
    }
}

/* The entries from @first up to @last share @depth letters, the last of which leads to the node at @own. */
static void
fill_node (OdWordTree *self, guint own, guint first, guint last, gsize depth)
{
  OdWordNode node = *od_word_node_at (self, own);

  if (own > 0)
    set_run (self, &node, entry_at (self, first)->text + depth, shared_letters (self, first, last, depth));
  depth += node.run_length;
  first = add_outputs (self, first, last, depth, &node);
  add_children (self, first, last, depth, &node);
  *od_word_node_at (self, own) = node;
  for (guint i = 0; i < node.child_count; i++)
    {
      guint end = end_of_letter (self, first, last, depth);

      fill_node (self, node.first_child + i, first, end, depth + 1);
      first = end;
    }
}

void
od_word_tree_seal (OdWordTree *self)
{
  const OdWordNode none = { 0 };
  const OdWordNode *root;

  g_array_sort (self->entries, compare_entries);
  g_array_append_val (self->nodes, none);
  fill_node (self, 0, 0, self->entries->len, 0);
  forget_entries (self);
  root = od_word_node_at (self, 0);
  for (guint i = 0; i < root->child_count; i++)
    self->of_first[od_word_node_at (self, root->first_child + i)->letter] = root->first_child + i;
}
