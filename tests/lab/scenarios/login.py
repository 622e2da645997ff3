# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Root causes 21 to 26: the login. Where a provider of the table is meant, its names belong to our servers."""

import names
from network import GMX, GMX_USER, PORT_587
from scenario import add

GMAIL = ["user@gmail.com", "--server", "smtp.gmail.com", "--port", "587"]
APP_PASSWORD = "abcdefghijklmnop"
GMAIL_REFUSAL = ["534-5.7.9 Application-specific password required. For more information, go to",
                 "534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor - gsmtp"]
GMX_REFUSAL = ["535 Authentication credentials invalid"]
LOCKED = ["535 5.7.0 Your account is temporarily locked because of too many failed login attempts"]


def _gmail(world, **options):
    world.put_patient(587, "starttls", names.GMAIL, "gmail", name="smtp.gmail.com", passwords=(APP_PASSWORD,), **options)


def _without_password_login(world):
    world.put_patient(587, "starttls", auth="XOAUTH2", passwords=("token-of-the-user",))
    world.put_patient(465, "tls", auth="XOAUTH2", passwords=("token-of-the-user",))


add("rc21-wrong-password", PORT_587, password="another-password", good_password="secret-of-the-user",
    answer="webmail-login=no",
    diagnosis="login-wrong", cause="password", state="confirmed likely",
    facts={"code": "535", "login": "refused", "sent.auth": "yes"},
    fix=("edit", "password"), mended=PORT_587)

# The account is one where an application password is needed: with that, all is well.
add("rc22-app-password", GMAIL, password="password-of-the-web", good_password=APP_PASSWORD,
    always=_gmail, fault=lambda world: _gmail(world, says={"AUTH": GMAIL_REFUSAL}), servers=("smtp.gmail.com",),
    diagnosis="login-app-password", cause="two-steps", state="confirmed likely",
    ruled_out=["mistyped"],
    fix=("open", "http"), mended=GMAIL)

add("rc23-oauth-only", PORT_587,
    fault=_without_password_login,
    diagnosis="login-only-oauth login-oauth-needed", cause="oauth-only basic-auth-off",
    facts={"auth.password": "no"},
    fix=("advise", ""), mended=[*PORT_587, "--token"], good_password="token-of-the-user", healthy_password="secret-of-the-user")

add("rc24-access-not-enabled", GMX,
    fault=lambda world: world.put_patient(587, "starttls", names.GMX, "gmx", name="mail.gmx.net", says={"AUTH": GMX_REFUSAL}),
    answer="webmail-login=yes", servers=("mail.gmx.net",),
    diagnosis="login-wrong-access-off", cause="access-off", state="confirmed likely",
    facts={"answer.webmail-login": "yes"},
    ruled_out=["password"],
    fix=("open", "http"))

add("rc25-user-name-form", [*GMX, "--user", "user"], healthy=GMX, servers=("mail.gmx.net",),
    diagnosis="login-wrong-user-name-form", cause="user-name", state="confirmed likely",
    facts={"user.form": "local-part", "provider.user-form": "email"},
    fix=("use-user", GMX_USER), mended=GMX)

add("rc26-account-locked", PORT_587,
    fault=lambda world: world.put_patient(587, "starttls", says={"AUTH": LOCKED}),
    diagnosis="login-locked login-too-many-attempts", cause="attempts old-password", state="confirmed likely",
    fix=("advise", ""))
