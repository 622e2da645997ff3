/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The words sorted, then laid out as nodes whose edges lie side by side: small, and friendly to the cache.
 * Any thread once sealed. It knows words only. */

#include "od-word-tree.h"

#include <string.h>

typedef struct
{
  char *text;
  guint owner;
  gboolean whole;
} Entry;

typedef struct
{
  guint owner;
  gboolean whole;
} Output;

typedef struct
{
  guint64 letters; /* a bit for each ASCII letter with an edge: these come first */
  guint first_edge;
  guint first_output;
  guint16 edge_count;
  guint16 output_count;
} Node;

typedef struct
{
  guint target : 24;
  guint letter : 8;
} Edge;

/* The bit of a letter that folded ASCII holds: signs and digits (0x20–0x3f), small letters and theirs
 * (0x60–0x7f). */
static inline guint
bit_of (guchar letter)
{
  return (letter & 0x1f) | ((letter & 0x40) >> 1);
}

static inline gboolean
has_bit (guchar letter)
{
  return (letter >= 0x20 && letter < 0x40) || (letter >= 0x60 && letter < 0x80);
}

struct _OdWordTree
{
  GArray *entries; /* until sealed */
  GArray *nodes;
  GArray *edges;
  GArray *outputs;
  guint root_edges[256]; /* node behind the first letter; 0: none, for 0 is the root */
};

static void
entry_clear (gpointer data)
{
  g_free (((Entry *) data)->text);
}

OdWordTree *
od_word_tree_new (void)
{
  OdWordTree *self = g_new0 (OdWordTree, 1);

  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (self->entries, entry_clear);
  self->nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  self->edges = g_array_new (FALSE, FALSE, sizeof (Edge));
  self->outputs = g_array_new (FALSE, FALSE, sizeof (Output));
  return self;
}

void
od_word_tree_free (OdWordTree *self)
{
  g_clear_pointer (&self->entries, g_array_unref);
  g_array_unref (self->nodes);
  g_array_unref (self->edges);
  g_array_unref (self->outputs);
  g_free (self);
}

/* Folded text holds no capitals and no control characters; a word with one would never be found. */
static gboolean
is_folded (const char *word)
{
  for (; *word != '\0'; word++)
    if ((guchar) *word < 0x80 && !has_bit ((guchar) *word) && strchr ("@[\\]^_", *word) == NULL)
      return FALSE;
  return TRUE;
}

void
od_word_tree_add (OdWordTree *self, const char *word, gboolean whole, guint owner)
{
  Entry entry = { NULL, owner, whole };

  g_return_if_fail (is_folded (word));
  entry.text = g_strdup (word);
  g_array_append_val (self->entries, entry);
}

/* The order of letters in a node: first those with a bit, in the order of their bits. */
static int
rank_of (guchar letter)
{
  if (letter == '\0')
    return -1;
  return has_bit (letter) ? (int) bit_of (letter) : 0x100 + letter;
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
  int order = compare_words (one->text, other->text);

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
add_outputs (OdWordTree *self, guint first, guint last, gsize depth, Node *node)
{
  guint place = first;

  node->first_output = self->outputs->len;
  for (; place < last && entry_at (self, place)->text[depth] == '\0'; place++)
    {
      Output output = { entry_at (self, place)->owner, entry_at (self, place)->whole };

      if (!is_repeated (self, place, first))
        g_array_append_val (self->outputs, output);
    }
  node->output_count = (guint16) (self->outputs->len - node->first_output);
  return place;
}

/* One edge a letter, targets to be filled in; returns how many. */
static guint
add_edges (OdWordTree *self, guint first, guint last, gsize depth)
{
  guint count = 0;
  int letter = -1;

  for (guint place = first; place < last; place++)
    if ((guchar) entry_at (self, place)->text[depth] != letter)
      {
        Edge edge = { 0, (guchar) entry_at (self, place)->text[depth] };

        letter = edge.letter;
        g_array_append_val (self->edges, edge);
        count++;
      }
  return count;
}

static guint64
letters_of (const OdWordTree *self, const Node *node)
{
  guint64 letters = 0;

  for (guint i = 0; i < node->edge_count; i++)
    {
      guint letter = g_array_index (self->edges, Edge, node->first_edge + i).letter;

      if (has_bit ((guchar) letter))
        letters |= (guint64) 1 << bit_of ((guchar) letter);
    }
  return letters;
}

/* The entries from @first up to @last share @depth letters. Returns the place of their node. */
static guint
add_node (OdWordTree *self, guint first, guint last, gsize depth)
{
  guint own = self->nodes->len;
  Node node = { 0 };
  guint start;

  g_array_append_val (self->nodes, node);
  first = add_outputs (self, first, last, depth, &node);
  node.first_edge = self->edges->len;
  node.edge_count = (guint16) add_edges (self, first, last, depth);
  node.letters = letters_of (self, &node);
  g_array_index (self->nodes, Node, own) = node;

  start = first;
  for (guint i = 0; i < node.edge_count; i++)
    {
      guint letter = g_array_index (self->edges, Edge, node.first_edge + i).letter;
      guint end = start;
      guint target;

      while (end < last && (guchar) entry_at (self, end)->text[depth] == letter)
        end++;
      target = add_node (self, start, end, depth + 1);
      g_array_index (self->edges, Edge, node.first_edge + i).target = target & 0xffffff;
      start = end;
    }
  return own;
}

void
od_word_tree_seal (OdWordTree *self)
{
  const Node *root;

  g_array_sort (self->entries, compare_entries);
  add_node (self, 0, self->entries->len, 0);
  g_clear_pointer (&self->entries, g_array_unref);
  root = &g_array_index (self->nodes, Node, 0);
  for (guint i = 0; i < root->edge_count; i++)
    {
      Edge edge = g_array_index (self->edges, Edge, root->first_edge + i);

      self->root_edges[edge.letter] = edge.target;
    }
}

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

static inline guint
follow (const OdWordTree *self, guint place, guchar letter)
{
  const Node *node = &g_array_index (self->nodes, Node, place);
  const Edge *edges = &g_array_index (self->edges, Edge, node->first_edge);
  guint bit = bit_of (letter);

  if (has_bit (letter))
    {
      if (((node->letters >> bit) & 1) == 0)
        return 0;
      return edges[__builtin_popcountll (node->letters & (((guint64) 1 << bit) - 1))].target;
    }
  for (guint i = (guint) __builtin_popcountll (node->letters); i < node->edge_count; i++)
    if (edges[i].letter == letter)
      return edges[i].target;
  return 0;
}

static void
tell (const OdWordTree *self,
      guint place,
      const guchar *text,
      guint start,
      guint end,
      OdWordFunc found,
      gpointer data)
{
  const Node *node = &g_array_index (self->nodes, Node, place);
  gboolean ends_word = !g_ascii_isalnum (text[end]) && text[end] != '_';

  for (guint i = 0; i < node->output_count; i++)
    {
      const Output *output = &g_array_index (self->outputs, Output, node->first_output + i);

      if (!output->whole || ends_word)
        found (output->owner, start, end, data);
    }
}

void
od_word_tree_walk (const OdWordTree *self, const char *text, OdWordFunc found, gpointer user_data)
{
  const guchar *bytes = (const guchar *) text;

  for (guint start = 0; bytes[start] != '\0'; start++)
    {
      guint place = begins_word (bytes, start) ? self->root_edges[bytes[start]] : 0;
      guint end = start + 1;

      while (place != 0)
        {
          tell (self, place, bytes, start, end, found, user_data);
          place = bytes[end] != '\0' ? follow (self, place, bytes[end]) : 0;
          end++;
        }
    }
}
