/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads the table of mail programs out of the program's resources and finds settings in it. The table is
 * immutable once read; any thread. What to set is not decided here: fixes say it. */

#include "od-client-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "od-knowledge-resources.h"
#include "od-text.h"
#include "od-xml.h"

#define TABLE "/io/github/outbox_doctor/OutboxDoctor/clients/clients.xml"

void
od_client_words_free (OdClientWords *self)
{
  g_free (self->client);
  g_free (self->program);
  g_free (self->path);
  g_free (self->label);
  g_free (self->value);
  g_free (self);
}

static OdXmlNode *
read_table (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resource_lookup_data (od_knowledge_get_resource (), TABLE, 0, &error);
  gsize length = 0;
  const char *text = bytes ? g_bytes_get_data (bytes, &length) : NULL;
  OdXmlNode *root = text ? od_xml_parse ("clients/clients.xml", text, length, &error) : NULL;

  if (!root)
    g_error ("The table of mail programs is broken: %s", error->message);
  return root;
}

static const OdXmlNode *
get_table (void)
{
  static OdXmlNode *table = NULL;

  if (g_once_init_enter (&table))
    g_once_init_leave (&table, read_table ());
  return table;
}

/* The child element @name of @node whose attribute has this value, or NULL. */
static const OdXmlNode *
find_child (const OdXmlNode *node, const char *name, const char *attribute, const char *value)
{
  for (guint i = 0; i < node->children->len; i++)
    {
      const OdXmlNode *child = g_ptr_array_index (node->children, i);

      if (g_str_equal (child->name, name) && g_strcmp0 (od_xml_node_attribute (child, attribute), value) == 0)
        return child;
    }
  return NULL;
}

/* The text of the element @name in the person's language, or NULL. */
static char *
say (const OdXmlNode *client, const OdXmlNode *element)
{
  if (!element)
    return NULL;
  if (od_xml_node_attribute (element, "translate"))
    return g_strdup (element->text);
  return g_strdup (g_dpgettext2 (GETTEXT_PACKAGE, od_xml_node_attribute (client, "id"), element->text));
}

/* What the program calls the value; a value without a word of its own stands for itself, but only where it is
 * free text. */
static char *
say_value (const OdXmlNode *client, const OdXmlNode *setting, OdField field, const char *value)
{
  const OdXmlNode *word = value ? find_child (setting, "word", "value", value) : NULL;

  if (word)
    return say (client, word);
  if (!value || *value == '\0' || field == OD_FIELD_PASSWORD || field == OD_FIELD_SECURITY ||
      field == OD_FIELD_AUTH)
    return NULL;

  g_autofree char *safe = od_text_make_safe (value, -1);
  return od_text_isolate (safe);
}

static OdClientWords *
words_of (const OdXmlNode *client, OdField field, const char *value)
{
  const OdXmlNode *setting = find_child (client, "setting", "field", od_field_name (field));
  const OdXmlNode *place;
  OdClientWords *self;

  if (!setting)
    return NULL;
  place = find_child (client, "place", "id", od_xml_node_attribute (setting, "place"));
  self = g_new0 (OdClientWords, 1);
  self->client = g_strdup (od_xml_node_attribute (client, "id"));
  self->program = say (client, od_xml_node_child (client, "name"));
  self->path = say (client, od_xml_node_child (place, "path"));
  self->label = say (client, od_xml_node_child (setting, "label"));
  self->value = say_value (client, setting, field, value);
  return self;
}

static void
add_words (GPtrArray *list, const OdXmlNode *client, OdField field, const char *value)
{
  OdClientWords *words = words_of (client, field, value);

  if (words)
    g_ptr_array_add (list, words);
}

static GPtrArray *
new_list (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) od_client_words_free);
}

GPtrArray *
od_client_words_for (OdField field, const char *value)
{
  const GPtrArray *clients = get_table ()->children;
  GPtrArray *list = new_list ();

  for (guint i = 0; i < clients->len; i++)
    add_words (list, g_ptr_array_index (clients, i), field, value);
  return list;
}

/* "587 starttls" */
static GPtrArray *
for_port (const char *arguments)
{
  const GPtrArray *clients = get_table ()->children;
  g_auto (GStrv) words = g_strsplit (arguments, " ", 2);
  GPtrArray *list = new_list ();

  for (guint i = 0; i < clients->len && g_strv_length (words) == 2; i++)
    {
      add_words (list, g_ptr_array_index (clients, i), OD_FIELD_PORT, words[0]);
      add_words (list, g_ptr_array_index (clients, i), OD_FIELD_SECURITY, words[1]);
    }
  return list;
}

GPtrArray *
od_client_words_for_fix (const OdFix *fix)
{
  if (g_str_equal (fix->action, "use-port"))
    return for_port (fix->arguments);
  if (g_str_equal (fix->action, "use-host"))
    return od_client_words_for (OD_FIELD_SERVER, fix->arguments);
  if (g_str_equal (fix->action, "use-user"))
    return od_client_words_for (OD_FIELD_USER, fix->arguments);
  return od_client_words_for (od_fix_get_field (fix), NULL);
}

/* "Port: 587", or the label alone. */
static char *
label_and_value (const OdClientWords *words)
{
  if (!words->value)
    return g_strdup (words->label);
  /* Translators: a setting of a mail program and its value, "Port: 587" */
  return g_strdup_printf (_ ("%s: %s"), words->label, words->value);
}

/* The settings of the program of the first of @list at @at that stand in the same place; @at moves behind
 * them. */
static char *
settings_in_one_place (GPtrArray *list, guint *at)
{
  const OdClientWords *first = g_ptr_array_index (list, *at);
  GString *settings = g_string_new (NULL);

  for (; *at < list->len; (*at)++)
    {
      const OdClientWords *words = g_ptr_array_index (list, *at);
      g_autofree char *setting = label_and_value (words);

      if (!g_str_equal (words->client, first->client) || !g_str_equal (words->path, first->path))
        break;
      g_string_append_printf (settings, "%s%s", settings->len > 0 ? ", " : "", setting);
    }
  return g_string_free (settings, FALSE);
}

char **
od_client_words_lines (const OdFix *fix)
{
  g_autoptr (GPtrArray) list = od_client_words_for_fix (fix);
  GPtrArray *lines = g_ptr_array_new ();

  for (guint at = 0; at < list->len;)
    {
      const OdClientWords *first = g_ptr_array_index (list, at);
      g_autofree char *settings = settings_in_one_place (list, &at);

      /* Translators: a mail program, the menus and pages that lead to the setting, and the setting */
      g_ptr_array_add (lines, g_strdup_printf (_ ("In %s: %s › %s"), first->program, first->path, settings));
    }
  g_ptr_array_add (lines, NULL);
  return (char **) g_ptr_array_free (lines, FALSE);
}

char **
od_client_words_clients (void)
{
  const GPtrArray *clients = get_table ()->children;
  char **ids = g_new0 (char *, clients->len + 1);

  for (guint i = 0; i < clients->len; i++)
    ids[i] = g_strdup (od_xml_node_attribute (g_ptr_array_index (clients, i), "id"));
  return ids;
}

gboolean
od_client_words_has_none (const char *client, OdField field)
{
  const OdXmlNode *node = find_child (get_table (), "client", "id", client);
  const OdXmlNode *none = node ? od_xml_node_child (node, "none") : NULL;

  if (!none)
    return FALSE;
  g_auto (GStrv) fields = g_strsplit (od_xml_node_attribute (none, "fields"), " ", -1);
  return g_strv_contains ((const char *const *) fields, od_field_name (field));
}
