/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Events in words: the one place that turns a step into a sentence. Any thread. */

#pragma once

#include "od-event.h"

G_BEGIN_DECLS

typedef enum
{
  OD_WORDS_TRANSLATED, /* for a person */
  OD_WORDS_ENGLISH,    /* for a protocol that support reads */
} OdWords;

/* (transfer full): "Looking up mail.gmx.net", "250-SIZE 69920427", "No answer within 10 s" … one line. */
char *od_event_words (const OdEvent *event, OdWords words);
/* "→", "←", "•", "✗", "!": who speaks. Static. */
const char *od_event_sign (const OdEvent *event);
/* In the person's language: "You", "Server", "Step", "Problem": for screen readers. Static. */
const char *od_event_speaker (const OdEvent *event);
/* (transfer full): "10,021 s" by locale if translated. */
char *od_event_time (const OdEvent *event, OdWords words);

/* (transfer full): a stage in the person's language: "Login", "Recipient" … */
const char *od_stage_words (OdStage stage);

G_END_DECLS
