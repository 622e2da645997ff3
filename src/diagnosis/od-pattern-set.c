/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The one file that knows Hyperscan. The compiled form begins with a checksum of the expressions, so that one
 * that belongs to other knowledge is never used. Any thread; the working memory is one a thread. It knows
 * nothing of rules. */

#include "od-pattern-set.h"

#include <gio/gio.h>
#include <hs/hs.h>
#include <string.h>

/* SHA-256 in hexadecimal. */
#define CHECKSUM_LENGTH 64

struct _OdPatternSet
{
  GPtrArray *patterns; /* OdPattern *, not owned */
  gboolean *filtered;  /* by place: a hit must be confirmed */
  hs_database_t *database;
  hs_scratch_t *scratch; /* to be cloned */
  char *checksum;
  guint serial; /* never the same for two sets of a process */
};

/* Of one thread. */
typedef struct
{
  guint serial; /* of the set it belongs to */
  hs_scratch_t *scratch;
} Workspace;

static void
workspace_free (gpointer data)
{
  Workspace *workspace = data;

  hs_free_scratch (workspace->scratch);
  g_free (workspace);
}

static GPrivate workspaces = G_PRIVATE_INIT (workspace_free);
static guint last_serial = 0;

static hs_scratch_t *
scratch_of_thread (const OdPatternSet *self)
{
  Workspace *workspace = g_private_get (&workspaces);

  if (workspace == NULL || workspace->serial != self->serial)
    {
      workspace = g_new0 (Workspace, 1);
      workspace->serial = self->serial;
      g_private_replace (&workspaces, workspace);
      if (hs_clone_scratch (self->scratch, &workspace->scratch) != HS_SUCCESS)
        g_error ("no memory to match patterns in");
    }
  return workspace->scratch;
}

static char *
checksum_of (GPtrArray *patterns)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < patterns->len; i++)
    {
      const char *expression = ((OdPattern *) patterns->pdata[i])->expression;

      g_checksum_update (checksum, (const guchar *) expression, (gssize) strlen (expression) + 1);
    }
  return g_strdup (g_checksum_get_string (checksum));
}

static unsigned int
flags_of (const char *expression)
{
  unsigned int flags = HS_FLAG_SINGLEMATCH | HS_FLAG_DOTALL | HS_FLAG_ALLOWEMPTY;
  hs_expr_info_t *info = NULL;
  hs_compile_error_t *error = NULL;

  if (hs_expression_info (expression, flags, &info, &error) == HS_SUCCESS)
    {
      free (info);
      return flags;
    }
  hs_free_compile_error (error);
  return flags | HS_FLAG_PREFILTER;
}

static gboolean
compile (OdPatternSet *self, GError **error)
{
  guint count = self->patterns->len;
  g_autofree const char **expressions = g_new0 (const char *, count);
  g_autofree unsigned int *flags = g_new0 (unsigned int, count);
  g_autofree unsigned int *ids = g_new0 (unsigned int, count);
  hs_platform_info_t any_processor = { 0 };
  hs_compile_error_t *why = NULL;

  for (guint i = 0; i < count; i++)
    {
      expressions[i] = ((OdPattern *) self->patterns->pdata[i])->expression;
      flags[i] = flags_of (expressions[i]);
      ids[i] = i;
    }
  if (hs_compile_multi (expressions, flags, ids, count, HS_MODE_BLOCK, &any_processor, &self->database,
                        &why) == HS_SUCCESS)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "pattern /%s/: %s",
               why->expression >= 0 ? expressions[why->expression] : "?", why->message);
  hs_free_compile_error (why);
  return FALSE;
}

static gboolean
unpack (OdPatternSet *self, GBytes *compiled)
{
  gsize length = 0;
  const char *bytes = g_bytes_get_data (compiled, &length);

  if (length <= CHECKSUM_LENGTH || memcmp (bytes, self->checksum, CHECKSUM_LENGTH) != 0)
    return FALSE;
  return hs_deserialize_database (bytes + CHECKSUM_LENGTH, length - CHECKSUM_LENGTH, &self->database) ==
         HS_SUCCESS;
}

OdPatternSet *
od_pattern_set_new (GPtrArray *patterns, GBytes *compiled, GError **error)
{
  g_autoptr (OdPatternSet) self = g_new0 (OdPatternSet, 1);

  self->patterns = g_ptr_array_ref (patterns);
  self->checksum = checksum_of (patterns);
  self->serial = (guint) g_atomic_int_add (&last_serial, 1) + 1;
  self->filtered = g_new0 (gboolean, patterns->len + 1);
  for (guint i = 0; i < patterns->len; i++)
    {
      OdPattern *pattern = patterns->pdata[i];

      pattern->scan_id = (int) i;
      /* Only look-around is beyond the automaton; asking it for each expression would cost the start. */
      self->filtered[i] = strstr (pattern->expression, "(?!") != NULL ||
                          strstr (pattern->expression, "(?<") != NULL ||
                          strstr (pattern->expression, "(?=") != NULL;
    }
  if (patterns->len == 0)
    return g_steal_pointer (&self);
  if ((compiled == NULL || !unpack (self, compiled)) && !compile (self, error))
    return NULL;
  if (hs_alloc_scratch (self->database, &self->scratch) != HS_SUCCESS)
    g_error ("no memory to match patterns in");
  return g_steal_pointer (&self);
}

void
od_pattern_set_free (OdPatternSet *self)
{
  if (self == NULL)
    return;
  g_private_replace (&workspaces, NULL);
  hs_free_scratch (self->scratch);
  hs_free_database (self->database);
  g_ptr_array_unref (self->patterns);
  g_free (self->filtered);
  g_free (self->checksum);
  g_free (self);
}

GBytes *
od_pattern_set_serialize (const OdPatternSet *self)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  char *packed = NULL;
  size_t length = 0;

  g_byte_array_append (bytes, (const guint8 *) self->checksum, CHECKSUM_LENGTH);
  if (self->database != NULL && hs_serialize_database (self->database, &packed, &length) == HS_SUCCESS)
    g_byte_array_append (bytes, (const guint8 *) packed, (guint) length);
  free (packed);
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

guint
od_pattern_set_words (const OdPatternSet *self)
{
  return (self->patterns->len + 63) / 64 + 1;
}

/* What one scan works on. */
typedef struct
{
  const OdPatternSet *set;
  guint64 *hits;
} Scan;

static int
note_hit (unsigned int id, unsigned long long from, unsigned long long to, unsigned int flags, void *context)
{
  Scan *scan = context;

  scan->hits[id / 64] |= (guint64) 1 << (id % 64);
  return 0;
}

/* What the automaton took for a filter is asked again. */
static void
confirm (const OdPatternSet *self, const char *text, guint64 *hits)
{
  for (guint i = 0; i < self->patterns->len; i++)
    if (self->filtered[i] && od_hits_contain (hits, i) &&
        !g_regex_match (od_pattern_regex (self->patterns->pdata[i]), text, 0, NULL))
      hits[i / 64] &= ~((guint64) 1 << (i % 64));
}

void
od_pattern_set_scan (const OdPatternSet *self, const char *text, guint64 *hits)
{
  Scan scan = { self, hits };

  if (self->database == NULL)
    return;
  hs_scan (self->database, text, (unsigned int) strlen (text), 0, scratch_of_thread (self), note_hit, &scan);
  confirm (self, text, hits);
}
