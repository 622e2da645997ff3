/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Explain an error. Main thread. Two pages: the text beside its answer, and the table of a survey. From WIDE
 * on things stand side by side, below it one above the other. */

#include "od-explain-view.h"

#include <glib/gi18n-lib.h>

#include "od-explain-answer.h"
#include "od-explain-input.h"
#include "od-explain-list.h"
#include "od-explain-reader.h"
#include "od-explain-sources.h"
#include "od-ui.h"
#include "od-width-bin.h"

#define WIDE   860
#define NARROW 600

/* Of the text above its answer. */
#define TEXT_HEIGHT 240

struct _OdExplainView
{
  GtkWidget parent_instance;

  GtkWidget *root;
  GtkStack *stack;
  GtkPaned *paned;
  OdExplainInput *input;
  OdExplainAnswer *answer;
  OdExplainList *list;

  OdExplainSurvey *survey; /* the last one, or NULL */
  GCancellable *reading;   /* of a pasted text, or NULL */
  gboolean wide;
  gboolean showing_document; /* the text shown is not to be explained again */
};

G_DEFINE_FINAL_TYPE (OdExplainView, od_explain_view, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  MESSAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
tell_changed (OdExplainView *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
shows_list (OdExplainView *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "list") == 0;
}

static void
show_answer (OdExplainView *self, gboolean visible)
{
  gtk_widget_set_visible (GTK_WIDGET (self->answer), visible);
  od_explain_input_set_compact (self->input, visible);
}

static void
on_selected (OdExplainView *self)
{
  OdExplained *explained = od_explain_answer_get_selected (self->answer);
  g_autofree char *shown = od_explain_input_get_shown (self->input);
  g_autoptr (GArray) spans = NULL;

  if (explained != NULL)
    {
      g_auto (GStrv) words = od_explained_words (explained, od_knowledge_get_default ());

      spans = od_explain_find_words (shown, explained, (const char *const *) words);
    }
  else
    spans = g_array_new (FALSE, FALSE, sizeof (OdSpan));
  od_explain_input_mark (self->input, spans);
}

static void
forget_reading (OdExplainView *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdExplainView) self = user_data;
  OdGivenKind kind;
  g_autoptr (GPtrArray) explained = od_explain_read_finish (result, &kind, NULL);

  if (explained == NULL || self->root == NULL)
    return;
  g_clear_object (&self->reading);
  show_answer (self, TRUE);
  od_explain_answer_set_explained (self->answer, explained);
}

static gboolean
is_blank (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;
  return *text == '\0';
}

void
od_explain_view_explain (OdExplainView *self)
{
  gsize length;
  char *text;

  if (shows_list (self) || self->showing_document)
    return;
  forget_reading (self);
  text = od_explain_input_get_text (self->input, &length);
  if (is_blank (text))
    {
      g_free (text);
      show_answer (self, FALSE);
      return;
    }
  self->reading = g_cancellable_new ();
  od_explain_read_async (text, length, self->reading, on_read, g_object_ref (self));
}

/* The person pasted or typed: what was opened before is no longer meant. */
static void
on_explain (OdExplainView *self)
{
  self->showing_document = FALSE;
  od_explain_view_explain (self);
}

static void
on_cleared (OdExplainView *self)
{
  forget_reading (self);
  self->showing_document = FALSE;
  show_answer (self, FALSE);
}

static void
forget_survey (OdExplainView *self)
{
  if (self->survey == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->survey, self);
  od_explain_survey_stop (self->survey);
  g_clear_object (&self->survey);
}

static void
on_list_cleared (OdExplainView *self)
{
  forget_survey (self);
  gtk_stack_set_visible_child_name (self->stack, "read");
  od_explain_input_clear (self->input);
  tell_changed (self);
}

static void
show_document (OdExplainView *self, const OdExplainDocument *document)
{
  gsize length;
  const char *bytes = g_bytes_get_data (document->bytes, &length);
  gboolean cut;
  g_autofree char *shown = document->kind == OD_ITEM_MAIL ? od_explain_shown_mail (bytes, length, &cut)
                                                          : od_explain_shown (bytes, length, &cut);

  self->showing_document = TRUE;
  gtk_stack_set_visible_child_name (self->stack, "read");
  od_explain_input_show_document (self->input, document->name, shown, cut);
  show_answer (self, TRUE);
  od_explain_answer_set_explained (self->answer, document->explained);
}

/* Nothing came of it: the reason stands where the answer would. What was pasted before is not lost. */
static void
show_failure (OdExplainView *self)
{
  const char *problem = od_explain_survey_get_problem (self->survey);

  gtk_stack_set_visible_child_name (self->stack, "read");
  if (self->showing_document)
    od_explain_input_clear (self->input);
  show_answer (self, TRUE);
  od_explain_answer_set_problem (self->answer, problem != NULL ? problem : _ ("Stopped."));
}

static void
show_list (OdExplainView *self)
{
  if (shows_list (self))
    return;
  gtk_stack_set_visible_child_name (self->stack, "list");
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
on_batch (OdExplainView *self)
{
  if (!od_explain_survey_is_many (self->survey) || shows_list (self))
    return;
  show_list (self);
  tell_changed (self);
}

static void
on_finished (OdExplainView *self)
{
  const OdExplainDocument *document = od_explain_survey_get_document (self->survey);

  if (document != NULL)
    show_document (self, document);
  else if (od_explain_survey_get_counts (self->survey)->explained == 0 &&
           od_explain_survey_get_counts (self->survey)->items <= 1)
    show_failure (self);
  else
    show_list (self);
  tell_changed (self);
}

void
od_explain_view_open (OdExplainView *self, GFile **files, guint n_files)
{
  if (n_files == 0)
    return;
  forget_survey (self);
  forget_reading (self);
  self->survey = od_explain_survey_new (files, n_files);
  od_explain_list_watch (self->list, self->survey);
  g_signal_connect_object (self->survey, "batch", G_CALLBACK (on_batch), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->survey, "finished", G_CALLBACK (on_finished), self, G_CONNECT_SWAPPED);
  od_explain_survey_start (self->survey);
  tell_changed (self);
}

static void
take_files (GtkWidget *widget, GFile **files, guint n_files)
{
  od_explain_view_open (OD_EXPLAIN_VIEW (widget), files, n_files);
}

void
od_explain_view_choose (OdExplainView *self)
{
  od_explain_sources_choose (GTK_WIDGET (self), FALSE, take_files);
}

static void
on_open (GtkWidget *widget, const char *name, GVariant *parameter)
{
  od_explain_sources_choose (widget, FALSE, take_files);
}

static void
on_open_folder (GtkWidget *widget, const char *name, GVariant *parameter)
{
  od_explain_sources_choose (widget, TRUE, take_files);
}

void
od_explain_view_stop (OdExplainView *self)
{
  if (self->survey != NULL)
    od_explain_survey_stop (self->survey);
}

void
od_explain_view_start_search (OdExplainView *self)
{
  od_explain_list_start_search (self->list);
}

gboolean
od_explain_view_is_running (OdExplainView *self)
{
  return self->survey != NULL && od_explain_survey_is_running (self->survey);
}

gboolean
od_explain_view_can_search (OdExplainView *self)
{
  return shows_list (self);
}

static void
on_files (OdExplainView *self, GPtrArray *files)
{
  od_explain_view_open (self, (GFile **) files->pdata, files->len);
}

static void
take_text (GtkWidget *widget, const char *text)
{
  OdExplainView *self = OD_EXPLAIN_VIEW (widget);

  if (shows_list (self))
    on_list_cleared (self);
  od_explain_input_take (self->input, text);
}

static gboolean
paste_by_key (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  OdExplainView *self = OD_EXPLAIN_VIEW (widget);

  if (shows_list (self))
    on_list_cleared (self);
  od_explain_input_paste (self->input);
  return TRUE;
}

static void
on_message (OdExplainView *self, const char *words)
{
  g_signal_emit (self, signals[MESSAGE], 0, words);
}

/* The answer gets a little more than half, or what a low text leaves. */
static void
arrange (OdExplainView *self, gboolean wide, int width)
{
  GtkOrientation orientation = wide ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL;

  if (wide != self->wide)
    gtk_paned_set_position (self->paned, wide ? width * 45 / 100 : TEXT_HEIGHT);
  self->wide = wide;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->paned), orientation);
}

static void
on_width (OdExplainView *self, int width)
{
  gboolean wide = width >= WIDE;

  arrange (self, wide, width);
  od_explain_answer_set_narrow (self->answer, width < NARROW || (wide && width < WIDE + NARROW / 2));
  od_explain_list_set_width (self->list, !wide, width < NARROW);
}

static gboolean
od_explain_view_grab_focus (GtkWidget *widget)
{
  OdExplainView *self = OD_EXPLAIN_VIEW (widget);

  return gtk_widget_grab_focus (shows_list (self) ? GTK_WIDGET (self->list) : GTK_WIDGET (self->input));
}

static void
od_explain_view_dispose (GObject *object)
{
  OdExplainView *self = OD_EXPLAIN_VIEW (object);

  forget_survey (self);
  forget_reading (self);
  g_clear_pointer (&self->root, gtk_widget_unparent);
  G_OBJECT_CLASS (od_explain_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, OD_UI ("od-explain-view"));
  gtk_widget_class_bind_template_child (widget_class, OdExplainView, root);
  gtk_widget_class_bind_template_child (widget_class, OdExplainView, stack);
  gtk_widget_class_bind_template_child (widget_class, OdExplainView, paned);
  gtk_widget_class_bind_template_child (widget_class, OdExplainView, input);
  gtk_widget_class_bind_template_child (widget_class, OdExplainView, answer);
  gtk_widget_class_bind_template_child (widget_class, OdExplainView, list);
  gtk_widget_class_bind_template_callback (widget_class, on_width);
  gtk_widget_class_bind_template_callback (widget_class, on_explain);
  gtk_widget_class_bind_template_callback (widget_class, on_files);
  gtk_widget_class_bind_template_callback (widget_class, on_cleared);
  gtk_widget_class_bind_template_callback (widget_class, on_list_cleared);
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_message);
  gtk_widget_class_bind_template_callback (widget_class, od_explain_view_choose);
}

static void
od_explain_view_class_init (OdExplainViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_explain_view_dispose;
  widget_class->grab_focus = od_explain_view_grab_focus;
  signals[CHANGED] =
      g_signal_new ("changed", OD_TYPE_EXPLAIN_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MESSAGE] = g_signal_new ("message", OD_TYPE_EXPLAIN_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (OD_TYPE_WIDTH_BIN);
  g_type_ensure (OD_TYPE_EXPLAIN_INPUT);
  g_type_ensure (OD_TYPE_EXPLAIN_ANSWER);
  g_type_ensure (OD_TYPE_EXPLAIN_LIST);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, paste_by_key, NULL);
  gtk_widget_class_install_action (widget_class, "explain.open", NULL, on_open);
  gtk_widget_class_install_action (widget_class, "explain.open-folder", NULL, on_open_folder);
  bind_template (widget_class);
}

static void
od_explain_view_init (OdExplainView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_paned_set_position (self->paned, TEXT_HEIGHT);
  od_explain_sources_accept_drops (GTK_WIDGET (self), take_files, take_text);
}

GtkWidget *
od_explain_view_new (void)
{
  return g_object_new (OD_TYPE_EXPLAIN_VIEW, NULL);
}
