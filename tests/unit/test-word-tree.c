/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Words in the tree: where they begin and end, in several scripts; and a property over random words and texts
 * from a fixed seed: the tree tells what a plain search tells. */

#include <string.h>

#include "od-word-tree.h"

/* "word" or "word$" for whole words; the owner is the place in the list. */
static OdWordTree *
tree_of (const char *words)
{
  OdWordTree *tree = od_word_tree_new ();
  g_auto (GStrv) list = g_strsplit (words, "|", -1);

  for (guint i = 0; list[i] != NULL; i++)
    {
      gboolean whole = g_str_has_suffix (list[i], "$");
      g_autofree char *word = g_strndup (list[i], strlen (list[i]) - whole);

      od_word_tree_add (tree, word, whole, i);
    }
  od_word_tree_seal (tree);
  return tree;
}

static void
note (guint owner, guint start, guint end, gpointer user_data)
{
  g_string_append_printf (user_data, "%s%u:%u-%u", ((GString *) user_data)->len > 0 ? " " : "", owner, start,
                          end);
}

static char *
told (const OdWordTree *tree, const char *text)
{
  GString *finds = g_string_new (NULL);

  od_word_tree_walk (tree, text, note, finds);
  return g_string_free (finds, FALSE);
}

typedef struct
{
  const char *words;
  const char *text;
  const char *finds; /* owner:start-end */
} Row;

static const Row rows[] = {
  { "full", "mailbox full", "0:8-12" },
  { "full", "full", "0:0-4" },
  { "full", "fully", "0:0-4" },
  { "full", "overfull", "" },
  { "full", "ful", "" },
  { "full", "", "" },
  { "full$", "fully full", "0:6-10" },
  { "full$", "full. full", "0:0-4 0:6-10" },
  { "full$", "full_quota", "" },
  { "full$", "full2", "" },
  { "full", "over_full 5full -full", "0:5-9 0:17-21" },
  { "mail|mail box|mailbox", "mail box", "0:0-4 1:0-8" },
  { "mail|mail box|mailbox", "mailbox", "0:0-4 2:0-7" },
  { "full|full|full$", "full", "0:0-4 1:0-4 2:0-4" },
  { "a@b|@b|b", "a@b", "0:0-3 1:1-3 2:2-3" },
  { "auth_login|_login|login", "auth_login", "0:0-10 1:4-10 2:5-10" },
  { "5.7.1|.7", "550 5.7.1", "0:4-9 1:5-7" },
  { "(grey)|[grey]|grey", "(grey)", "0:0-6 2:1-5" },
  { "~|{x}|`", "~ {x} `", "0:0-1 1:2-5 2:6-7" },
  { "\\|^", "\\ ^", "0:0-1 1:2-3" },
  /* Letters of two bytes part their words. */
  { "ящик|щик", "почтовый ящик", "0:17-25" },
  { "ящик$", "ящик", "0:0-8" },
  { "über|ber", "über", "0:0-5" },
  { "ung", "prüfung", "" },
  /* Kana, Han and Hangul do not. */
  { "メール|ール", "無効なメールです", "0:9-18 1:12-18" },
  { "不存在", "邮箱不存在", "0:6-15" },
  { "꽉", "꽉 찼습니다", "0:0-3" },
  { "mailbox|box", "邮箱mailbox不存在", "0:6-13" },
  { "5", "第5", "0:3-4" },
  /* Signs that are no ASCII. */
  { "user", "«user» •user „user“ 「user」", "0:2-6 0:12-16 0:20-24 0:31-35" },
  { "»", "user»", "0:4-6" },
};

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (OdWordTree) tree = tree_of (rows[i].words);
      g_autofree char *finds = told (tree, rows[i].text);

      g_test_message ("%s in %s", rows[i].words, rows[i].text);
      g_assert_cmpstr (finds, ==, rows[i].finds);
    }
}

/* The same word twice for one owner is told once, by the weaker demand. */
static void
test_repeated (void)
{
  g_autoptr (OdWordTree) tree = od_word_tree_new ();
  g_autofree char *finds = NULL;
  g_autofree char *finds_whole = NULL;

  od_word_tree_add (tree, "full", TRUE, 7);
  od_word_tree_add (tree, "full", FALSE, 7);
  od_word_tree_add (tree, "full", TRUE, 7);
  od_word_tree_seal (tree);
  finds = told (tree, "fully");
  finds_whole = told (tree, "full");
  g_assert_cmpstr (finds_whole, ==, "7:0-4");
  g_assert_cmpstr (finds, ==, "7:0-4");
}

static void
test_nothing (void)
{
  g_autoptr (OdWordTree) empty = tree_of ("");
  g_autoptr (OdWordTree) none = od_word_tree_new ();
  g_autofree char *of_empty = told (empty, "any text");
  g_autofree char *of_none = NULL;

  od_word_tree_seal (none);
  of_none = told (none, "any text");
  g_assert_cmpstr (of_empty, ==, "");
  g_assert_cmpstr (of_none, ==, "");
}

static void
test_many_owners (void)
{
  g_autoptr (OdWordTree) tree = od_word_tree_new ();
  g_autofree char *finds = NULL;
  g_auto (GStrv) list = NULL;

  for (guint i = 0; i < 5000; i++)
    od_word_tree_add (tree, "word", FALSE, 4999 - i);
  od_word_tree_seal (tree);
  finds = told (tree, "a word");
  list = g_strsplit (finds, " ", -1);
  g_assert_cmpuint (g_strv_length (list), ==, 5000);
  g_assert_cmpstr (list[4999], ==, "4999:2-6");
}

/* Every second letter that folded text can hold has an edge of its own. */
static void
test_all_letters (void)
{
  g_autoptr (OdWordTree) tree = od_word_tree_new ();

  for (char letter = 0x20; letter < 0x7f; letter++)
    if (!g_ascii_isupper (letter))
      {
        const char word[] = { 'x', letter, 'y', '\0' };

        od_word_tree_add (tree, word, FALSE, (guint) letter);
      }
  od_word_tree_seal (tree);
  for (char letter = 0x20; letter < 0x7f; letter++)
    {
      const char word[] = { 'x', letter, 'y', '\0' };
      g_autofree char *finds = told (tree, word);
      g_autofree char *wanted = g_strdup_printf ("%d:0-3", letter);

      g_assert_cmpstr (finds, ==, g_ascii_isupper (letter) ? "" : wanted);
    }
}

/* Bytes that are no UTF-8, and a text that ends in the middle of a letter. */
static void
test_broken_text (void)
{
  g_autoptr (OdWordTree) tree = tree_of ("full|ящик|メール");
  static const char *const texts[] = { "\x80\x80\x80\x80\x80"
                                       "full",
                                       "\xd1", "\xe3\x83", "\xff\xfe full", "\xf0" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *finds = told (tree, texts[i]);

      g_assert_nonnull (finds);
    }
}

static void
test_unfolded_words (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (OdWordTree) tree = od_word_tree_new ();

      od_word_tree_add (tree, "Full", FALSE, 0);
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*is_folded*");
}

/* Of ASCII: what a plain search says. */
static void
search (const char *word, gboolean whole, guint owner, const char *text, GPtrArray *finds)
{
  gsize length = strlen (word);

  for (const char *at = strstr (text, word); at != NULL; at = strstr (at + 1, word))
    {
      gboolean begins = at == text || !g_ascii_isalnum (at[-1]) || !g_ascii_isalnum (*at);
      gboolean ends = !g_ascii_isalnum (at[length]) && at[length] != '_';

      if (*at != ' ' && begins && (!whole || ends))
        g_ptr_array_add (finds, g_strdup_printf ("%u:%u-%u", owner, (guint) (at - text),
                                                 (guint) (at - text + (gssize) length)));
    }
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static char *
sorted (GPtrArray *finds)
{
  g_ptr_array_sort (finds, compare_texts);
  g_ptr_array_add (finds, NULL);
  return g_strjoinv (" ", (char **) finds->pdata);
}

static char *
random_text (GRand *random, guint most)
{
  static const char letters[] = "aab_@1 .";
  guint length = (guint) g_rand_int_range (random, 1, (int) most);
  char *text = g_malloc0 (length + 1);

  for (guint i = 0; i < length; i++)
    text[i] = letters[g_rand_int_range (random, 0, (int) strlen (letters))];
  return text;
}

static void
compare_once (GRand *random)
{
  g_autoptr (OdWordTree) tree = od_word_tree_new ();
  g_autofree char *text = random_text (random, 30);
  g_autoptr (GPtrArray) wanted = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *by_tree = NULL;
  g_auto (GStrv) split = NULL;
  g_autoptr (GPtrArray) given = g_ptr_array_new ();
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;

  for (guint owner = 0; owner < 12; owner++)
    {
      g_autofree char *word = random_text (random, 5);
      gboolean whole = g_rand_boolean (random);

      od_word_tree_add (tree, word, whole, owner);
      search (word, whole, owner, text, wanted);
    }
  od_word_tree_seal (tree);
  by_tree = told (tree, text);
  split = g_strsplit (by_tree, " ", -1);
  for (guint i = 0; split[i] != NULL; i++)
    g_ptr_array_add (given, split[i]);
  one = sorted (wanted);
  other = sorted (given);
  g_assert_cmpstr (one, ==, other);
}

static void
test_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261125);

  for (guint round = 0; round < 4000; round++)
    compare_once (random);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/word-tree/rows", test_rows);
  g_test_add_func ("/word-tree/repeated", test_repeated);
  g_test_add_func ("/word-tree/nothing", test_nothing);
  g_test_add_func ("/word-tree/many-owners", test_many_owners);
  g_test_add_func ("/word-tree/all-letters", test_all_letters);
  g_test_add_func ("/word-tree/broken-text", test_broken_text);
  g_test_add_func ("/word-tree/unfolded-words", test_unfolded_words);
  g_test_add_func ("/word-tree/random", test_random);
  return g_test_run ();
}
