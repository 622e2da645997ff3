/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Findings as counted values, and the words for actor, duration and state of a cause. Any thread. Making a
 * finding is for od-diagnose.c; nothing is judged here. */

#include "od-finding.h"

#include <glib/gi18n-lib.h>

G_DEFINE_BOXED_TYPE (OdFinding, od_finding, od_finding_ref, od_finding_unref)
G_DEFINE_BOXED_TYPE (OdFix, od_fix, od_fix_copy, od_fix_free)

OdFinding *
od_finding_ref (OdFinding *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
od_finding_unref (OdFinding *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_free (self->id);
  g_free (self->meaning);
  g_free (self->title);
  g_free (self->summary);
  g_strfreev (self->details);
  g_ptr_array_unref (self->causes);
  g_ptr_array_unref (self->fixes);
  g_ptr_array_unref (self->questions);
  g_strfreev (self->sources);
  g_free (self->server_words);
  g_strfreev (self->words);
  g_strfreev (self->digits);
  g_free (self);
}

OdFix *
od_fix_copy (const OdFix *self)
{
  OdFix *copy = g_new0 (OdFix, 1);

  copy->action = g_strdup (self->action);
  copy->arguments = g_strdup (self->arguments);
  copy->title = g_strdup (self->title);
  copy->text = g_strdup (self->text);
  return copy;
}

void
od_fix_free (OdFix *self)
{
  if (self == NULL)
    return;
  g_free (self->action);
  g_free (self->arguments);
  g_free (self->title);
  g_free (self->text);
  g_free (self);
}

const char *
od_cause_state_name (OdCauseState state)
{
  static const char *const names[] = { "not-tested", "likely", "confirmed", "ruled-out" };

  return names[state];
}

const char *
od_cause_state_label (OdCauseState state)
{
  static const char *const labels[] = { N_ ("not tested"), N_ ("likely"), N_ ("confirmed"),
                                        N_ ("ruled out") };

  return _ (labels[state]);
}

const char *
od_actor_label (OdActor actor)
{
  static const char *const labels[] = {
    N_ ("Nobody"),
    N_ ("You"),
    N_ ("Whoever runs your network"),
    N_ ("Your mail provider"),
    N_ ("The recipient"),
    N_ ("The recipient’s mail provider"),
  };

  return _ (labels[actor]);
}

const char *
od_lasts_label (OdLasts lasts)
{
  static const char *const labels[] = {
    N_ ("Nothing is wrong."),
    N_ ("Waiting helps."),
    N_ ("Waiting does not help: something must be changed."),
    N_ ("It may pass by itself, or it may not."),
  };

  return _ (labels[lasts]);
}

gboolean
od_fix_action_is_known (const char *action)
{
  static const char *const actions[] = { "use-port", "use-host", "use-user", "use-recipient", "use-size",
                                         "edit",     "again",    "open",     "advise",        NULL };

  return g_strv_contains (actions, action);
}
