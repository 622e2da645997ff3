/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Sets a line's explanation. Main thread. It explains nothing itself: od_explain_event() does. */

#include "od-line-card.h"

#include <glib/gi18n-lib.h>

#include "od-event-words.h"
#include "od-ui.h"

struct _OdLineCard
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkImage *icon;
  GtkLabel *speaker;
  GtkLabel *title;
  GtkLabel *words;
  GtkLabel *meaning;
  GtkLabel *details;
};

G_DEFINE_FINAL_TYPE (OdLineCard, od_line_card, GTK_TYPE_WIDGET)

enum
{
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef enum
{
  NORMAL,
  UNUSUAL,
  WRONG,
} Judgement;

static Judgement
judge (const OdEvent *event, const OdFinding *finding)
{
  if (event->kind == OD_EVENT_REMARK)
    return UNUSUAL;
  if (event->kind == OD_EVENT_PROBLEM)
    return WRONG;
  return finding->kind == OD_DIAGNOSIS_LINE || finding->kind == OD_DIAGNOSIS_SUCCESS ? NORMAL : WRONG;
}

static const struct
{
  const char *icon;
  const char *css_class;
  const char *words;
} judgements[] = {
  [NORMAL] = { "emblem-ok-symbolic", "success", N_ ("as it should be") },
  [UNUSUAL] = { "dialog-information-symbolic", "warning", N_ ("unusual, but no obstacle") },
  [WRONG] = { "dialog-warning-symbolic", "error", N_ ("not as it should be") },
};

static void
set_icon (OdLineCard *self, Judgement judgement)
{
  for (guint i = 0; i < G_N_ELEMENTS (judgements); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), judgements[i].css_class);
  gtk_image_set_from_icon_name (self->icon, judgements[judgement].icon);
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), judgements[judgement].css_class);
}

/* "Server · Login · as it should be" */
static void
set_speaker (OdLineCard *self, const OdEvent *event, Judgement judgement)
{
  const char *speaker = od_event_speaker (event);
  const char *stage = od_stage_words (event->stage);
  const char *normal = _ (judgements[judgement].words);
  g_autofree char *text = *stage != '\0' ? g_strdup_printf ("%s · %s · %s", speaker, stage, normal)
                                         : g_strdup_printf ("%s · %s", speaker, normal);

  gtk_label_set_text (self->speaker, text);
}

static void
set_optional (GtkLabel *label, const char *text)
{
  gboolean some = text != NULL && *text != '\0';

  gtk_label_set_text (label, some ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), some);
}

static void
append (GString *text, char **lines)
{
  for (; lines != NULL && *lines != NULL; lines++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", *lines);
}

static void
set_meaning (OdLineCard *self, const OdFinding *finding)
{
  g_autoptr (GString) meaning = g_string_new (finding->summary);
  g_autoptr (GString) details = g_string_new (NULL);

  if (finding->meaning != NULL && *finding->meaning != '\0')
    g_string_append_printf (meaning, "%s%s", meaning->len > 0 ? "\n" : "", finding->meaning);
  append (details, finding->digits);
  append (details, finding->details);
  set_optional (self->meaning, meaning->str);
  set_optional (self->details, details->str);
}

void
od_line_card_show (OdLineCard *self, OdTranscript *transcript, guint index)
{
  const OdEvent *event = od_transcript_get_event (transcript, index);
  g_autoptr (OdFinding) finding = od_explain_event (transcript, index, od_knowledge_get_default ());
  g_autofree char *words = od_event_words (event, OD_WORDS_TRANSLATED);

  set_icon (self, judge (event, finding));
  set_speaker (self, event, judge (event, finding));
  set_optional (self->title, finding->title);
  set_optional (self->words, words);
  set_meaning (self, finding);
}

static void
on_close (OdLineCard *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
od_line_card_dispose (GObject *object)
{
  OdLineCard *self = OD_LINE_CARD (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (od_line_card_parent_class)->dispose (object);
}

static void
od_line_card_class_init (OdLineCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_line_card_dispose;
  signals[CLOSED] =
      g_signal_new ("closed", OD_TYPE_LINE_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, OD_UI ("od-line-card"));
  gtk_widget_class_bind_template_child (widget_class, OdLineCard, box);
  gtk_widget_class_bind_template_child (widget_class, OdLineCard, icon);
  gtk_widget_class_bind_template_child (widget_class, OdLineCard, speaker);
  gtk_widget_class_bind_template_child (widget_class, OdLineCard, title);
  gtk_widget_class_bind_template_child (widget_class, OdLineCard, words);
  gtk_widget_class_bind_template_child (widget_class, OdLineCard, meaning);
  gtk_widget_class_bind_template_child (widget_class, OdLineCard, details);
  gtk_widget_class_bind_template_callback (widget_class, on_close);
}

static void
od_line_card_init (OdLineCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
