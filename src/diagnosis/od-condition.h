/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A condition of the knowledge, the attributes of a <when>, <confirmed>, <likely> or <ruled-out> element:
 * every attribute is the name of a fact, every value a list of alternatives. All attributes must hold.
 *
 *   value      the fact has that value                    code="550 571"
 *   glob       with * for anything                        status="5.1.*"  code="4*"
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
 * A condition also has a weight: how specific it is. The diagnosis with the heaviest matching condition wins.
 * Immutable once parsed; any thread. */

#pragma once

#include "od-facts.h"
#include "od-xml.h"

G_BEGIN_DECLS

typedef struct _OdCondition OdCondition;

/**
 * od_condition_parse:
 * @element: its attributes are read, but those named in @skip (NULL-terminated, nullable)
 *
 * Returns: (transfer full): the condition, or NULL with "file:line: what" in OD_XML_ERROR_CONTENT for an
 *   unknown fact, a token outside the fact's values or a broken pattern. An element without attributes
 *   gives a condition that always holds.
 */
OdCondition *od_condition_parse (const char *file_name,
                                 const OdXmlNode *element,
                                 const char *const *skip,
                                 GError **error);
void od_condition_free (OdCondition *self);
gboolean od_condition_holds (const OdCondition *self, const OdFacts *facts);

/* The sum over the attributes: a pattern 60, provider 50, status exact 40 / glob 15, error exact 35 / glob 5,
 * code exact 30 / glob or range 5, any other fact 20, stage 10, a "-" or "!" 5; of several alternatives the
 * lightest counts. */
guint od_condition_weight (const OdCondition *self);
/* Names of the facts it reads, in order, owned by @self, NULL-terminated. */
const char *const *od_condition_facts (const OdCondition *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdCondition, od_condition_free)

G_END_DECLS
