/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Many words in one tree, found in a text from each beginning of a word. Immutable once made; any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _OdWordTree OdWordTree;

OdWordTree *od_word_tree_new (void);
void od_word_tree_free (OdWordTree *self);
/* @owner: what od_word_tree_walk() tells; @whole: the word must end where a word ends. Before
 * od_word_tree_seal(). */
void od_word_tree_add (OdWordTree *self, const char *word, gboolean whole, guint owner);
void od_word_tree_seal (OdWordTree *self);

/* A word of @owner stands at bytes @start up to @end. */
typedef void (*OdWordFunc) (guint owner, guint start, guint end, gpointer user_data);

/* Where a word begins: at a letter or digit behind none, at any sign, and at and behind every letter of
 * scripts that do not part their words. @text: folded UTF-8; anything else does no harm. */
void od_word_tree_walk (const OdWordTree *self, const char *text, OdWordFunc found, gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdWordTree, od_word_tree_free)

G_END_DECLS
