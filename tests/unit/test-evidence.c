/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Taking one deciding fact away changes the verdict: for every rule of the real knowledge that confirms a
 * cause or rules it out, a case is made of an example of its diagnosis and of the rule's own attributes; the
 * cause has that state in it, and without any one of the facts that probes and persons give the rule holds no
 * more. What the rules mean is not judged here. */

#include <string.h>

#include "od-diagnose.h"
#include "od-fact-list.h"
#include "od-probe.h"

/* Of all rules so many must have been tried, or this test says little. */
#define LEAST_PERCENT 97

static const OdKnowledge *knowledge;
static OdPatterns *patterns;
static GPtrArray *roots; /* OdXmlNode *: the files of data/diagnoses */
static GHashTable *pool; /* name of a fact → GPtrArray of values that examples have */
static GHashTable *probe_facts;

/* --- what there is */

static OdXmlNode *
read_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  OdXmlNode *root;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  root = od_xml_parse (path, text, length, &error);
  g_assert_no_error (error);
  return root;
}

static GPtrArray *
read_folder (const char *name)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "data", name, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify) od_xml_node_free);
  const char *file;

  g_assert_nonnull (dir);
  while ((file = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (file, ".xml"))
      g_ptr_array_add (files, read_file (folder, file));
  return files;
}

/* Signs again, for conditions of one attribute. */
static OdPatterns *
read_patterns (void)
{
  g_autoptr (GPtrArray) files = read_folder ("signs");
  OdPatterns *read = od_patterns_new (FALSE);

  for (guint i = 0; i < files->len; i++)
    g_assert_true (od_patterns_read_words (read, "signs", files->pdata[i], NULL));
  for (guint i = 0; i < files->len; i++)
    g_assert_true (od_patterns_read_signs (read, "signs", files->pdata[i], NULL));
  return read;
}

static void
add_to_pool (const OdFact *fact)
{
  GPtrArray *values = g_hash_table_lookup (pool, fact->name);

  if (values == NULL)
    {
      values = g_ptr_array_new ();
      g_hash_table_insert (pool, (char *) fact->name, values);
    }
  g_ptr_array_add (values, fact->value);
}

static void
fill_pool (void)
{
  const GPtrArray *diagnoses = od_knowledge_diagnoses (knowledge);

  pool = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < diagnoses->len; i++)
    for (guint j = 0; j < ((OdDiagnosis *) diagnoses->pdata[i])->examples->len; j++)
      {
        GPtrArray *facts = od_facts_list (((OdDiagnosis *) diagnoses->pdata[i])->examples->pdata[j]);

        for (guint k = 0; k < facts->len; k++)
          add_to_pool (facts->pdata[k]);
      }
}

/* Those that probes give, and answers of the person. */
static gboolean
is_probe_fact (const char *name)
{
  return g_str_has_prefix (name, "answer.") || g_hash_table_contains (probe_facts, name);
}

static void
find_probe_facts (void)
{
  probe_facts = g_hash_table_new (g_str_hash, g_str_equal);
  for (const OdProbe *const *probe = od_probe_list (); *probe != NULL; probe++)
    for (const char *const *fact = (*probe)->facts; *fact != NULL; fact++)
      g_hash_table_add (probe_facts, (char *) *fact);
}

/* The element of that name and id in all files. */
static const OdXmlNode *
find_element (const char *name, const char *id)
{
  for (guint i = 0; i < roots->len; i++)
    {
      const GPtrArray *children = ((OdXmlNode *) roots->pdata[i])->children;

      for (guint j = 0; j < children->len; j++)
        if (g_str_equal (((OdXmlNode *) children->pdata[j])->name, name) &&
            g_strcmp0 (od_xml_node_attribute (children->pdata[j], "id"), id) == 0)
          return children->pdata[j];
    }
  g_error ("no <%s id='%s'>", name, id);
}

static const OdXmlNode *
nth_child (const OdXmlNode *node, const char *name, const char *id, guint n)
{
  for (guint i = 0; i < node->children->len; i++)
    {
      const OdXmlNode *child = node->children->pdata[i];

      if (!g_str_equal (child->name, name) ||
          (id != NULL && g_strcmp0 (od_xml_node_attribute (child, "id"), id) != 0))
        continue;
      if (n-- == 0)
        return child;
    }
  g_error ("no such <%s> below line %u", name, node->line);
}

/* --- one attribute */

/* (transfer full): the condition that one attribute is. */
static OdCondition *
condition_of (const char *name, const char *value)
{
  g_autoptr (GHashTable) attributes = g_hash_table_new (g_str_hash, g_str_equal);
  const OdXmlNode node = { .name = (char *) "when", .attributes = attributes };
  g_autoptr (GError) error = NULL;
  OdCondition *condition;

  g_hash_table_insert (attributes, (char *) name, (char *) value);
  condition = od_condition_parse ("rule", &node, NULL, patterns, &error);
  g_assert_no_error (error);
  return condition;
}

/* The fact that an attribute reads. */
static const char *
fact_of (const char *attribute)
{
  return g_str_equal (attribute, "says") ? "text" : attribute;
}

static gboolean
try_value (OdFacts *facts, const char *name, const char *value, const OdCondition *condition)
{
  od_facts_set (facts, name, value, "event:1");
  return od_condition_holds (condition, facts);
}

/* "$address" is equal to what stands there, or both are something. */
static gboolean
try_same (OdFacts *facts, const char *name, const char *other, const OdCondition *condition)
{
  if (od_fact_list_find (other) == NULL)
    return FALSE;
  if (!od_facts_has (facts, other))
    od_facts_set (facts, other, "same.example", "event:1");
  return try_value (facts, name, od_facts_get (facts, other), condition);
}

/* A value by one word of the attribute: itself, an end of a range, or a glob filled in. */
static gboolean
try_word (OdFacts *facts, const char *name, const char *word, const OdCondition *condition)
{
  const char *dots = strstr (word, "..");
  g_auto (GStrv) around_star = g_strsplit (word, "*", -1);
  g_autofree char *begin = dots != NULL ? g_strndup (word, (gsize) (dots - word)) : NULL;
  g_autofree char *filled = g_strjoinv ("1", around_star);

  if (*word == '$')
    return try_same (facts, name, word + 1, condition);
  if (dots != NULL && try_value (facts, name, *begin != '\0' ? begin : dots + 2, condition))
    return TRUE;
  return try_value (facts, name, word, condition) || try_value (facts, name, filled, condition);
}

static gboolean
try_words (OdFacts *facts, const char *name, const char *text, const OdCondition *condition)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (char **word = words; *word != NULL; word++)
    if (**word != '\0' && **word != '!' && try_word (facts, name, *word, condition))
      return TRUE;
  return FALSE;
}

/* Values that anything of that kind may have. */
static gboolean
try_known (OdFacts *facts, const char *name, const OdCondition *condition)
{
  const OdFactInfo *info = od_fact_list_find (name);
  const GPtrArray *values = g_hash_table_lookup (pool, name);

  if (info->type == OD_FACT_TOKEN && try_words (facts, name, info->values, condition))
    return TRUE;
  for (guint i = 0; values != NULL && i < values->len; i++)
    if (try_value (facts, name, values->pdata[i], condition))
      return TRUE;
  return try_value (facts, name, info->type == OD_FACT_NUMBER ? "7" : "other.example", condition);
}

/* Makes the attribute hold; FALSE where no value was found. A fact that is not known is tried first. */
static gboolean
satisfy (OdFacts *facts, const char *attribute, const char *text)
{
  g_autoptr (OdCondition) condition = condition_of (attribute, text);
  const char *name = fact_of (attribute);

  return od_condition_holds (condition, facts) || try_value (facts, name, NULL, condition) ||
         try_words (facts, name, text, condition) || try_known (facts, name, condition);
}

/* --- one rule */

/* (transfer full): @example changed so that all attributes of the rule hold; NULL where none could be made.
 */
static OdFacts *
make_case (const OdFacts *example, const OdXmlNode *element, const OdCondition *condition)
{
  g_autoptr (OdFacts) facts = od_facts_copy (example);
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (element->attributes), (GCompareFunc) strcmp);

  /* A second time, for those that read what another one changed. */
  for (guint pass = 0; pass < 2; pass++)
    for (GList *l = names; l != NULL; l = l->next)
      if (!satisfy (facts, l->data, od_xml_node_attribute (element, l->data)))
        return NULL;
  return od_condition_holds (condition, facts) ? g_steal_pointer (&facts) : NULL;
}

static GPtrArray *
rules_of (const OdEvidence *evidence, OdCauseState state)
{
  return state == OD_CAUSE_CONFIRMED ? evidence->confirmed : evidence->ruled_out;
}

static gboolean
any_rule_holds (const OdCauseRule *cause, OdCauseState state, const OdFacts *facts)
{
  for (guint i = 0; i < cause->evidence->len; i++)
    {
      const GPtrArray *rules = rules_of (cause->evidence->pdata[i], state);

      for (guint j = 0; j < rules->len; j++)
        if (od_condition_holds (((OdEvidenceRule *) rules->pdata[j])->condition, facts))
          return TRUE;
    }
  return FALSE;
}

/* Whether the diagnosis was made and its cause has that state; @made (optional): whether it was made. */
static gboolean
has_state (const OdFacts *facts,
           const OdDiagnosis *diagnosis,
           const OdCauseRule *cause,
           OdCauseState state,
           gboolean *made)
{
  g_autoptr (GPtrArray) findings = od_diagnose (facts, knowledge);

  if (made != NULL)
    *made = FALSE;
  for (guint i = 0; i < findings->len; i++)
    {
      const OdFinding *finding = findings->pdata[i];

      for (guint j = 0; g_str_equal (finding->id, diagnosis->id) && j < finding->causes->len; j++)
        {
          const OdCause *found = finding->causes->pdata[j];

          if (!g_str_equal (found->id, cause->id))
            continue;
          if (made != NULL)
            *made = TRUE;
          return found->state == state;
        }
    }
  return FALSE;
}

/* What is gone through. */
typedef struct
{
  const OdDiagnosis *diagnosis;
  const OdCauseRule *cause;
  const OdEvidence *evidence;
  const OdEvidenceRule *rule;
  const OdXmlNode *element;
  OdCauseState state;
} Try;

static guint n_rules, n_tried, n_taken_away;
static GHashTable *shared;  /* the elements of shared rules that causes name */
static GHashTable *reached; /* the elements of rules that some case was made for */

static void
complain (const Try *self, const char *what)
{
  g_test_message ("%s:%u: %s/%s: <%s>: %s",
                  self->evidence->id != NULL ? "evidence.xml" : self->diagnosis->file_name,
                  self->element->line, self->diagnosis->id, self->cause->id, self->element->name, what);
  g_test_fail ();
}

/* Whether the attribute holds only where the fact is known. */
static gboolean
needs (const OdFacts *facts, const char *attribute, const char *text)
{
  g_autoptr (OdCondition) condition = condition_of (attribute, text);
  g_autoptr (OdFacts) without = od_facts_copy (facts);

  od_facts_set (without, fact_of (attribute), NULL, NULL);
  return !od_condition_holds (condition, without);
}

static void
take_away (const Try *self, const OdFacts *facts, const char *name)
{
  g_autoptr (OdFacts) without = od_facts_copy (facts);
  gboolean made;

  n_taken_away++;
  od_facts_set (without, name, NULL, NULL);
  if (od_condition_holds (self->rule->condition, without))
    complain (self, name);
  if (!any_rule_holds (self->cause, self->state, without) &&
      has_state (without, self->diagnosis, self->cause, self->state, &made))
    complain (self, name);
}

static void
take_each_away (const Try *self, const OdFacts *facts)
{
  g_autoptr (GList) names = g_hash_table_get_keys (self->element->attributes);

  for (GList *l = names; l != NULL; l = l->next)
    if (is_probe_fact (l->data) && needs (facts, l->data, od_xml_node_attribute (self->element, l->data)))
      take_away (self, facts, l->data);
}

/* Some example of the diagnosis, changed for the rule, must lead to the state. A shared rule need not hold
 * for every cause that names it. */
static void
try_rule (const Try *self)
{
  gboolean made = FALSE;

  n_rules++;
  if (self->evidence->id != NULL)
    g_hash_table_add (shared, (gpointer) self->element);
  for (guint i = 0; i < self->diagnosis->examples->len; i++)
    {
      g_autoptr (OdFacts)
          facts = make_case (self->diagnosis->examples->pdata[i], self->element, self->rule->condition);

      if (facts == NULL)
        continue;
      made = TRUE;
      if (!has_state (facts, self->diagnosis, self->cause, self->state, NULL))
        continue;
      n_tried++;
      take_each_away (self, facts);
      g_hash_table_add (reached, (gpointer) self->element);
      return;
    }
  if (self->evidence->id == NULL)
    complain (self, made ? "no example of the diagnosis leads there" : "no case could be made");
}

static void
try_rules (Try *self, const OdXmlNode *parent, const char *name, const GPtrArray *rules)
{
  for (guint i = 0; i < rules->len; i++)
    {
      self->rule = rules->pdata[i];
      self->element = nth_child (parent, name, NULL, i);
      try_rule (self);
    }
}

static void
try_evidence (Try *self)
{
  const OdXmlNode *parent =
      self->evidence->id != NULL
          ? find_element ("evidence", self->evidence->id)
          : nth_child (find_element ("diagnosis", self->diagnosis->id), "cause", self->cause->id, 0);

  self->state = OD_CAUSE_CONFIRMED;
  try_rules (self, parent, "confirmed", self->evidence->confirmed);
  self->state = OD_CAUSE_RULED_OUT;
  try_rules (self, parent, "ruled-out", self->evidence->ruled_out);
}

static void
check_shared (void)
{
  GHashTableIter iter;
  gpointer element;

  g_hash_table_iter_init (&iter, shared);
  while (g_hash_table_iter_next (&iter, &element, NULL))
    if (!g_hash_table_contains (reached, element))
      {
        g_test_message ("evidence.xml:%u: no cause that names this evidence leads there",
                        ((OdXmlNode *) element)->line);
        g_test_fail ();
      }
}

static void
test_deciding_facts (void)
{
  const GPtrArray *diagnoses = od_knowledge_diagnoses (knowledge);

  for (guint i = 0; i < diagnoses->len; i++)
    {
      Try self = { .diagnosis = diagnoses->pdata[i] };

      for (guint j = 0; j < self.diagnosis->causes->len; j++)
        {
          self.cause = self.diagnosis->causes->pdata[j];
          for (guint k = 0; k < self.cause->evidence->len; k++)
            {
              self.evidence = self.cause->evidence->pdata[k];
              try_evidence (&self);
            }
        }
    }
  check_shared ();
  g_test_message ("%u of %u rules tried, %u facts taken away", n_tried, n_rules, n_taken_away);
  g_assert_cmpuint (n_tried * 100, >=, n_rules * LEAST_PERCENT);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  knowledge = od_knowledge_get_default ();
  patterns = read_patterns ();
  roots = read_folder ("diagnoses");
  fill_pool ();
  find_probe_facts ();
  shared = g_hash_table_new (NULL, NULL);
  reached = g_hash_table_new (NULL, NULL);
  g_test_add_func ("/evidence/deciding-facts", test_deciding_facts);
  result = g_test_run ();
  g_hash_table_unref (reached);
  g_hash_table_unref (shared);
  g_hash_table_unref (probe_facts);
  g_hash_table_unref (pool);
  g_ptr_array_unref (roots);
  od_patterns_free (patterns);
  return result;
}
