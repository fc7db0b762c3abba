"""The worker: runs what the relay handed over. `python -m jobs.worker`."""

from __future__ import annotations

from rq import SimpleWorker
from rq.serializers import JSONSerializer

from jobs.process import begin, runtime, settings
from jobs.queues import connect, open_queue


def main() -> None:
    """Work until asked to stop. One process, no fork per job: handlers are short and keep nothing between jobs."""
    begin()
    runtime()
    connection = connect(settings())
    worker = SimpleWorker([open_queue(connection)], connection=connection, serializer=JSONSerializer)
    worker.work(logging_level="WARNING")


if __name__ == "__main__":
    main()
