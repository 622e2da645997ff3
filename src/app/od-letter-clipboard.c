/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A letter in the clipboard. Main thread. */

#include "od-letter-clipboard.h"

#include <string.h>

void
od_letter_clipboard_put (GdkClipboard *clipboard, const char *letter, gboolean is_html)
{
  g_autoptr (GBytes) bytes = g_bytes_new (letter, strlen (letter));
  GdkContentProvider *kinds[2];

  if (!is_html)
    {
      gdk_clipboard_set_text (clipboard, letter);
      return;
    }
  kinds[0] = gdk_content_provider_new_for_bytes ("text/html", bytes);
  kinds[1] = gdk_content_provider_new_typed (G_TYPE_STRING, letter);

  g_autoptr (GdkContentProvider) both = gdk_content_provider_new_union (kinds, G_N_ELEMENTS (kinds));
  gdk_clipboard_set_content (clipboard, both);
}
