/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* outbox-doctor: the window. Sets the language up and hands over to the application. Main thread. */

#include <glib/gi18n-lib.h>
#include <locale.h>

#include "od-application.h"

/* A program that is not installed finds its translations by the environment. */
static const char *
locale_folder (void)
{
  const char *folder = g_getenv ("OUTBOX_DOCTOR_LOCALE_DIR");

  return folder != NULL && *folder != '\0' ? folder : OD_LOCALE_DIR;
}

int
main (int argc, char **argv)
{
  g_autoptr (OdApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_folder ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = od_application_new ();
  g_set_application_name (_ ("Outbox Doctor"));
  return g_application_run (G_APPLICATION (application), argc, argv);
}
