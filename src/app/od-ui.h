/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the descriptions of the widgets lie among the program's resources. Nothing else. */

#pragma once

#define OD_RESOURCES "/io/github/outbox_doctor/OutboxDoctor"
#define OD_UI(name)  OD_RESOURCES "/ui/" name ".ui"
