/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Checks of what the knowledge wants to be asked: probes that exist, whose facts decide about the cause that
 * wants them, and questions to the person whose answers are read. */

#include "check-knowledge.h"

#include "od-fact-list.h"
#include "od-probe.h"

static const char *
attribute (const OdXmlNode *node, const char *name)
{
  return od_xml_node_attribute (node, name);
}

static void
check_probe (Check *self, const CheckFile *file, const OdXmlNode *node)
{
  const char *name = attribute (node, "name");

  if (name == NULL || od_probe_find (name) == NULL)
    check_fault (self, file->path, node->line, "unknown probe “%s”", name != NULL ? name : "");
}

void
check_probes (Check *self)
{
  check_each (self, "probe", check_probe);
}

/* Whether an element below @node reads the fact. */
static gboolean
is_read_in (const OdXmlNode *node, const char *fact)
{
  if (g_str_equal (node->name, "example"))
    return FALSE;
  if (attribute (node, fact) != NULL)
    return TRUE;
  for (guint i = 0; i < node->children->len; i++)
    if (is_read_in (node->children->pdata[i], fact))
      return TRUE;
  return FALSE;
}

static gboolean
any_is_read_in (const OdXmlNode *cause, const OdProbe *probe)
{
  for (const char *const *fact = probe->facts; *fact != NULL; fact++)
    if (is_read_in (cause, *fact))
      return TRUE;
  return FALSE;
}

static void
check_cause (Check *self, const CheckFile *file, const OdXmlNode *cause)
{
  for (guint i = 0; i < cause->children->len; i++)
    {
      const OdXmlNode *child = cause->children->pdata[i];
      const OdProbe *probe = NULL;

      if (g_str_equal (child->name, "probe") && attribute (child, "name") != NULL)
        probe = od_probe_find (attribute (child, "name"));
      if (probe != NULL && !any_is_read_in (cause, probe))
        check_fault (self, file->path, child->line, "no rule of this cause reads what the probe “%s” gives",
                     probe->name);
    }
}

void
check_probe_use (Check *self)
{
  check_each (self, "cause", check_cause);
  check_each (self, "evidence", check_cause);
}

static const OdXmlNode *
find_evidence (const Check *self, const char *id)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      const OdXmlNode *root = ((CheckFile *) self->files->pdata[i])->root;

      for (guint j = 0; j < root->children->len; j++)
        if (g_str_equal (((OdXmlNode *) root->children->pdata[j])->name, "evidence") &&
            g_strcmp0 (attribute (root->children->pdata[j], "id"), id) == 0)
          return root->children->pdata[j];
    }
  return NULL;
}

static gboolean
is_read_in_shared (const Check *self, const OdXmlNode *diagnosis, const char *fact)
{
  for (guint i = 0; i < diagnosis->children->len; i++)
    {
      const char *names = attribute (diagnosis->children->pdata[i], "evidence");
      g_auto (GStrv) words = g_strsplit (names != NULL ? names : "", " ", -1);

      for (char **word = words; *word != NULL; word++)
        {
          const OdXmlNode *evidence = find_evidence (self, *word);

          if (evidence != NULL && is_read_in (evidence, fact))
            return TRUE;
        }
    }
  return FALSE;
}

static gboolean
asks (const OdXmlNode *diagnosis, const char *fact)
{
  for (guint i = 0; i < diagnosis->children->len; i++)
    {
      const OdXmlNode *child = diagnosis->children->pdata[i];

      if (g_str_equal (child->name, "question") && g_strcmp0 (attribute (child, "fact"), fact) == 0)
        return TRUE;
    }
  return FALSE;
}

/* What is asked is read, and what is read is asked. */
static void
check_diagnosis (Check *self, const CheckFile *file, const OdXmlNode *diagnosis)
{
  gsize count;
  const OdFactInfo *facts = od_fact_list (&count);

  for (gsize i = 0; i < count; i++)
    {
      const char *fact = facts[i].name;
      gboolean asked, read;

      if (!g_str_has_prefix (fact, "answer."))
        continue;
      asked = asks (diagnosis, fact);
      read = is_read_in (diagnosis, fact) || is_read_in_shared (self, diagnosis, fact);
      if (asked != read)
        check_fault (self, file->path, diagnosis->line,
                     asked ? "“%s” is asked, but nothing reads it" : "“%s” is read, but nobody is asked",
                     fact);
    }
}

void
check_questions (Check *self)
{
  check_each (self, "diagnosis", check_diagnosis);
}

static gboolean
is_named_in (const OdXmlNode *node, const char *id)
{
  const char *names = attribute (node, "evidence");
  g_auto (GStrv) words = g_strsplit (names != NULL ? names : "", " ", -1);

  if (g_strv_contains ((const char *const *) words, id))
    return TRUE;
  for (guint i = 0; i < node->children->len; i++)
    if (is_named_in (node->children->pdata[i], id))
      return TRUE;
  return FALSE;
}

static void
check_evidence (Check *self, const CheckFile *file, const OdXmlNode *evidence)
{
  for (guint i = 0; i < self->files->len; i++)
    if (is_named_in (((CheckFile *) self->files->pdata[i])->root, attribute (evidence, "id")))
      return;
  check_fault (self, file->path, evidence->line, "no cause names the evidence “%s”",
               attribute (evidence, "id"));
}

void
check_evidence_use (Check *self)
{
  check_each (self, "evidence", check_evidence);
}
