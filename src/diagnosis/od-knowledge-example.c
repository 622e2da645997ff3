/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* From an <example> of the knowledge to facts: its attributes, and the server's reply where it has one. Any
 * thread, one at a time for the same parts. It does not ask where the example leads. */

#include "od-knowledge-private.h"

#include <string.h>

#include "od-fact-list.h"
#include "od-smtp-reply.h"
#include "od-text.h"

/* Facts with several values whose values hold no spaces: an example names them side by side. */
static const char *const several_values[] = {
  "auth.offered", "auth.offered.before-tls", "tls.leaf.names", "mx.host", "offers", "provider.auth", NULL
};

static void
add_example_value (OdReader *reader,
                   const OdXmlNode *node,
                   const OdFactInfo *info,
                   const char *value,
                   OdFacts *facts)
{
  g_auto (GStrv) tokens = g_strsplit (info->values != NULL ? info->values : "", " ", -1);

  if (info->type == OD_FACT_TOKEN && !g_strv_contains ((const char *const *) tokens, value))
    od_reader_fault (reader, node, "“%s” is no value of the fact “%s”", value, info->name);
  else
    od_facts_add (facts, info->name, value, "example");
}

static void
read_example_fact (OdReader *reader, const OdXmlNode *node, const char *name, OdFacts *facts)
{
  const OdFactInfo *info = od_fact_list_find (name);
  const char *value = od_xml_node_attribute (node, name);
  g_auto (GStrv) words = NULL;

  if (info == NULL)
    {
      od_reader_fault (reader, node, "unknown fact “%s”", name);
      return;
    }
  if (info->type != OD_FACT_TOKEN && !g_strv_contains (several_values, name))
    {
      add_example_value (reader, node, info, value, facts);
      return;
    }
  words = g_strsplit (value, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      add_example_value (reader, node, info, words[i], facts);
}

/* The reply as the server would have sent it: the lines without the indentation of the file. */
static char *
unindent (const char *raw_text)
{
  g_auto (GStrv) lines = g_strsplit (raw_text, "\n", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      g_string_append_printf (text, "%s\n", lines[i]);
  return g_string_free (text, FALSE);
}

static void
read_example_reply (OdReader *reader, const OdXmlNode *node, gboolean of_line, OdFacts *facts)
{
  g_autofree char *text = unindent (node->raw_text);
  g_autoptr (GError) error = NULL;
  g_autoptr (OdSmtpReply) reply = od_smtp_reply_new_from_text (text, &error);
  g_autofree char *status = NULL;
  g_autofree char *words = NULL;

  if (reply == NULL)
    {
      od_reader_fault (reader, node, "the example is no reply: %s", error->message);
      return;
    }
  status = od_smtp_reply_dup_status (reply);
  words = od_text_collapse (reply->text);
  od_facts_addf (facts, "example", of_line ? "line.code" : "code", "%u", reply->code);
  od_facts_add (facts, of_line ? "line.status" : "status", status, "example");
  od_facts_add (facts, of_line ? "line.text" : "text", words, "example");
}

OdFacts *
od_reader_example (OdReader *reader, const OdXmlNode *node, gboolean of_line)
{
  OdFacts *facts = od_facts_new ();
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (node->attributes), (GCompareFunc) strcmp);

  for (GList *l = names; l != NULL; l = l->next)
    read_example_fact (reader, node, l->data, facts);
  if (*node->text != '\0')
    read_example_reply (reader, node, of_line, facts);
  return facts;
}
