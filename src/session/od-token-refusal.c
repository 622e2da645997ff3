/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads the JSON of a refused token. What is none is passed over: the text itself is recorded elsewhere. Any
 * thread. */

#include "od-token-refusal.h"

#include "od-json-member.h"
#include "od-text.h"

static void
add (OdOutcome *outcome, const char *fact, JsonObject *object, const char *member)
{
  g_autofree char *safe = od_text_make_safe (od_json_member_text (object, member), -1);

  if (*safe != '\0')
    od_outcome_add_field (outcome, fact, safe);
}

void
od_outcome_add_token_refusal (OdOutcome *outcome, const char *text)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;

  if (text == NULL || !json_parser_load_from_data (parser, text, -1, NULL))
    return;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return;
  add (outcome, "token.status", json_node_get_object (root), "status");
  add (outcome, "token.scope", json_node_get_object (root), "scope");
  add (outcome, "token.schemes", json_node_get_object (root), "schemes");
}
