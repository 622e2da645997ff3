/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The knowledge as an image (od-image.h): made when the program is built, opened at its start. */

#pragma once

#include "od-knowledge.h"

G_BEGIN_DECLS

/* (transfer full): @self with its index and all that belongs to it. */
GBytes *od_knowledge_to_image (const OdKnowledge *self);
/* What od_knowledge_to_image() made. @data must stay. The knowledge is never freed. */
OdKnowledge *od_knowledge_from_image (const guint8 *data, gsize length);

G_END_DECLS
