/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A session with the features of libsoup taken out of it. Any thread. It asks nothing itself. */

#include "od-web-session.h"

SoupSession *
od_web_session_new (void)
{
  SoupSession *session = soup_session_new_with_options ("max-conns", 1, "proxy-resolver", NULL, NULL);

  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  return session;
}

SoupMessage *
od_web_message_new (const char *method, const char *url)
{
  SoupMessage *message = soup_message_new (method, url);

  if (message != NULL)
    soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_NEW_CONNECTION |
                                         SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  return message;
}
