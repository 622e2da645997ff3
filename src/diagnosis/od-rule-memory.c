/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Two tables behind a lock. Any thread. It does not know what a key is made of. */

#include "od-rule-memory.h"

#include <string.h>

#define MAX_LEFT    4096
#define MAX_ANSWERS 8192

struct _OdRuleMemory
{
  GRWLock lock;
  GHashTable *left;    /* key → GArray */
  GHashTable *answers; /* key → Kept, which holds the key */
};

typedef struct
{
  OdRuleAnswer answer;
  char key[];
} Kept;

OdRuleMemory *
od_rule_memory_new (void)
{
  OdRuleMemory *self = g_new0 (OdRuleMemory, 1);

  g_rw_lock_init (&self->lock);
  self->left = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  return self;
}

void
od_rule_memory_free (OdRuleMemory *self)
{
  g_hash_table_unref (self->left);
  g_hash_table_unref (self->answers);
  g_rw_lock_clear (&self->lock);
  g_free (self);
}

GArray *
od_rule_memory_left (OdRuleMemory *self, const char *key)
{
  GArray *left;

  g_rw_lock_reader_lock (&self->lock);
  left = g_hash_table_lookup (self->left, key);
  if (left != NULL)
    g_array_ref (left);
  g_rw_lock_reader_unlock (&self->lock);
  return left;
}

void
od_rule_memory_keep_left (OdRuleMemory *self, const char *key, GArray *left)
{
  g_rw_lock_writer_lock (&self->lock);
  if (g_hash_table_size (self->left) >= MAX_LEFT)
    g_hash_table_remove_all (self->left);
  g_hash_table_insert (self->left, g_strdup (key), g_array_ref (left));
  g_rw_lock_writer_unlock (&self->lock);
}

gboolean
od_rule_memory_answer (OdRuleMemory *self, const GString *key, OdRuleAnswer *answer)
{
  const Kept *kept;

  if (key->len > OD_RULE_MEMORY_MAX_KEY)
    return FALSE;
  g_rw_lock_reader_lock (&self->lock);
  kept = g_hash_table_lookup (self->answers, key->str);
  if (kept != NULL)
    *answer = kept->answer;
  g_rw_lock_reader_unlock (&self->lock);
  return kept != NULL;
}

void
od_rule_memory_keep_answer (OdRuleMemory *self, const GString *key, const OdRuleAnswer *answer)
{
  Kept *kept;

  if (key->len > OD_RULE_MEMORY_MAX_KEY)
    return;
  kept = g_malloc (sizeof *kept + key->len + 1);
  kept->answer = *answer;
  memcpy (kept->key, key->str, key->len + 1);
  g_rw_lock_writer_lock (&self->lock);
  if (g_hash_table_size (self->answers) >= MAX_ANSWERS)
    g_hash_table_remove_all (self->answers);
  g_hash_table_replace (self->answers, kept->key, kept);
  g_rw_lock_writer_unlock (&self->lock);
}
