/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What both the letter and the short message to support say of a run: when, with whom, how far. In the
 * person's language, safe to show. Any thread. Private to this folder. */

#pragma once

#include "od-checkup.h"

G_BEGIN_DECLS

/* (transfer full): when the run ended, to the second, with the zone: what a log is searched by. */
char *od_support_time (const OdResult *result);
/* (transfer full): the server as it was named, or the mail exchanger; NULL where the run knows none. */
char *od_support_server (const OdResult *result);
/* (transfer full): "mail.example.org, port 587, STARTTLS, 192.0.2.1"; NULL where no server is known. */
char *od_support_connection (const OdResult *result);
/* (transfer full): the person's address; "" where it is not known. */
char *od_support_address (const OdResult *result);
/* (transfer full): recipients, joined by commas; "" where none is known. */
char *od_support_recipients (const OdResult *result);
/* (transfer full): the stages of the run with what came of each: "Connecting ✓ › Login ✗"; NULL where there
 * are none. */
char *od_support_way (const OdResult *result);
/* The stage at which it stopped, in words; "" where it did not. Static. */
const char *od_support_stage (const OdResult *result);

G_END_DECLS
