/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A password on its way into an OdSecret. Main thread. Nothing is stored and nothing is printed. */

#include "od-cli-password.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define MAX_PASSWORD 4096

static gssize
read_some (int fd, char *buffer, gsize length)
{
  gssize got;

  do
    got = read (fd, buffer, length);
  while (got < 0 && errno == EINTR);
  return got;
}

/* Reads up to a line end or the end of the file, octet by octet: what follows the line belongs to somebody
 * else. */
static gssize
read_line (int fd, char *buffer, gsize size)
{
  gsize length = 0;

  while (length < size)
    {
      gssize got = read_some (fd, buffer + length, 1);

      if (got < 0)
        return -1;
      if (got == 0 || buffer[length] == '\n')
        break;
      length++;
    }
  return (gssize) length;
}

static OdSecret *
read_secret (int fd, GError **error)
{
  char buffer[MAX_PASSWORD];
  gssize length = read_line (fd, buffer, sizeof buffer);
  OdSecret *secret = NULL;

  if (length < 0)
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _ ("The password could not be read: %s."),
                 g_strerror (errno));
  else if (length == 0)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("The password is empty."));
  else if (length == MAX_PASSWORD)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, _ ("The password is too long."));
  else
    secret = od_secret_new (buffer, buffer[length - 1] == '\r' ? length - 1 : length);
  od_secret_wipe (buffer, sizeof buffer);
  return secret;
}

OdSecret *
od_cli_password_from_fd (int fd, GError **error)
{
  return read_secret (fd, error);
}

/* While the prompt waits, an interrupt must give the terminal its echo back. */
static struct termios terminal_before;
static volatile sig_atomic_t terminal_fd = -1;

static void
on_interrupt (int number)
{
  tcsetattr (terminal_fd, TCSANOW, &terminal_before);
  _exit (128 + number);
}

OdSecret *
od_cli_password_from_prompt (const OdSettings *settings, GError **error)
{
  int fd = open ("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);

  if (fd < 0 || tcgetattr (fd, &terminal_before) != 0)
    {
      g_set_error_literal (
          error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
          _ ("There is no terminal to ask for the password. Use --password-fd, --keyring or --no-login."));
      if (fd >= 0)
        close (fd);
      return NULL;
    }

  g_autofree char *question = g_strdup_printf (_ ("Password of %s: "), od_settings_effective_user (settings));
  const struct sigaction action = { .sa_handler = on_interrupt };
  struct sigaction before;
  struct termios silent = terminal_before;

  terminal_fd = fd;
  sigaction (SIGINT, &action, &before);
  silent.c_lflag &= ~(tcflag_t) ECHO;
  tcsetattr (fd, TCSAFLUSH, &silent);
  gboolean asked = write (fd, question, strlen (question)) > 0;
  OdSecret *secret = asked ? read_secret (fd, error) : NULL;
  tcsetattr (fd, TCSAFLUSH, &terminal_before);
  asked = write (fd, "\n", 1) > 0;
  sigaction (SIGINT, &before, NULL);
  close (fd);
  return secret;
}
