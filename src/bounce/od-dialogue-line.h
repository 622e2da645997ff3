/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One line of a recorded dialogue with a server, whoever recorded it: what it says, and who said it. Pure,
 * any thread; no state from line to line. Private to this folder. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  OD_DIALOGUE_OTHER,   /* chatter of the tool, the message, a challenge */
  OD_DIALOGUE_REPLY,   /* "250-…" or "250 …" */
  OD_DIALOGUE_COMMAND, /* "RCPT TO:<…>" */
  OD_DIALOGUE_TROUBLE, /* the tool says that something failed */
} OdDialogueLineKind;

typedef struct
{
  OdDialogueLineKind kind;
  gsize start;       /* of what was said, without the tool's marks: in the text */
  gsize length;      /* bytes */
  guint code;        /* of a reply */
  gboolean more;     /* a reply of which more lines follow */
  const char *stage; /* of a command, static; NULL: one that decides nothing (NOOP, VRFY …) */
} OdDialogueLine;

/* Reads the line of @text that begins at @at; @next gets the start of the next one. */
OdDialogueLine od_dialogue_line_read (const char *text, gsize length, gsize at, gsize *next);

/* Our own transcript in JSON as lines; (transfer full), NULL if @text is none. */
char *od_dialogue_json_to_lines (const char *text, gsize length);

G_END_DECLS
