/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the window shows, decided without a window: which icon, which button, which transcript line, which
 * settings a provider proposes. Pure functions, any thread; no GTK in here, so tests need no display. */

#pragma once

#include "od-checkup.h"

G_BEGIN_DECLS

/* How far a run has come when it works at @stage, from 0 to 1. */
double od_present_progress (OdStage stage);

/* (transfer full): the sentence while a run works at @stage: "Logging in …". */
char *od_present_running (OdStage stage);

/**
 * od_present_evidence_line:
 * @sources: (nullable): of a cause: "event:12", "probe:port"
 * @index: (out): the first transcript line among them
 */
gboolean od_present_evidence_line (const char *const *sources, guint *index);

/* Static names of the icon and the style class of a verdict. */
const char *od_present_verdict_icon (const OdFinding *finding);
const char *od_present_verdict_class (const OdFinding *finding);
/* In the person's language, for whoever does not see the icon: "Problem", "Success" … Static. */
const char *od_present_verdict_kind (const OdFinding *finding);

/* Static style class of a cause's badge. */
const char *od_present_badge_class (OdCauseState state);

/* The label of a fix's button in the person's language, static; NULL: the fix has none. */
const char *od_present_fix_button (const OdFix *fix);

/* (transfer full): the host of a web page that may be opened (https, no user name in it), else NULL. */
char *od_present_page_host (const char *uri);

/* (transfer full): a size for a person: "10.5 MB"; 0: "A short note". */
char *od_present_size (guint64 octets);

/**
 * od_present_field_error:
 *
 * Looks at one field alone, as if all others were right.
 *
 * Returns: (transfer full): a sentence in the person's language, NULL: the field is right
 */
char *od_present_field_error (const OdSettings *settings, OdField field);
/* The same for the password, which is not in the settings. (transfer full) (nullable) */
char *od_present_password_error (const OdSettings *settings, gboolean entered);

/* Whether a server, as typed, is this computer by its name (RFC 6761 §6.3) or address: practice talks to no
 * other. */
gboolean od_present_stays_here (const char *server);

G_END_DECLS
