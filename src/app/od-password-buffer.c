/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The text of a password field. Main thread. Every piece of memory that held it is wiped. */

#include "od-password-buffer.h"

#include <string.h>

#define BULLET     "•"
#define MAX_LENGTH 4096 /* characters; od-sasl.h takes less */

struct _OdPasswordBuffer
{
  GtkEntryBuffer parent_instance;

  char *text; /* what was entered, NUL-terminated */
  gsize size; /* octets of @text without the NUL */
  guint length;
  char *bullets; /* as many as @length */
  gboolean shown;
};

G_DEFINE_FINAL_TYPE (OdPasswordBuffer, od_password_buffer, GTK_TYPE_ENTRY_BUFFER)

static char *
bullets (guint count)
{
  GString *string = g_string_sized_new (count * strlen (BULLET));

  for (guint i = 0; i < count; i++)
    g_string_append (string, BULLET);
  return g_string_free (string, FALSE);
}

/* Takes @text. */
static void
take (OdPasswordBuffer *self, char *text)
{
  od_secret_wipe_free (self->text);
  g_free (self->bullets);
  self->text = text;
  self->size = strlen (text);
  self->length = (guint) g_utf8_strlen (text, -1);
  self->bullets = bullets (self->length);
}

static gsize
offset_of (OdPasswordBuffer *self, guint position)
{
  return (gsize) (g_utf8_offset_to_pointer (self->text, MIN (position, self->length)) - self->text);
}

/* The text with the octets from @start to @end replaced by @length octets of @insert. */
static char *
spliced (OdPasswordBuffer *self, gsize start, gsize end, const char *insert, gsize length)
{
  gsize rest = self->size - end;
  char *text = g_malloc (start + length + rest + 1);

  memcpy (text, self->text, start);
  memcpy (text + start, insert, length);
  memcpy (text + start + length, self->text + end, rest);
  text[start + length + rest] = '\0';
  return text;
}

static const char *
od_password_buffer_get_text (GtkEntryBuffer *buffer, gsize *n_bytes)
{
  OdPasswordBuffer *self = OD_PASSWORD_BUFFER (buffer);
  const char *text = self->shown ? self->text : self->bullets;

  if (n_bytes != NULL)
    *n_bytes = strlen (text);
  return text;
}

static guint
od_password_buffer_get_length (GtkEntryBuffer *buffer)
{
  return OD_PASSWORD_BUFFER (buffer)->length;
}

static guint
od_password_buffer_insert_text (GtkEntryBuffer *buffer, guint position, const char *chars, guint n_chars)
{
  OdPasswordBuffer *self = OD_PASSWORD_BUFFER (buffer);
  guint count = MIN (n_chars, MAX_LENGTH - MIN (self->length, MAX_LENGTH));
  gsize size = (gsize) (g_utf8_offset_to_pointer (chars, count) - chars);
  gsize start = offset_of (self, position);
  g_autofree char *seen = bullets (count);

  take (self, spliced (self, start, start, chars, size));
  gtk_entry_buffer_emit_inserted_text (buffer, position, seen, count);
  return count;
}

static guint
od_password_buffer_delete_text (GtkEntryBuffer *buffer, guint position, guint n_chars)
{
  OdPasswordBuffer *self = OD_PASSWORD_BUFFER (buffer);
  guint from = MIN (position, self->length);
  guint count = MIN (n_chars, self->length - from);

  if (count > 0)
    gtk_entry_buffer_emit_deleted_text (buffer, from, count);
  return count;
}

/* Last of the listeners: until here the text still stands. */
static void
od_password_buffer_deleted_text (GtkEntryBuffer *buffer, guint position, guint n_chars)
{
  OdPasswordBuffer *self = OD_PASSWORD_BUFFER (buffer);

  take (self, spliced (self, offset_of (self, position), offset_of (self, position + n_chars), "", 0));
  g_object_notify (G_OBJECT (buffer), "text");
  g_object_notify (G_OBJECT (buffer), "length");
}

static void
on_visibility (GtkText *text, GParamSpec *pspec, OdPasswordBuffer *self)
{
  self->shown = gtk_text_get_visibility (text);
}

/* The field would tell screen readers each character as it is typed: the insertion ends here instead. */
static void
on_insert_text (GtkEditable *text, const char *chars, int size, int *position, OdPasswordBuffer *self)
{
  glong count = g_utf8_strlen (chars, size);

  if (!self->shown)
    {
      *position +=
          (int) gtk_entry_buffer_insert_text (GTK_ENTRY_BUFFER (self), (guint) *position, chars, (int) count);
      g_signal_stop_emission_by_name (text, "insert-text");
    }
}

OdPasswordBuffer *
od_password_buffer_put_into (GtkText *text)
{
  g_autoptr (OdPasswordBuffer) self = g_object_new (OD_TYPE_PASSWORD_BUFFER, NULL);

  gtk_text_set_buffer (text, GTK_ENTRY_BUFFER (self));
  gtk_editable_set_enable_undo (GTK_EDITABLE (text), FALSE);
  g_signal_connect_object (text, "notify::visibility", G_CALLBACK (on_visibility), self, 0);
  g_signal_connect_object (text, "insert-text", G_CALLBACK (on_insert_text), self, 0);
  self->shown = gtk_text_get_visibility (text);
  return self;
}

OdSecret *
od_password_buffer_get_secret (OdPasswordBuffer *self)
{
  return self->length > 0 ? od_secret_new (self->text, (gssize) self->size) : NULL;
}

static void
od_password_buffer_finalize (GObject *object)
{
  OdPasswordBuffer *self = OD_PASSWORD_BUFFER (object);

  od_secret_wipe_free (self->text);
  g_free (self->bullets);
  G_OBJECT_CLASS (od_password_buffer_parent_class)->finalize (object);
}

static void
od_password_buffer_class_init (OdPasswordBufferClass *klass)
{
  GtkEntryBufferClass *buffer_class = GTK_ENTRY_BUFFER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = od_password_buffer_finalize;
  buffer_class->get_text = od_password_buffer_get_text;
  buffer_class->get_length = od_password_buffer_get_length;
  buffer_class->insert_text = od_password_buffer_insert_text;
  buffer_class->delete_text = od_password_buffer_delete_text;
  buffer_class->deleted_text = od_password_buffer_deleted_text;
}

static void
od_password_buffer_init (OdPasswordBuffer *self)
{
  take (self, g_strdup (""));
}
