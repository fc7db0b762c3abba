"""What an entry point holds: settings, engine, keys and ports, and the two ways to get a Context."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import Pool

from accounts.acting import reload_actor
from bootstrap import models as _models
from bootstrap.database import connect_to_write, make_engine, pool_for_writing, sqlite_path
from bootstrap.keys import load_keys
from bootstrap.public_version import PublicVersion
from bootstrap.settings import OidcSettings, Settings
from bootstrap.survey_writer import SurveyWriter
from bootstrap.write_lock import NoLock, WriteLock
from core.actor import SYSTEM, Actor
from core.clock import utc_now
from core.context import Context
from core.crypto import Keyring
from core.db import PUBLIC_CHANGED
from core.ports import Clock, FileStore, Mailer, PortalIdentity, PosterMaker, TextMessenger, WordIndex
from feedback.search_models import WORDS_TABLE
from infra.files import LocalFileStore
from infra.mail import LogMailer, LogTextMessenger, SmtpMailer
from infra.posters import TypstPosterMaker
from infra.sms import HttpTextMessenger
from infra.words import PostgresWordIndex, SqliteWordIndex

MODEL_MODULES = _models.MODULES
_TRIES = 20


class LogInUse(Exception):
    """The log of changes could not be emptied just now: it is tried again later."""


@dataclass(frozen=True)
class Runtime:
    """One per process."""

    settings: Settings
    engine: Engine
    writing: Pool | None
    keys: Keyring = field(repr=False)
    files: FileStore
    mailer: Mailer
    sms: TextMessenger
    zalo: TextMessenger
    clock: Clock
    lock: WriteLock | NoLock
    public_version: PublicVersion
    posters: PosterMaker
    words: WordIndex
    portal: PortalIdentity | None = None
    survey_writer: SurveyWriter = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Give this runtime its own writer; its thread starts with the first answer."""
        object.__setattr__(self, "survey_writer", SurveyWriter(self.transaction))

    def context(self, session: Session, actor: Actor, *, page: bool = False) -> Context:
        """A Context around a session that someone else opens and closes. `page`: one page is read with it, no more."""
        return Context(
            session=session, actor=actor, now=self.clock(), keys=self.keys, files=self.files, words=self.words,
            unkeyed=self.settings.sealed_without_keys, kept={} if page else None,
        )  # fmt: skip

    @contextmanager
    def reading(self, actor: Actor = SYSTEM) -> Iterator[Context]:
        """A Context to read in; nothing is ever committed."""
        with Session(self.engine, autoflush=False) as session:
            yield self.context(session, actor)
            session.rollback()

    @contextmanager
    def transaction(self, actor: Actor = SYSTEM, *, public: bool = False) -> Iterator[Context]:
        """A Context to write in; commits at the end, rolls back on any error. Only entry points call this.

        The actor is read again inside: a role withdrawn a second ago no longer acts. `public` says that something
        published changes: public pages cached at the edge are dropped after the commit. What a service itself takes
        down it says in the session (`feedback.publishing`), whoever called it.
        """
        with (
            self.lock.held(),
            connect_to_write(self.engine, self.writing) as connection,
            Session(connection, expire_on_commit=False) as session,
        ):
            yield self.context(session, reload_actor(session, actor, now=self.clock()))
            session.commit()
            public = public or bool(session.info.get(PUBLIC_CHANGED))
        if public:
            self.public_version.bump()

    def empty_log(self) -> None:
        """Write SQLite's log of changes into the database and empty it: old pages lie nowhere any more.

        Raises LogInUse while somebody reads from it. PostgreSQL recycles its own.
        """
        if sqlite_path(self.engine) is None:
            return
        with self.lock.held():
            if not any(_truncate_log(self.engine) for _ in range(_TRIES)):
                raise LogInUse


def _truncate_log(engine: Engine) -> bool:
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        busy = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return not busy


def build_runtime(settings: Settings, *, clock: Clock = utc_now) -> Runtime:
    """Join settings and adapters. Touches no network; the data folder and its keys must exist."""
    engine = make_engine(settings.database_url)
    database_file = sqlite_path(engine)
    smtp, sms = settings.smtp, settings.sms
    return Runtime(
        settings=settings,
        engine=engine,
        writing=pool_for_writing(engine),
        keys=load_keys(settings.data_dir, settings.database_url),
        files=LocalFileStore(settings.data_dir / "files"),
        mailer=SmtpMailer(smtp.host, smtp.port, smtp.sender, smtp.user, smtp.password, smtp.starttls)
        if smtp
        else LogMailer(settings.demo),
        sms=HttpTextMessenger(sms.url, sms.token) if sms else LogTextMessenger("sms", settings.demo),
        zalo=LogTextMessenger("zalo", settings.demo),
        clock=clock,
        lock=WriteLock(database_file.with_suffix(".lock")) if database_file else NoLock(),
        public_version=PublicVersion(settings.data_dir / "public.version"),
        posters=TypstPosterMaker(),
        words=SqliteWordIndex(WORDS_TABLE) if database_file else PostgresWordIndex(WORDS_TABLE),
        portal=_portal(settings.oidc),
    )


def _portal(oidc: OidcSettings | None) -> PortalIdentity | None:
    if oidc is None:
        return None
    # Here, not above: whoever has no portal starts without what checks signatures of tokens.
    from infra.oidc import OidcPortal

    understood = dict.fromkeys([*(acr for acr, _ in oidc.levels), *oidc.second_factor])
    return OidcPortal(oidc.issuer, oidc.client_id, oidc.client_secret, tuple(understood))
