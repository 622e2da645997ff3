/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Members of the JSON that the commands print. */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Made safe to show; NULL or empty is left out. */
void od_cli_json_add_text (JsonBuilder *builder, const char *name, const char *text);
void od_cli_json_add_flag (JsonBuilder *builder, const char *name, gboolean value);

G_END_DECLS
