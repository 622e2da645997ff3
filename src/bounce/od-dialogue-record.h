/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A dialogue read to its end: every reply with the stage and recipient it answers. Any thread. Private to
 * this folder. */

#pragma once

#include "od-dialogue-line.h"

G_BEGIN_DECLS

/* One whole reply. */
typedef struct
{
  guint code;
  const char *stage;
  char *recipient;
  gsize start;
  gsize length;
  GString *lines;
} OdDialogueAnswer;

typedef struct
{
  const char *text;
  gsize length;
  GQueue pending;         /* Command * */
  GPtrArray *answers;     /* OdDialogueAnswer * */
  OdDialogueAnswer *open; /* of which lines are still coming, or NULL */
  const char *stage;      /* of the last reply */
  gboolean in_body;
  guint commands;
  OdDialogueLine trouble;
} OdDialogueRecord;

/* Reads self->text; the rest of @self is zeroed before. */
void od_dialogue_record_read (OdDialogueRecord *self);
void od_dialogue_record_clear (OdDialogueRecord *self);

G_END_DECLS
