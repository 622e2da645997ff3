/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* How each struct of the knowledge is laid down in an image: every pointer in it must be named here, else it
 * would lead to where it led when the image was made (then no two images are alike, and the unit test
 * "image" tells). Any thread. */

#include "od-knowledge-image.h"

#include <string.h>

#include "od-facts-private.h"
#include "od-knowledge-image-private.h"
#include "od-pattern-set-private.h"
#include "od-provider-private.h"
#include "od-rule-index-private.h"

static guint
add_evidence_rule (OdImage *image, gconstpointer element)
{
  const OdEvidenceRule *self = element;
  guint place = od_image_add (image, self, sizeof *self);

  SHARED (OdEvidenceRule, condition, od_image_add_condition);
  TEXT (OdEvidenceRule, text);
  return place;
}

static guint
add_probe (OdImage *image, gconstpointer element)
{
  const OdProbeWanted *self = element;
  guint place = od_image_add (image, self, sizeof *self);

  TEXT (OdProbeWanted, name);
  TEXT (OdProbeWanted, arguments);
  return place;
}

static guint
add_evidence (OdImage *image, gconstpointer element)
{
  const OdEvidence *self = element;
  guint place = od_image_add (image, self, sizeof *self);

  TEXT (OdEvidence, id);
  TEXT (OdEvidence, untested);
  LIST (OdEvidence, confirmed, add_evidence_rule);
  LIST (OdEvidence, likely, add_evidence_rule);
  LIST (OdEvidence, ruled_out, add_evidence_rule);
  LIST (OdEvidence, probes, add_probe);
  return place;
}

static guint
add_cause (OdImage *image, gconstpointer element)
{
  const OdCauseRule *self = element;
  guint place = od_image_add (image, self, sizeof *self);

  TEXT (OdCauseRule, id);
  TEXT (OdCauseRule, title);
  STRV (OdCauseRule, names);
  LIST (OdCauseRule, evidence, add_evidence);
  return place;
}

static guint
add_fix (OdImage *image, gconstpointer element)
{
  const OdFixRule *self = element;
  guint place = od_image_add (image, self, sizeof *self);

  TEXT (OdFixRule, action);
  TEXT (OdFixRule, arguments);
  TEXT (OdFixRule, title);
  TEXT (OdFixRule, text);
  LIST (OdFixRule, when, od_image_add_condition);
  return place;
}

static guint
add_question (OdImage *image, gconstpointer element)
{
  const OdQuestionRule *self = element;
  guint place = od_image_add (image, self, sizeof *self);

  TEXT (OdQuestionRule, fact);
  TEXT (OdQuestionRule, text);
  LIST (OdQuestionRule, when, od_image_add_condition);
  return place;
}

/* Its value and source are texts like others here, not the words behind it. */
static guint
add_fact (OdImage *image, gconstpointer element)
{
  const OdFactEntry *self = element;
  OdFactEntry clean;
  guint place;

  memset (&clean, 0, sizeof clean);
  clean.fact.place = self->fact.place;
  clean.values.len = self->values.len;
  place = od_image_add (image, &clean, sizeof clean);

  TEXT (OdFactEntry, fact.name);
  TEXT (OdFactEntry, fact.value);
  TEXT (OdFactEntry, fact.source);
  od_image_point (image, OD_IMAGE_AT (place, OdFactEntry, only), place);
  if (self->values.len <= 1)
    od_image_point (image, OD_IMAGE_AT (place, OdFactEntry, values.pdata),
                    OD_IMAGE_AT (place, OdFactEntry, only));
  return place;
}

/* All facts of that name, of which it is the first. */
static void
add_values (OdImage *image, const OdFactEntry *entry)
{
  guint at = OD_IMAGE_AT (od_image_place (image, entry), OdFactEntry, values.pdata);

  if (entry->values.len > 1)
    od_image_row (image, at, (gconstpointer const *) entry->values.pdata, entry->values.len, add_fact);
}

static guint
add_facts (OdImage *image, gconstpointer element)
{
  const OdFacts *self = element;
  guint place = od_image_add (image, self, sizeof *self);

  LIST (OdFacts, list, add_fact);
  for (guint i = 0; i < self->list->len; i++)
    add_values (image, self->list->pdata[i]);
  return place;
}

static guint
add_diagnosis (OdImage *image, gconstpointer element)
{
  const OdDiagnosis *self = element;
  guint place = od_image_add (image, self, sizeof *self);

  TEXT (OdDiagnosis, id);
  TEXT (OdDiagnosis, entry);
  TEXT (OdDiagnosis, file_name);
  TEXT (OdDiagnosis, meaning);
  TEXT (OdDiagnosis, title);
  TEXT (OdDiagnosis, summary);
  LIST (OdDiagnosis, when, od_image_add_condition);
  TEXTS (OdDiagnosis, details);
  LIST (OdDiagnosis, causes, add_cause);
  LIST (OdDiagnosis, fixes, add_fix);
  LIST (OdDiagnosis, questions, add_question);
  TEXTS (OdDiagnosis, sources);
  LIST (OdDiagnosis, examples, add_facts);
  return place;
}

static guint
add_digit (OdImage *image, gconstpointer element)
{
  const OdDigit *self = element;
  guint place = od_image_add (image, self, sizeof *self);

  TEXT (OdDigit, text);
  return place;
}

static guint
add_server (OdImage *image, gconstpointer element)
{
  const OdProviderServer *self = element;
  guint place = od_image_add (image, self, sizeof *self);

  TEXT (OdProviderServer, host);
  TEXT (OdProviderServer, security);
  return place;
}

static guint
add_provider (OdImage *image, gconstpointer element)
{
  const OdProvider *self = element;
  guint place = od_image_add (image, self, sizeof *self);

  TEXT (OdProvider, id);
  TEXT (OdProvider, name);
  STRV (OdProvider, domains);
  STRV (OdProvider, mx_suffixes);
  LIST (OdProvider, servers, add_server);
  TEXT (OdProvider, user_form);
  STRV (OdProvider, auth);
  TEXT (OdProvider, help_url);
  return place;
}

static guint
add_host_pattern (OdImage *image, gconstpointer element)
{
  const OdHostPattern *self = element;
  guint place = od_image_add (image, self, sizeof *self);

  TEXT (OdHostPattern, host);
  SHARED (OdHostPattern, provider, add_provider);
  return place;
}

static guint
add_providers (OdImage *image, gconstpointer element)
{
  const OdProviders *self = element;
  guint place = od_image_add (image, self, sizeof *self);

  LIST (OdProviders, list, add_provider);
  CLEAR (OdProviders, by_domain);
  CLEAR (OdProviders, by_server);
  LIST (OdProviders, patterns, add_host_pattern);
  return place;
}

static void
add_rules (OdImage *image, guint at, const GArray *rules)
{
  guint first = od_image_structs (image, at, rules, sizeof (OdRule));

  for (guint i = 0; i < rules->len; i++)
    {
      const OdRule *rule = &g_array_index (rules, OdRule, i);
      guint place = first + i * (guint) sizeof (OdRule);

      od_image_shared (image, OD_IMAGE_AT (place, OdRule, condition), rule->condition,
                       od_image_add_condition);
      od_image_shared (image, OD_IMAGE_AT (place, OdRule, diagnosis), rule->diagnosis, add_diagnosis);
    }
}

/* What was needed to read the files is left out. */
static void
add_parts (OdImage *image, const OdKnowledgeParts *from, guint place)
{
  const OdKnowledgeParts *self = from;

  CLEAR (OdKnowledgeParts, patterns);
  CLEAR (OdKnowledgeParts, sign_files);
  CLEAR (OdKnowledgeParts, sign_names);
  LIST (OdKnowledgeParts, diagnoses, add_diagnosis);
  CLEAR (OdKnowledgeParts, evidence);
  LIST (OdKnowledgeParts, digits, add_digit);
  OWN (OdKnowledgeParts, providers, add_providers);
  CLEAR (OdKnowledgeParts, faults);
}

GBytes *
od_knowledge_to_image (const OdKnowledge *self)
{
  g_autoptr (OdImage) image = od_image_new ();
  guint place = od_image_add (image, self, sizeof *self);

  add_parts (image, &self->parts, OD_IMAGE_AT (place, OdKnowledge, parts));
  add_rules (image, OD_IMAGE_AT (place, OdKnowledge, verdict_rules), self->verdict_rules);
  add_rules (image, OD_IMAGE_AT (place, OdKnowledge, line_rules), self->line_rules);
  OWN (OdKnowledge, index, od_image_add_index);
  return od_image_finish (image, place);
}

OdKnowledge *
od_knowledge_from_image (const guint8 *data, gsize length)
{
  OdKnowledge *self = od_image_open (data, length, NULL);

  self->index->rules = self->verdict_rules;
  od_rule_index_wake (self->index);
  od_pattern_set_wake (self->index->set);
  od_providers_wake (self->parts.providers);
  return self;
}
