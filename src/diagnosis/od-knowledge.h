/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The knowledge: every diagnosis, the explanations of transcript lines, the digits of reply codes and the
 * table of providers. They are written as XML (data/diagnoses, data/providers); the program holds an image of
 * what was read of it when it was built (od-knowledge-image.h), so that its start does not wait for it. Texts
 * are kept in English as written; od_diagnose() translates and fills them in. Immutable once loaded; any
 * thread. */

#pragma once

#include <gio/gio.h>

#include "od-condition.h"
#include "od-provider.h"

G_BEGIN_DECLS

/* Who must act. */
typedef enum
{
  OD_ACTOR_NOBODY,
  OD_ACTOR_YOU,
  OD_ACTOR_NETWORK,  /* whoever runs the person's network, or the internet provider */
  OD_ACTOR_PROVIDER, /* the person's mail provider */
  OD_ACTOR_RECIPIENT,
  OD_ACTOR_RECIPIENT_PROVIDER,
} OdActor;

/* Whether waiting helps. */
typedef enum
{
  OD_LASTS_NOTHING,       /* nothing is wrong */
  OD_LASTS_TEMPORARY,     /* waiting helps */
  OD_LASTS_UNTIL_CHANGED, /* waiting does not help, somebody must change something */
  OD_LASTS_UNCLEAR,       /* may pass by itself */
} OdLasts;

typedef enum
{
  OD_DIAGNOSIS_PROBLEM,
  OD_DIAGNOSIS_SUCCESS,
  OD_DIAGNOSIS_REMARK, /* beside the verdict: worth knowing, does not stop the mail */
  OD_DIAGNOSIS_LINE,   /* explains one line of a transcript */
} OdDiagnosisKind;

/* A piece of evidence: when it holds, the cause is what the element says, and why. */
typedef struct
{
  OdCondition *condition;
  char *text;
} OdEvidenceRule;

typedef struct
{
  char *name; /* of a probe */
  char *arguments;
} OdProbeWanted;

/* What speaks for and against a cause: its own, or shared by the causes that name it. */
typedef struct
{
  char *id;             /* of a shared one; NULL: a cause's own */
  char *untested;       /* why it is not tested, if no rule applies; or NULL */
  GPtrArray *confirmed; /* OdEvidenceRule * */
  GPtrArray *likely;
  GPtrArray *ruled_out;
  GPtrArray *probes; /* OdProbeWanted * */
} OdEvidence;

typedef struct
{
  char *id;
  char *title;
  char **names;        /* of the shared evidence */
  GPtrArray *evidence; /* OdEvidence *: its own, then the shared, in the order they are named */
} OdCauseRule;

typedef struct
{
  char *action;    /* of the closed list in od-finding.h */
  char *arguments; /* with {placeholders}, or "" */
  char *title;
  char *text;      /* or NULL */
  GPtrArray *when; /* OdCondition *, any of them; empty: always */
} OdFixRule;

/* A question to the person, asked while its fact is not known. */
typedef struct
{
  char *fact;
  char *text;
  GPtrArray *when; /* OdCondition *, any of them; empty: always */
} OdQuestionRule;

/* One diagnosis. */
typedef struct
{
  char *id;
  char *entry; /* of the view of codes: "550", "X.1.1"; NULL: it is none */
  char *file_name;
  guint line;
  OdDiagnosisKind kind;
  OdActor actor;
  OdLasts lasts;
  char *meaning;   /* stable word of the list in src/DESIGN.md, for the JSON */
  int rank;        /* added to the weight of the condition */
  GPtrArray *when; /* OdCondition *, any of them */
  char *title;
  char *summary;
  GPtrArray *details;   /* char * */
  GPtrArray *causes;    /* OdCauseRule * */
  GPtrArray *fixes;     /* OdFixRule * */
  GPtrArray *questions; /* OdQuestionRule * */
  GPtrArray *sources;   /* char *: "RFC 5321 §4.2.2" */
  GPtrArray *examples;  /* OdFacts *: each must lead here */
} OdDiagnosis;

/* Places of the numbers of an enhanced status (RFC 3463 §2), beside those of the digits of a reply code. */
#define OD_PLACE_CLASS   4
#define OD_PLACE_SUBJECT 5
#define OD_PLACE_DETAIL  6
/* Where the text holds for every value. */
#define OD_DIGIT_ANY 10

/* A digit of a reply code (RFC 5321 §4.2.1) or a number of an enhanced status (RFC 3463 §3.1) in words. */
typedef struct
{
  guint place; /* 1, 2, 3 of the code; OD_PLACE_… of the status */
  guint value; /* 0–9, or OD_DIGIT_ANY */
  char *text;
} OdDigit;

typedef struct _OdKnowledge OdKnowledge;

/**
 * od_knowledge_get_default:
 *
 * Returns: (transfer none): the program's own knowledge, taken into use at the first call
 */
const OdKnowledge *od_knowledge_get_default (void);
/* (transfer full): the text of another data file that is built in, as "parties/third-parties.xml". It must be
 * there. */
char *od_knowledge_dup_file (const char *name, gsize *length);
/* Where the files lie in a resource. */
#define OD_KNOWLEDGE_PATH "/io/github/outbox_doctor/OutboxDoctor/"
/* The same from the files in a resource, which are taken to be in order: only what makes reading impossible
 * is told. */
OdKnowledge *od_knowledge_new_from_resource (GResource *resource, GError **error);
/* Reads signs/ and providers/ (may be missing) and diagnoses/ in the folder @path, for the build's checks.
 * NULL with all faults, one a line: "file:line: what". */
OdKnowledge *od_knowledge_new_from_folder (const char *path, GError **error);
void od_knowledge_free (OdKnowledge *self);

/* OdDiagnosis *, in the order of files and lines, owned by @self. */
const GPtrArray *od_knowledge_diagnoses (const OdKnowledge *self);
const OdDigit *od_knowledge_digit (const OdKnowledge *self, guint place, guint value);
const OdProviders *od_knowledge_providers (const OdKnowledge *self);

const char *od_actor_name (
    OdActor actor); /* "you", "network", "provider", "recipient", "recipient-provider", "nobody" */
const char *od_lasts_name (OdLasts lasts); /* "temporary", "until-changed", "unclear", "nothing" */
const char *od_diagnosis_kind_name (OdDiagnosisKind kind); /* "problem", "success", "remark", "line" */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdKnowledge, od_knowledge_free)

G_END_DECLS
