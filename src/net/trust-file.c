/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Run when the program is set up: prints the file in which GnuTLS on this system has the trusted authorities.
 * Prints nothing where they are elsewhere (in a folder, or kept by p11-kit), or where a second file has a
 * say. The library does not tell; but it opens files by fopen(), and here that is our own. */

/* With it, fopen() here would be another function than the library calls. */
#undef _FILE_OFFSET_BITS

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

#include <gnutls/x509.h>

static char opened[1024];
static int count = 0;

FILE *
fopen (const char *path, const char *mode)
{
  FILE *(*real) (const char *, const char *) = dlsym (RTLD_NEXT, "fopen");

  count++;
  if (strlen (path) < sizeof opened)
    strcpy (opened, path);
  return real (path, mode);
}

int
main (void)
{
  gnutls_x509_trust_list_t list;

  if (gnutls_x509_trust_list_init (&list, 0) < 0)
    return 1;
  count = 0;
  if (gnutls_x509_trust_list_add_system_trust (list, 0, 0) <= 0 || count != 1)
    return 1;
  fputs (opened, stdout);
  return 0;
}
