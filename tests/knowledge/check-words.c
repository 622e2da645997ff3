/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Checks of the knowledge as it is written, element by element. One thread. Where cases lead is for
 * check-reach.c. */

#include "check-knowledge.h"

#include <string.h>

#include "od-fact-list.h"
#include "od-finding.h"
#include "od-text.h"

/* The stable words for programs. */
static const char *const meanings[] = { "address-unknown",
                                        "address-moved",
                                        "domain-unknown",
                                        "no-mail-accepted",
                                        "mailbox-full",
                                        "mailbox-disabled",
                                        "too-big",
                                        "content-refused",
                                        "sender-server-refused",
                                        "sender-not-authenticated",
                                        "sender-address-refused",
                                        "policy",
                                        "relay-denied",
                                        "login-needed",
                                        "wrong-login",
                                        "app-password-needed",
                                        "password-login-disabled",
                                        "oauth-needed",
                                        "account-locked",
                                        "encryption-needed",
                                        "rate-limit",
                                        "greylisted",
                                        "server-fault",
                                        "unreachable",
                                        "expired",
                                        "protocol-error",
                                        "accepted",
                                        "unknown",
                                        NULL };

/* The fields of the form that a fix may point at: the names of OdField. */
static const char *const fields[] = { "address",   "password", "server",    "port", "security", "user",
                                      "recipient", "auth",     "ehlo-name", "size", "ca-file",  NULL };

/* Elements whose text is shown. */
static const char *const shown[] = { "title",     "summary",  "detail", "confirmed", "likely",
                                     "ruled-out", "untested", "text",   "digit",     NULL };

static const char *const empty_phrases[] = { "check all settings", "check your settings",  "unknown error",
                                             "an error occurred",  "something went wrong", NULL };

static gboolean
is_in (const char *const *words, const char *word)
{
  return word != NULL && g_strv_contains (words, word);
}

static const char *
attribute (const OdXmlNode *node, const char *name)
{
  const char *value = od_xml_node_attribute (node, name);

  return value != NULL ? value : "";
}

/* Says that @key was there before, with the place; remembers it otherwise. */
static void
once_only (Check *self, GHashTable *seen, char *key, const CheckFile *file, const OdXmlNode *node)
{
  const char *before = g_hash_table_lookup (seen, key);

  if (before != NULL)
    check_fault (self, file->path, node->line, "the id “%s” is used already at %s", key, before);
  else
    g_hash_table_insert (seen, g_strdup (key), g_strdup_printf ("%s:%u", file->path, node->line));
  g_free (key);
}

static GHashTable *
places_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static void
check_cause_ids (Check *self, const CheckFile *file, const OdXmlNode *diagnosis)
{
  g_autoptr (GHashTable) seen = places_new ();

  for (guint i = 0; i < diagnosis->children->len; i++)
    {
      const OdXmlNode *child = diagnosis->children->pdata[i];

      if (g_str_equal (child->name, "cause"))
        once_only (self, seen, g_strdup (attribute (child, "id")), file, child);
    }
}

void
check_ids (Check *self)
{
  g_autoptr (GHashTable) seen = places_new ();

  for (guint i = 0; i < self->files->len; i++)
    {
      const CheckFile *file = self->files->pdata[i];

      for (guint j = 0; j < file->root->children->len; j++)
        {
          const OdXmlNode *node = file->root->children->pdata[j];
          gboolean is_digit = g_str_equal (node->name, "digit");

          once_only (self, seen,
                     is_digit ? g_strconcat (attribute (node, "place"), "/", attribute (node, "value"), NULL)
                              : g_strdup (attribute (node, "id")),
                     file, node);
        }
    }
  check_each (self, "diagnosis", check_cause_ids);
}

static void
check_meaning (Check *self, const CheckFile *file, const OdXmlNode *node)
{
  const char *meaning = od_xml_node_attribute (node, "meaning");
  const char *kind = attribute (node, "kind");

  if (meaning != NULL && !is_in (meanings, meaning))
    check_fault (self, file->path, node->line, "“%s” is no meaning of the list", meaning);
  if (g_str_equal (kind, "line"))
    return;
  for (const char *const *name = (const char *const[]){ "actor", "lasts", "meaning", NULL }; *name; name++)
    if (*attribute (node, *name) == '\0')
      check_fault (self, file->path, node->line, "“%s” has no %s", attribute (node, "id"), *name);
}

void
check_meanings (Check *self)
{
  check_each (self, "diagnosis", check_meaning);
}

static void
check_one_complete (Check *self, const CheckFile *file, const OdXmlNode *node)
{
  gboolean is_problem = g_str_equal (attribute (node, "kind"), "problem");

  for (const char *const *name =
           (const char *const[]){ "when", "title", "summary", "source", "example", "cause", "fix", NULL };
       *name; name++)
    {
      gboolean is_needed = is_problem || !is_in ((const char *const[]){ "cause", "fix", NULL }, *name);

      if (is_needed && od_xml_node_child (node, *name) == NULL)
        check_fault (self, file->path, node->line, "“%s” has no <%s>", attribute (node, "id"), *name);
    }
}

void
check_completeness (Check *self)
{
  check_each (self, "diagnosis", check_one_complete);
}

static void
check_facts_in (Check *self, const CheckFile *file, const OdXmlNode *node, const char *text)
{
  g_auto (GStrv) names = od_text_placeholders (text);

  for (guint i = 0; names[i] != NULL; i++)
    if (od_fact_list_find (names[i]) == NULL)
      check_fault (self, file->path, node->line, "unknown placeholder {%s}", names[i]);
}

static void
check_placeholders_of (Check *self, const CheckFile *file, const OdXmlNode *node)
{
  if (is_in (shown, node->name))
    check_facts_in (self, file, node, node->text);
  if (g_str_equal (node->name, "fix"))
    check_facts_in (self, file, node, attribute (node, "args"));
}

void
check_placeholders (Check *self)
{
  check_each (self, NULL, check_placeholders_of);
}

static void
check_title (Check *self, const CheckFile *file, const OdXmlNode *node)
{
  glong length = g_utf8_strlen (node->text, -1);

  if (length > 80)
    check_fault (self, file->path, node->line, "the title has %ld letters, at most 80 fit", length);
  if (g_str_has_suffix (node->text, "."))
    check_fault (self, file->path, node->line, "a title ends without full stop");
}

void
check_titles (Check *self)
{
  check_each (self, "title", check_title);
}

static void
check_phrases_of (Check *self, const CheckFile *file, const OdXmlNode *node)
{
  g_autofree char *folded = od_text_fold (node->text);

  if (!is_in (shown, node->name))
    return;
  for (guint i = 0; empty_phrases[i] != NULL; i++)
    if (strstr (folded, empty_phrases[i]) != NULL)
      check_fault (self, file->path, node->line, "“%s” helps nobody", empty_phrases[i]);
}

void
check_phrases (Check *self)
{
  check_each (self, NULL, check_phrases_of);
}

/* Whether the arguments have the form that the action asks for. */
static gboolean
arguments_fit (const char *action, const char *arguments)
{
  if (g_str_equal (action, "use-port"))
    return g_regex_match_simple ("^([0-9]{1,5}|\\{[a-z.-]+\\}) (tls|starttls|\\{[a-z.-]+\\})$", arguments, 0,
                                 0);
  if (g_str_equal (action, "use-size"))
    return g_regex_match_simple ("^[0-9]+$", arguments, 0, 0);
  if (g_str_equal (action, "edit"))
    return is_in (fields, arguments);
  if (g_str_equal (action, "open"))
    return g_str_has_prefix (arguments, "https://") || g_str_equal (arguments, "{provider.help}");
  if (g_str_equal (action, "again") || g_str_equal (action, "advise"))
    return *arguments == '\0';
  return *arguments != '\0';
}

static void
check_fix (Check *self, const CheckFile *file, const OdXmlNode *node)
{
  const char *action = attribute (node, "action");
  const char *arguments = attribute (node, "args");
  g_auto (GStrv) words = g_strsplit (arguments, " ", -1);

  if (!od_fix_action_is_known (action))
    check_fault (self, file->path, node->line, "unknown action “%s” of a fix", action);
  else if (is_in ((const char *const *) words, "none"))
    check_fault (self, file->path, node->line, "this fix lowers security");
  else if (!arguments_fit (action, arguments))
    check_fault (self, file->path, node->line, "“%s” does not go with the action “%s”", arguments, action);
}

void
check_fixes (Check *self)
{
  check_each (self, "fix", check_fix);
}

static gboolean
table_has (const GPtrArray *providers, const char *fact, const char *word)
{
  for (guint i = 0; i < providers->len; i++)
    {
      const OdProvider *provider = providers->pdata[i];
      gboolean is_id = g_str_equal (fact, "provider");

      if (is_id ? g_str_equal (provider->id, word) : is_in ((const char *const *) provider->auth, word))
        return TRUE;
    }
  return FALSE;
}

static void
check_provider_words (Check *self, const CheckFile *file, const OdXmlNode *node, const char *fact)
{
  g_auto (GStrv) words = g_strsplit (attribute (node, fact), " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *word = words[i] + (*words[i] == '!');

      if (*word != '\0' && strpbrk (word, "*-$") != word && strchr (word, '*') == NULL &&
          !table_has (od_providers_list (od_knowledge_providers (self->knowledge)), fact, word))
        check_fault (self, file->path, node->line, "no provider of the table has %s “%s”", fact, word);
    }
}

static void
check_provider_names_of (Check *self, const CheckFile *file, const OdXmlNode *node)
{
  check_provider_words (self, file, node, "provider");
  check_provider_words (self, file, node, "provider.auth");
}

void
check_provider_names (Check *self)
{
  check_each (self, NULL, check_provider_names_of);
}
