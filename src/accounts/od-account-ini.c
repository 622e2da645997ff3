/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A line at a time. The values may hold a password that a program wrote down in the clear, so they are wiped
 * when they are let go. */

#include "od-account-ini.h"

#include <string.h>

#include "od-secret.h"

static void
group_free (gpointer data)
{
  OdAccountGroup *group = data;

  g_free (group->name);
  g_hash_table_unref (group->values);
  g_free (group);
}

static void
value_free (gpointer value)
{
  od_secret_wipe_free (value);
}

static OdAccountGroup *
group_named (OdAccountIni *self, char *name)
{
  OdAccountGroup *group = (OdAccountGroup *) od_account_ini_find (self, name);

  if (group != NULL)
    {
      g_free (name);
      return group;
    }
  group = g_new0 (OdAccountGroup, 1);
  group->name = name;
  group->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, value_free);
  g_ptr_array_add (self->groups, group);
  return group;
}

static void
read_value (OdAccountGroup *group, const char *line, gsize length)
{
  const char *equals = memchr (line, '=', length);
  char *key, *value;

  if (group == NULL || equals == NULL || *line == '#' || *line == ';')
    return;
  key = g_strchomp (g_strndup (line, (gsize) (equals - line)));
  value = g_strstrip (g_strndup (equals + 1, length - (gsize) (equals - line) - 1));
  g_hash_table_replace (group->values, key, value);
}

OdAccountIni *
od_account_ini_parse (const char *text)
{
  OdAccountIni *self = g_new0 (OdAccountIni, 1);
  OdAccountGroup *group = NULL;

  self->groups = g_ptr_array_new_with_free_func (group_free);
  while (*text != '\0')
    {
      gsize length = strcspn (text, "\r\n");

      if (*text == '[' && length > 2 && text[length - 1] == ']')
        group = group_named (self, g_strndup (text + 1, length - 2));
      else
        read_value (group, text, length);
      text += length + strspn (text + length, "\r\n");
    }
  return self;
}

void
od_account_ini_free (OdAccountIni *self)
{
  g_ptr_array_unref (self->groups);
  g_free (self);
}

const OdAccountGroup *
od_account_ini_find (const OdAccountIni *self, const char *group)
{
  for (guint i = 0; i < self->groups->len; i++)
    if (g_str_equal (((OdAccountGroup *) self->groups->pdata[i])->name, group))
      return self->groups->pdata[i];
  return NULL;
}

const char *
od_account_group_get (const OdAccountGroup *self, const char *key)
{
  const char *value = self != NULL ? g_hash_table_lookup (self->values, key) : NULL;

  return value != NULL && *value != '\0' ? value : NULL;
}

const char *
od_account_ini_get (const OdAccountIni *self, const char *group, const char *key)
{
  return od_account_group_get (od_account_ini_find (self, group), key);
}

gboolean
od_account_group_is (const OdAccountGroup *self, const char *key)
{
  static const char *const words[] = { "true", "yes", "on", "1", NULL };
  const char *value = od_account_group_get (self, key);
  g_autofree char *word = value != NULL ? g_ascii_strdown (value, -1) : NULL;

  return word != NULL && g_strv_contains (words, word);
}
