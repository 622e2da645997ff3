/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "od-cli-json.h"

#include "od-text.h"

void
od_cli_json_add_text (JsonBuilder *builder, const char *name, const char *text)
{
  g_autofree char *safe = text != NULL ? od_text_make_safe (text, -1) : NULL;

  if (safe == NULL || *safe == '\0')
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, safe);
}

void
od_cli_json_add_flag (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}
