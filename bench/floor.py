"""The floors: what plain Flask costs here, written as its tutorials write it. Served as `bench.floor:app`.

/hello, a 17 KB page of a loop in Jinja, a list of 20 rows by the ORM, and a form: WTForms, CSRF token, ORM INSERT.
`FLOOR_DATABASE_URL` names the database; SQLite is opened as durably as the product opens its own.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask, redirect, render_template, request, url_for
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFProtect
from jinja2 import DictLoader
from sqlalchemy import Index, event, insert, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import Email, InputRequired, Length, Optional

SECRET_KEY = "floor"
ROWS = 10_000
PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{{ title }}</title></head><body>
<header><nav><ul>{% for name in menu %}<li><a href="/{{ name }}">{{ name }}</a></li>{% endfor %}</ul></nav></header>
<main><h1>{{ title }}</h1><table><thead><tr><th>Mã</th><th>Việc</th><th>Người gửi</th><th>Hạn</th></tr></thead><tbody>
{% for row in rows %}<tr class="{{ loop.cycle('odd', 'even') }}"><td><a href="/list/{{ row.id }}">{{ row.code }}</a>
</td><td><strong>{{ row.title }}</strong><p class="summary">{{ row.body[:420] }}</p>
<span class="tag tag--{{ row.status }}">{{ row.status }}</span></td><td>{{ row.name or 'không để lại tên' }}</td>
<td><time datetime="{{ row.due_at.isoformat() }}">{{ row.due_at.strftime('%d/%m/%Y') }}</time></td></tr>
{% endfor %}</tbody></table></main>
<footer>{% for name in menu %}<p>Mục {{ name }} của trang này</p>{% endfor %}</footer></body></html>"""
FORM = """<!doctype html><html lang="vi"><body><form method="post">{{ form.hidden_tag() }}
{{ form.title.label }}{{ form.title }}{{ form.kind }}{{ form.body }}{{ form.name }}{{ form.email }}
{{ form.errors }}<button>Gửi</button></form></body></html>"""
MENU = [f"muc-{number}" for number in range(12)]
TEXT = "Đường liên thôn đoạn qua nhà văn hóa bị sụt lún, trời mưa nước đọng sâu, xe máy đi lại rất nguy hiểm. " * 4


class Base(DeclarativeBase):
    pass


db = SQLAlchemy(model_class=Base)


class Item(db.Model):  # type: ignore[name-defined]  # Flask-SQLAlchemy makes the class at run time
    __tablename__ = "item"
    __table_args__ = (Index("ix_item_status_due", "status", "due_at"),)  # the list is one index range, as it should be
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    title: Mapped[str]
    kind: Mapped[str]
    body: Mapped[str]
    name: Mapped[str]
    email: Mapped[str]
    status: Mapped[str]
    due_at: Mapped[datetime]


class ItemForm(FlaskForm):  # type: ignore[misc]  # untyped
    title = StringField("Việc gì", validators=[InputRequired(), Length(max=200)])
    kind = SelectField("Loại", choices=[("report", "phản ánh"), ("proposal", "kiến nghị")])
    body = TextAreaField("Nội dung", validators=[InputRequired(), Length(min=10, max=5000)])
    name = StringField("Họ tên", validators=[Optional(), Length(max=100)])
    email = StringField("Thư điện tử", validators=[Optional(), Email()])


def make_rows(start: int, count: int) -> list[dict[str, Any]]:
    soon = datetime(2026, 3, 10, tzinfo=UTC).replace(tzinfo=None)
    return [
        {
            "code": f"M-{n:06}", "title": f"Việc số {n} ở thôn {n % 40}", "kind": "report", "body": TEXT, "email": "",
            "name": "", "status": ("new", "open", "done")[n % 3], "due_at": soon + timedelta(minutes=n),
        }
        for n in range(start, start + count)
    ]  # fmt: skip


def _pragmas(connection: Any, _record: object) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")


def create_floor(database_url: str) -> Flask:
    """The application; its table is made and filled when it is empty."""
    app = Flask(__name__)
    app.config.update(SECRET_KEY=SECRET_KEY, SQLALCHEMY_DATABASE_URI=database_url)
    app.jinja_loader = DictLoader({"page.html": PAGE, "form.html": FORM})
    db.init_app(app)
    CSRFProtect(app)
    static_rows = [Item(id=n, **row) for n, row in enumerate(make_rows(0, 20))]

    @app.get("/hello")
    def hello() -> str:
        return "Xin chào"

    @app.get("/page")
    def page() -> str:
        return render_template("page.html", title="Trang", menu=MENU, rows=static_rows)

    @app.get("/list")
    def items() -> str:
        query = select(Item).where(Item.status == request.args.get("status", "open")).order_by(Item.due_at).limit(20)
        return render_template("page.html", title="Danh sách", menu=MENU, rows=db.session.scalars(query).all())

    @app.route("/form", methods=["GET", "POST"])
    def form() -> str | Response:
        typed = ItemForm()
        if typed.validate_on_submit():
            fields = {field.name: field.data for field in typed if field.name != "csrf_token"}
            db.session.add(Item(code="M", status="new", due_at=datetime.now(), **fields))  # noqa: DTZ005 - as tutorials do
            db.session.commit()
            return redirect(url_for("form"))
        return render_template("form.html", form=typed)

    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            event.listen(db.engine, "connect", _pragmas)
        db.create_all()
        if db.session.scalar(select(Item.id).limit(1)) is None:
            db.session.execute(insert(Item), make_rows(0, ROWS))
            db.session.commit()
        db.engine.dispose()
    return app


if "FLOOR_DATABASE_URL" in os.environ:
    app = create_floor(os.environ["FLOOR_DATABASE_URL"])
