"""The broker connection and the one queue."""

from __future__ import annotations

from typing import Any

from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer

from bootstrap.broker_address import broker_url
from bootstrap.settings import Settings

QUEUE = "outbox"


def connect(settings: Settings) -> Redis:
    """A connection to REDIS_URL, else to the embedded broker of the data folder."""
    url = settings.redis_url or broker_url(settings.data_dir)
    return Redis.from_url(url, socket_connect_timeout=5, health_check_interval=30)


def open_queue(connection: Any) -> Queue:
    """The queue; JSON only, so that nothing but ids can enter the broker."""
    return Queue(QUEUE, connection=connection, serializer=JSONSerializer)
