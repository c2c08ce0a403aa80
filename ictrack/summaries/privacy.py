"""What is held about people, where, for how long, who sees it, and what they can ask for."""

from __future__ import annotations

from ictrack.language import _, ngettext
from ictrack.settings import Settings, current_settings
from ictrack.summaries.about import About
from ictrack.summaries.section import Section
from ictrack.summaries.table import Linked, Target


def describe_privacy() -> About:
    """Say what is held about people; it is open to everybody, and reads nothing that is stored."""
    return About(
        sentence=_(
            "ictrack holds as little about people as it can: who logs in, and which role they have. It "
            "tracks nobody, shows no advertising and calls no other host."
        ),
        sections=(_held(), _who_sees(), _how_long(current_settings()), _your_rights(), _text(), _cookies()),
    )


def _held() -> Section:
    return Section(
        _("What is held about you"),
        paragraphs=(
            _(
                "Of whoever only reads without a login, nothing is held. Where logins are set up, this is "
                "held of whoever logs in:"
            ),
        ),
        facts=(
            (
                _("From your login provider"),
                _("Your name and email address, and the subject by which the provider knows your account."),
            ),
            (_("Your roles"), _("Which role you have, for which city, who gave it and when.")),
            (
                _("Your logins"),
                _("When each began, when you were last here, when it ended. Not which pages you read."),
            ),
            (
                _("What you did"),
                _(
                    "What you changed, sent, signed off or took away as a file, and when: in the audit, "
                    "under a random key that stands for you."
                ),
            ),
        ),
    )


def _who_sees() -> Section:
    return Section(
        _("Who sees it, and where it is"),
        paragraphs=(
            _(
                "All of it is in one database on the computer that runs this ictrack. Your name and email "
                "address are in one table of it and nowhere else: not in the audit, the journal or any "
                "report."
            ),
            _(
                "Administrators see all of it. Project managers see your name beside what you loaded or "
                "sent. Other readers see that somebody with a login did it, and not who."
            ),
            Linked(_("Who may do what"), Target("roles")),
        ),
    )


def _how_long(settings: Settings) -> Section:
    months = ngettext(
        "Whoever has not been here for {n} month is erased.",
        "Whoever has not been here for {n} months is erased.",
        settings.person_months,
    )
    days = ngettext(
        "Whoever logged in and was given no role is erased after {n} day.",
        "Whoever logged in and was given no role is erased after {n} days.",
        settings.stranger_days,
    )
    return Section(
        _("How long it is held"),
        paragraphs=(
            f"{months} {days} " + _("Only the last administrator stays, so that somebody can help others."),
            _(
                "What was done stays in the audit for as long as the programme's data, under the random key. "
                "Once you are erased, the key names nobody."
            ),
            _(
                "Backups that were made before an erasure still hold what was erased, until they are "
                "deleted. When one is put in place, whoever was erased since is taken out of it first."
            ),
        ),
    )


def _your_rights() -> Section:
    return Section(
        _("What you can ask for"),
        paragraphs=(
            _(
                "Your administrator can give you all that is held about you as a file, and erase you: your "
                "name, email address, logins and roles are then taken out of every byte of the database. "
                "Ask them; it takes a minute. Your name is what your login provider says: correct it there, "
                "and the next login tells ictrack."
            ),
            _(
                "If you log in again after you were erased, you are somebody new, without a role. If you are "
                "not content with the answer, in the United Kingdom you may complain to the Information "
                "Commissioner's Office."
            ),
        ),
    )


def _text() -> Section:
    return Section(
        _("What reports may say about people"),
        paragraphs=(
            _(
                "Initiatives and reports are about what cities do, and no name is needed in them. They "
                "are free text all the same, so somebody may be spoken of in them. The forms ask for "
                "posts and not names, and an import points out email addresses, telephone numbers and "
                "counts under five."
            ),
            _(
                "What is reported stays, because later numbers rest on it. If a text speaks of you, tell "
                "your administrator: the report can be corrected or the load taken back, and the former "
                "text is then kept in the history and in backups."
            ),
        ),
    )


def _cookies() -> Section:
    return Section(
        _("Cookies"),
        paragraphs=(_("Only those that are needed, and none that tracks anybody."),),
        facts=(
            ("_streamlit_xsrf", _("Guards forms. It ends with the browser's session.")),
            (
                "_streamlit_user, _streamlit_user_tokens",
                _("Only once you have logged in: they say that you did. They end when you log out."),
            ),
            ("_streamlit_session", _("Only while you log in.")),
            (
                "ictrack_replica",
                _("Only where several replicas serve: which one serves you. It ends with the session."),
            ),
            (
                _("In the browser's own store"),
                _("Whether you chose light or dark."),
            ),
        ),
    )
