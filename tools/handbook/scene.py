"""A scene of the handbook: who stands where, what is numbered, what the picture shows; and how it is taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import FloatRect, Locator, Page

from tests.e2e.screens import Screen
from tests.e2e.visitor import Visitor
from web.staff.handbook.pages import SHARPNESS

# As wide as the officials' three panes need, as narrow as stays legible on paper; twice as sharp for the printer.
DESK = Screen(1120, 760, scripts=True, scale=SHARPNESS)
_AROUND = 14
_DRAW = """boxes => {
  const layer = document.createElement('div');
  layer.id = 'so-tay-dau';
  boxes.forEach((box, index) => {
    const frame = document.createElement('div'), number = document.createElement('div');
    Object.assign(frame.style, {
      position: 'absolute', left: box.x - 4 + 'px', top: box.y - 4 + 'px', width: box.width + 8 + 'px',
      height: box.height + 8 + 'px', border: '3px solid #b3261e', borderRadius: '8px', boxSizing: 'border-box',
      zIndex: 2147483646,
    });
    Object.assign(number.style, {
      position: 'absolute', left: Math.max(box.x - 17, 2) + 'px', top: Math.max(box.y - 17, 2) + 'px', width: '26px',
      height: '26px', borderRadius: '13px', background: '#b3261e', color: '#fff', textAlign: 'center',
      zIndex: 2147483647, font: '700 16px/26px Arial, sans-serif',
    });
    number.textContent = String(index + 1);
    layer.append(frame, number);
  });
  (document.querySelector('dialog[open]') || document.body).append(layer);
}"""
_WIPE = "() => document.getElementById('so-tay-dau').remove()"
# In an open dialog everything is placed from its own corner.
_ORIGIN = """() => {
  const dialog = document.querySelector('dialog[open]');
  if (!dialog) return {x: -window.scrollX, y: -window.scrollY};
  const box = dialog.getBoundingClientRect();
  return {x: box.x + dialog.clientLeft - dialog.scrollLeft, y: box.y + dialog.clientTop - dialog.scrollTop};
}"""


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture. `marks` are selectors in the order of their numbers; `frame` those that must be in the picture.

    Without a frame the picture is what the screen shows. Without a picture (`name` empty) it only leads on.
    """

    name: str
    go: Callable[[Visitor], None]
    official: str | None = None
    marks: tuple[str, ...] = ()
    frame: tuple[str, ...] = ()


class NotThere(Exception):
    """A scene points at something that the page no longer shows."""


def take(visitor: Visitor, scene: Scene, path: Path) -> None:
    """Number what is meant and keep the picture. Raises NotThere."""
    page = visitor.page
    page.evaluate("() => document.fonts.ready")
    page.evaluate("() => { for (const image of document.images) image.loading = 'eager'; }")
    page.wait_for_function("() => [...document.images].every(image => image.complete)")
    marks = [_found(page, selector, scene) for selector in scene.marks]
    framed = [_found(page, selector, scene) for selector in scene.frame]
    for each in marks[:1] or framed[:1]:
        each.scroll_into_view_if_needed()
    origin = page.evaluate(_ORIGIN)
    page.evaluate(_DRAW, [_moved(_box(each), -origin["x"], -origin["y"]) for each in marks])
    if framed:
        scrolled = page.evaluate("() => ({x: window.scrollX, y: window.scrollY})")
        boxes = [_moved(_box(each), scrolled["x"], scrolled["y"]) for each in [*framed, *marks]]
        page.screenshot(path=path, clip=_around(boxes, page), full_page=True)
    else:
        page.screenshot(path=path)
    page.evaluate(_WIPE)


def _found(page: Page, selector: str, scene: Scene) -> Locator:
    found = page.locator(selector).first
    if not found.is_visible():
        raise NotThere(f"{scene.name}: {selector} is not to be seen on {page.url}")
    return found


def _box(found: Locator) -> FloatRect:
    box = found.bounding_box()
    assert box is not None  # it is visible
    return box


def _moved(box: FloatRect, x: float, y: float) -> FloatRect:
    return {"x": box["x"] + x, "y": box["y"] + y, "width": box["width"], "height": box["height"]}


def _around(boxes: list[FloatRect], page: Page) -> FloatRect:
    """The rectangle that holds all boxes and a little air, inside the page."""
    left = max(min(box["x"] for box in boxes) - _AROUND, 0)
    top = max(min(box["y"] for box in boxes) - _AROUND, 0)
    right = max(box["x"] + box["width"] for box in boxes) + _AROUND
    bottom = max(box["y"] + box["height"] for box in boxes) + _AROUND
    width: int = page.evaluate("() => document.documentElement.scrollWidth")
    return {"x": left, "y": top, "width": min(right, width) - left, "height": bottom - top}
