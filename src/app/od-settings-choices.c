/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The choices of the form. The order of encryptions and address families is that of their enums. Main
 * thread. */

#include "od-settings-choices.h"

#include <glib/gi18n-lib.h>

#include "od-presentation.h"
#include "od-sasl.h"

static const guint ports[] = { 587, 465, 25 };

static const guint64 sizes[] = { 0, 1000000, 5000000, 10000000, 20000000, 25000000, 50000000 };

static GtkStringList *
translated_list (const char *const *labels)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (; *labels != NULL; labels++)
    gtk_string_list_append (list, _ (*labels));
  return list;
}

GtkStringList *
od_choices_ports (void)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (ports); i++)
    gtk_string_list_take (list, g_strdup_printf ("%u", ports[i]));
  gtk_string_list_append (list, _ ("Other…"));
  return list;
}

GtkStringList *
od_choices_securities (void)
{
  static const char *const labels[] = { N_ ("Automatic"), N_ ("TLS from the start"), N_ ("STARTTLS"),
                                        N_ ("None"), NULL };

  return translated_list (labels);
}

GtkStringList *
od_choices_families (void)
{
  static const char *const labels[] = { N_ ("IPv4 or IPv6"), N_ ("IPv4 only"), N_ ("IPv6 only"), NULL };

  return translated_list (labels);
}

GtkStringList *
od_choices_mechanisms (void)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  gtk_string_list_append (list, _ ("Automatic"));
  for (const char *const *name = od_sasl_known_mechanisms (); *name != NULL; name++)
    gtk_string_list_append (list, *name);
  gtk_string_list_append (list, _ ("No login"));
  return list;
}

GtkStringList *
od_choices_sizes (void)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    gtk_string_list_take (list, od_present_size (sizes[i]));
  return list;
}

GArray *
od_choices_size_values (void)
{
  GArray *octets = g_array_new (FALSE, FALSE, sizeof (guint64));

  g_array_append_vals (octets, sizes, G_N_ELEMENTS (sizes));
  return octets;
}

guint
od_choices_size_to_place (GtkStringList *list, GArray *octets, guint64 size)
{
  for (guint i = 0; i < octets->len; i++)
    if (g_array_index (octets, guint64, i) == size)
      return i;
  g_array_append_val (octets, size);
  gtk_string_list_take (list, od_present_size (size));
  return octets->len - 1;
}

guint
od_choices_port_to_place (guint port)
{
  for (guint i = 0; i < G_N_ELEMENTS (ports); i++)
    if (ports[i] == port)
      return i;
  return G_N_ELEMENTS (ports);
}

guint
od_choices_place_to_port (guint place)
{
  return place < G_N_ELEMENTS (ports) ? ports[place] : 0;
}

guint
od_choices_login_to_place (const OdSettings *settings)
{
  const char *const *known = od_sasl_known_mechanisms ();
  guint count = g_strv_length ((char **) known);

  if (!settings->login)
    return count + 1;
  for (guint i = 0; i < count; i++)
    if (g_ascii_strcasecmp (known[i], settings->mechanism) == 0)
      return i + 1;
  return 0;
}

/* RFC 7628 and XOAUTH2 take a token in the password's place. */
static gboolean
takes_token (const char *mechanism)
{
  return g_str_equal (mechanism, "XOAUTH2") || g_str_equal (mechanism, "OAUTHBEARER");
}

void
od_choices_place_to_login (guint place, OdSettings *settings)
{
  const char *const *known = od_sasl_known_mechanisms ();
  guint count = g_strv_length ((char **) known);
  const char *mechanism = place >= 1 && place <= count ? known[place - 1] : "auto";

  settings->login = place <= count;
  settings->token = takes_token (mechanism);
  od_settings_set_text (&settings->mechanism, mechanism);
}
