/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The practice server: a patient with many illnesses, in this process, on loopback only. For first use,
 * teaching, screenshots. Each illness is a file of data/practice: title, story, the dialogue in the script
 * language, and which settings show it. It knows the ports 25, 465 and 587 by OdSettings.practice_ports, so
 * that fixes work as they would outside. It is never proof that the engine works. */

#pragma once

#include "od-settings.h"
#include "od-secret.h"

G_BEGIN_DECLS

/* One illness. Immutable. */
typedef struct
{
  char *name;  /* "wrong-password" */
  char *title; /* translated: "Wrong password" */
  char *story; /* translated, a sentence: "Somebody changed the password …" */
} OdIllness;

/* OdIllness *, in the order to show; owned by the practice. */
const GPtrArray *od_practice_list (void);
const OdIllness *od_practice_find (const char *name);

typedef struct _OdPractice OdPractice;

/**
 * od_practice_start:
 *
 * Listens on 127.0.0.1, a thread of its own. Works without any network.
 *
 * Returns: (transfer full): NULL with G_IO_ERROR
 */
OdPractice *od_practice_start (const char *illness, GError **error);
/* Stops at once, frees ports and files. */
void od_practice_free (OdPractice *self);
/* (transfer full): settings that show the illness (server, port, encryption, CA of the practice, address …).
 */
OdSettings *od_practice_get_settings (OdPractice *self);
/* (transfer full): the password that goes with them. */
OdSecret *od_practice_get_secret (OdPractice *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdPractice, od_practice_free)

G_END_DECLS
