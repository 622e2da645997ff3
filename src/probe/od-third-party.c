/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads the list of third parties. It contacts nobody. */

#include "od-third-party.h"

#include <arpa/inet.h>
#include <string.h>

#include "od-knowledge.h"
#include "od-xml.h"

struct _OdThirdParties
{
  GPtrArray *parties; /* OdThirdParty * */
};

static void
answer_free (gpointer data)
{
  OdPartyAnswer *answer = data;

  g_free (answer->from);
  g_free (answer->to);
  g_free (answer->reason);
  g_free (answer);
}

static void
party_free (gpointer data)
{
  OdThirdParty *party = data;

  g_free (party->kind);
  g_free (party->name);
  g_free (party->host);
  g_free (party->url);
  g_free (party->role);
  g_free (party->expected);
  g_array_unref (party->ports);
  g_ptr_array_unref (party->answers);
  g_free (party);
}

static void
read_ports (OdThirdParty *party, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "", " ", -1);

  for (char **word = words; *word != NULL; word++)
    {
      guint port = (guint) g_ascii_strtoull (*word, NULL, 10);
      if (port > 0)
        g_array_append_val (party->ports, port);
    }
}

/* "127.0.0.4-127.0.0.7", or one address. */
static void
read_answer (OdThirdParty *party, const OdXmlNode *node)
{
  OdPartyAnswer *answer = g_new0 (OdPartyAnswer, 1);
  const char *value = od_xml_node_attribute (node, "value");
  g_auto (GStrv) ends = g_strsplit (value != NULL ? value : "", "-", 2);

  answer->from = g_strdup (ends[0]);
  answer->to = g_strdup (ends[0] != NULL && ends[1] != NULL ? ends[1] : ends[0]);
  answer->reason = g_strdup (od_xml_node_attribute (node, "reason"));
  g_ptr_array_add (party->answers, answer);
}

static OdThirdParty *
read_party (const OdXmlNode *node)
{
  OdThirdParty *party = g_new0 (OdThirdParty, 1);

  party->kind = g_strdup (node->name);
  party->name = g_strdup (od_xml_node_attribute (node, "name"));
  party->host = g_strdup (od_xml_node_attribute (node, "host"));
  party->url = g_strdup (od_xml_node_attribute (node, "url"));
  party->role = g_strdup (od_xml_node_attribute (node, "role"));
  party->expected = g_strdup (od_xml_node_attribute (node, "expected"));
  party->ports = g_array_new (FALSE, FALSE, sizeof (guint));
  party->answers = g_ptr_array_new_with_free_func (answer_free);
  read_ports (party, od_xml_node_attribute (node, "ports"));
  for (guint i = 0; i < node->children->len; i++)
    read_answer (party, node->children->pdata[i]);
  return party;
}

OdThirdParties *
od_third_parties_parse (const char *file_name, const char *text, gsize length, GError **error)
{
  g_autoptr (OdXmlNode) root = od_xml_parse (file_name, text, length, error);
  OdThirdParties *self;

  if (root == NULL)
    return NULL;
  self = g_new0 (OdThirdParties, 1);
  self->parties = g_ptr_array_new_with_free_func (party_free);
  for (guint i = 0; i < root->children->len; i++)
    {
      const OdXmlNode *node = root->children->pdata[i];

      if (od_xml_node_attribute (node, "name") == NULL || od_xml_node_attribute (node, "host") == NULL)
        {
          od_xml_set_error (error, file_name, node, "a third party needs a name and a host");
          od_third_parties_free (self);
          return NULL;
        }
      g_ptr_array_add (self->parties, read_party (node));
    }
  return self;
}

void
od_third_parties_free (OdThirdParties *self)
{
  g_ptr_array_unref (self->parties);
  g_free (self);
}

static OdThirdParties *
load_default (void)
{
  const char *file = g_getenv ("OD_THIRD_PARTIES");
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;
  OdThirdParties *self = NULL;

  if (file == NULL)
    text = od_knowledge_dup_file ("parties/third-parties.xml", &length);
  else if (!g_file_get_contents (file, &text, &length, &error))
    g_error ("%s", error->message);
  self = od_third_parties_parse (file != NULL ? file : "third-parties.xml", text, length, &error);
  if (self == NULL)
    g_error ("%s", error->message);
  return self;
}

const OdThirdParties *
od_third_parties_get_default (void)
{
  static OdThirdParties *parties = NULL;

  if (g_once_init_enter (&parties))
    g_once_init_leave (&parties, load_default ());
  return parties;
}

GPtrArray *
od_third_parties_of (const OdThirdParties *self, const char *kind)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < self->parties->len; i++)
    {
      OdThirdParty *party = self->parties->pdata[i];

      if (g_str_equal (party->kind, kind))
        g_ptr_array_add (found, party);
    }
  return found;
}

char *
od_third_parties_names (const OdThirdParties *self, const char *kind)
{
  g_autoptr (GPtrArray) found = od_third_parties_of (self, kind);
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    {
      const OdThirdParty *party = found->pdata[i];

      g_string_append_printf (names, "%s%s (%s)", i > 0 ? ", " : "", party->name, party->host);
    }
  return g_string_free (names, FALSE);
}

static guint32
number_of (const char *address)
{
  struct in_addr in = { 0 };

  return inet_pton (AF_INET, address, &in) == 1 ? ntohl (in.s_addr) : 0;
}

const char *
od_third_party_reason (const OdThirdParty *self, const char *answer)
{
  guint32 number = number_of (answer);

  for (guint i = 0; i < self->answers->len; i++)
    {
      const OdPartyAnswer *known = self->answers->pdata[i];

      if (number >= number_of (known->from) && number <= number_of (known->to))
        return known->reason;
    }
  return NULL;
}

gboolean
od_consent_holds (const char *consent, const char *kind)
{
  g_auto (GStrv) words = g_strsplit_set (consent != NULL ? consent : "", " ,", -1);

  return g_strv_contains ((const char *const *) words, kind) ||
         g_strv_contains ((const char *const *) words, "all");
}
