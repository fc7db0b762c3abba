"""A walk through the demo: starts it, visits each stop on a phone and on a desk, writes the screens to tour/.

Run by `make tour`, as `python -m tools.tour`. What to look at is in docs/tour.md, in the same order. Words given after
the command limit it to stops whose name contains one of them: `python -m tools.tour bien-nhan hang-don`.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.e2e.chromium import SWITCHES, find_chromium
from tests.e2e.product import Product, running
from tests.e2e.screens import DESK, PHONE, Screen
from tests.e2e.story import citizen, people
from tests.e2e.visitor import Visitor

FOLDER = Path("tour")
COMMUNE = f"/xa/{citizen.COMMUNE_CODE}"
WRITE = f"/gui-don/{citizen.COMMUNE_CODE}"
WHAT = "Đường ở ngã ba cây gạo bị sụt từ tuần trước, xe máy đi qua dễ ngã."


@dataclass(frozen=True, slots=True)
class Stop:
    """One screen: its file name, who looks (None: a citizen), and how to get there from the stop before."""

    name: str
    go: Callable[[Visitor], None]
    official: str | None = None


def page(name: str, address: str, official: str | None = None, *, status: int = 200) -> Stop:
    """A stop with an address of its own."""
    return Stop(name, lambda visitor: visitor.open(address, status=status), official)


def link(name: str, target: str, official: str | None = None) -> Stop:
    """A stop reached by a link or button of the stop before."""
    return Stop(name, lambda visitor: visitor.click(target), official)


def first(name: str, address: str, selector: str, official: str | None = None) -> Stop:
    """The first thing of a list."""

    def go(visitor: Visitor) -> None:
        visitor.open(address)
        visitor.click(visitor.page.get_by_role("main").locator(selector).first)

    return Stop(name, go, official)


def _thanks(visitor: Visitor) -> None:
    visitor.choose("Hài lòng")
    visitor.click("Gửi đánh giá")


def _what(visitor: Visitor) -> None:
    visitor.choose("Không nói về ai cả")
    visitor.click("Tiếp tục")


def _photos(visitor: Visitor) -> None:
    visitor.fill("Kể lại cho chúng tôi nghe", WHAT)
    visitor.click("Tiếp tục")
    visitor.click("Tiếp tục")  # where: nothing is asked for


def _contact(visitor: Visitor) -> None:
    citizen.attach(visitor)
    visitor.choose("Một mình tôi")
    visitor.click("Tiếp tục")


def _check(visitor: Visitor) -> None:
    visitor.fill("Số điện thoại", "0900 000 123")
    visitor.choose("Tôi đồng ý để nơi nhận giữ thông tin này và dùng để liên lạc về đơn này")
    visitor.click("Tiếp tục")


def _follow(visitor: Visitor) -> None:
    """The petition that anyone may follow in the demo."""
    number, code = (visitor.data_dir / "demo.trackable").read_text().split()
    visitor.open("/tra-cuu")
    visitor.fill("Số đơn", number)
    visitor.fill("Mã bí mật", code)
    visitor.click("Xem đơn")


def _past_dialogue(visitor: Visitor) -> None:
    visitor.open(f"{COMMUNE}/doi-thoai")
    visitor.click(visitor.page.get_by_role("main").locator(".list").last.locator("a").first)


def _glance(visitor: Visitor) -> None:
    visitor.open("/can-bo/don-thu?muc=open")
    visitor.click(visitor.page.locator(".queue a").first)


def _old_plan(visitor: Visitor) -> None:
    visitor.open(f"{COMMUNE}/cong-khai")
    visitor.click(visitor.page.get_by_role("main").get_by_role("link", name="Kế hoạch").first)


STOPS: tuple[Stop, ...] = (
    page("01-trang-dau", "/"),
    page("02-tim-ten-cu", "/?q=phon+xuong"),
    page("03-trang-xa", COMMUNE),
    page("04-trang-tinh", "/tinh/24"),
    page("05-chua-mo", "/xa/07294"),
    page("06-khao-sat", f"{COMMUNE}/khao-sat"),
    link("07-cham-diem", "Quầy 1"),
    Stop("08-cam-on", _thanks),
    page("09-gui-don", WRITE),
    link("10-lien-quan", "Bắt đầu viết"),
    Stop("11-chuyen-gi", _what),
    Stop("12-anh", _photos),
    Stop("13-lien-he", _contact),
    Stop("14-kiem-tra", _check),
    link("15-bien-nhan", "Gửi đơn"),
    page("16-tra-cuu", "/tra-cuu"),
    Stop("17-theo-doi", _follow),
    page("18-cong-khai", f"{COMMUNE}/cong-khai"),
    Stop("19-van-ban", _old_plan),
    page("20-lay-y-kien", f"{COMMUNE}/lay-y-kien"),
    link("21-du-thao", "Quy chế thực hiện dân chủ"),
    link("22-gop-y", "Góp ý cho dự thảo này"),
    page("23-doi-thoai", f"{COMMUNE}/doi-thoai"),
    Stop("24-buoi-da-qua", _past_dialogue),
    page("25-cam-ket", f"{COMMUNE}/cam-ket"),
    page("26-quyen-rieng-tu", "/quyen-rieng-tu"),
    page("27-hoi-nguoi-truc", "/hoi-nguoi-truc"),
    page("28-khong-thay", "/khong-co-trang-nay", status=404),
    page("29-english", f"/en{COMMUNE}"),
    page("30-dang-nhap", "/can-bo/dang-nhap"),
    page("31-hom-nay", "/can-bo", people.CLERK),
    page("32-hang-don", "/can-bo/don-thu?muc=open", people.CLERK),
    Stop("33-xem-nhanh", _glance, people.CLERK),
    link("34-mo-don", "Mở đơn để làm việc", people.CLERK),
    first("35-duyet", "/can-bo/don-thu?muc=approval", ".queue a", people.LEADER),
    page("36-soan-cong-khai", "/can-bo/cong-khai/moi", people.PUBLISHER),
    page("37-danh-muc", "/can-bo/cong-khai/danh-muc", people.PUBLISHER),
    page("38-viec-lay-y-kien", "/can-bo/lay-y-kien", people.PUBLISHER),
    page("39-viec-doi-thoai", "/can-bo/doi-thoai", people.SECRETARY),
    page("40-ket-qua-khao-sat", "/can-bo/khao-sat", "khaosat"),
    page("41-ban-thanh-tra", "/ban-thanh-tra", people.BOARD),
    page("42-tai-khoan", "/quan-tri/tai-khoan", "quantrixa"),
    page("43-vai-tro", "/quan-tri/tai-khoan/vai-tro", "quantrixa"),
    page("44-don-vi", "/quan-tri/don-vi", "quantrixa"),
    page("45-thoi-han", "/quan-tri/thoi-han", "quantritinh"),
    page("46-nhat-ky", "/quan-tri/nhat-ky", "nhatky"),
    page("47-thu-da-gui", "/quan-tri/thong-bao", "dulieu"),
    page("48-hop-thu-thu", "/dung-thu/hop-thu"),
)


@contextmanager
def walkers(browser: Browser, product: Product, screen: Screen) -> Iterator[Callable[[str | None], Visitor]]:
    """One browser profile for each person, kept through the walk."""
    people_here: dict[str | None, Visitor] = {}

    def who(official: str | None) -> Visitor:
        if official not in people_here:
            people_here[official] = Visitor(browser, product, screen)
            if official is not None:
                people.step_in(people_here[official], official)
        return people_here[official]

    yield who
    for visitor in people_here.values():
        visitor.leave()


def walk(browser: Browser, product: Product, screen: Screen, wanted: list[str]) -> None:
    """Visit all stops on one screen, and keep the pictures of those that are wanted."""
    with walkers(browser, product, screen) as who:
        for stop in STOPS:
            visitor = who(stop.official)
            stop.go(visitor)
            if not wanted or any(word in stop.name for word in wanted):
                path = FOLDER / f"{stop.name}-{screen.width}.png"
                visitor.page.screenshot(path=path, full_page=True)
                sys.stdout.write(f"{path}\n")


def main() -> None:
    """Start the demo on a fresh folder, walk on both screens, stop it."""
    wanted = sys.argv[1:]
    if not wanted:
        shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="tour-") as folder,
        running(Path(folder)) as product,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=SWITCHES)
        for screen in (PHONE, DESK):
            walk(browser, product, screen, wanted)
        browser.close()


if __name__ == "__main__":
    main()
