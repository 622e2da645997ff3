/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the page of a code shows, decided without a window: its texts in their order, filled in from an
 * example of the code itself, so that no sentence has a hole. Values, any thread; no GTK in here. */

#pragma once

#include "od-code-list.h"

G_BEGIN_DECLS

/* A row of a section. */
typedef struct
{
  char *lead;  /* "5", the title of a piece of advice, a quoted reply, a source */
  char *words; /* (nullable): behind or below it */
  char *uri;   /* (nullable): of a page that may be opened; its host stands in @words */
} OdCodeItem;

typedef enum
{
  OD_CODE_PARTS,  /* a part of the number, and what it says */
  OD_CODE_PLAIN,  /* a title, words below it */
  OD_CODE_QUOTED, /* from a server: @lead alone, to be shown unchanged */
} OdCodeLook;

typedef struct
{
  OdCodeLook look;
  const char *heading; /* in the person's language, static */
  GPtrArray *items;    /* OdCodeItem *, at least one */
} OdCodeSection;

typedef struct
{
  char *label; /* "550", "X.1.1" */
  char *title;
  char *summary;       /* may be "" */
  const char *actor;   /* who must act, static; NULL: nobody */
  const char *lasts;   /* whether waiting helps, a sentence, static; NULL: there is nothing to wait for */
  GPtrArray *sections; /* OdCodeSection * */
} OdCodePage;

/* (transfer full): does not refer to @entry. */
OdCodePage *od_code_page_new (const OdCodeEntry *entry, const OdKnowledge *knowledge);
void od_code_page_free (OdCodePage *self);

/* (transfer full): the page as plain text, for the clipboard. */
char *od_code_page_text (const OdCodePage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdCodePage, od_code_page_free)

G_END_DECLS
