/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the parts of check-knowledge share. One thread. */

#pragma once

#include "od-knowledge.h"

/* One file of data/diagnoses or data/signs, as elements with their lines. */
typedef struct
{
  char *path;
  OdXmlNode *root;
} CheckFile;

typedef struct
{
  char *data;             /* the folder with diagnoses/ and providers/ */
  char *codes;            /* the list of codes */
  GPtrArray *files;       /* CheckFile *: of diagnoses/ */
  GPtrArray *sign_files;  /* CheckFile *: of signs/ */
  OdKnowledge *knowledge; /* NULL if it cannot be read */
  char *reading;          /* what was wrong then, a line a fault */
  GPtrArray *faults;      /* of the check that runs: "file:line: message" */
} Check;

/* Adds "file:line: message". */
void check_fault (Check *self, const char *path, guint line, const char *format, ...) G_GNUC_PRINTF (4, 5);

/* Calls @visit for every element of that name (NULL: all) in all files of diagnoses, in order. */
typedef void (*CheckVisit) (Check *self, const CheckFile *file, const OdXmlNode *node);
void check_each (Check *self, const char *name, CheckVisit visit);
/* The same of the files of signs. */
void check_each_of_signs (Check *self, const char *name, CheckVisit visit);

/* check-words.c: the elements as they are written. */
void check_ids (Check *self);
void check_meanings (Check *self);
void check_completeness (Check *self);
void check_placeholders (Check *self);
void check_titles (Check *self);
void check_phrases (Check *self);
void check_fixes (Check *self);
void check_provider_names (Check *self);

/* check-probes.c: what is wanted to be asked. */
void check_probes (Check *self);
void check_probe_use (Check *self);
void check_questions (Check *self);
void check_evidence_use (Check *self);

/* check-files.c: lists of files. */
void check_resource_list (Check *self);
void check_translation_list (Check *self);

/* check-signs.c: signs and the words they are made of. */
void check_sign_use (Check *self);
void check_word_use (Check *self);

/* check-reach.c: where cases lead; these need the knowledge. */
void check_examples (Check *self);
void check_known (Check *self);
void check_reached (Check *self);
void check_codes (Check *self);
void check_stages (Check *self);
void check_errors (Check *self);
