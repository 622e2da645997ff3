/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whom else one would ask, in words, and the list of those who may always be asked. Pure functions, any
 * thread. Nothing in here gives a consent: that is the person's. */

#pragma once

#include "od-checkup.h"

G_BEGIN_DECLS

/* In the person's language, static: "Block lists"; a kind that is not known is its own name. */
const char *od_party_title (const char *kind);
/* (transfer full): who they are, and below it what they could tell about. */
char *od_wish_words (const OdWish *wish);

/* Consents are kinds in one text: "block-list portal". Words that are no kind are dropped. */
/* (transfer full): NULL-terminated: the kinds in @consent, each once. */
char **od_consent_kinds (const char *consent);
/* (transfer full) */
char *od_consent_with (const char *consent, const char *kind);
char *od_consent_without (const char *consent, const char *kind);

G_END_DECLS
