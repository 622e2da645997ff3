/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Descriptions of providers as anybody may put them on a page. */

#include "fuzz-input.h"
#include "od-autoconfig.h"

static void
check_proposal (const OdProposal *proposal)
{
  g_assert (proposal->host != NULL && *proposal->host != '\0');
  g_assert (proposal->port > 0 && proposal->port <= 65535);
  fuzz_check_safe (proposal->host);
  fuzz_check_safe (proposal->user);
  fuzz_check_safe (proposal->name);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  FuzzInput input = { data, size };
  gsize length;
  g_autofree char *text = fuzz_take_rest (&input, &length);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray)
      found = od_autoconfig_read (text, length, OD_SOURCE_AUTOCONFIG, "https://autoconfig.example.org/",
                                  "ada@example.org", &error);

  g_assert ((found == NULL) == (error != NULL));
  for (guint i = 0; found != NULL && i < found->len; i++)
    check_proposal (found->pdata[i]);
  return 0;
}
