/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Which words of a reply made a condition hold, to be marked in the original. Pure, any thread. */

#pragma once

#include "od-condition.h"

G_BEGIN_DECLS

/* As they stand in the fact "text", the first find of every pattern, none inside another; where no words
 * decided: the status or the code, if the condition asks for it. (transfer full), NULL-terminated, maybe
 * empty. */
char **od_deciding_words (const OdCondition *condition, const OdFacts *facts);

G_END_DECLS
