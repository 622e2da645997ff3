/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Texts to try the explaining with. Static, in the person's language where a person's program would speak
 * it. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *title;
  const char *about;
  const char *text;
} OdExplainExample;

const OdExplainExample *od_explain_examples (guint *count);

G_END_DECLS
