/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A library for LD_PRELOAD that stands between a program and its system, and makes happen what the system may
 * do any day. INJECT has words:
 *
 *   short       streams, pipes and files give and take three octets at most at a time
 *   eintr       every third call that may wait is interrupted by a signal
 *   socket=N    from the Nth on (0: the first) there is no descriptor for a socket
 *   open=N      … nor for a file
 *   write=N     from the Nth on a write to a file finds no room
 *   fsync=N     … a file cannot be brought to the disk
 *
 * At the end the file INJECT_COUNT gets the number of calls that were made otherwise. Calls are counted over
 * all threads. What the C library calls by itself, inside, is not seen from here. */

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST     3 /* octets */
#define INTERVAL 3

#define REAL(name) ((__typeof__ (name) *) dlsym (RTLD_NEXT, #name))

static const char *
words (void)
{
  const char *text = getenv ("INJECT");

  return text != NULL ? text : "";
}

static atomic_int interferences;

static int
is_wanted (const char *word)
{
  return strstr (words (), word) != NULL;
}

/* Whether this call is the one of which the word tells, or a later one. */
static int
has_come (const char *word, atomic_int *count)
{
  const char *at = strstr (words (), word);

  if (at == NULL || atomic_fetch_add (count, 1) < atoi (at + strlen (word)))
    return 0;
  interferences++;
  return 1;
}

static int
fail (int code)
{
  errno = code;
  return -1;
}

static int
is_interrupted (void)
{
  static atomic_int count;

  if (!is_wanted ("eintr") || atomic_fetch_add (&count, 1) % INTERVAL != INTERVAL - 1)
    return 0;
  interferences++;
  return 1;
}

static int
is_file (int fd)
{
  struct stat status;

  return fstat (fd, &status) == 0 && S_ISREG (status.st_mode);
}

/* Datagrams cannot be cut; nor the counters of eventfd(), which are no kind of file to fstat(). */
static int
is_stream (int fd)
{
  struct stat status;
  int type = 0;
  socklen_t size = sizeof type;

  if (fstat (fd, &status) != 0)
    return 0;
  if (S_ISSOCK (status.st_mode))
    return getsockopt (fd, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_STREAM;
  return S_ISREG (status.st_mode) || S_ISFIFO (status.st_mode);
}

static size_t
cut (int fd, size_t length)
{
  if (!is_wanted ("short") || length <= MOST || !is_stream (fd))
    return length;
  interferences++;
  return MOST;
}

/* --- reading */

ssize_t
read (int fd, void *buffer, size_t length)
{
  return is_interrupted () ? fail (EINTR) : REAL (read) (fd, buffer, cut (fd, length));
}

ssize_t __read_chk (int fd, void *buffer, size_t length, size_t size);
ssize_t
__read_chk (int fd, void *buffer, size_t length, size_t size)
{
  return read (fd, buffer, length < size ? length : size);
}

ssize_t
recv (int fd, void *buffer, size_t length, int flags)
{
  return is_interrupted () ? fail (EINTR) : REAL (recv) (fd, buffer, cut (fd, length), flags);
}

ssize_t __recv_chk (int fd, void *buffer, size_t length, size_t size, int flags);
ssize_t
__recv_chk (int fd, void *buffer, size_t length, size_t size, int flags)
{
  return recv (fd, buffer, length < size ? length : size, flags);
}

ssize_t
recvmsg (int fd, struct msghdr *message, int flags)
{
  return is_interrupted () ? fail (EINTR) : REAL (recvmsg) (fd, message, flags);
}

/* --- writing */

ssize_t
write (int fd, const void *bytes, size_t length)
{
  static atomic_int count;

  if (is_wanted ("write=") && is_file (fd) && has_come ("write=", &count))
    return fail (ENOSPC);
  return is_interrupted () ? fail (EINTR) : REAL (write) (fd, bytes, cut (fd, length));
}

ssize_t
send (int fd, const void *bytes, size_t length, int flags)
{
  return is_interrupted () ? fail (EINTR) : REAL (send) (fd, bytes, cut (fd, length), flags);
}

ssize_t
sendmsg (int fd, const struct msghdr *message, int flags)
{
  return is_interrupted () ? fail (EINTR) : REAL (sendmsg) (fd, message, flags);
}

int
fsync (int fd)
{
  static atomic_int count;

  return has_come ("fsync=", &count) ? fail (ENOSPC) : REAL (fsync) (fd);
}

/* --- waiting */

int
poll (struct pollfd *fds, nfds_t n, int timeout)
{
  return is_interrupted () ? fail (EINTR) : REAL (poll) (fds, n, timeout);
}

int __poll_chk (struct pollfd *fds, nfds_t n, int timeout, size_t size);
int
__poll_chk (struct pollfd *fds, nfds_t n, int timeout, size_t size)
{
  return poll (fds, n, timeout);
}

int
ppoll (struct pollfd *fds, nfds_t n, const struct timespec *timeout, const sigset_t *signals)
{
  return is_interrupted () ? fail (EINTR) : REAL (ppoll) (fds, n, timeout, signals);
}

/* The connection goes on behind the interruption, as POSIX has it. */
int
connect (int fd, const struct sockaddr *address, socklen_t size)
{
  int result = REAL (connect) (fd, address, size);

  return is_interrupted () && (result == 0 || errno == EINPROGRESS) ? fail (EINTR) : result;
}

int
accept4 (int fd, struct sockaddr *address, socklen_t *size, int flags)
{
  return is_interrupted () ? fail (EINTR) : REAL (accept4) (fd, address, size, flags);
}

int
accept (int fd, struct sockaddr *address, socklen_t *size)
{
  return accept4 (fd, address, size, 0);
}

/* --- descriptors */

int
socket (int domain, int type, int protocol)
{
  static atomic_int count;

  return has_come ("socket=", &count) ? fail (EMFILE) : REAL (socket) (domain, type, protocol);
}

static int
open_real (const char *path, int flags, mode_t mode)
{
  static atomic_int count;

  return has_come ("open=", &count) ? fail (EMFILE) : REAL (open) (path, flags, mode);
}

int
open (const char *path, int flags, ...)
{
  va_list arguments;
  mode_t mode;

  va_start (arguments, flags);
  mode = va_arg (arguments, mode_t); /* undefined without O_CREAT, and then not looked at */
  va_end (arguments);
  return open_real (path, flags, mode);
}

int
open64 (const char *path, int flags, ...)
{
  va_list arguments;
  mode_t mode;

  va_start (arguments, flags);
  mode = va_arg (arguments, mode_t);
  va_end (arguments);
  return open_real (path, flags | O_LARGEFILE, mode);
}

int __open_2 (const char *path, int flags);
int
__open_2 (const char *path, int flags)
{
  return open_real (path, flags, 0);
}

int __open64_2 (const char *path, int flags);
int
__open64_2 (const char *path, int flags)
{
  return open_real (path, flags | O_LARGEFILE, 0);
}

/* --- what it has done */

__attribute__ ((destructor)) static void
tell_count (void)
{
  const char *path = getenv ("INJECT_COUNT");
  FILE *file = path != NULL ? fopen (path, "w") : NULL;

  if (file == NULL)
    return;
  fprintf (file, "%d\n", interferences);
  fclose (file);
}
