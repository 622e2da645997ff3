/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* How long each stage may take (SECURITY.md §4, RFC 5321 §4.5.3.2). Milliseconds. A plain value; tests and
 * the practice server scale it. */

#pragma once

#include <glib.h>

#include "od-stage.h"

G_BEGIN_DECLS

typedef struct
{
  guint lookup;    /* 15 s */
  guint attempt;   /* 10 s an address */
  guint connect;   /* 30 s in all */
  guint handshake; /* 20 s */
  guint greeting;  /* 60 s, the whole reply */
  guint command;   /* 60 s: EHLO, STARTTLS, each AUTH step, MAIL, RSET */
  guint rcpt;      /* 120 s */
  guint data;      /* 120 s */
  guint body;      /* 60 s without progress */
  guint dot;       /* 600 s, never less: giving up early makes doubles */
  guint quit;      /* 5 s */
  guint total;     /* 5 min, without the wait after the dot */
  guint probe;     /* 10 s: one answer to one question of a probe */
  guint probes;    /* 30 s: all probes of a checkup together */
} OdLimits;

/* For initialisers. */
#define OD_LIMITS_DEFAULT                                                                                   \
  {                                                                                                         \
    .lookup = 15 * 1000, .attempt = 10 * 1000, .connect = 30 * 1000, .handshake = 20 * 1000,                \
    .greeting = 60 * 1000, .command = 60 * 1000, .rcpt = 120 * 1000, .data = 120 * 1000, .body = 60 * 1000, \
    .dot = 600 * 1000, .quit = 5 * 1000, .total = 5 * 60 * 1000, .probe = 10 * 1000, .probes = 30 * 1000,   \
  }

extern const OdLimits od_limits_default;

/* The default, each divided by @divisor (for tests). */
OdLimits od_limits_scaled (guint divisor);
/* The limit of a stage's reply, ms. */
guint od_limits_for_stage (const OdLimits *self, OdStage stage);

G_END_DECLS
