/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads the illnesses once. A fault in the file is a fault of the program: it aborts with file and line. */

#include "od-illness.h"

#include "od-practice-certificates.h"
#include "od-practice-resource.h"
#include "od-xml.h"

#define RESOURCE  "/io/github/outbox_doctor/OutboxDoctor/practice/illnesses.xml"
#define FILE_NAME "illnesses.xml"

static char *
dup_attribute (const OdXmlNode *node, const char *name, const char *missing)
{
  const char *value = od_xml_node_attribute (node, name);

  return g_strdup (value ? value : missing);
}

static guint
number_attribute (const OdXmlNode *node, const char *name)
{
  const char *value = od_xml_node_attribute (node, name);

  return value ? (guint) g_ascii_strtoull (value, NULL, 10) : 0;
}

static char *
translated (const OdXmlNode *node, const char *child)
{
  const char *text = od_xml_node_child_text (node, child);

  if (!text)
    g_error ("%s:%u: an illness without <%s>", FILE_NAME, node->line, child);
  return g_strdup (g_dpgettext2 (GETTEXT_PACKAGE, "practice", text));
}

static OdIllnessServer *
read_server (const OdXmlNode *node)
{
  OdIllnessServer *server = g_new0 (OdIllnessServer, 1);

  server->port = number_attribute (node, "port");
  server->state = dup_attribute (node, "state", "script");
  server->script = g_strdup (node->raw_text ? node->raw_text : "");
  return server;
}

static OdIllnessScript *
read_illness (const OdXmlNode *node)
{
  OdIllnessScript *self = g_new0 (OdIllnessScript, 1);

  self->shown.name = dup_attribute (node, "name", "");
  self->shown.title = translated (node, "title");
  self->shown.story = translated (node, "story");
  self->port = number_attribute (node, "port");
  self->security = dup_attribute (node, "security", "starttls");
  self->host = dup_attribute (node, "host", OD_PRACTICE_HOST);
  self->recipient = dup_attribute (node, "recipient", "");
  self->size = number_attribute (node, "size");
  self->servers = g_ptr_array_new ();
  for (guint i = 0; i < node->children->len; i++)
    {
      const OdXmlNode *child = g_ptr_array_index (node->children, i);
      if (g_str_equal (child->name, "server"))
        g_ptr_array_add (self->servers, read_server (child));
    }
  return self;
}

static gpointer
read_list (gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      g_resource_lookup_data (od_practice_get_resource (), RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  gsize length;
  const char *text = bytes ? g_bytes_get_data (bytes, &length) : NULL;
  g_autoptr (OdXmlNode) root = text ? od_xml_parse (FILE_NAME, text, length, &error) : NULL;

  if (!root)
    g_error ("%s", error->message);

  GPtrArray *list = g_ptr_array_new ();
  for (guint i = 0; i < root->children->len; i++)
    g_ptr_array_add (list, read_illness (g_ptr_array_index (root->children, i)));
  return list;
}

const GPtrArray *
od_illness_list (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, read_list, NULL);
}

const OdIllnessScript *
od_illness_find (const char *name)
{
  const GPtrArray *list = od_illness_list ();

  for (guint i = 0; i < list->len; i++)
    {
      const OdIllnessScript *illness = g_ptr_array_index (list, i);
      if (g_str_equal (illness->shown.name, name))
        return illness;
    }
  return NULL;
}
