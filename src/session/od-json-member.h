/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Members of JSON objects that come from outside: whatever stands there, what is asked for comes, or nothing.
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* "" where it is missing or no text. */
const char *od_json_member_text (JsonObject *object, const char *member);
/* Whether it is true. */
gboolean od_json_member_true (JsonObject *object, const char *member);
/* Between 0 and @most; 0 where it is missing or no number. */
gint64 od_json_member_number (JsonObject *object, const char *member, gint64 most);

G_END_DECLS
