/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Sources of mails: every kind, cut in every place, and all that is no mailbox: refused in words, in bounded
 * memory. Files are made in a folder of the test's own. */

#include "od-mailbox.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "od-mail.h"

#define SEPARATOR "From MAILER-DAEMON Tue Nov 24 10:04:05 2026\n"
#define MAIL(n)   "From: postmaster@example.org\nSubject: " n "\n\nUser unknown\n"

/* A stream that gives its bytes in crumbs of at most @crumb, or makes @repeat copies of them. */
typedef struct
{
  GInputStream parent;
  const char *bytes;
  gsize length;
  gsize at;
  gsize crumb;
  guint repeat;
} Crumbs;
typedef GInputStreamClass CrumbsClass;

static GType crumbs_get_type (void);
G_DEFINE_TYPE (Crumbs, crumbs, G_TYPE_INPUT_STREAM)

static gssize
crumbs_read (GInputStream *stream, void *to, gsize count, GCancellable *cancellable, GError **error)
{
  Crumbs *self = (Crumbs *) stream;

  if (self->at == self->length && self->repeat > 0)
    {
      self->repeat--;
      self->at = 0;
    }
  count = MIN (MIN (count, self->crumb), self->length - self->at);
  memcpy (to, self->bytes + self->at, count);
  self->at += count;
  return (gssize) count;
}

static void
crumbs_class_init (CrumbsClass *klass)
{
  klass->read_fn = crumbs_read;
}

static void
crumbs_init (Crumbs *self)
{
}

static OdMailbox *
open_crumbs (const char *bytes, gsize length, gsize crumb, guint repeat, GError **error)
{
  g_autoptr (GInputStream) stream = g_object_new (crumbs_get_type (), NULL);
  Crumbs *self = (Crumbs *) stream;

  self->bytes = bytes;
  self->length = length;
  self->crumb = crumb;
  self->repeat = repeat;
  return od_mailbox_open_stream (stream, "stdin", NULL, error);
}

static const char *
kind_name (const OdItem *item)
{
  static const char *const names[] = { "mail", "text", "line" };

  return item->error != NULL ? "error" : names[item->kind];
}

/* Every item as "kind|name|bytes\f". */
static char *
all_items (OdMailbox *mailbox)
{
  GString *all = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  OdItem *item;
  guint64 index = 0;

  while ((item = od_mailbox_next (mailbox, NULL, &error)) != NULL)
    {
      gsize length = 0;
      const char *bytes = item->bytes != NULL ? g_bytes_get_data (item->bytes, &length) : "";

      g_assert_cmpuint (item->index, ==, index++);
      g_string_append_printf (all, "%s|%s|", kind_name (item), item->name);
      g_string_append_len (all, bytes, (gssize) length);
      g_string_append_c (all, '\f');
      od_item_free (item);
    }
  g_assert_no_error (error);
  return g_string_free (all, FALSE);
}

typedef struct
{
  const char *name;
  const char *given;
  const char *items;
  gboolean is_many;
} StreamCase;

static const StreamCase stream_cases[] = {
  { "one mail", MAIL ("a"), "mail|stdin|" MAIL ("a") "\f", FALSE },
  { "one mail, CRLF", "From: x@example.org\r\nSubject: a\r\n\r\nb\r\n",
    "mail|stdin|From: x@example.org\r\nSubject: a\r\n\r\nb\r\n\f", FALSE },
  { "mbox of one", SEPARATOR MAIL ("a"), "mail|stdin: 1|" MAIL ("a") "\f", TRUE },
  { "mbox of two", SEPARATOR MAIL ("a") "\n" SEPARATOR MAIL ("b") "\n",
    "mail|stdin: 1|" MAIL ("a") "\fmail|stdin: 2|" MAIL ("b") "\n\f", TRUE },
  { "mbox, CRLF",
    "From x@example.org Tue Nov 24 10:04:05 2026\r\nSubject: a\r\n\r\nb\r\n\r\n"
    "From x@example.org Tue Nov 24 10:04:05 2026\r\nSubject: c\r\n\r\nd\r\n",
    "mail|stdin: 1|Subject: a\r\n\r\nb\r\n\fmail|stdin: 2|Subject: c\r\n\r\nd\r\n\f", TRUE },
  { "blank lines and byte order mark before", "\xEF\xBB\xBF\n\n" SEPARATOR MAIL ("a"),
    "mail|stdin: 1|" MAIL ("a") "\f", TRUE },
  { "quoted From, once and twice", SEPARATOR "Subject: a\n\n>From here\n>>From there\n> From\n>Fromage\n",
    "mail|stdin: 1|Subject: a\n\nFrom here\n>From there\n> From\n>Fromage\n\f", TRUE },
  { "From in a sentence", SEPARATOR "Subject: a\n\nHello\n\nFrom now on at 10:04 in 2026\nit is so.\n",
    "mail|stdin: 1|Subject: a\n\nHello\n\nFrom now on at 10:04 in 2026\nit is so.\n\f", TRUE },
  { "From without a blank line before", SEPARATOR "Subject: a\n\nHello\n" SEPARATOR "Subject: b\n",
    "mail|stdin: 1|Subject: a\n\nHello\n" SEPARATOR "Subject: b\n\f", TRUE },
  { "sender without a date", "From nobody\nSubject: a\n\nb\n\nFrom nobody\nSubject: c\n\nd\n",
    "mail|stdin: 1|Subject: a\n\nb\n\fmail|stdin: 2|Subject: c\n\nd\n\f", TRUE },
  { "separator of an earlier hop",
    SEPARATOR ">From a@example.org Tue Nov 24 10:04:05 2026\nSubject: a\n\nb\n",
    "mail|stdin: 1|Subject: a\n\nb\n\f", TRUE },
  { "truncated in a header", SEPARATOR MAIL ("a") "\n" SEPARATOR "Subj",
    /* what is no header cannot be told from a sentence */
    "mail|stdin: 1|" MAIL ("a") "\n" SEPARATOR "Subj\f", TRUE },
  { "truncated in a body", SEPARATOR MAIL ("a") "\n" SEPARATOR "Subject: b\n\nUser unkn",
    "mail|stdin: 1|" MAIL ("a") "\fmail|stdin: 2|Subject: b\n\nUser unkn\f", TRUE },
  { "truncated in a separator", SEPARATOR MAIL ("a") "\nFrom a@example.org Tue Nov 24 10:04:05 2026",
    "mail|stdin: 1|" MAIL ("a") "\fmail|stdin: 2|\f", TRUE },
  { "truncated after From", SEPARATOR MAIL ("a") "\nFrom", "mail|stdin: 1|" MAIL ("a") "\nFrom\f", TRUE },
  { "mail without anything", SEPARATOR "\n" SEPARATOR MAIL ("b"),
    "mail|stdin: 1|\fmail|stdin: 2|" MAIL ("b") "\f", TRUE },
  { "log of Postfix",
    "Nov 24 10:04:05 mx postfix/smtp[12]: 3F: to=<a@example.org>, status=bounced (no)\n\n"
    "2026-11-24T10:04:06.123+01:00 mx postfix/qmgr[13]: 3F: removed",
    "line|stdin: 1|Nov 24 10:04:05 mx postfix/smtp[12]: 3F: to=<a@example.org>, status=bounced (no)\n\f"
    "line|stdin: 2|\n\fline|stdin: 3|2026-11-24T10:04:06.123+01:00 mx postfix/qmgr[13]: 3F: removed\f",
    TRUE },
  { "log of Sendmail, short times only", "Nov  4 10:04:05 mx sendmail[1]: x: to=<a@example.org>, stat=Sent\n",
    "line|stdin: 1|Nov  4 10:04:05 mx sendmail[1]: x: to=<a@example.org>, stat=Sent\n\f", TRUE },
  { "log with long times only", "2026-11-24T10:04:06Z mx smtpd[13]: 3F mta delivery\n",
    "line|stdin: 1|2026-11-24T10:04:06Z mx smtpd[13]: 3F mta delivery\n\f", TRUE },
  { "log of Exim", "2026-11-24 10:04:05 1aB2cD-0001xY-9Z ** a@example.org R=r T=t: no\nx\n",
    "line|stdin: 1|2026-11-24 10:04:05 1aB2cD-0001xY-9Z ** a@example.org R=r T=t: no\n\fline|stdin: 2|x\n\f",
    TRUE },
  { "times without a program are no log", "2026-11-24 10:04:05 I sent it\n2026-11-24 10:05:00 It came back\n",
    "text|stdin|2026-11-24 10:04:05 I sent it\n2026-11-24 10:05:00 It came back\n\f", FALSE },
  { "text", "550 5.1.1 User unknown\n", "text|stdin|550 5.1.1 User unknown\n\f", FALSE },
  { "a time and nothing after it", "Nov 24 10:04:05 ", "text|stdin|Nov 24 10:04:05 \f", FALSE },
  { "a long time and nothing after it", "2026-11-24T10:04:05 ", "text|stdin|2026-11-24T10:04:05 \f", FALSE },
  { "text that begins with From", "From now on I get 550.\n", "text|stdin|From now on I get 550.\n\f",
    FALSE },
  { "one letter", "x", "text|stdin|x\f", FALSE },
};

/* However the bytes come. */
static void
test_stream (gconstpointer data)
{
  const StreamCase *self = data;
  static const gsize crumbs[] = { 1, 2, 7, 4096 };

  for (guint i = 0; i < G_N_ELEMENTS (crumbs); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (OdMailbox) mailbox = open_crumbs (self->given, strlen (self->given), crumbs[i], 0, &error);
      g_autofree char *items = NULL;

      g_assert_no_error (error);
      items = all_items (mailbox);
      g_assert_cmpstr (items, ==, self->items);
      g_assert_cmpint (od_mailbox_is_many (mailbox), ==, self->is_many);
    }
}

static void
test_utf16 (void)
{
  static const char bytes[] = "\xFF\xFE"
                              "5\0"
                              "5\0"
                              "0\0 \0\xFC";
  g_autoptr (OdMailbox) mailbox = open_crumbs (bytes, sizeof bytes, 3, 0, NULL);
  g_autofree char *items = all_items (mailbox);

  g_assert_cmpstr (items, ==, "text|stdin|550 ü\f");
}

/* Mails of many sizes, so that every edge of a block falls somewhere else. */
static void
test_block_edges (void)
{
  g_autoptr (GString) given = g_string_new (NULL);
  g_autoptr (GString) wanted = g_string_new (NULL);
  g_autoptr (OdMailbox) mailbox = NULL;
  g_autofree char *items = NULL;

  for (guint i = 1; given->len < 3 * 1024 * 1024; i++)
    {
      g_autofree char *filling = g_strnfill (i * 37 % 9000, i % 3 == 0 ? '\n' : 'x');
      g_autofree char *mail = g_strdup_printf ("Subject: %u\n\n%s\nend\n", i, filling);

      g_string_append_printf (given, SEPARATOR "%s\n", mail);
      g_string_append_printf (wanted, "mail|stdin: %u|%s\f", i, mail);
    }
  g_string_truncate (given, given->len - 1);
  mailbox = open_crumbs (given->str, given->len, 65537, 0, NULL);
  items = all_items (mailbox);
  g_assert_true (g_str_equal (items, wanted->str));
}

/* Pieces of a large text end at line ends and lose nothing. */
static void
test_large_text (void)
{
  g_autoptr (GString) given = g_string_new (NULL);
  g_autoptr (GString) joined = g_string_new (NULL);
  g_autoptr (OdMailbox) mailbox = NULL;
  OdItem *item;
  guint count = 0;

  while (given->len < 3 * 1024 * 1024)
    g_string_append_printf (given, "line %" G_GSIZE_FORMAT " of a story\n", given->len);
  mailbox = open_crumbs (given->str, given->len, 100000, 0, NULL);
  while ((item = od_mailbox_next (mailbox, NULL, NULL)) != NULL)
    {
      gsize length;
      const char *bytes = g_bytes_get_data (item->bytes, &length);

      g_assert_cmpuint (length, <=, 1024 * 1024);
      g_assert_true (bytes[length - 1] == '\n');
      g_string_append_len (joined, bytes, (gssize) length);
      count++;
      od_item_free (item);
    }
  g_assert_cmpuint (count, ==, 4);
  g_assert_true (g_string_equal (given, joined));
}

/* A folder of the test's own. */
typedef struct
{
  char *path;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->path = g_dir_make_tmp ("od-mailbox-XXXXXX", NULL);
  g_assert_nonnull (self->path);
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    folder = g_dir_open (path, 0, NULL);
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      remove_all (child);
    }
  g_remove (path);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  remove_all (self->path);
  g_free (self->path);
}

static char *
path_of (Fixture *self, const char *name)
{
  return g_build_filename (self->path, name, NULL);
}

static void
put (Fixture *self, const char *name, const char *content)
{
  g_autofree char *path = path_of (self, name);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, content, -1, NULL));
}

/* A file of so many zeros after @head, and @tail after them; it takes no room on the disk. */
static void
put_zeros (Fixture *self, const char *name, const char *head, off_t zeros, const char *tail)
{
  g_autofree char *path = path_of (self, name);
  int descriptor = g_open (path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  off_t end = (off_t) strlen (head) + zeros;

  g_assert_cmpint (descriptor, >=, 0);
  g_assert_cmpint (write (descriptor, head, strlen (head)), ==, strlen (head));
  g_assert_cmpint (ftruncate (descriptor, end), ==, 0);
  g_assert_cmpint (pwrite (descriptor, tail, strlen (tail), end), ==, strlen (tail));
  close (descriptor);
}

static OdMailbox *
open_path (Fixture *self, const char *name, GError **error)
{
  g_autofree char *path = path_of (self, name);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return od_mailbox_open (file, NULL, error);
}

static char *
items_of (Fixture *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdMailbox) mailbox = open_path (self, name, &error);

  g_assert_no_error (error);
  return all_items (mailbox);
}

static void
assert_refused (Fixture *self, const char *name, int code, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdMailbox) mailbox = open_path (self, name, &error);

  g_assert_null (mailbox);
  g_assert_error (error, G_IO_ERROR, code);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_file (Fixture *self, gconstpointer data)
{
  g_autofree char *items = NULL;

  put (self, "a\033[1m.mbox", SEPARATOR MAIL ("a"));
  items = items_of (self, "a\033[1m.mbox");
  g_assert_cmpstr (items, ==, "mail|a\\x1b[1m.mbox: 1|" MAIL ("a") "\f");
}

static void
test_maildir (Fixture *self, gconstpointer data)
{
  g_autofree char *items = NULL;
  g_autoptr (OdMailbox) mailbox = NULL;

  put (self, "box/new/2.host", MAIL ("b"));
  put (self, "box/cur/1.host:2,S", MAIL ("a"));
  put (self, "box/cur/.hidden", MAIL ("h"));
  put (self, "box/tmp/3.host", MAIL ("t"));
  put (self, "box/dovecot-uidlist", "3 V1 N2\n");
  put (self, "box/.Sub/cur/4.host", MAIL ("s"));
  items = items_of (self, "box");
  g_assert_cmpstr (items, ==, "mail|cur/1.host:2,S|" MAIL ("a") "\fmail|new/2.host|" MAIL ("b") "\f");

  mailbox = open_path (self, "box", NULL);
  g_assert_true (od_mailbox_is_many (mailbox));
}

static void
test_folder (Fixture *self, gconstpointer data)
{
  g_autofree char *items = NULL;

  put (self, "all/b.eml", MAIL ("b"));
  put (self, "all/a.mbox", SEPARATOR MAIL ("1") "\n" SEPARATOR MAIL ("2"));
  put (self, "all/sub/deep/c.txt", "550 no\n");
  put (self, "all/.git/d.eml", MAIL ("d"));
  items = items_of (self, "all");
  g_assert_cmpstr (items, ==,
                   "mail|a.mbox: 1|" MAIL ("1") "\fmail|a.mbox: 2|" MAIL ("2") "\fmail|b.eml|" MAIL (
                       "b") "\f"
                            "text|sub/deep/c.txt|550 no\n\f");
}

/* What cannot be read in a folder is said, and the rest goes on. */
static void
test_folder_with_trouble (Fixture *self, gconstpointer data)
{
  g_autofree char *fifo = path_of (self, "all/b-fifo");
  g_autofree char *link = path_of (self, "all/c-link");
  g_autofree char *up = path_of (self, "all/d-up");
  g_autofree char *items = NULL;

  put (self, "all/a-empty.eml", "");
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  g_assert_cmpint (symlink ("z.eml", link), ==, 0);
  g_assert_cmpint (symlink ("..", up), ==, 0);
  put_zeros (self, "all/e-zeros", "", 100000, "");
  put (self, "all/z.eml", MAIL ("z"));
  items = items_of (self, "all");
  g_assert_cmpstr (items, ==,
                   "error|a-empty.eml|\ferror|b-fifo|\ferror|c-link|\ferror|d-up|\ferror|e-zeros|\f"
                   "mail|z.eml|" MAIL ("z") "\f");
}

static void
test_deep_folder (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) name = g_string_new ("deep");
  g_autofree char *items = NULL;

  for (guint i = 0; i < 40; i++)
    g_string_append (name, "/d");
  g_string_append (name, "/a.eml");
  put (self, name->str, MAIL ("a"));
  put (self, "deep/e.eml", MAIL ("e"));
  items = items_of (self, "deep");
  g_assert_true (g_str_has_prefix (items, "error|d/d/d/d/"));
  g_assert_true (g_str_has_suffix (items, "\fmail|e.eml|" MAIL ("e") "\f"));
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  g_autofree char *fifo = path_of (self, "fifo");
  g_autofree char *device = path_of (self, "device");
  g_autofree char *loop = path_of (self, "loop");
  g_autofree char *folder = path_of (self, "none/cur");

  assert_refused (self, "missing", G_IO_ERROR_NOT_FOUND, "There is no “missing”");
  put (self, "empty", "");
  assert_refused (self, "empty", G_IO_ERROR_INVALID_DATA, "empty");
  put (self, "blank", "\r\n\n");
  assert_refused (self, "blank", G_IO_ERROR_INVALID_DATA, "empty");
  put (self, "binary",
       "\x7f"
       "ELF\x02\x01\x01\x03\x04\x05 and so on");
  assert_refused (self, "binary", G_IO_ERROR_INVALID_DATA, "neither a mail nor text");
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  assert_refused (self, "fifo", G_IO_ERROR_NOT_REGULAR_FILE, "pipe");
  g_assert_cmpint (symlink ("/dev/zero", device), ==, 0);
  assert_refused (self, "device", G_IO_ERROR_NOT_REGULAR_FILE, "device");
  g_assert_cmpint (symlink ("loop", loop), ==, 0);
  assert_refused (self, "loop", G_IO_ERROR_TOO_MANY_LINKS, "circle");
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  assert_refused (self, "none", G_IO_ERROR_INVALID_DATA, "no mails");
}

static void
test_unreadable (Fixture *self, gconstpointer data)
{
  g_autofree char *path = path_of (self, "locked");

  put (self, "locked", MAIL ("a"));
  g_assert_cmpint (g_chmod (path, 0), ==, 0);
  if (g_access (path, R_OK) == 0)
    g_test_skip ("whoever runs this may read everything");
  else
    assert_refused (self, "locked", G_IO_ERROR_PERMISSION_DENIED, "not permitted");
}

/* A link that the person named is followed. */
static void
test_named_link (Fixture *self, gconstpointer data)
{
  g_autofree char *link = path_of (self, "link");
  g_autofree char *items = NULL;

  put (self, "a.eml", MAIL ("a"));
  g_assert_cmpint (symlink ("a.eml", link), ==, 0);
  items = items_of (self, "link");
  g_assert_cmpstr (items, ==, "mail|link|" MAIL ("a") "\f");
}

static long
peak_mib (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

/* The sanitizers' own memory is theirs. */
static void
assert_small (long before, long most)
{
#if !defined(__SANITIZE_ADDRESS__)
  g_assert_cmpint (peak_mib () - before, <=, most);
#endif
}

/* 2 GB of zeros are known for what they are by the first of them. */
static void
test_zeros (Fixture *self, gconstpointer data)
{
  long before = peak_mib ();
  gint64 start = g_get_monotonic_time ();

  put_zeros (self, "zeros", "", (off_t) 2 << 30, "");
  assert_refused (self, "zeros", G_IO_ERROR_INVALID_DATA, "neither a mail nor text");
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC);
  assert_small (before, 16);
}

/* The mail of an mbox that is too big is passed over; the next one is there. */
static void
test_big_mail_of_mbox (Fixture *self, gconstpointer data)
{
  long before = peak_mib ();
  g_autofree char *items = NULL;

  put_zeros (self, "big.mbox", SEPARATOR MAIL ("a") "\n" SEPARATOR "Subject: zeros\n\n", 300 << 20,
             "\n\n" SEPARATOR MAIL ("c"));
  items = items_of (self, "big.mbox");
  g_assert_cmpstr (items, ==,
                   "mail|big.mbox: 1|" MAIL ("a") "\ferror|big.mbox: 2|\fmail|big.mbox: 3|" MAIL ("c") "\f");
  assert_small (before, 64);
}

static void
test_big_mail (Fixture *self, gconstpointer data)
{
  g_autoptr (OdMailbox) mailbox = NULL;
  g_autoptr (OdItem) item = NULL;

  put_zeros (self, "big.eml", "From: x@example.org\nSubject: zeros\n\n", 300 << 20, "");
  mailbox = open_path (self, "big.eml", NULL);
  g_assert_nonnull (mailbox);
  item = od_mailbox_next (mailbox, NULL, NULL);
  g_assert_error (item->error, OD_MAIL_ERROR, OD_MAIL_ERROR_TOO_BIG);
  g_assert_null (od_mailbox_next (mailbox, NULL, NULL));
}

/* A mail as big as may be is given. */
static void
test_biggest_mail (void)
{
  g_autoptr (GString) given = g_string_new (SEPARATOR "Subject: a\n\n");
  gsize head = given->len - strlen (SEPARATOR);
  g_autofree char *filling = g_strnfill (OD_MAIL_MAX_BYTES - head, 'x');

  for (guint over = 0; over < 2; over++)
    {
      g_autoptr (GString) whole = g_string_new (given->str);
      g_autoptr (OdMailbox) mailbox = NULL;
      g_autoptr (OdItem) item = NULL;

      g_string_append (whole, filling);
      g_string_append (whole, over ? "x\n\n" SEPARATOR MAIL ("b") : "");
      mailbox = open_crumbs (whole->str, whole->len, 1 << 20, 0, NULL);
      item = od_mailbox_next (mailbox, NULL, NULL);
      g_assert_true ((item->error != NULL) == (over == 1));
      g_assert_true (over == 1 || g_bytes_get_size (item->bytes) == OD_MAIL_MAX_BYTES);
    }
}

/* 400,000 mails, one after another, in the memory of one. */
static void
test_memory_is_flat (void)
{
  static const char one[] = SEPARATOR MAIL ("a") "\n";
  g_autoptr (OdMailbox) mailbox = open_crumbs (one, sizeof one - 1, sizeof one, 400000 - 1, NULL);
  long before = peak_mib ();
  guint count = 0;
  OdItem *item;

  while ((item = od_mailbox_next (mailbox, NULL, NULL)) != NULL)
    {
      count++;
      od_item_free (item);
    }
  g_assert_cmpuint (count, ==, 400000);
  assert_small (before, 4);
}

static void
test_progress (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) given = g_string_new (NULL);
  g_autoptr (OdMailbox) mailbox = NULL;
  double last = 0.0;
  OdItem *item;

  for (guint i = 0; i < 100; i++)
    g_string_append (given, SEPARATOR MAIL ("a") "\n");
  put (self, "box/a.mbox", given->str);
  put (self, "box/sub/b.mbox", given->str);
  put (self, "box/sub/c.mbox", given->str);
  mailbox = open_path (self, "box", NULL);
  while ((item = od_mailbox_next (mailbox, NULL, NULL)) != NULL)
    {
      double progress = od_mailbox_progress (mailbox);

      g_assert_cmpfloat (progress, >=, last);
      g_assert_cmpfloat (progress, <=, 1.0);
      last = progress;
      od_item_free (item);
    }
  g_assert_cmpfloat (last, >, 0.99);
}

static void
test_progress_of_stream (void)
{
  g_autoptr (OdMailbox) mailbox = open_crumbs ("550 no", 6, 6, 0, NULL);

  g_assert_cmpfloat (od_mailbox_progress (mailbox), ==, -1.0);
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OdMailbox) mailbox = NULL;

  put (self, "box/a.eml", MAIL ("a"));
  mailbox = open_path (self, "box", NULL);
  g_cancellable_cancel (cancellable);
  g_assert_null (od_mailbox_next (mailbox, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(path, function) g_test_add ("/mailbox/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (stream_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/mailbox/stream/%s", stream_cases[i].name);
      g_test_add_data_func (path, &stream_cases[i], test_stream);
    }
  g_test_add_func ("/mailbox/memory-is-flat", test_memory_is_flat);
  ADD ("zeros", test_zeros);
  ADD ("big-mail-of-mbox", test_big_mail_of_mbox);
  ADD ("big-mail", test_big_mail);
  g_test_add_func ("/mailbox/utf-16", test_utf16);
  g_test_add_func ("/mailbox/block-edges", test_block_edges);
  g_test_add_func ("/mailbox/large-text", test_large_text);
  g_test_add_func ("/mailbox/biggest-mail", test_biggest_mail);
  g_test_add_func ("/mailbox/progress-of-stream", test_progress_of_stream);
  ADD ("file", test_file);
  ADD ("maildir", test_maildir);
  ADD ("folder", test_folder);
  ADD ("folder-with-trouble", test_folder_with_trouble);
  ADD ("deep-folder", test_deep_folder);
  ADD ("refused", test_refused);
  ADD ("unreadable", test_unreadable);
  ADD ("named-link", test_named_link);
  ADD ("progress", test_progress);
  ADD ("cancelled", test_cancelled);
  return g_test_run ();
}
