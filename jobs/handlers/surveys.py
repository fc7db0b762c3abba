"""One-time codes: drawn part by part in the background, their sheets sealed and forgotten after a day."""

from __future__ import annotations

from uuid import UUID

from agencies.portal.queries import load_sites
from agencies.queries import get_card, get_service_point
from bootstrap.runtime import Runtime
from core import outbox
from core.context import Context
from core.outbox import Waiting
from core.ports import Slip, SlipSheet
from jobs.handling import Handler, Handlers, forget_runs
from surveys.slips.codes import make_code
from surveys.slips.events import SlipsToBePrinted
from surveys.slips.runs import (
    Run,
    find_run,
    forget_files,
    list_to_forget,
    note_part,
    seal_part,
    slips_of_part,
)
from surveys.states import RunState

NAME = "surveys.slips.print"


def print_slips(runtime: Runtime, message: Waiting) -> None:
    """Draw one part of a printing and ask for the next."""
    with runtime.reading() as ctx:
        run = find_run(ctx, UUID(message.payload["run_id"]))
        if run is None or run.state is not RunState.RUNNING:
            return
        part, sheet = len(run.parts), _sheet(ctx, run, _base(ctx, runtime, run))
    drawn = runtime.posters.slips(sheet)
    with runtime.reading() as ctx:
        key = runtime.files.put(seal_part(ctx, run, drawn, part))
    with runtime.transaction() as ctx:
        noted = outbox.claim(ctx, message.id, NAME) and note_part(ctx, run, key, len(sheet.slips))
    if not noted:
        runtime.files.delete(key)  # another worker was faster: its part is the one that counts


def _base(ctx: Context, runtime: Runtime, run: Run) -> str:
    """The commune's own main address, as on its posters."""
    return load_sites(ctx).base_of(run.agency_id, runtime.settings.public_url) or ""


def _sheet(ctx: Context, run: Run, base: str) -> SlipSheet:
    point = get_service_point(ctx, run.service_point_id)
    links = [f"{base}/p/{make_code(ctx.keys, slip)}" for slip in slips_of_part(run)]
    number = point.number if not point.number.isdigit() else f"Quầy {point.number}"
    return SlipSheet(
        agency=get_card(ctx, run.agency_id).name, place=f"{number} · {point.name}",
        headline="Bà con được phục vụ thế nào?",
        hint="Soi máy ảnh vào mã, hoặc gõ địa chỉ này:",
        once=f"Mã dùng một lần, đến hết ngày {run.expires_on:%d/%m/%Y}. Chỉ cho biết có hồ sơ thật, không hỏi tên.",
        slips=tuple(Slip(url, url.partition("://")[2]) for url in links),
    )  # fmt: skip


def sweep_slips(runtime: Runtime) -> None:
    """Forget the sheets whose day is over, their files first."""
    forget_runs(runtime, list_to_forget, forget_files)


HANDLERS: Handlers = {SlipsToBePrinted.topic: (Handler(NAME, print_slips),)}
