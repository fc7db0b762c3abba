"""The whole handbook as one HTML file that needs nothing beside it, and as a PDF."""

from __future__ import annotations

import re
from base64 import b64encode
from io import BytesIO
from pathlib import Path

from markupsafe import Markup
from PIL import Image
from playwright.sync_api import Browser

from bootstrap.runtime import build_runtime
from bootstrap.settings import Settings
from core.clock import local_date
from web import create_app
from web.staff.handbook.pages import PARTS, list_pages, sizes_of
from web.staff.handbook.views import rules_by_id

HERE = Path(__file__).resolve().parent
STATIC = HERE.parents[1] / "web" / "static"
NAME = "so-tay-can-bo"
_QUALITY = 82
_FOOTER = (
    '<div style="font:8pt Arial;width:100%;text-align:center;color:#555">'
    'Sổ tay cán bộ – trang <span class="pageNumber"></span></div>'
)


def print_handbook(browser: Browser, data_dir: Path, folder: Path) -> list[Path]:
    """Write both files; terms come from the rules of the data folder. Gives their paths."""
    page_file, paper = folder / f"{NAME}.html", folder / f"{NAME}.pdf"
    page_file.write_text(render(data_dir, folder / "anh"), encoding="utf-8")
    page = browser.new_page()
    page.goto(page_file.resolve().as_uri())
    page.evaluate("() => document.fonts.ready")
    page.pdf(
        path=paper, format="A4", print_background=True, display_header_footer=True, header_template="<span></span>",
        footer_template=_FOOTER, margin={"top": "16mm", "bottom": "18mm", "left": "17mm", "right": "17mm"},
        tagged=True, outline=True,
    )  # fmt: skip
    page.close()
    return [page_file, paper]


def render(data_dir: Path, pictures: Path) -> str:
    """The HTML with every picture inside."""
    settings = Settings.from_env({"DATA_DIR": str(data_dir), "DEMO": "1"})
    runtime = build_runtime(settings)
    app = create_app(settings, runtime=runtime)
    pages = list_pages()
    inside = {name: _embedded(pictures / f"{name}.png") for page in pages for name in page.text.pictures()}
    with app.test_request_context("/"), runtime.reading() as ctx:
        text = app.jinja_env.from_string((HERE / "paper.html").read_text(encoding="utf-8")).render(
            parts=[(name, [page for page in pages if page.part == part]) for part, name in PARTS.items()],
            rules=rules_by_id(ctx), pictures=inside, made=sizes_of(inside, pictures), today=local_date(ctx.now),
            css=_style(),
        )  # fmt: skip
    runtime.engine.dispose()
    return text


def _style() -> Markup:
    """The paper's own style sheet, with the typeface inside."""
    faces = (STATIC / "css" / "fonts.css").read_text(encoding="utf-8")

    def inside(found: re.Match[str]) -> str:
        return f"url({_data('font/woff2', (STATIC / 'css' / found[1]).read_bytes())})"

    style = re.sub(r"url\(([^)]+)\)", inside, faces) + (HERE / "paper.css").read_text(encoding="utf-8")
    return Markup(style)  # noqa: S704 - files of this repository, nothing that anybody typed


def _embedded(path: Path) -> str:
    """The picture packed tighter than a screenshot, in a form that a PDF keeps as it is."""
    packed = BytesIO()
    with Image.open(path) as picture:
        picture.convert("RGB").save(packed, "JPEG", quality=_QUALITY, optimize=True)
    return _data("image/jpeg", packed.getvalue())


def _data(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{b64encode(content).decode()}"
