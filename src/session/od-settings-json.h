/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Settings as they stand in files: of runs and of saved accounts. */

#pragma once

#include <json-glib/json-glib.h>

#include "od-settings.h"

G_BEGIN_DECLS

/* (transfer full): what is unset is left out; port and encryption as they take effect. */
JsonObject *od_settings_to_json (const OdSettings *settings);
/* (transfer full): from outside, so texts are made safe and numbers bounded; od_settings_check() looks at
 * them before anything is run with them. */
OdSettings *od_settings_from_json (JsonObject *object);

G_END_DECLS
