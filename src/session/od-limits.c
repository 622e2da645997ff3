/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The time limits as values. No clock in here: od-deadline.h waits. Any thread. */

#include "od-limits.h"

const OdLimits od_limits_default = OD_LIMITS_DEFAULT;

OdLimits
od_limits_scaled (guint divisor)
{
  OdLimits limits = od_limits_default;

  g_return_val_if_fail (divisor > 0, limits);
  limits.lookup /= divisor;
  limits.attempt /= divisor;
  limits.connect /= divisor;
  limits.handshake /= divisor;
  limits.greeting /= divisor;
  limits.command /= divisor;
  limits.rcpt /= divisor;
  limits.data /= divisor;
  limits.body /= divisor;
  limits.dot /= divisor;
  limits.quit /= divisor;
  limits.total /= divisor;
  limits.probe /= divisor;
  limits.probes /= divisor;
  return limits;
}

guint
od_limits_for_stage (const OdLimits *self, OdStage stage)
{
  switch (stage)
    {
    case OD_STAGE_LOOKUP:
      return self->lookup;
    case OD_STAGE_CONNECT:
      return self->connect;
    case OD_STAGE_TLS:
      return self->handshake;
    case OD_STAGE_GREETING:
      return self->greeting;
    case OD_STAGE_RCPT:
      return self->rcpt;
    case OD_STAGE_DATA:
      return self->data;
    case OD_STAGE_BODY:
      return self->body;
    case OD_STAGE_DOT:
      return self->dot;
    case OD_STAGE_QUIT:
      return self->quit;
    case OD_STAGE_PROBE:
      return self->probe;
    case OD_STAGE_NONE:
    case OD_STAGE_EHLO:
    case OD_STAGE_STARTTLS:
    case OD_STAGE_AUTH:
    case OD_STAGE_MAIL:
    case OD_STAGE_RSET:
    default:
      return self->command;
    }
}
