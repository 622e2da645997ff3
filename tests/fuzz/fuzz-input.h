/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The bytes of one attempt, taken from the front. What is taken is a copy of just its size, so that a reader
 * that goes beyond the end is caught. Each target is a file fuzz-NAME.c with LLVMFuzzerTestOneInput(), for
 * libFuzzer and for fuzz-replay.c. */

#pragma once

#include <gio/gio.h>

int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);
/* Faults that libraries tell of in the log end the program. Weak in libFuzzer, called by both. */
int LLVMFuzzerInitialize (int *argc, char ***argv);

typedef struct
{
  const guint8 *data;
  gsize length;
} FuzzInput;

/* 0 … @below - 1, out of the next byte; 0 at the end. */
guint fuzz_take_number (FuzzInput *input, guint below);
/* (transfer full): up to @separator, which is taken as well, or to the end; NUL-terminated. */
char *fuzz_take_until (FuzzInput *input, char separator, gsize *length);
/* (transfer full): the same as text: ends at the first NUL. */
char *fuzz_take_text (FuzzInput *input, char separator);
/* (transfer full): all that is left. */
char *fuzz_take_rest (FuzzInput *input, gsize *length);

/* It may be shown: what od_text_make_safe() promises. NULL is fine. */
void fuzz_check_safe (const char *text);
/* Each of its lines may. */
void fuzz_check_safe_lines (const char *text);
