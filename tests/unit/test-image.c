/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Images: structs come back as they were laid down, and the knowledge that is built in says what the files
 * say. */

#include "od-image.h"

#include "od-diagnose.h"
#include "od-knowledge-image.h"
#include "od-knowledge-private.h"

typedef struct
{
  char *name;
  guint number;
  GArray *numbers;
  char **words;
} Leaf;

typedef struct
{
  GPtrArray *leaves;
  Leaf *first;
  char *nothing;
  gpointer made;
  GPtrArray *texts;
} Root;

static guint
add_leaf (OdImage *image, gconstpointer element)
{
  const Leaf *leaf = element;
  guint place = od_image_add (image, leaf, sizeof *leaf);

  od_image_text (image, OD_IMAGE_AT (place, Leaf, name), leaf->name);
  od_image_array (image, OD_IMAGE_AT (place, Leaf, numbers), leaf->numbers, sizeof (guint));
  od_image_strv (image, OD_IMAGE_AT (place, Leaf, words), leaf->words);
  return place;
}

static guint
add_root (OdImage *image, const Root *root)
{
  guint place = od_image_add (image, root, sizeof *root);

  od_image_list (image, OD_IMAGE_AT (place, Root, leaves), root->leaves, add_leaf);
  od_image_shared (image, OD_IMAGE_AT (place, Root, first), root->first, add_leaf);
  od_image_text (image, OD_IMAGE_AT (place, Root, nothing), root->nothing);
  od_image_clear (image, OD_IMAGE_AT (place, Root, made));
  od_image_texts (image, OD_IMAGE_AT (place, Root, texts), root->texts);
  return place;
}

/* Two leaves, the first of which is also led to by itself. (transfer full) */
static GBytes *
make_image (void)
{
  g_autoptr (OdImage) image = od_image_new ();
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) leaves = g_ptr_array_new ();
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  char *words[] = { (char *) "one", (char *) "two", NULL };
  Leaf first = { (char *) "first", 7, numbers, words };
  Leaf second = { (char *) "second", 8, none, NULL };
  Root root = { leaves, &first, NULL, &first, texts };
  const guint some[] = { 3, 1, 4 };

  g_array_append_vals (numbers, some, G_N_ELEMENTS (some));
  g_ptr_array_add (leaves, &first);
  g_ptr_array_add (leaves, &second);
  g_ptr_array_add (texts, (gpointer) "first");
  g_ptr_array_add (texts, NULL);
  return od_image_finish (image, add_root (image, &root));
}

static void
test_structs (void)
{
  g_autoptr (GBytes) bytes = make_image ();
  g_autofree guint8 *aligned = g_memdup2 (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autofree gpointer memory = NULL;
  Root *root = od_image_open (aligned, g_bytes_get_size (bytes), &memory);
  const Leaf *first = root->leaves->pdata[0];
  const Leaf *second = root->leaves->pdata[1];

  g_assert_cmpuint (root->leaves->len, ==, 2);
  g_assert_true (root->first == first);
  g_assert_null (root->nothing);
  g_assert_null (root->made);
  g_assert_cmpstr (first->name, ==, "first");
  g_assert_cmpuint (first->number, ==, 7);
  g_assert_cmpuint (first->numbers->len, ==, 3);
  g_assert_cmpuint (g_array_index (first->numbers, guint, 2), ==, 4);
  g_assert_cmpuint (g_strv_length (first->words), ==, 2);
  g_assert_cmpstr (first->words[1], ==, "two");
  g_assert_cmpstr (second->name, ==, "second");
  g_assert_cmpuint (second->numbers->len, ==, 0);
  g_assert_null (second->words);
  g_assert_cmpuint (root->texts->len, ==, 2);
  g_assert_true (root->texts->pdata[0] == first->name); /* the same text is kept once */
  g_assert_null (root->texts->pdata[1]);
}

/* What is written into one that was opened is its own. */
static void
test_opened_twice (void)
{
  g_autoptr (GBytes) bytes = make_image ();
  g_autofree guint8 *aligned = g_memdup2 (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autofree gpointer memory = NULL;
  g_autofree gpointer further = NULL;
  Root *one = od_image_open (aligned, g_bytes_get_size (bytes), &memory);
  Root *other = od_image_open (aligned, g_bytes_get_size (bytes), &further);

  one->first->number = 70;
  one->made = one;
  g_assert_cmpuint (((Leaf *) one->leaves->pdata[0])->number, ==, 70);
  g_assert_cmpuint (other->first->number, ==, 7);
  g_assert_null (other->made);
}

static void
test_foreign (void)
{
  static const guint64 foreign[8] = { 0 };

  if (g_test_subprocess ())
    {
      od_image_open ((const guint8 *) foreign, sizeof foreign, NULL);
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
}

static OdKnowledge *
read_files (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "data", NULL);
  g_autoptr (GError) error = NULL;
  OdKnowledge *knowledge = od_knowledge_new_from_folder (path, &error);

  g_assert_no_error (error);
  return knowledge;
}

/* A pointer that was forgotten would be another each time. */
static void
test_alike (void)
{
  g_autoptr (OdKnowledge) one = read_files ();
  g_autoptr (OdKnowledge) other = read_files ();
  g_autoptr (GBytes) first = od_knowledge_to_image (one);
  g_autoptr (GBytes) second = od_knowledge_to_image (other);

  g_assert_cmpuint (g_bytes_get_size (first), >, 1024 * 1024);
  g_assert_true (g_bytes_equal (first, second));
}

static void
assert_same_causes (const OdFinding *one, const OdFinding *other)
{
  g_assert_cmpuint (one->causes->len, ==, other->causes->len);
  for (guint i = 0; i < one->causes->len; i++)
    {
      const OdCause *cause = one->causes->pdata[i];
      const OdCause *same = other->causes->pdata[i];

      g_assert_cmpstr (cause->id, ==, same->id);
      g_assert_cmpstr (cause->title, ==, same->title);
      g_assert_cmpstr (cause->evidence, ==, same->evidence);
      g_assert_cmpint (cause->state, ==, same->state);
      g_assert_cmpuint (cause->probes->len, ==, same->probes->len);
      for (guint j = 0; j < cause->probes->len; j++)
        g_assert_cmpstr (((OdProbeWanted *) cause->probes->pdata[j])->name, ==,
                         ((OdProbeWanted *) same->probes->pdata[j])->name);
    }
}

static void
assert_same_fixes (const OdFinding *one, const OdFinding *other)
{
  g_assert_cmpuint (one->fixes->len, ==, other->fixes->len);
  for (guint i = 0; i < one->fixes->len; i++)
    {
      const OdFix *fix = one->fixes->pdata[i];
      const OdFix *same = other->fixes->pdata[i];

      g_assert_cmpstr (fix->action, ==, same->action);
      g_assert_cmpstr (fix->arguments, ==, same->arguments);
      g_assert_cmpstr (fix->title, ==, same->title);
      g_assert_cmpstr (fix->text, ==, same->text);
    }
}

static void
assert_same_finding (const OdFinding *one, const OdFinding *other)
{
  g_assert_cmpstr (one->id, ==, other->id);
  g_assert_cmpint (one->kind, ==, other->kind);
  g_assert_cmpstr (one->meaning, ==, other->meaning);
  g_assert_cmpuint (one->certainty, ==, other->certainty);
  g_assert_cmpstr (one->title, ==, other->title);
  g_assert_cmpstr (one->summary, ==, other->summary);
  g_assert_cmpstrv (one->details, other->details);
  g_assert_cmpstrv (one->sources, other->sources);
  g_assert_cmpstrv (one->digits, other->digits);
  g_assert_cmpstrv (one->words, other->words);
  g_assert_cmpuint (one->questions->len, ==, other->questions->len);
  assert_same_causes (one, other);
  assert_same_fixes (one, other);
}

static void
assert_same_answer (const OdFacts *facts, const OdKnowledge *one, const OdKnowledge *other)
{
  g_autoptr (GPtrArray) findings = od_diagnose (facts, one);
  g_autoptr (GPtrArray) same = od_diagnose (facts, other);

  g_assert_cmpuint (findings->len, ==, same->len);
  for (guint i = 0; i < findings->len; i++)
    assert_same_finding (findings->pdata[i], same->pdata[i]);
}

static void
assert_same_facts (const OdFacts *one, const OdFacts *other)
{
  const GPtrArray *list = od_facts_list (one);
  const GPtrArray *same = od_facts_list (other);

  g_assert_cmpuint (list->len, ==, same->len);
  for (guint i = 0; i < list->len; i++)
    {
      const char *name = ((OdFact *) list->pdata[i])->name;

      g_assert_cmpstr (name, ==, ((OdFact *) same->pdata[i])->name);
      g_assert_cmpstr (((OdFact *) list->pdata[i])->value, ==, ((OdFact *) same->pdata[i])->value);
      g_assert_cmpuint (od_facts_values (one, name)->len, ==, od_facts_values (other, name)->len);
    }
}

/* With every example, as it is in the image and as it is in the files. */
static void
test_same_answers (void)
{
  const OdKnowledge *own = od_knowledge_get_default ();
  g_autoptr (OdKnowledge) files = read_files ();
  const GPtrArray *diagnoses = od_knowledge_diagnoses (own);

  g_assert_cmpuint (diagnoses->len, ==, od_knowledge_diagnoses (files)->len);
  for (guint i = 0; i < diagnoses->len; i++)
    {
      const OdDiagnosis *diagnosis = diagnoses->pdata[i];
      const OdDiagnosis *same = od_knowledge_diagnoses (files)->pdata[i];

      g_assert_cmpstr (diagnosis->id, ==, same->id);
      g_assert_cmpstr (diagnosis->entry, ==, same->entry);
      g_assert_cmpuint (diagnosis->examples->len, ==, same->examples->len);
      for (guint j = 0; j < diagnosis->examples->len; j++)
        {
          assert_same_facts (diagnosis->examples->pdata[j], same->examples->pdata[j]);
          assert_same_answer (diagnosis->examples->pdata[j], own, files);
        }
    }
}

static void
test_same_providers (void)
{
  const OdProviders *own = od_knowledge_providers (od_knowledge_get_default ());
  g_autoptr (OdKnowledge) files = read_files ();
  const GPtrArray *list = od_providers_list (od_knowledge_providers (files));

  g_assert_cmpuint (od_providers_list (own)->len, ==, list->len);
  for (guint i = 0; i < list->len; i++)
    {
      const OdProvider *provider = list->pdata[i];

      for (char **domain = provider->domains; *domain != NULL; domain++)
        g_assert_cmpstr (od_providers_find_domain (own, *domain)->id, ==,
                         od_providers_find_domain (od_knowledge_providers (files), *domain)->id);
      for (char **suffix = provider->mx_suffixes; *suffix != NULL; suffix++)
        g_assert_cmpstr (od_providers_find_host (own, *suffix)->id, ==,
                         od_providers_find_host (od_knowledge_providers (files), *suffix)->id);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image/structs", test_structs);
  g_test_add_func ("/image/opened-twice", test_opened_twice);
  g_test_add_func ("/image/foreign", test_foreign);
  g_test_add_func ("/image/knowledge/alike", test_alike);
  g_test_add_func ("/image/knowledge/same-answers", test_same_answers);
  g_test_add_func ("/image/knowledge/same-providers", test_same_providers);
  return g_test_run ();
}
