/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What several control hosts together tell. Private to this folder and its tests; pure, any thread. */

#pragma once

#include "od-probe-talk.h"

G_BEGIN_DECLS

/* @words: char *, one of each host as od_probe_reached() says it. "open" if any is, else what most are; NULL
 * where there are none. */
const char *od_control_reached (GPtrArray *words);
/* Of one certificate: a word of the fact control.verify. Only the clock is told from other faults. */
const char *od_control_verify_word (const char *const *verify);
/* "same" or "other", NULL where it cannot be compared: whether what came first from a control host is of the
 * server that @facts are about: its name, the same words if there is no name, or no mail server either.
 * @first_line, @greeting: nullable. */
const char *od_control_greeting_word (const OdFacts *facts,
                                      const char *first_line,
                                      const OdSmtpReply *greeting);
/* Whether @party is run by whoever runs the server of @facts, so that it tells nothing about others. */
gboolean od_control_is_own (const OdProbeCase *self, const OdThirdParty *party);

G_END_DECLS
