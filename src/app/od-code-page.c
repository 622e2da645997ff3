/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Puts the page of a code together. Pure, any thread. It knows no codes: all words come from the knowledge.
 */

#include "od-code-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "od-presentation.h"
#include "od-source-link.h"

/* Between a number and its meaning in the texts of the knowledge. */
#define DASH " – "

static void
item_free (gpointer data)
{
  OdCodeItem *self = data;

  g_free (self->lead);
  g_free (self->words);
  g_free (self->uri);
  g_free (self);
}

static void
section_free (gpointer data)
{
  OdCodeSection *self = data;

  g_ptr_array_unref (self->items);
  g_free (self);
}

static OdCodeSection *
section_new (OdCodeLook look, const char *heading)
{
  OdCodeSection *self = g_new0 (OdCodeSection, 1);

  self->look = look;
  self->heading = heading;
  self->items = g_ptr_array_new_with_free_func (item_free);
  return self;
}

static void
add_item (OdCodeSection *self, const char *lead, const char *words, const char *uri)
{
  OdCodeItem *item = g_new0 (OdCodeItem, 1);

  item->lead = g_strdup (lead);
  item->words = g_strdup (words);
  item->uri = g_strdup (uri);
  g_ptr_array_add (self->items, item);
}

/* Takes @section; an empty one is none. */
static void
add_section (OdCodePage *self, OdCodeSection *section)
{
  if (section->items->len > 0)
    g_ptr_array_add (self->sections, section);
  else
    section_free (section);
}

/* "550" → "5", "5", "0"; "X.1.10" → "X", "1", "10". */
static char **
split_label (const OdCodeEntry *entry)
{
  GPtrArray *parts;

  if (entry->is_status)
    return g_strsplit (entry->label, ".", -1);
  parts = g_ptr_array_new ();
  for (const char *at = entry->label; *at != '\0'; at++)
    g_ptr_array_add (parts, g_strndup (at, 1));
  g_ptr_array_add (parts, NULL);
  return (char **) g_ptr_array_free (parts, FALSE);
}

/* Its own words, else those for any value at this place. */
static const OdDigit *
find_part (const OdCodeEntry *entry, const OdKnowledge *knowledge, guint index, const char *part)
{
  guint place = entry->is_status ? OD_PLACE_CLASS + index : 1 + index;
  const OdDigit *own = NULL;
  guint64 value;

  if (g_ascii_string_to_unsigned (part, 10, 0, 9, &value, NULL))
    own = od_knowledge_digit (knowledge, place, (guint) value);
  return own != NULL ? own : od_knowledge_digit (knowledge, place, OD_DIGIT_ANY);
}

/* The knowledge names the number first; here it stands apart. */
static const char *
part_words (const OdDigit *digit)
{
  const char *words;
  const char *dash;

  if (digit == NULL)
    return _ ("no general meaning");
  words = g_dpgettext2 (GETTEXT_PACKAGE, "digits", digit->text);
  dash = strstr (words, DASH);
  return dash != NULL ? dash + strlen (DASH) : words;
}

static void
add_parts (OdCodePage *self, const OdCodeEntry *entry, const OdKnowledge *knowledge)
{
  OdCodeSection *section = section_new (OD_CODE_PARTS, entry->is_status ? _ ("The code, part by part")
                                                                        : _ ("The code, digit by digit"));
  g_auto (GStrv) parts = split_label (entry);

  for (guint i = 0; i < g_strv_length (parts); i++)
    add_item (section, parts[i], part_words (find_part (entry, knowledge, i, parts[i])), NULL);
  add_section (self, section);
}

static void
add_causes (OdCodePage *self, const OdFinding *finding)
{
  OdCodeSection *section = section_new (OD_CODE_PLAIN, _ ("Possible causes"));

  for (guint i = 0; i < finding->causes->len; i++)
    add_item (section, ((const OdCause *) finding->causes->pdata[i])->title, NULL, NULL);
  add_section (self, section);
}

/* Only pages have a button here: there is no account to change. */
static void
add_fix (OdCodeSection *section, const OdFix *fix)
{
  g_autofree char *host = g_str_equal (fix->action, "open") ? od_present_page_host (fix->arguments) : NULL;
  g_autofree char *words = fix->text != NULL && host != NULL ? g_strdup_printf ("%s\n%s", fix->text, host)
                                                             : NULL;

  if (host == NULL)
    add_item (section, fix->title, fix->text, NULL);
  else
    add_item (section, fix->title, words != NULL ? words : host, fix->arguments);
}

static void
add_fixes (OdCodePage *self, const OdFinding *finding)
{
  OdCodeSection *section = section_new (OD_CODE_PLAIN, _ ("What to do"));

  for (guint i = 0; i < finding->fixes->len; i++)
    add_fix (section, finding->fixes->pdata[i]);
  add_section (self, section);
}

static void
add_texts (OdCodePage *self, OdCodeLook look, const char *heading, char **texts)
{
  OdCodeSection *section = section_new (look, heading);

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    add_item (section, texts[i], NULL, NULL);
  add_section (self, section);
}

static void
add_source (OdCodeSection *section, const char *source)
{
  g_autofree char *uri = od_source_link (source);
  g_autofree char *host = od_present_page_host (uri);

  add_item (section, source, host, host != NULL ? uri : NULL);
}

/* Some name several places in one. */
static void
add_sources (OdCodePage *self, const OdFinding *finding)
{
  OdCodeSection *section = section_new (OD_CODE_PLAIN, _ ("Where this is written"));

  for (guint i = 0; finding->sources != NULL && finding->sources[i] != NULL; i++)
    {
      g_auto (GStrv) sources = g_strsplit (finding->sources[i], "; ", -1);

      for (guint part = 0; sources[part] != NULL; part++)
        add_source (section, sources[part]);
    }
  add_section (self, section);
}

static void
take_finding (OdCodePage *self, const OdCodeEntry *entry, const OdFinding *finding)
{
  g_auto (GStrv) examples = od_code_entry_examples (entry);

  self->summary = g_strdup (finding->summary);
  self->actor = finding->actor != OD_ACTOR_NOBODY ? od_actor_label (finding->actor) : NULL;
  self->lasts = finding->lasts != OD_LASTS_NOTHING ? od_lasts_label (finding->lasts) : NULL;
  add_causes (self, finding);
  add_fixes (self, finding);
  add_texts (self, OD_CODE_QUOTED, _ ("Examples"), examples);
  add_texts (self, OD_CODE_PLAIN, _ ("In terms of the trade"), finding->details);
  add_sources (self, finding);
}

OdCodePage *
od_code_page_new (const OdCodeEntry *entry, const OdKnowledge *knowledge)
{
  OdCodePage *self = g_new0 (OdCodePage, 1);
  g_autoptr (OdFinding) finding = od_code_entry_finding (entry, knowledge);

  self->label = g_strdup (entry->label);
  self->title = g_strdup (finding != NULL ? finding->title : entry->title);
  self->sections = g_ptr_array_new_with_free_func (section_free);
  add_parts (self, entry, knowledge);
  if (finding != NULL)
    take_finding (self, entry, finding);
  else
    self->summary = g_strdup ("");
  return self;
}

void
od_code_page_free (OdCodePage *self)
{
  g_free (self->label);
  g_free (self->title);
  g_free (self->summary);
  g_ptr_array_unref (self->sections);
  g_free (self);
}

static void
write_item (GString *out, const OdCodeSection *section, const OdCodeItem *item)
{
  const char *between = section->look == OD_CODE_PARTS ? DASH : "\n    ";

  g_string_append_printf (out, "  %s", item->lead);
  if (item->uri != NULL)
    g_string_append_printf (out, "\n    %s", item->uri);
  else if (item->words != NULL)
    g_string_append_printf (out, "%s%s", between, item->words);
  g_string_append_c (out, '\n');
}

static void
write_section (GString *out, const OdCodeSection *section)
{
  g_string_append_printf (out, "\n%s\n", section->heading);
  for (guint i = 0; i < section->items->len; i++)
    write_item (out, section, section->items->pdata[i]);
}

char *
od_code_page_text (const OdCodePage *self)
{
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "%s" DASH "%s\n", self->label, self->title);
  if (*self->summary != '\0')
    g_string_append_printf (out, "\n%s\n", self->summary);
  if (self->actor != NULL)
    g_string_append_printf (out, "\n%s %s\n", _ ("Who must act:"), self->actor);
  if (self->lasts != NULL)
    g_string_append_printf (out, "%s%s\n", self->actor == NULL ? "\n" : "", self->lasts);
  for (guint i = 0; i < self->sections->len; i++)
    write_section (out, self->sections->pdata[i]);
  return g_string_free (out, FALSE);
}
