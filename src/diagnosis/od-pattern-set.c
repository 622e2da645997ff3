/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The one file that knows Hyperscan. The automaton looks for pieces; a pattern of several pieces is found
 * where they end in order and within reach. The compiled form begins with a checksum of the pieces, so that
 * one that belongs to other knowledge is never used. Any thread; the working memory is one a thread. It knows
 * nothing of rules. */

#include "od-pattern-set.h"

#include <gio/gio.h>
#include <hs/hs.h>
#include <string.h>

/* SHA-256 in hexadecimal. */
#define CHECKSUM_LENGTH 64
/* So many places of one piece are remembered, and so many pieces a pattern may have. */
#define MAX_ENDS   12
#define MAX_PIECES 4

typedef struct
{
  guint pattern;
  guint count;
  guint pieces[MAX_PIECES];
} Recipe;

struct _OdPatternSet
{
  guint pattern_count;
  GPtrArray *pieces; /* OdPattern *, not owned: what the automaton looks for */
  GArray *recipes;   /* Recipe: one a pattern */
  GArray *filters;   /* guint: pieces whose hits must be confirmed */
  hs_database_t *database;
  hs_scratch_t *scratch; /* to be cloned */
  char *checksum;
  guint serial; /* never the same for two sets of a process */
};

/* Where one piece was found. */
typedef struct
{
  guint count;
  guint ends[MAX_ENDS];
} Places;

/* Of one thread. */
typedef struct
{
  guint serial; /* of the set it belongs to */
  hs_scratch_t *scratch;
  Places *places; /* one a piece */
} Workspace;

static void
workspace_free (gpointer data)
{
  Workspace *workspace = data;

  hs_free_scratch (workspace->scratch);
  g_free (workspace->places);
  g_free (workspace);
}

static GPrivate workspaces = G_PRIVATE_INIT (workspace_free);
static guint last_serial = 0;

static Workspace *
workspace_of_thread (const OdPatternSet *self)
{
  Workspace *workspace = g_private_get (&workspaces);

  if (workspace != NULL && workspace->serial == self->serial)
    return workspace;
  workspace = g_new0 (Workspace, 1);
  workspace->serial = self->serial;
  workspace->places = g_new0 (Places, self->pieces->len);
  g_private_replace (&workspaces, workspace);
  if (hs_clone_scratch (self->scratch, &workspace->scratch) != HS_SUCCESS)
    g_error ("no memory to match patterns in");
  return workspace;
}

static char *
checksum_of (GPtrArray *pieces)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < pieces->len; i++)
    {
      const char *expression = ((OdPattern *) pieces->pdata[i])->expression;

      g_checksum_update (checksum, (const guchar *) expression, (gssize) strlen (expression) + 1);
    }
  return g_strdup (g_checksum_get_string (checksum));
}

/* Look-around is beyond the automaton: it takes such a piece for a filter. */
static gboolean
needs_confirming (const char *expression)
{
  return strstr (expression, "(?!") != NULL || strstr (expression, "(?=") != NULL ||
         strstr (expression, "(?<") != NULL;
}

static gboolean
compile (OdPatternSet *self, GError **error)
{
  guint count = self->pieces->len;
  g_autofree const char **expressions = g_new0 (const char *, count);
  g_autofree unsigned int *flags = g_new0 (unsigned int, count);
  g_autofree unsigned int *ids = g_new0 (unsigned int, count);
  hs_platform_info_t any_processor = { 0 };
  hs_compile_error_t *why = NULL;

  for (guint i = 0; i < count; i++)
    {
      expressions[i] = ((OdPattern *) self->pieces->pdata[i])->expression;
      flags[i] = HS_FLAG_DOTALL | HS_FLAG_ALLOWEMPTY;
      flags[i] |= needs_confirming (expressions[i]) ? HS_FLAG_PREFILTER : 0;
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

static guint
place_of_piece (OdPatternSet *self, OdPattern *piece, GHashTable *places)
{
  gpointer known = g_hash_table_lookup (places, piece);
  guint place = self->pieces->len;

  if (known != NULL)
    return GPOINTER_TO_UINT (known) - 1;
  g_hash_table_insert (places, piece, GUINT_TO_POINTER (place + 1));
  g_ptr_array_add (self->pieces, piece);
  if (needs_confirming (piece->expression))
    g_array_append_val (self->filters, place);
  return place;
}

static void
add_pattern (OdPatternSet *self, OdPattern *pattern, guint place, GHashTable *places)
{
  Recipe recipe = { place, 1, { 0 } };

  pattern->scan_id = (int) place;
  if (pattern->parts == NULL)
    recipe.pieces[0] = place_of_piece (self, pattern, places);
  else
    recipe.count = MIN (pattern->parts->len, MAX_PIECES);
  for (guint i = 0; pattern->parts != NULL && i < recipe.count; i++)
    recipe.pieces[i] = place_of_piece (self, pattern->parts->pdata[i], places);
  g_array_append_val (self->recipes, recipe);
}

OdPatternSet *
od_pattern_set_new (GPtrArray *patterns, GBytes *compiled, GError **error)
{
  g_autoptr (OdPatternSet) self = g_new0 (OdPatternSet, 1);
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);

  self->pattern_count = patterns->len;
  self->pieces = g_ptr_array_new ();
  self->recipes = g_array_new (FALSE, FALSE, sizeof (Recipe));
  self->filters = g_array_new (FALSE, FALSE, sizeof (guint));
  self->serial = (guint) g_atomic_int_add (&last_serial, 1) + 1;
  for (guint i = 0; i < patterns->len; i++)
    add_pattern (self, patterns->pdata[i], i, places);
  self->checksum = checksum_of (self->pieces);
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
  g_ptr_array_unref (self->pieces);
  g_array_unref (self->recipes);
  g_array_unref (self->filters);
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
  return self->pattern_count / 64 + 1;
}

static int
note_place (unsigned int id,
            unsigned long long from,
            unsigned long long to,
            unsigned int flags,
            void *context)
{
  Places *places = (Places *) context + id;

  if (places->count < MAX_ENDS)
    places->ends[places->count++] = (guint) to;
  return 0;
}

/* What the automaton took for a filter is asked again. */
static void
confirm (const OdPatternSet *self, const char *text, Places *places)
{
  for (guint i = 0; i < self->filters->len; i++)
    {
      guint piece = g_array_index (self->filters, guint, i);

      if (places[piece].count > 0 && !od_pattern_find (self->pieces->pdata[piece], text, NULL, NULL))
        places[piece].count = 0;
    }
}

/* Whether the pieces from @place on end within reach of @before, in order. */
static gboolean
rest_follows (const Recipe *recipe, guint place, const Places *places, guint before)
{
  const Places *own = &places[recipe->pieces[place]];

  for (guint i = 0; i < own->count; i++)
    if (own->ends[i] > before && own->ends[i] - before <= OD_PATTERN_REACH &&
        (place + 1 == recipe->count || rest_follows (recipe, place + 1, places, own->ends[i])))
      return TRUE;
  return FALSE;
}

static gboolean
is_found (const Recipe *recipe, const Places *places)
{
  const Places *first = &places[recipe->pieces[0]];

  if (recipe->count == 1)
    return first->count > 0;
  for (guint i = 0; i < first->count; i++)
    if (rest_follows (recipe, 1, places, first->ends[i]))
      return TRUE;
  return FALSE;
}

void
od_pattern_set_scan (const OdPatternSet *self, const char *text, guint64 *hits)
{
  Workspace *workspace;

  if (self->database == NULL)
    return;
  workspace = workspace_of_thread (self);
  for (guint i = 0; i < self->pieces->len; i++)
    workspace->places[i].count = 0;
  hs_scan (self->database, text, (unsigned int) strlen (text), 0, workspace->scratch, note_place,
           workspace->places);
  confirm (self, text, workspace->places);
  for (guint i = 0; i < self->recipes->len; i++)
    {
      const Recipe *recipe = &g_array_index (self->recipes, Recipe, i);

      if (is_found (recipe, workspace->places))
        hits[recipe->pattern / 64] |= (guint64) 1 << (recipe->pattern % 64);
    }
}
