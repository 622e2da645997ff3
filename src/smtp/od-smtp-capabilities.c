/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads the lines after the first of an EHLO reply as keywords (RFC 5321 §4.1.1.1): whole tokens, any case.
 * Any thread once made. It does not decide what is used. */

#include "od-smtp-capabilities.h"

#include <string.h>

#define MAX_MECHANISMS 64

struct _OdSmtpCapabilities
{
  GPtrArray *keywords;    /* char *, upper case, NULL-terminated, each once */
  GHashTable *parameters; /* keyword → parameters */
  GPtrArray *mechanisms;  /* char *, upper case, NULL-terminated */
  gboolean old_auth;      /* AUTH=… was there */
  char *greeting;
};

static void
add_mechanism (OdSmtpCapabilities *self, const char *name)
{
  g_autofree char *upper = g_ascii_strup (name, -1);
  if (*upper == '\0' || self->mechanisms->len >= MAX_MECHANISMS)
    return;
  if (!g_ptr_array_find_with_equal_func (self->mechanisms, upper, g_str_equal, NULL))
    g_ptr_array_add (self->mechanisms, g_steal_pointer (&upper));
}

static void
add_mechanisms (OdSmtpCapabilities *self, const char *parameters)
{
  g_auto (GStrv) names = g_strsplit_set (parameters, " \t", -1);
  for (guint i = 0; names[i] != NULL; i++)
    add_mechanism (self, names[i]);
}

static void
add_keyword (OdSmtpCapabilities *self, char *keyword, const char *parameters)
{
  if (g_hash_table_contains (self->parameters, keyword))
    {
      g_free (keyword);
      return;
    }
  g_ptr_array_add (self->keywords, keyword);
  g_hash_table_insert (self->parameters, keyword, g_strdup (parameters));
}

static void
read_line (OdSmtpCapabilities *self, const char *line)
{
  g_autofree char *copy = g_strstrip (g_strdup (line));
  gsize end = strcspn (copy, " \t");
  const char *parameters = copy + end + strspn (copy + end, " \t");
  g_autofree char *keyword = g_ascii_strup (copy, (gssize) end);
  if (*keyword == '\0')
    return;
  if (g_str_has_prefix (keyword, "AUTH="))
    {
      self->old_auth = TRUE;
      add_mechanism (self, keyword + strlen ("AUTH="));
      add_mechanisms (self, parameters);
      return;
    }
  if (g_str_equal (keyword, "AUTH"))
    add_mechanisms (self, parameters);
  add_keyword (self, g_steal_pointer (&keyword), parameters);
}

OdSmtpCapabilities *
od_smtp_capabilities_new (const OdSmtpReply *reply)
{
  OdSmtpCapabilities *self = g_new0 (OdSmtpCapabilities, 1);
  self->keywords = g_ptr_array_new_with_free_func (g_free);
  self->parameters = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->mechanisms = g_ptr_array_new_with_free_func (g_free);
  self->greeting = g_strdup (reply->lines[0]);
  for (guint i = 1; reply->lines[0] != NULL && reply->lines[i] != NULL; i++)
    read_line (self, reply->lines[i]);
  g_ptr_array_add (self->keywords, NULL);
  g_ptr_array_add (self->mechanisms, NULL);
  return self;
}

void
od_smtp_capabilities_free (OdSmtpCapabilities *self)
{
  g_hash_table_unref (self->parameters);
  g_ptr_array_unref (self->keywords);
  g_ptr_array_unref (self->mechanisms);
  g_free (self->greeting);
  g_free (self);
}

const char *
od_smtp_capabilities_get (const OdSmtpCapabilities *self, const char *keyword)
{
  g_autofree char *upper = g_ascii_strup (keyword, -1);
  return g_hash_table_lookup (self->parameters, upper);
}

gboolean
od_smtp_capabilities_has (const OdSmtpCapabilities *self, const char *keyword)
{
  return od_smtp_capabilities_get (self, keyword) != NULL;
}

const char *const *
od_smtp_capabilities_keywords (const OdSmtpCapabilities *self)
{
  return (const char *const *) self->keywords->pdata;
}

const char *const *
od_smtp_capabilities_mechanisms (const OdSmtpCapabilities *self)
{
  return (const char *const *) self->mechanisms->pdata;
}

gboolean
od_smtp_capabilities_only_old_auth (const OdSmtpCapabilities *self)
{
  return self->old_auth && !od_smtp_capabilities_has (self, "AUTH");
}

guint64
od_smtp_capabilities_size_limit (const OdSmtpCapabilities *self)
{
  const char *text = od_smtp_capabilities_get (self, "SIZE");
  guint64 size = 0;
  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, &size, NULL))
    return 0;
  return size;
}

const char *
od_smtp_capabilities_greeting (const OdSmtpCapabilities *self)
{
  return self->greeting;
}
