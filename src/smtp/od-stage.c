/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Names of the stages. Pure look-ups, any thread. The words a person reads for a stage are not here. */

#include "od-stage.h"

static const char *const names[OD_N_STAGES] = {
  [OD_STAGE_NONE] = "none",         [OD_STAGE_LOOKUP] = "lookup",     [OD_STAGE_CONNECT] = "connect",
  [OD_STAGE_TLS] = "tls",           [OD_STAGE_GREETING] = "greeting", [OD_STAGE_EHLO] = "ehlo",
  [OD_STAGE_STARTTLS] = "starttls", [OD_STAGE_AUTH] = "auth",         [OD_STAGE_MAIL] = "mail",
  [OD_STAGE_RCPT] = "rcpt",         [OD_STAGE_DATA] = "data",         [OD_STAGE_BODY] = "body",
  [OD_STAGE_DOT] = "dot",           [OD_STAGE_RSET] = "rset",         [OD_STAGE_QUIT] = "quit",
  [OD_STAGE_PROBE] = "probe",
};

const char *
od_stage_name (OdStage stage)
{
  g_return_val_if_fail ((guint) stage < OD_N_STAGES, "none");
  return names[stage];
}

OdStage
od_stage_from_name (const char *name)
{
  for (guint i = 0; i < OD_N_STAGES; i++)
    if (g_strcmp0 (name, names[i]) == 0)
      return (OdStage) i;
  return OD_STAGE_NONE;
}
