/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Phrases looked for all at once: which, where, and which of several; and over random phrases and texts from
 * a fixed seed what a plain search tells. */

#include <string.h>

#include "od-sayings.h"

static const char *const phrases[] = { "server said", "mail from:", "mail", "échec de l", "0x8", "said" };

typedef struct
{
  const char *text;
  gsize place; /* of the first in the text */
  gsize which;
  gsize first; /* of the list */
  gsize first_place;
} Row;

static const Row rows[] = {
  { "the server said no", 4, 0, 0, 4 },
  { "he said the server said no", 3, 5, 0, 12 },
  { "mail from: mail", 0, 1, 1, 0 },
  { "email", 1, 2, 2, 1 },
  { "mail, mail from: me", 0, 2, 1, 6 },
  { "un échec de l'envoi 0x8004", 3, 3, 3, 3 },
  { "sai", OD_SAYINGS_NONE, 0, OD_SAYINGS_NONE, 0 },
  { "0x", OD_SAYINGS_NONE, 0, OD_SAYINGS_NONE, 0 },
  { "x", OD_SAYINGS_NONE, 0, OD_SAYINGS_NONE, 0 },
  { "", OD_SAYINGS_NONE, 0, OD_SAYINGS_NONE, 0 },
};

static void
test_rows (void)
{
  g_autoptr (OdSayings) sayings = od_sayings_new (phrases, G_N_ELEMENTS (phrases));

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gsize which = 0;
      gsize place = 0;

      g_test_message ("%s", rows[i].text);
      g_assert_cmpuint (od_sayings_find (sayings, rows[i].text, 0, &which), ==, rows[i].place);
      g_assert_cmpuint (which, ==, rows[i].which);
      g_assert_cmpuint (od_sayings_find_first (sayings, rows[i].text, &place), ==, rows[i].first);
      g_assert_cmpuint (place, ==, rows[i].first_place);
    }
}

static void
test_from (void)
{
  g_autoptr (OdSayings) sayings = od_sayings_new (phrases, G_N_ELEMENTS (phrases));

  g_assert_cmpuint (od_sayings_find (sayings, "mail, mail", 1, NULL), ==, 6);
  g_assert_cmpuint (od_sayings_find (sayings, "mail, mail", 7, NULL), ==, OD_SAYINGS_NONE);
}

static char *
random_text (GRand *random, gsize least, gsize most)
{
  gsize length = (gsize) g_rand_int_range (random, (gint32) least, (gint32) most);
  char *text = g_malloc0 (length + 1);

  for (gsize i = 0; i < length; i++)
    text[i] = "abc "[g_rand_int_range (random, 0, 4)];
  return text;
}

static void
check_plainly (const OdSayings *sayings, const GPtrArray *list, const char *text)
{
  gsize first = OD_SAYINGS_NONE;
  gsize place = OD_SAYINGS_NONE;

  for (guint i = 0; i < list->len; i++)
    {
      const char *found = strstr (text, list->pdata[i]);

      if (found == NULL)
        continue;
      first = MIN (first, i);
      place = MIN (place, (gsize) (found - text));
    }
  g_assert_cmpuint (od_sayings_find_first (sayings, text, NULL), ==, first);
  g_assert_cmpuint (od_sayings_find (sayings, text, 0, NULL), ==, place);
}

static void
test_as_a_plain_search (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261124);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (OdSayings) sayings = NULL;

  for (guint i = 0; i < 40; i++)
    g_ptr_array_add (list, random_text (random, 3, 9));
  sayings = od_sayings_new ((const char *const *) list->pdata, list->len);
  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *text = random_text (random, 0, 30);

      check_plainly (sayings, list, text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sayings/rows", test_rows);
  g_test_add_func ("/sayings/from", test_from);
  g_test_add_func ("/sayings/as-a-plain-search", test_as_a_plain_search);
  return g_test_run ();
}
