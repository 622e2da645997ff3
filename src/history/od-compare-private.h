/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The parts of od_compare(), each of which adds its differences to a list. Private to this folder. */

#pragma once

#include "od-compare.h"

G_BEGIN_DECLS

/* Adds a difference to the list; texts are copied. Gives it, owned by the list. */
OdDifference *od_compare_add (GPtrArray *list,
                              OdDifferenceGroup group,
                              const char *name,
                              const char *label,
                              const char *before,
                              const char *after);

void od_compare_settings (GPtrArray *list, const OdResult *before, const OdResult *after);
void od_compare_facts (GPtrArray *list, const OdResult *before, const OdResult *after);
void od_compare_dialogue (GPtrArray *list, const OdResult *before, const OdResult *after);

G_END_DECLS
