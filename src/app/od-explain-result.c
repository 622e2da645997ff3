/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* From an explanation to what is shown of it. Any thread. It keeps nothing. */

#include "od-explain-result.h"

#include "od-meaning-words.h"

static gboolean
is_for_checkups (const OdFix *fix)
{
  return g_str_equal (fix->action, "again");
}

static gboolean
keeps_its_button (const OdFix *fix)
{
  return g_str_equal (fix->action, "open") || g_str_equal (fix->action, "advise");
}

/* The finding was made for this call: nobody else has it yet. */
static void
leave_advice (OdFinding *finding)
{
  for (guint i = finding->fixes->len; i > 0; i--)
    {
      OdFix *fix = g_ptr_array_index (finding->fixes, i - 1);

      if (is_for_checkups (fix))
        g_ptr_array_remove_index (finding->fixes, i - 1);
      else if (!keeps_its_button (fix))
        {
          g_free (fix->action);
          fix->action = g_strdup ("advise");
        }
    }
}

OdResult *
od_explained_result (const OdExplained *explained, const OdKnowledge *knowledge)
{
  OdFinding *finding = od_explained_finding (explained, knowledge);
  OdResult *self = g_new0 (OdResult, 1);

  leave_advice (finding);
  self->ref_count = 1;
  self->facts = od_facts_ref (explained->facts);
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) od_finding_unref);
  g_ptr_array_add (self->findings, finding);
  self->when = g_date_time_new_now_local ();
  return self;
}

static const char *
fact (const OdExplained *explained, const char *name)
{
  const char *value = od_facts_get (explained->facts, name);

  return value != NULL ? value : "";
}

const char *
od_explained_recipient (const OdExplained *explained)
{
  return fact (explained, "recipient");
}

const char *
od_explained_code (const OdExplained *explained)
{
  return fact (explained, "code");
}

const char *
od_explained_status (const OdExplained *explained)
{
  return fact (explained, "status");
}

const char *
od_explained_server (const OdExplained *explained)
{
  const char *server = fact (explained, "remote-mta");

  return *server != '\0' ? server : fact (explained, "reported-by");
}

const char *
od_explained_item_name (const OdExplained *explained)
{
  return explained->item != NULL ? explained->item : "";
}

const char *
od_explained_meaning (const OdExplained *explained)
{
  const char *meaning = explained->diagnosis->meaning;

  return od_meaning_label (meaning != NULL ? meaning : "unknown");
}
