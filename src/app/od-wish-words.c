/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whom else one would ask, in words, and consents as texts. Any thread. It reads no settings and asks nobody.
 */

#include "od-wish-words.h"

#include <glib/gi18n-lib.h>

#include "od-third-party.h"

static const struct
{
  const char *kind;
  const char *title;
} parties[] = {
  { OD_PARTY_BLOCK_LIST, N_ ("Public block lists") },
  { OD_PARTY_CONTROL_HOST, N_ ("Servers of other providers") },
  { OD_PARTY_PORTAL, N_ ("A web page whose text is known") },
};

const char *
od_party_title (const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parties); i++)
    if (g_str_equal (parties[i].kind, kind))
      return _ (parties[i].title);
  return kind;
}

char *
od_wish_words (const OdWish *wish)
{
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();
  g_autofree char *causes = NULL;

  for (guint i = 0; i < wish->causes->len; i++)
    g_ptr_array_add (titles, g_ptr_array_index (wish->causes, i));
  g_ptr_array_add (titles, NULL);
  causes = g_strjoinv ("; ", (char **) titles->pdata);
  /* Translators: first who would be asked, then the possible causes that they could tell about */
  return g_strdup_printf (_ ("Who: %s\nTo find out: %s"), wish->names, causes);
}

char **
od_consent_kinds (const char *consent)
{
  g_autoptr (GStrvBuilder) kinds = g_strv_builder_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (parties); i++)
    if (od_consent_holds (consent, parties[i].kind))
      g_strv_builder_add (kinds, parties[i].kind);
  return g_strv_builder_end (kinds);
}

/* The kinds of @consent, @kind among them or not. */
static char *
consent_where (const char *consent, const char *kind, gboolean holds)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parties); i++)
    {
      gboolean is_it = g_str_equal (parties[i].kind, kind);

      if (is_it ? holds : od_consent_holds (consent, parties[i].kind))
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", parties[i].kind);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
od_consent_with (const char *consent, const char *kind)
{
  return consent_where (consent, kind, TRUE);
}

char *
od_consent_without (const char *consent, const char *kind)
{
  return consent_where (consent, kind, FALSE);
}
