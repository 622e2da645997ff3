/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The knowledge, read while the first frame is already in sight. Main thread. Whoever cannot wait asks
 * od_knowledge_get_default(), which is right at any time and may take a moment. */

#pragma once

#include <glib-object.h>

#include "od-knowledge.h"

G_BEGIN_DECLS

typedef void (*OdKnowledgeRead) (gpointer object);

/* Begins to read in a thread of its own, unless that was begun before. */
void od_knowledge_later_begin (void);
/* Calls @read with @object, which it does not keep alive, once the knowledge is there: at once if it is. */
void od_knowledge_later_call (GObject *object, OdKnowledgeRead read);

G_END_DECLS
