/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Exit codes, complaints and the terminal, the same for all commands. Any thread. */

#include "od-cli-output.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

int
od_cli_complain (const char *message)
{
  g_printerr ("outbox-check: %s\n", message);
  return OD_EXIT_USAGE;
}

static guint
terminal_width (void)
{
  struct winsize size;

  if (ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40)
    return MIN (size.ws_col, 100);
  return 78;
}

OdReportStyle
od_cli_style_for (int fd)
{
  OdReportStyle style = { FALSE, terminal_width (), FALSE, TRUE };

  style.colour = isatty (fd) && g_getenv ("NO_COLOR") == NULL;
  return style;
}

int
od_cli_flush (void)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return OD_EXIT_OK;
  if (errno == EPIPE)
    return OD_EXIT_CUT_OFF;
  return od_cli_complain (_ ("The result could not be written."));
}
