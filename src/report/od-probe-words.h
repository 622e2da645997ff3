/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The events of probes, and what the person answered, in words: what was asked, and in short what came of it.
 * Any thread; nothing is kept.
 */

#pragma once

#include "od-event-words.h"

G_BEGIN_DECLS

/* (transfer full): "Tried another port of the server: mail.example.org port 587"; NULL where the event is
 * none of a probe. */
char *od_probe_words_question (const OdEvent *event, OdWords words);
/* (transfer full): the same and what came of it: "… – STARTTLS, certificate: valid". Also an answer of the
 * person: "Your answer: … – yes". NULL for every other event. */
char *od_probe_words (const OdEvent *event, OdWords words);

/* (transfer full): the object of a step for people: of "mail.example.org port 587" the word for port is in
 * their language. */
char *od_event_object (const char *text, OdWords words);

G_END_DECLS
