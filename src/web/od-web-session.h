/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* How this program uses libsoup: as little of it as can be (SECURITY.md §1 item 7). For the files of this
 * folder only. */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* (transfer full): one connection at a time, directly, as mail goes; no decoding, cookies, passwords,
 * redirects or program name. */
SoupSession *od_web_session_new (void);
/* (transfer full) (nullable): NULL where @url is none. */
SoupMessage *od_web_message_new (const char *method, const char *url);

G_END_DECLS
