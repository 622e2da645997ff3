/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The road a mail takes, drawn: this computer, your network, mail server, recipient's server, mailbox; the
 * break marked, the lock where it is encrypted, what is not reached dashed. Stacks upright where it is
 * narrow. Main thread. It decides nothing: it reads facts. */

#pragma once

#include <gtk/gtk.h>

#include "od-checkup.h"

G_BEGIN_DECLS

#define OD_TYPE_ROAD_VIEW (od_road_view_get_type ())
G_DECLARE_FINAL_TYPE (OdRoadView, od_road_view, OD, ROAD_VIEW, GtkWidget)

GtkWidget *od_road_view_new (void);
/* @facts: what is known so far, NULL: nothing has run. @running: the stage is being worked at. */
void od_road_view_show (OdRoadView *self, OdFacts *facts, OdStage stage, gboolean running);

G_END_DECLS
