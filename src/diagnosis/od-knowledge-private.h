/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of this folder share about the knowledge and nobody else sees: the parts that reading a file
 * fills, and the rules in the order in which they are tried. Filled by one thread, then only read. */

#pragma once

#include "od-knowledge.h"

G_BEGIN_DECLS

/* What has been read so far, and what was wrong with it. */
typedef struct
{
  OdPatterns *patterns;
  GPtrArray *sign_files;  /* OdXmlNode *: read for their words, waiting for all words to be known */
  GPtrArray *sign_names;  /* char *: the names of these files */
  GPtrArray *diagnoses;   /* OdDiagnosis * */
  GHashTable *evidence;   /* id → OdEvidence *: what several causes share */
  GPtrArray *digits;      /* OdDigit * */
  OdProviders *providers; /* NULL until a table was read */
  GPtrArray *faults;      /* char *: "file:line: what" */
} OdKnowledgeParts;

struct _OdKnowledge
{
  OdKnowledgeParts parts;
  GArray *verdict_rules;      /* OdRule */
  GArray *line_rules;         /* OdRule */
  struct _OdRuleIndex *index; /* of the verdict rules */
};

/* Empty ones; the parts own them once they are in. */
OdDiagnosis *od_diagnosis_new (void);
OdCauseRule *od_cause_rule_new (void);
OdEvidence *od_evidence_new (void);
OdFixRule *od_fix_rule_new (void);
OdQuestionRule *od_question_rule_new (void);

/* @check: as for od_patterns_new(). */
void od_knowledge_parts_init (OdKnowledgeParts *parts, gboolean check);
void od_knowledge_parts_clear (OdKnowledgeParts *parts);

/* Reads one file: <signs>, <evidences>, <diagnoses>, <digits> or <providers>. Signs come first, then
 * od_knowledge_read_signs(). Faults are collected and reading goes on behind them, so that an author sees all
 * of them at once. */
void od_knowledge_read (OdKnowledgeParts *parts, const char *file_name, const char *text, gsize length);

/* Ready to be used in conditions from here on. */
void od_knowledge_read_signs (OdKnowledgeParts *parts);

/* Gives each cause the evidence that it names, once all files are read. */
void od_knowledge_join_evidence (OdKnowledgeParts *parts);

/* The file being read. */
typedef struct
{
  OdKnowledgeParts *parts;
  const char *file_name;
} OdReader;

/* Adds "file:line: what" to the faults. */
void od_reader_fault (OdReader *reader, const OdXmlNode *node, const char *format, ...) G_GNUC_PRINTF (3, 4);
/* Takes @error as one. */
void od_reader_take_fault (OdReader *reader, GError *error);
/* (transfer full): a text, attribute or text of a child that must be there; "" with a fault where it is not.
 */
char *od_reader_needed (OdReader *reader, const OdXmlNode *node, const char *text, const char *what);
char *od_reader_needed_attribute (OdReader *reader, const OdXmlNode *node, const char *name);
char *od_reader_needed_child (OdReader *reader, const OdXmlNode *node, const char *name);

/* Calls of this shape read all children of one name into an array. */
typedef void (*OdReadChild) (OdReader *reader, const OdXmlNode *child, GPtrArray *into);
void od_reader_children (OdReader *reader,
                         const OdXmlNode *node,
                         const char *name,
                         OdReadChild read,
                         GPtrArray *into);
void od_reader_text (OdReader *reader, const OdXmlNode *child, GPtrArray *into);
void od_reader_condition (OdReader *reader, const OdXmlNode *child, GPtrArray *into);
void od_reader_cause (OdReader *reader, const OdXmlNode *child, GPtrArray *into);
/* Evidence that several causes share: into the parts. */
void od_reader_evidence (OdReader *reader, const OdXmlNode *child, GPtrArray *into);
/* (transfer full): the facts of an <example>; those of a transcript line if @of_line. Faults are added. */
OdFacts *od_reader_example (OdReader *reader, const OdXmlNode *node, gboolean of_line);

/* A condition of a diagnosis, ready to be tried. */
typedef struct
{
  const OdCondition *condition;
  const OdDiagnosis *diagnosis;
  int weight; /* with the rank of the diagnosis */
} OdRule;

/* OdRule: of all problem and success diagnoses (verdicts) or of all lines, the heaviest first; of like weight
 * the one that comes first in the knowledge. So the first rule that holds is the answer. */
const GArray *od_knowledge_verdict_rules (const OdKnowledge *self);
const GArray *od_knowledge_line_rules (const OdKnowledge *self);
typedef struct _OdRuleIndex OdRuleIndex;
/* The quick way to the first verdict rule that holds. */
OdRuleIndex *od_knowledge_index (const OdKnowledge *self);
/* The first rule that holds, or NULL: one after another. */
const OdRule *od_rules_find (const GArray *rules, const OdFacts *facts);

G_END_DECLS
