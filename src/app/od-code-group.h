/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A section of the page of a code as a group of rows. Texts are shown as they are, never as markup. Main
 * thread. */

#pragma once

#include <adwaita.h>

#include "od-code-page.h"

G_BEGIN_DECLS

#define OD_TYPE_CODE_GROUP (od_code_group_get_type ())
/* Signal "open" (char *): the address of the page whose button was pressed. */
G_DECLARE_FINAL_TYPE (OdCodeGroup, od_code_group, OD, CODE_GROUP, AdwPreferencesGroup)

GtkWidget *od_code_group_new (const OdCodeSection *section);
/* Buttons go under their words. */
void od_code_group_set_narrow (OdCodeGroup *self, gboolean narrow);

G_END_DECLS
