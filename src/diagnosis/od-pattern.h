/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The patterns of the knowledge, each kept once, and the language they are written in: named words in braces
 * ("{mailbox} (is )?full") stand for their alternatives, and "…" for some words
 * between two pieces ("{user} … {absent}"), "‥" for one or two. A pattern is matched against folded text
 * (od_text_fold()) byte by byte: a class may hold any letters, but ".", "[^;]" and \\b count bytes. Filled by
 * one thread while the knowledge is read; any thread after that. */

#pragma once

#include <glib.h>

#include "od-xml.h"

G_BEGIN_DECLS

/* In "{user} … {absent}" each piece begins at most so many bytes behind the end of the one before; in
 * "{no-such} ‥ {user}" there is room for a word or two. */
#define OD_PATTERN_REACH       64
#define OD_PATTERN_SHORT_REACH 16
/* So many pieces a pattern may have. */
#define OD_PATTERN_MAX_PIECES 4

/* Immutable but for the compiled form, which is made when it is first asked for. */
typedef struct _OdPattern OdPattern;
struct _OdPattern
{
  char *expression; /* PCRE, words filled in; of a pattern in pieces: the pieces with " … " between them */
  gpointer code;    /* by od_pattern_find() only; NULL of a pattern in pieces */
  GPtrArray *parts; /* OdPattern *, not owned: the pieces; NULL of a pattern of one piece */
  GArray *reaches;  /* guint, one a piece: how far behind the one before it may begin */
};

/* What the words of servers can say: a name for all the wordings of one thing. */
typedef struct
{
  char *id;
  guint weight;        /* in a condition; see od-condition.h */
  GPtrArray *patterns; /* OdPattern *, not owned */
  char *file_name;
  guint line;
} OdSign;

typedef struct _OdPatterns OdPatterns;

/* @check: whether expressions are tried at once, to tell where one is broken. The program's own were tried
 * when it was built. */
OdPatterns *od_patterns_new (gboolean check);
void od_patterns_free (OdPatterns *self);

/* Reads the <word> elements of a <signs> file. FALSE with OD_XML_ERROR_CONTENT for a name used twice. */
gboolean od_patterns_read_words (OdPatterns *self,
                                 const char *file_name,
                                 const OdXmlNode *root,
                                 GError **error);
/* Reads its <sign> elements; all words must have been read. FALSE as soon as one is wrong. */
gboolean od_patterns_read_signs (OdPatterns *self,
                                 const char *file_name,
                                 const OdXmlNode *root,
                                 GError **error);

/**
 * od_patterns_intern:
 * @text: a pattern as written, with {words}
 *
 * Returns: (transfer none): the pattern, or NULL with OD_XML_ERROR_CONTENT: an unknown word, letters that
 * folded text never holds, "…" in parentheses or beside "|", or a broken expression
 */
OdPattern *od_patterns_intern (OdPatterns *self,
                               const char *file_name,
                               const OdXmlNode *node,
                               const char *text,
                               GError **error);
const OdSign *od_patterns_find_sign (const OdPatterns *self, const char *id);
/* OdSign *, in the order they were read. */
const GPtrArray *od_patterns_signs (const OdPatterns *self);

/* A pattern of one piece by itself, for od-pattern-set.c. */
OdPattern *od_pattern_new_piece (const char *expression);
void od_pattern_free (OdPattern *self);

/* Whether the folded @text holds it; @start and @end (optional) get the first place, in bytes. Any thread. */
gboolean od_pattern_find (OdPattern *self, const char *text, int *start, int *end);

/* The same of a pattern of one piece, from byte @from on. */
gboolean od_pattern_find_from (OdPattern *self, const char *text, int from, int *start, int *end);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdPatterns, od_patterns_free)

G_END_DECLS
