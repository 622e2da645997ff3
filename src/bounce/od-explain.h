/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a story means: the first reading of a case that says anything to the knowledge, and its verdict.
 * Light, so that a hundred thousand can be held; the whole finding is made on demand. Pure, any thread. */

#pragma once

#include "od-bounce.h"
#include "od-diagnose.h"
#include "od-mailbox.h"
#include "od-pasted.h"

G_BEGIN_DECLS

/* Immutable, counted. */
typedef struct
{
  int ref_count;
  OdFacts *facts;               /* of the reading that decided */
  const OdDiagnosis *diagnosis; /* of the knowledge, not owned; its meaning, actor, lasts are in it */
  guint certainty;              /* percent */
  char *item;                   /* name of the mail or file it came from, or NULL */
  guint64 index;                /* of the item */
  gsize start;                  /* as in OdCase */
  gsize length;
} OdExplained;

#define OD_TYPE_EXPLAINED (od_explained_get_type ())
GType od_explained_get_type (void) G_GNUC_CONST;
OdExplained *od_explained_ref (OdExplained *self);
void od_explained_unref (OdExplained *self);

OdExplained *od_explain_case (const OdCase *this_case, const OdKnowledge *knowledge);
/* Title in the person's language, filled in; (transfer full). */
char *od_explained_title (const OdExplained *self);
/* The whole finding; (transfer full). */
OdFinding *od_explained_finding (const OdExplained *self, const OdKnowledge *knowledge);
/* The words of the "text" fact that decided: (transfer full), NULL-terminated, maybe empty. */
char **od_explained_words (const OdExplained *self, const OdKnowledge *knowledge);

/**
 * od_explain_item:
 * @item: taken from a mailbox; a mail is parsed, and is a bounce or nothing; a text read as pasted
 * @kind: (out) (optional): what it was
 *
 * Returns: (transfer full): OdExplained *, empty if it is neither reply nor bounce; NULL with OD_MAIL_ERROR
 * or the item's error
 */
GPtrArray *od_explain_item (const OdItem *item,
                            const OdKnowledge *knowledge,
                            OdGivenKind *kind,
                            GError **error);
/* The same for a pasted text: a whole mail pasted is read as a mail; one that is no bounce still as a text
 * where it quotes a reply. */
GPtrArray *od_explain_text (const char *text, gsize length, const OdKnowledge *knowledge, OdGivenKind *kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdExplained, od_explained_unref)

G_END_DECLS
