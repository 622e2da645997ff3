/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "od-toast.h"

/* Some people read slowly, or have it read to them. */
#define SECONDS 10

void
od_toast (AdwToastOverlay *overlay, const char *words)
{
  AdwToast *toast = adw_toast_new (words);

  adw_toast_set_timeout (toast, SECONDS);
  adw_toast_overlay_add_toast (overlay, toast);
}
