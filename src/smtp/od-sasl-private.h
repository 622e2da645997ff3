/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files od-sasl*.c share. */

#pragma once

#include "od-sasl-library.h"
#include "od-sasl.h"

G_BEGIN_DECLS

typedef enum
{
  OD_SASL_NEEDS_SECRET = 1 << 0,
  OD_SASL_NEEDS_BINDING = 1 << 1,
  OD_SASL_IS_SCRAM = 1 << 2,
  OD_SASL_PREPARES_TEXT = 1 << 3, /* SASLprep of name and password, RFC 4013 */
  OD_SASL_IS_OUR_OWN = 1 << 4,    /* done without the library */
} OdSaslTraits;

typedef struct
{
  const char *name;
  OdSaslTraits traits;
  GBytes *(*begin) (OdSasl *self, GError **error); /* NULL: the server speaks first */
  GBytes *(*answer) (OdSasl *self, GBytes *challenge, GError **error);
} OdSaslMechanism;

struct _OdSasl
{
  const OdSaslMechanism *mechanism;
  char *user;
  OdSecret *secret; /* nullable */
  char *host;
  guint port;
  OdSaslLibrary *library; /* NULL where the mechanism is our own */
  GBytes *first;          /* our initial response, once said */
  char *nonce;            /* SCRAM: ours */
  char *refusal;          /* a token's error JSON, safe to show */
  guint rounds;           /* calls of od_sasl_step() */
  guint answered;         /* challenges answered, without repetitions */
  gboolean repeated;      /* the initial response was said a second time */
  gboolean finished;      /* the mechanism is at its own end */
  gboolean failed;
};

/* (nullable): by its name in any case. */
const OdSaslMechanism *od_sasl_find_mechanism (const char *name);

/* Sets the error; always NULL. */
gpointer od_sasl_fail (GError **error, OdSaslError code, const char *message);
/* The bytes in memory that is wiped when the last reference goes. */
GBytes *od_sasl_wiped_bytes_new (const char *bytes, gsize length);
/* The same of a string, which is wiped and freed. */
GBytes *od_sasl_wiped_bytes_take (char *text);

G_END_DECLS
