/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Words, patterns and signs as tables. Compiling waits until a pattern is used: a start of the program uses
 * few of them. Any thread once filled. It does not match many patterns at once (od-pattern-set.c). */

#define PCRE2_CODE_UNIT_WIDTH 8

#include "od-pattern.h"

#include <pcre2.h>
#include <string.h>

/* Words may stand in words; deeper than that they stand in themselves. */
#define MAX_DEPTH 8

/* A sign weighs as much as a pattern unless it says otherwise. */
#define SIGN_WEIGHT 60

struct _OdPatterns
{
  GHashTable *words;   /* name → alternatives as written */
  GHashTable *by_text; /* expression → OdPattern *, owned */
  GHashTable *by_sign; /* id → OdSign *, not owned */
  GPtrArray *signs;    /* OdSign * */
  gboolean check;
};

void
od_pattern_free (OdPattern *self)
{
  pcre2_code_free (self->code);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->reaches, g_array_unref);
  g_free (self->expression);
  g_free (self);
}

OdPattern *
od_pattern_new_piece (const char *expression)
{
  OdPattern *self = g_new0 (OdPattern, 1);

  self->expression = g_strdup (expression);
  return self;
}

static void
sign_free (gpointer data)
{
  OdSign *self = data;

  g_free (self->id);
  g_free (self->file_name);
  g_ptr_array_unref (self->patterns);
  g_free (self);
}

OdPatterns *
od_patterns_new (gboolean check)
{
  OdPatterns *self = g_new0 (OdPatterns, 1);

  self->check = check;
  self->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->by_text = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) od_pattern_free);
  self->by_sign = g_hash_table_new (g_str_hash, g_str_equal);
  self->signs = g_ptr_array_new_with_free_func (sign_free);
  return self;
}

void
od_patterns_free (OdPatterns *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->words);
  g_hash_table_unref (self->by_sign);
  g_hash_table_unref (self->by_text);
  g_ptr_array_unref (self->signs);
  g_free (self);
}

/* Length of a "{name}" at @text, 0 if there is none: "{0,70}" and "{3}" are counts of the expression. */
static gsize
word_length (const char *text)
{
  gsize length;

  if (text[0] != '{' || !g_ascii_islower (text[1]))
    return 0;
  length = strspn (text + 1, "abcdefghijklmnopqrstuvwxyz-");
  return text[1 + length] == '}' ? length + 2 : 0;
}

static gboolean expand_into (const OdPatterns *self,
                             const char *text,
                             guint depth,
                             GString *out,
                             char **unknown);

static gboolean
expand_word (const OdPatterns *self, const char *word, guint depth, GString *out, char **unknown)
{
  const char *alternatives = g_hash_table_lookup (self->words, word);

  if (alternatives == NULL || depth == MAX_DEPTH)
    {
      *unknown = g_strdup (word);
      return FALSE;
    }
  g_string_append (out, "(?:");
  if (!expand_into (self, alternatives, depth + 1, out, unknown))
    return FALSE;
  g_string_append_c (out, ')');
  return TRUE;
}

static gboolean
expand_into (const OdPatterns *self, const char *text, guint depth, GString *out, char **unknown)
{
  while (*text != '\0')
    {
      gsize length = word_length (text);
      g_autofree char *word = length > 0 ? g_strndup (text + 1, length - 2) : NULL;

      if (length == 0)
        g_string_append_c (out, *text);
      else if (!expand_word (self, word, depth, out, unknown))
        return FALSE;
      text += MAX (length, 1);
    }
  return TRUE;
}

/* Length of a character class "[…]" at @text that holds letters of several bytes; 0: none is there. */
static gsize
wide_class_length (const char *text)
{
  gboolean is_wide = FALSE;

  if (text[0] != '[' || text[1] == '^')
    return 0;
  for (gsize i = 1; text[i] != '\0'; i++)
    {
      if (text[i] == ']')
        return is_wide ? i + 1 : 0;
      is_wide |= (guchar) text[i] >= 0x80;
      if (text[i] == '\\' && text[i + 1] != '\0')
        i++;
    }
  return 0;
}

/* "[oó]" as "(?:o|ó)": matching is by bytes, for speed, and a class of bytes would tear letters apart. */
static void
append_wide_class (GString *out, const char *text, gsize length)
{
  const char *end = text + length - 1;

  g_string_append (out, "(?:");
  for (const char *at = text + 1; at < end; at = g_utf8_next_char (at))
    {
      if (at > text + 1)
        g_string_append_c (out, '|');
      if (*at == '\\')
        g_string_append_c (out, *at++);
      g_string_append_unichar (out, g_utf8_get_char (at));
    }
  g_string_append_c (out, ')');
}

static void
split_wide_classes (GString *expression)
{
  g_autofree char *text = g_strdup (expression->str);
  const char *at = text;

  g_string_truncate (expression, 0);
  while (*at != '\0')
    {
      gsize length = wide_class_length (at);

      if (*at == '\\' && at[1] != '\0')
        g_string_append_c (expression, *at++);
      if (length > 0)
        append_wide_class (expression, at, length);
      else
        g_string_append_c (expression, *at);
      at += MAX (length, 1);
    }
}

/* Folded text holds no capitals and no ß, so a pattern with them would never match. */
static gboolean
can_match_folded (const char *pattern)
{
  for (const char *at = pattern; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (letter == '\\' && at[1] != '\0')
        at++;
      else if (g_unichar_isupper (letter) || letter == 0xdf)
        return FALSE;
    }
  return TRUE;
}

/* NULL with what is wrong, to be freed. */
static pcre2_code *
compile (const char *expression, char **why)
{
  int error = 0;
  PCRE2_SIZE place = 0;
  guchar message[120] = "";
  pcre2_code *code = pcre2_compile ((PCRE2_SPTR) expression, PCRE2_ZERO_TERMINATED, PCRE2_NO_UTF_CHECK,
                                    &error, &place, NULL);

  if (code == NULL && why != NULL)
    {
      pcre2_get_error_message (error, message, sizeof message);
      *why = g_strdup_printf ("%s, at byte %zu", (const char *) message, (size_t) place);
    }
  return code;
}

/* A class that excludes letters of several bytes would exclude parts of other letters. */
static gboolean
excludes_wide_letters (const char *expression)
{
  for (const char *at = strstr (expression, "[^"); at != NULL; at = strstr (at + 1, "[^"))
    for (const char *letter = at + 2; *letter != '\0' && *letter != ']'; letter++)
      if ((guchar) *letter >= 0x80)
        return TRUE;
  return FALSE;
}

/* Whether the expression is one at all. Costs a compilation, so it is asked once for each. */
static gboolean
is_sound (const char *expression, const char *file_name, const OdXmlNode *node, GError **error)
{
  g_autofree char *why = NULL;
  pcre2_code *code;

  if (!can_match_folded (expression))
    {
      od_xml_set_error (error, file_name, node,
                        "the pattern /%s/ never matches: write it in lower case, ß as ss", expression);
      return FALSE;
    }
  if (excludes_wide_letters (expression))
    {
      od_xml_set_error (error, file_name, node,
                        "the pattern /%s/ excludes letters that are no ASCII: write “.”", expression);
      return FALSE;
    }
  code = compile (expression, &why);
  pcre2_code_free (code);
  if (code != NULL)
    return TRUE;
  od_xml_set_error (error, file_name, node, "broken pattern /%s/: %s", expression, why);
  return FALSE;
}

static OdPattern *intern_expression (OdPatterns *self,
                                     const char *file_name,
                                     const OdXmlNode *node,
                                     const char *expression,
                                     GError **error);

/* Where the next piece begins: behind "…" or "‥", whose reach @reach gets; NULL: there is none. */
static const char *
next_piece (const char *text, gsize *length, guint *reach)
{
  const char *far = strstr (text, "…");
  const char *near = strstr (text, "‥");
  gboolean is_near = near != NULL && (far == NULL || near < far);
  const char *mark = is_near ? near : far;

  *length = mark != NULL ? (gsize) (mark - text) : strlen (text);
  *reach = is_near ? OD_PATTERN_SHORT_REACH : OD_PATTERN_REACH;
  return mark != NULL ? g_utf8_next_char (mark) : NULL;
}

/* Fills the pieces of "one … other"; FALSE with a fault. */
static gboolean
intern_parts (OdPatterns *self,
              const char *file_name,
              const OdXmlNode *node,
              OdPattern *pattern,
              GError **error)
{
  const char *at = pattern->expression;
  guint reach = 0;

  pattern->parts = g_ptr_array_new ();
  pattern->reaches = g_array_new (FALSE, FALSE, sizeof (guint));
  while (at != NULL)
    {
      gsize length = 0;
      guint next_reach = 0;
      const char *next = next_piece (at, &length, &next_reach);
      g_autofree char *piece = g_strndup (at, length);
      OdPattern *part = intern_expression (self, file_name, node, g_strstrip (piece), error);

      if (part == NULL)
        return FALSE;
      g_ptr_array_add (pattern->parts, part);
      g_array_append_val (pattern->reaches, reach);
      reach = next_reach;
      at = next;
    }
  return TRUE;
}

static OdPattern *
intern_expression (OdPatterns *self,
                   const char *file_name,
                   const OdXmlNode *node,
                   const char *expression,
                   GError **error)
{
  OdPattern *pattern = g_hash_table_lookup (self->by_text, expression);
  gboolean in_pieces = strstr (expression, "…") != NULL || strstr (expression, "‥") != NULL;

  if (pattern != NULL)
    return pattern;
  if (!in_pieces && self->check && !is_sound (expression, file_name, node, error))
    return NULL;

  pattern = od_pattern_new_piece (expression);
  g_hash_table_insert (self->by_text, pattern->expression, pattern);
  if (in_pieces && !intern_parts (self, file_name, node, pattern, error))
    return NULL;
  return pattern;
}

OdPattern *
od_patterns_intern (OdPatterns *self,
                    const char *file_name,
                    const OdXmlNode *node,
                    const char *text,
                    GError **error)
{
  g_autoptr (GString) expression = g_string_new (NULL);
  g_autofree char *unknown = NULL;

  if (!expand_into (self, text, 0, expression, &unknown))
    {
      od_xml_set_error (error, file_name, node, "no word “%s” is known, or it stands in itself", unknown);
      return NULL;
    }
  split_wide_classes (expression);
  return intern_expression (self, file_name, node, expression->str, error);
}

static gboolean
read_word (OdPatterns *self, const char *file_name, const OdXmlNode *node, GError **error)
{
  const char *id = od_xml_node_attribute (node, "id");

  if (id == NULL || *node->text == '\0' || g_hash_table_contains (self->words, id))
    {
      od_xml_set_error (error, file_name, node, "a <word> needs an id of its own and alternatives");
      return FALSE;
    }
  g_hash_table_insert (self->words, g_strdup (id), g_strdup (node->text));
  return TRUE;
}

gboolean
od_patterns_read_words (OdPatterns *self, const char *file_name, const OdXmlNode *root, GError **error)
{
  for (guint i = 0; i < root->children->len; i++)
    {
      const OdXmlNode *node = root->children->pdata[i];

      if (g_str_equal (node->name, "word") && !read_word (self, file_name, node, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_patterns (OdPatterns *self, OdSign *sign, const OdXmlNode *node, GError **error)
{
  for (guint i = 0; i < node->children->len; i++)
    {
      const OdXmlNode *child = node->children->pdata[i];
      OdPattern *pattern = od_patterns_intern (self, sign->file_name, child, child->text, error);

      if (pattern == NULL)
        return FALSE;
      g_ptr_array_add (sign->patterns, pattern);
    }
  return TRUE;
}

static gboolean
read_sign (OdPatterns *self, const char *file_name, const OdXmlNode *node, GError **error)
{
  const char *id = od_xml_node_attribute (node, "id");
  const char *weight = od_xml_node_attribute (node, "weight");
  OdSign *sign;

  if (id == NULL || node->children->len == 0 || g_hash_table_contains (self->by_sign, id))
    {
      od_xml_set_error (error, file_name, node, "a <sign> needs an id of its own and patterns");
      return FALSE;
    }
  sign = g_new0 (OdSign, 1);
  sign->id = g_strdup (id);
  sign->weight = weight != NULL ? (guint) g_ascii_strtoull (weight, NULL, 10) : SIGN_WEIGHT;
  sign->patterns = g_ptr_array_new ();
  sign->file_name = g_strdup (file_name);
  sign->line = node->line;
  g_ptr_array_add (self->signs, sign);
  g_hash_table_insert (self->by_sign, sign->id, sign);
  return read_patterns (self, sign, node, error);
}

gboolean
od_patterns_read_signs (OdPatterns *self, const char *file_name, const OdXmlNode *root, GError **error)
{
  for (guint i = 0; i < root->children->len; i++)
    {
      const OdXmlNode *node = root->children->pdata[i];

      if (g_str_equal (node->name, "sign") && !read_sign (self, file_name, node, error))
        return FALSE;
    }
  return TRUE;
}

const OdSign *
od_patterns_find_sign (const OdPatterns *self, const char *id)
{
  return g_hash_table_lookup (self->by_sign, id);
}

const GPtrArray *
od_patterns_signs (const OdPatterns *self)
{
  return self->signs;
}

static pcre2_code *
make_code (const char *expression)
{
  pcre2_code *code = compile (expression, NULL);

  if (code != NULL)
    pcre2_jit_compile (code, PCRE2_JIT_COMPLETE);
  return code;
}

static pcre2_code *
code_of (OdPattern *self)
{
  if (g_once_init_enter (&self->code))
    g_once_init_leave (&self->code, make_code (self->expression));
  return self->code;
}

static void
match_data_free (gpointer data)
{
  pcre2_match_data_free (data);
}

static GPrivate match_data_of_threads = G_PRIVATE_INIT (match_data_free);

static pcre2_match_data *
match_data_of_thread (void)
{
  pcre2_match_data *data = g_private_get (&match_data_of_threads);

  if (data == NULL)
    {
      data = pcre2_match_data_create (1, NULL);
      g_private_set (&match_data_of_threads, data);
    }
  return data;
}

gboolean
od_pattern_find_from (OdPattern *self, const char *text, int from, int *start, int *end)
{
  pcre2_match_data *data = match_data_of_thread ();
  const PCRE2_SIZE *places;

  if (pcre2_match (code_of (self), (PCRE2_SPTR) text, strlen (text), (PCRE2_SIZE) from, 0, data, NULL) < 0)
    return FALSE;
  places = pcre2_get_ovector_pointer (data);
  *start = (int) places[0];
  *end = (int) places[1];
  return TRUE;
}

/* Whether the pieces from @place on follow within reach of @before; @end gets where the last of them ends. */
static gboolean
find_rest (const OdPattern *self, guint place, const char *text, int before, int *end)
{
  int start = 0;
  int from = before;

  if (place == self->parts->len)
    {
      *end = before;
      return TRUE;
    }
  while (od_pattern_find_from (self->parts->pdata[place], text, from, &start, end) &&
         start - before <= (int) g_array_index (self->reaches, guint, place))
    {
      from = MAX (start + 1, *end);
      if (find_rest (self, place + 1, text, *end, end))
        return TRUE;
    }
  return FALSE;
}

static gboolean
find_pieces (const OdPattern *self, const char *text, int *start, int *end)
{
  int from = 0;

  while (od_pattern_find_from (self->parts->pdata[0], text, from, start, end))
    {
      from = MAX (*start + 1, *end);
      if (find_rest (self, 1, text, *end, end))
        return TRUE;
    }
  return FALSE;
}

gboolean
od_pattern_find (OdPattern *self, const char *text, int *start, int *end)
{
  int own_start = 0;
  int own_end = 0;

  if (start == NULL)
    start = &own_start;
  if (end == NULL)
    end = &own_end;
  if (self->parts != NULL)
    return find_pieces (self, text, start, end);
  return od_pattern_find_from (self, text, 0, start, end);
}
