/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of illnesses as read from data/practice/illnesses.xml. Immutable once read; any thread. */

#pragma once

#include "od-practice.h"

G_BEGIN_DECLS

typedef struct
{
  guint port;
  char *state;  /* "script", "closed" or "silent" */
  char *script; /* "" unless a script */
} OdIllnessServer;

/* What is shown of it comes first, so that it can be given away as an OdIllness. */
typedef struct
{
  OdIllness shown;
  guint port;
  char *security;
  char *host;
  char *recipient; /* "": oneself */
  guint64 size;
  GPtrArray *servers; /* OdIllnessServer * */
} OdIllnessScript;

const GPtrArray *od_illness_list (void);
const OdIllnessScript *od_illness_find (const char *name);

G_END_DECLS
