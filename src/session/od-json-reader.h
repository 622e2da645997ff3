/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A strict hand on JSON of foreign make: each call takes one thing of the type it must have, or notes the
 * first error and gives a harmless value, so that a reader is a straight list of members. Looked at once, at
 * the end. One thread. */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint index;   /* of the event being read, for messages */
  GError *error; /* the first one, G_IO_ERROR_INVALID_DATA */
} OdJsonReader;

#define OD_JSON_READER_INIT \
  {                         \
    0, NULL                 \
  }

/* Notes that @member is missing or is not what it must be. */
void od_json_reader_refuse (OdJsonReader *self, const char *member);
/* The object, all of whose members are in @known; else NULL. */
JsonObject *od_json_reader_object (OdJsonReader *self, JsonNode *node, const char *const *known);
/* The array of at most @max elements; else NULL. */
JsonArray *od_json_reader_array (OdJsonReader *self, JsonNode *node, const char *member, guint max);
/* NULL without an error where @member is not there. */
JsonArray *od_json_reader_optional_array (OdJsonReader *self,
                                          JsonObject *object,
                                          const char *member,
                                          guint max);
/* The string, without NUL by the parser's rules; else NULL. */
const char *od_json_reader_text (OdJsonReader *self, JsonNode *node, const char *member);
/* NULL without an error where @member is not there. */
const char *od_json_reader_member_text (OdJsonReader *self, JsonObject *object, const char *member);
/* The same as one safe line, (transfer full). */
char *od_json_reader_dup_safe (OdJsonReader *self, JsonObject *object, const char *member);
/* A finite number from -1e9 to 1e9; @missing where it is not there, an error if that is NaN. */
double od_json_reader_member_number (OdJsonReader *self,
                                     JsonObject *object,
                                     const char *member,
                                     double missing);
gboolean od_json_reader_member_true (OdJsonReader *self, JsonObject *object, const char *member);

G_END_DECLS
