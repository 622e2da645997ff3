/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Values of facts in a few plain words, whatever the fact. Any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (nullable): in English, for gettext; NULL where the value is its own word, as a name or a number is. */
const char *od_value_words (const char *value);

G_END_DECLS
