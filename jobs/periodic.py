"""Periodic tasks as data. Each is a query over what is due, never one scheduled job per case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bootstrap.runtime import Runtime
from core import outbox
from jobs.handlers.boxing import close_older_cases
from jobs.handlers.bulk import collect_scans, sweep_bulk
from jobs.handlers.deadlines import forget_reminders, remind_officials
from jobs.handlers.deliveries import follow_deliveries, take_down_postings
from jobs.handlers.denunciations import tell_denunciations
from jobs.handlers.feedback import close_settled_petitions, return_cases_of_leavers, sweep_petition_drafts
from jobs.handlers.keyring import rewrap_keyring
from jobs.handlers.letters import sweep_letters
from jobs.handlers.networks import forget_networks
from jobs.handlers.post import stir_post
from jobs.handlers.posters import sweep_posters
from jobs.handlers.privacy import retain
from jobs.handlers.proofs import prove_surveys
from jobs.handlers.protection import watch_confided
from jobs.handlers.reports import collect_changes
from jobs.handlers.senders import sweep_question_links
from jobs.handlers.surveys import sweep_slips
from jobs.handlers.texts import forget_texts
from jobs.handlers.weeks import mail_leaders
from processes.dropping import tell_of_drops
from surveys.alerts.finding import list_to_look_at
from surveys.batches import seal_batch
from surveys.flags import flag_bursts
from surveys.parts.telling import publish_all
from surveys.patterns.pace import forget_paces
from surveys.proof.running import next_places

_POINTS_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class PeriodicTask:
    """A schedule (cron words, Vietnam's time) and what to run."""

    schedule: str
    run: Callable[[Runtime], None]


def purge_outbox(runtime: Runtime) -> None:
    """Forget messages done a week ago."""
    with runtime.transaction() as ctx:
        outbox.purge_done(ctx)


def close_survey_answers(runtime: Runtime) -> None:
    """Close finished survey answers into the audit chain, a batch per agency and transaction."""
    closed = 1
    while closed:
        with runtime.transaction() as ctx:
            closed = seal_batch(ctx)


def flag_survey_answers(runtime: Runtime) -> None:
    """Mark survey answers that no honest day explains."""
    with runtime.transaction() as ctx:
        flag_bursts(ctx)


def forget_survey_paces(runtime: Runtime) -> None:
    """Forget how much kept pages brought, once that is two weeks old."""
    gone = 1
    while gone:
        with runtime.transaction() as ctx:
            gone = forget_paces(ctx)


def tell_survey_drops(runtime: Runtime) -> None:
    """Tell of real drops of the week that ended last, an agency in each transaction."""
    with runtime.reading() as ctx:
        agencies = list_to_look_at(ctx)
    for agency_id in agencies:
        with runtime.transaction() as ctx:
            tell_of_drops(ctx, agency_id)


def publish_surveys(runtime: Runtime) -> None:
    """Publish the ratings of months that are over; public pages kept at the edge are dropped when one was.

    Some service points to a transaction: whoever rates meanwhile waits for a moment, not for all of them.
    """
    reached, changed = None, 0
    while True:
        with runtime.transaction() as ctx:
            places = next_places(ctx, reached, limit=_POINTS_AT_ONCE)
            changed += publish_all(ctx, [place.id for place in places]) if places else 0
        if not places:
            break
        reached = places[-1].id
    if changed:
        runtime.public_version.bump()


TASKS: dict[str, PeriodicTask] = {
    "bulk.collect": PeriodicTask("* * * * *", collect_scans),
    "bulk.sweep": PeriodicTask("53 * * * *", sweep_bulk),
    "deadlines.remind": PeriodicTask("*/10 7-17 * * *", remind_officials),
    "deadlines.forget": PeriodicTask("47 2 * * *", forget_reminders),
    "deliveries.follow": PeriodicTask("*/5 * * * *", follow_deliveries),
    "deliveries.end": PeriodicTask("3 0 * * *", take_down_postings),
    "denunciations.tell": PeriodicTask("19 4 * * *", tell_denunciations),
    "keyring.rewrap": PeriodicTask("*/5 * * * *", rewrap_keyring),
    "letters.sweep": PeriodicTask("37 * * * *", sweep_letters),
    "outbox.purge": PeriodicTask("17 2 * * *", purge_outbox),
    "petitions.sweep": PeriodicTask("23 * * * *", sweep_petition_drafts),
    "petitions.links": PeriodicTask("53 3 * * *", sweep_question_links),
    "confided.watch": PeriodicTask("*/10 7-17 * * *", watch_confided),
    "privacy.retain": PeriodicTask("13 2 * * *", retain),
    "reports.collect": PeriodicTask("*/10 * * * *", collect_changes),
    "texts.forget": PeriodicTask("27 3 * * *", forget_texts),
    "networks.forget": PeriodicTask("7 3 * * *", forget_networks),
    "petitions.close_older": PeriodicTask("*/5 * * * *", close_older_cases),
    "petitions.post": PeriodicTask("*/10 * * * *", stir_post),
    "petitions.return": PeriodicTask("11 1 * * *", return_cases_of_leavers),
    "petitions.close": PeriodicTask("31 2 * * *", close_settled_petitions),
    "surveys.drops": PeriodicTask("13 5 * * *", tell_survey_drops),
    "surveys.flag": PeriodicTask("4 * * * *", flag_survey_answers),
    "surveys.forget": PeriodicTask("9 3 * * *", forget_survey_paces),
    "surveys.prove": PeriodicTask("*/10 1-3 * * *", prove_surveys),
    "surveys.publish": PeriodicTask("29 4 * * *", publish_surveys),
    "surveys.slips": PeriodicTask("43 * * * *", sweep_slips),
    "surveys.posters": PeriodicTask("47 * * * *", sweep_posters),
    "weeks.mail": PeriodicTask("*/10 7-17 * * 1-6", mail_leaders),
    "surveys.close": PeriodicTask("41 * * * *", close_survey_answers),
}
