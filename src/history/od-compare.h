/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Two runs beside each other: only what differs, in the order in which a person asks: what came of it, what
 * was set otherwise, what was found otherwise, and the reply at which the two dialogues part. What differs
 * from run to run by itself (times, dates, queue ids) is no difference. Pure; any thread. */

#pragma once

#include "od-report.h"

G_BEGIN_DECLS

typedef enum
{
  OD_DIFFERENCE_OUTCOME,  /* verdict, causes, remarks */
  OD_DIFFERENCE_SETTING,  /* what was asked for */
  OD_DIFFERENCE_FACT,     /* what was found */
  OD_DIFFERENCE_DIALOGUE, /* the first reply that is another; one at most */
} OdDifferenceGroup;

/* Immutable. Texts are safe to show, and in the person's language where they are not the server's words. */
typedef struct
{
  OdDifferenceGroup group;
  char *name;    /* stable: "verdict", "port", "tls.version", "rcpt" (a stage), "cause:ID", "remark:ID" */
  char *label;   /* "Encryption" */
  char *before;  /* NULL: there was none. May have several lines */
  char *after;   /* the same */
  gboolean some; /* of several values, these went and came; the others are the same */
} OdDifference;

void od_difference_free (OdDifference *self);

/* (transfer full): OdDifference *, empty where the runs are alike. */
GPtrArray *od_compare (const OdResult *before, const OdResult *after);

/* "outcome", "setting", "fact", "dialogue". Static. */
const char *od_difference_group_name (OdDifferenceGroup group);
/* In the person's language: "What came of it", "Settings", … Static. */
const char *od_difference_group_label (OdDifferenceGroup group);

/* (transfer full): the differences as text in the person's language; a sentence where there are none. */
char *od_compare_text (const GPtrArray *differences, const OdReportStyle *style);
/* (transfer full): an array of group, name, label, before, after (left out where there was none), partial
 * (of several values only those that went and came). */
JsonNode *od_compare_json (const GPtrArray *differences);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdDifference, od_difference_free)

G_END_DECLS
