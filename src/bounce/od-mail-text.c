/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Strips tags and comments, resolves the common character references, breaks lines where blocks begin and
 * end. Any thread. It builds no tree and trusts no nesting. */

#include "od-mail-text.h"

#include <stdlib.h>
#include <string.h>

#define WHITE " \t\r\n\f\v"

typedef struct
{
  const char *at;
  GString *out;
  gboolean preformatted;
} Stripper;

static gboolean
is_name_in (const char *name, gsize length, const char *const *names)
{
  for (; *names != NULL; names++)
    if (strlen (*names) == length && g_ascii_strncasecmp (name, *names, length) == 0)
      return TRUE;
  return FALSE;
}

static void
break_line (Stripper *self)
{
  while (self->out->len > 0 && self->out->str[self->out->len - 1] == ' ')
    g_string_truncate (self->out, self->out->len - 1);
  if (self->out->len == 0 || g_str_has_suffix (self->out->str, "\n\n"))
    return;
  g_string_append_c (self->out, '\n');
}

static void
end_line_once (Stripper *self)
{
  if (self->out->len > 0 && self->out->str[self->out->len - 1] != '\n')
    break_line (self);
}

static void
put_space (Stripper *self)
{
  char last = self->out->len > 0 ? self->out->str[self->out->len - 1] : '\n';

  if (last != ' ' && last != '\n')
    g_string_append_c (self->out, ' ');
}

/* Passes over everything up to the end tag of @name, which is not for reading. */
static void
skip_element (Stripper *self, const char *name, gsize length)
{
  for (const char *p = strstr (self->at, "</"); p != NULL; p = strstr (p + 2, "</"))
    if (g_ascii_strncasecmp (p + 2, name, length) == 0)
      {
        self->at = p;
        return;
      }
  self->at += strlen (self->at);
}

static const char *
after_tag (const char *at)
{
  if (g_str_has_prefix (at, "<!--"))
    {
      const char *end = strstr (at + 4, "-->");
      return end != NULL ? end + 3 : at + strlen (at);
    }
  const char *end = strchr (at, '>');
  return end != NULL ? end + 1 : at + strlen (at);
}

static void
apply_tag (Stripper *self, const char *name, gsize length, gboolean closing)
{
  static const char *const hidden[] = { "style", "script", "head", "title", "template", NULL };
  static const char *const paragraphs[] = { "p",  "table", "ul", "ol",  "blockquote", "h1", "h2",
                                            "h3", "h4",    "hr", "pre", "tr",         NULL };
  static const char *const lines[] = { "div", "li", "dt", "dd", "section", NULL };
  static const char *const cells[] = { "td", "th", NULL };

  if (is_name_in (name, length, hidden) && !closing)
    skip_element (self, name, length);
  else if (is_name_in (name, length, paragraphs))
    {
      end_line_once (self);
      break_line (self);
    }
  else if (is_name_in (name, length, lines))
    end_line_once (self);
  else if (is_name_in (name, length, cells))
    put_space (self);
  else if (length == 2 && g_ascii_strncasecmp (name, "br", 2) == 0)
    break_line (self);
  if (length == 3 && g_ascii_strncasecmp (name, "pre", 3) == 0)
    self->preformatted = !closing;
}

static void
take_tag (Stripper *self)
{
  const char *name = self->at + 1;
  gboolean closing = *name == '/';
  gsize length = 0;

  name += closing;
  while (g_ascii_isalnum (name[length]))
    length++;
  self->at = after_tag (self->at);
  if (length > 0)
    apply_tag (self, name, length, closing);
}

static gunichar
named_character (const char *name, gsize length)
{
  static const struct
  {
    const char *name;
    gunichar c;
  } names[] = { { "amp", '&' },      { "lt", '<' },       { "gt", '>' },       { "quot", '"' },
                { "apos", '\'' },    { "nbsp", ' ' },     { "auml", 0xe4 },    { "ouml", 0xf6 },
                { "uuml", 0xfc },    { "Auml", 0xc4 },    { "Ouml", 0xd6 },    { "Uuml", 0xdc },
                { "szlig", 0xdf },   { "eacute", 0xe9 },  { "egrave", 0xe8 },  { "agrave", 0xe0 },
                { "ccedil", 0xe7 },  { "ecirc", 0xea },   { "oacute", 0xf3 },  { "iacute", 0xed },
                { "aacute", 0xe1 },  { "ntilde", 0xf1 },  { "rsquo", 0x2019 }, { "lsquo", 0x2018 },
                { "ldquo", 0x201c }, { "rdquo", 0x201d }, { "ndash", 0x2013 }, { "mdash", 0x2014 },
                { "hellip", 0x2026 } };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (strlen (names[i].name) == length && strncmp (names[i].name, name, length) == 0)
      return names[i].c;
  return 0;
}

static gunichar
numbered_character (const char *digits)
{
  gboolean hex = *digits == 'x' || *digits == 'X';
  unsigned long value = strtoul (digits + hex, NULL, hex ? 16 : 10);

  if (value == 160)
    return ' ';
  return value > 0 && value <= 0x10ffff && g_unichar_validate (value) ? value : 0xfffd;
}

static void
take_reference (Stripper *self)
{
  const char *name = self->at + 1;
  gsize length = strcspn (name, "; \n<&");
  gunichar c = 0;

  if (name[length] == ';' && length > 0 && length < 10)
    c = *name == '#' ? numbered_character (name + 1) : named_character (name, length);
  if (c == 0)
    {
      g_string_append_c (self->out, *self->at++);
      return;
    }
  g_string_append_unichar (self->out, c);
  self->at = name + length + 1;
}

static void
take_run (Stripper *self)
{
  gsize white = self->preformatted ? 0 : strspn (self->at, WHITE);

  if (white > 0)
    {
      self->at += white;
      put_space (self);
      return;
    }
  gsize length = strcspn (self->at, self->preformatted ? "<&" : "<&" WHITE);
  g_string_append_len (self->out, self->at, length);
  self->at += length;
}

static gboolean
is_tag (const char *at)
{
  return *at == '<' && (g_ascii_isalpha (at[1]) || at[1] == '/' || at[1] == '!' || at[1] == '?');
}

char *
od_mail_text_from_html (const char *html)
{
  Stripper self = { .at = html, .out = g_string_sized_new (strlen (html) / 2 + 1) };

  while (*self.at != '\0')
    if (is_tag (self.at))
      take_tag (&self);
    else if (*self.at == '&')
      take_reference (&self);
    else if (*self.at == '<')
      g_string_append_c (self.out, *self.at++);
    else
      take_run (&self);
  return g_string_free (self.out, FALSE);
}
