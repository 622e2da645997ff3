/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Who else could be asked (data/parties/third-parties.xml), and which of them the person has agreed to.
 * Nobody on this list is ever contacted without it. Immutable; any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Kinds, as in OdProbe.party and in a consent. */
#define OD_PARTY_CONTROL_HOST      "control-host"
#define OD_PARTY_BLOCK_LIST        "block-list"
#define OD_PARTY_PORTAL            "portal"
#define OD_PARTY_SETTINGS_DATABASE "settings-database"

typedef struct
{
  char *kind;
  char *name; /* shown to the person: "Spamhaus", "GMX" */
  char *host; /* a host, the zone of a block list, or the host of a page */
  char *url;  /* of a page, or where a delisting is asked for; or NULL */
  char *role; /* block-list: "address", "domain"; control-host: "listed" for one that routers let through; or
                 NULL */
  char *expected;     /* portal: what the page holds; or NULL */
  GArray *ports;      /* guint, of a control host */
  GPtrArray *answers; /* OdPartyAnswer *, of a block list */
} OdThirdParty;

/* What an answer of a block list means: "127.0.0.2" or "127.0.0.4-7". */
typedef struct
{
  char *from;
  char *to;
  char *reason; /* "spam", "infected", "dial-up", "policy"; "refused": the list does not answer such as we */
} OdPartyAnswer;

typedef struct _OdThirdParties OdThirdParties;

/* The program's own list; the file named by OD_THIRD_PARTIES in its place, for tests. */
const OdThirdParties *od_third_parties_get_default (void);
OdThirdParties *od_third_parties_parse (const char *file_name,
                                        const char *text,
                                        gsize length,
                                        GError **error);
void od_third_parties_free (OdThirdParties *self);
/* (transfer container): OdThirdParty * of that kind, in order. */
GPtrArray *od_third_parties_of (const OdThirdParties *self, const char *kind);
/* (transfer full): "Spamhaus (zen.spamhaus.org), SpamCop (bl.spamcop.net)": who would be asked. */
char *od_third_parties_names (const OdThirdParties *self, const char *kind);
/* What a block list's @answer means, NULL if it means nothing. */
const char *od_third_party_reason (const OdThirdParty *self, const char *answer);

/* Whether @consent ("control-host block-list", "all", "" or NULL) holds @kind. */
gboolean od_consent_holds (const char *consent, const char *kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdThirdParties, od_third_parties_free)

G_END_DECLS
