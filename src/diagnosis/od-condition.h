/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A condition of the knowledge, the attributes of a <when>, <confirmed>, <likely> or <ruled-out> element:
 * every attribute is the name of a fact, every value a list of alternatives. All attributes must hold.
 *
 *   value      the fact has that value                    code="550 571"
 *   glob       with * for anything; then ? for one byte   status="5.1.*"  code="4*"  status="5.7.9??*"
 *   range      N..M, N.. or ..M, for numbers              tls.leaf.days-left="..-1"
 *   *          the fact is known                          queue-id="*"
 *   -          the fact is not known                      status="- 5.0.0"
 *   $name      equal to a value of another fact           user="$address"
 *   /regex/    for text: PCRE, matched anywhere in the folded text (lower case, single spaces); may hold
 *              spaces; a slash in it is written \/; patterns may be separated by " | " outside of slashes:
 *              text="/mailbox (is )?full/ | /quota/"
 *   !…         before any of these: no value is like that (so it holds, too, where the fact is not known);
 *              of several all must hold                   login="!ok"  port="!25 !587"
 *
 * The attribute "says" is no fact: it names signs (data/signs), what the words of the fact "text" can say in
 * any wording or language, as in says="mailbox-full" or says="spam !virus".
 *
 * A fact that is open (od-fact-list.h) and not known, as the stage of a pasted reply (fact "given"), holds
 * any value in a condition that was told od_condition_set_open() and that also asks for words.
 *
 * A condition also has a weight: how specific it is. The diagnosis with the heaviest matching condition wins.
 * Immutable once parsed; any thread. */

#pragma once

#include "od-facts.h"
#include "od-pattern.h"
#include "od-xml.h"

G_BEGIN_DECLS

typedef struct _OdCondition OdCondition;

/**
 * od_condition_parse:
 * @element: its attributes are read, but those named in @skip (NULL-terminated, nullable)
 * @patterns: where signs are found and patterns kept; outlives the condition
 *
 * Returns: (transfer full): the condition, or NULL with "file:line: what" in OD_XML_ERROR_CONTENT for an
 *   unknown fact, a token outside the fact's values or a broken pattern. An element without attributes
 *   gives a condition that always holds.
 */
OdCondition *od_condition_parse (const char *file_name,
                                 const OdXmlNode *element,
                                 const char *const *skip,
                                 OdPatterns *patterns,
                                 GError **error);
void od_condition_set_open (OdCondition *self);
void od_condition_free (OdCondition *self);
gboolean od_condition_holds (const OdCondition *self, const OdFacts *facts);

/* The sum over the attributes: a pattern 60, a sign its own weight, provider 50, status exact 40 / glob 15,
 * error exact 35 / glob 5, code exact 30 / glob or range 5, any other fact 20, stage 10, a "-" or "!" 5; of
 * several alternatives the lightest counts. */
guint od_condition_weight (const OdCondition *self);
/* A sign from here on is clear by itself. */
#define OD_SIGN_CLEAR 190

/* The weight of the sign it asks for, the lightest if it names several; 0 if it asks for none. */
guint od_condition_sign_weight (const OdCondition *self);
/* Whether it holds only because an open fact is not known. */
gboolean od_condition_is_guess (const OdCondition *self, const OdFacts *facts);
/* The same without what it asks of the fact "text". */
gboolean od_condition_holds_but_text (const OdCondition *self, const OdFacts *facts);

/* What a condition asks of the words. */
typedef struct
{
  GPtrArray *any;  /* OdPattern *: one must be found; empty where has_any is FALSE */
  GPtrArray *none; /* OdPattern *: none may be found */
  gboolean has_any;
  gboolean is_plain; /* patterns are all it asks; else only od_condition_holds() can tell */
} OdConditionText;

/* Filled with arrays that own nothing; (transfer full). One entry an attribute: "text" and "says" must both
 * hold. */
GPtrArray *od_condition_texts (const OdCondition *self);
void od_condition_text_free (OdConditionText *self);

/* How one fact is read: */
typedef enum
{
  OD_READS_NOT,   /* not at all */
  OD_READS_KNOWN, /* whether it is known */
  OD_READS_VALUE,
} OdReads;
OdReads od_condition_reads (const OdCondition *self, const char *fact);

/* Names of the facts it reads, in order, owned by @self, NULL-terminated. */
const char *const *od_condition_facts (const OdCondition *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdCondition, od_condition_free)

G_END_DECLS
