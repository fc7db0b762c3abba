"""Questionnaires as JSON: how they are kept, brought in, taken out. What is wrong is told by its place."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from core.text import N_, clean
from surveys.errors import DocumentFaulty
from surveys.forms import ASKED_EXTRA, OVERALL, Basis, Condition, Option, Question, QuestionSet, with_followers
from surveys.states import QuestionKind

FORMAT = "phieu-khao-sat/1"
LANGUAGES = ("vi", "en")
MOST_BYTES = 200_000
MOST_QUESTIONS, MOST_OPTIONS, MOST_TEXTS = 40, 12, 3
LONGEST_TITLE, LONGEST_TEXT, LONGEST_SHORT, LONGEST_OPTION, LONGEST_BASIS = 200, 300, 80, 120, 400
WIDEST_RANGE = 1000
CONFIDENCES = ("high", "medium", "low", "none")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,23}")
_CHOICES = (QuestionKind.SINGLE, QuestionKind.MULTIPLE)

NO_JSON = N_("Tệp không phải JSON đọc được.")
OTHER_FORMAT = N_("Tệp không phải phiếu khảo sát của cổng (thiếu “format”: “phieu-khao-sat/1”).")
NO_TITLE = N_("Thiếu tên phiếu.")
NO_TEXT = N_("Thiếu câu chữ tiếng Việt.")
NO_ENGLISH = N_("Phiếu có tiếng Anh nhưng chỗ này chưa có câu tiếng Anh.")
TOO_LONG = N_("Câu chữ dài quá %(limit)s chữ cái.")
NO_QUESTIONS = N_("Phiếu chưa có câu hỏi nào.")
TOO_MANY = N_("Nhiều quá: tối đa %(limit)s.")
BAD_KEY = N_("Tên máy đọc của câu phải là chữ thường không dấu, số và gạch dưới, tối đa 24 ký tự.")
KEY_TWICE = N_("Hai câu trùng tên máy đọc “%(key)s”.")
FIRST_FACES = N_("Câu đầu phải là năm khuôn mặt với tên máy đọc “overall”, để ai cũng chỉ cần chạm hai lần.")
BAD_KIND = N_("Không có kiểu câu hỏi “%(kind)s”.")
FEW_OPTIONS = N_("Cần ít nhất hai lựa chọn.")
BAD_RANGE = N_("Số nhỏ nhất phải nhỏ hơn số lớn nhất, và cách nhau không quá %(limit)s.")
BAD_EXTRA = N_("Câu “có bị gợi ý chi thêm” phải là câu có hoặc không.")
SEALED_TEXT = N_("Câu viết chữ được người phụ trách khảo sát đọc, nên không đặt riêng cho lãnh đạo được.")
BAD_CONDITION = N_("Điều kiện hỏi phải dựa vào một câu chọn đứng trước, và những câu trả lời có thật của câu ấy.")
BAD_SHAPE = N_("Chỗ này ghi sai dạng.")
BAD_LANGUAGES = N_("Ngôn ngữ chỉ nhận “vi” và “en”, luôn có “vi”.")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong at a place: question and option count from 1, 0 when it is about the whole."""

    text: str
    question: int = 0
    option: int = 0
    values: Mapping[str, Any] = field(default_factory=dict)


def parse_document(data: bytes, *, form_id: UUID) -> QuestionSet:
    """A questionnaire from the bytes of a file. Raises DocumentFaulty with every fault."""
    try:
        raw = json.loads(data) if len(data) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        raw = None
    if not isinstance(raw, dict):
        raise DocumentFaulty([Fault(NO_JSON)])
    if raw.get("format") != FORMAT:
        raise DocumentFaulty([Fault(OTHER_FORMAT)])
    form, faults = read_document(raw, form_id=form_id)
    if faults:
        raise DocumentFaulty(faults)
    return form


def read_document(
    raw: Mapping[str, Any], *, form_id: UUID, code: str = "", version: int = 0
) -> tuple[QuestionSet, Sequence[Fault]]:
    """A questionnaire and all that is wrong with it: a draft may be half done and is still shown."""
    reader = _Reader(raw)
    form = reader.read(form_id, code, version)
    return form, [*reader.faults, *faults_of(form)]


def to_document(form: QuestionSet) -> dict[str, Any]:
    """The questionnaire as JSON; `read_document` gives the same back."""
    return {
        "format": FORMAT,
        "title": _texts(form.title, form.english_title),
        "languages": list(form.languages),
        **({"basis": {"text": form.basis.text, "confidence": form.basis.confidence}} if form.basis else {}),
        "questions": [_question(question) for question in form.questions],
    }


def _texts(vietnamese: str, english: str) -> dict[str, str]:
    return {"vi": vietnamese} | ({"en": english} if english else {})


def _question(question: Question) -> dict[str, Any]:
    made: dict[str, Any] = {
        "key": question.key, "kind": question.kind.value, "text": _texts(question.text, question.english),
        "short": question.short,
    }  # fmt: skip
    for name in ("confidential", "skippable", "temporary"):
        if getattr(question, name):
            made[name] = True
    if question.kind is QuestionKind.NUMBER:
        made |= {"low": question.low, "high": question.high}
    if question.options:
        made["options"] = [
            _texts(option.text, option.english) | ({} if option.points is None else {"points": option.points})
            for option in question.options
        ]
    if question.when:
        made["when"] = {"question": question.when.question, "values": list(question.when.values)}
    return made


class _Reader:
    """Reads what is there and notes what has the wrong shape; what the words must be is `faults_of`'s."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self._raw = raw
        self.faults: list[Fault] = []
        self._at = (0, 0)

    def read(self, form_id: UUID, code: str, version: int) -> QuestionSet:
        title, english = self._both(self._raw.get("title"))
        listed = self._list(self._raw.get("questions", []), MOST_QUESTIONS)
        questions = []
        for number, one in enumerate(listed, start=1):
            self._at = (number, 0)
            questions.append(self._question(one))
        self._at = (0, 0)
        return QuestionSet(
            form_id, code, version, title, with_followers(questions), english, self._languages(), self._basis()
        )  # fmt: skip

    def _languages(self) -> tuple[str, ...]:
        given = self._raw.get("languages", ["vi"])
        if not isinstance(given, list) or "vi" not in given or any(one not in LANGUAGES for one in given):
            self._wrong(BAD_LANGUAGES)
            return ("vi",)
        return tuple(language for language in LANGUAGES if language in given)

    def _basis(self) -> Basis | None:
        given = self._raw.get("basis")
        if given is None:
            return None
        if not isinstance(given, dict) or given.get("confidence") not in CONFIDENCES:
            self._wrong(BAD_SHAPE)
            return None
        return Basis(self._text(given.get("text"))[:LONGEST_BASIS], given["confidence"])

    def _question(self, given: Any) -> Question:
        if not isinstance(given, dict):
            self._wrong(BAD_SHAPE)
            given = {}
        text, english = self._both(given.get("text"))
        kind = self._kind(given.get("kind"))
        key = self._text(given.get("key"))
        return Question(
            key=key, kind=kind, text=text, short=self._text(given.get("short")) or text[:LONGEST_SHORT],
            confidential=given.get("confidential") is True or key == ASKED_EXTRA, english=english,
            options=self._options(given.get("options", [])) if kind in _CHOICES else (),
            skippable=given.get("skippable") is True, temporary=given.get("temporary") is True,
            low=self._number(given.get("low", 0)), high=self._number(given.get("high", 0)),
            when=self._condition(given.get("when")),
        )  # fmt: skip

    def _kind(self, given: Any) -> QuestionKind:
        if isinstance(given, str) and given in list(QuestionKind):
            return QuestionKind(given)
        self._wrong(BAD_KIND, kind=str(given)[:40])
        return QuestionKind.YES_NO

    def _options(self, given: Any) -> tuple[Option, ...]:
        options = []
        for number, one in enumerate(self._list(given, MOST_OPTIONS), start=1):
            self._at = (self._at[0], number)
            text, english = self._both(one)
            points = one.get("points") if isinstance(one, dict) else None
            options.append(Option(text, english, self._number(points) if points is not None else None))
        self._at = (self._at[0], 0)
        return tuple(options)

    def _condition(self, given: Any) -> Condition | None:
        if given is None:
            return None
        values = given.get("values") if isinstance(given, dict) else None
        if not isinstance(values, list) or not all(_is_number(value) for value in values):
            self._wrong(BAD_CONDITION)
            return None
        return Condition(self._text(given.get("question")), tuple(sorted(set(values))))

    def _both(self, given: Any) -> tuple[str, str]:
        if isinstance(given, str):
            return self._text(given), ""
        if not isinstance(given, dict):
            self._wrong(BAD_SHAPE)
            return "", ""
        return self._text(given.get("vi", "")), self._text(given.get("en", ""))

    def _text(self, given: Any) -> str:
        if given is None or isinstance(given, str):
            return " ".join(clean(given or "").split())
        self._wrong(BAD_SHAPE)
        return ""

    def _number(self, given: Any) -> int:
        if _is_number(given):
            return int(given)
        self._wrong(BAD_SHAPE)
        return 0

    def _list(self, given: Any, most: int) -> list[Any]:
        if not isinstance(given, list):
            self._wrong(BAD_SHAPE)
            return []
        if len(given) > most:
            self._wrong(TOO_MANY, limit=most)
        return given[:most]

    def _wrong(self, text: str, **values: Any) -> None:
        self.faults.append(Fault(text, *self._at, values))


def _is_number(given: Any) -> bool:
    return isinstance(given, int) and not isinstance(given, bool) and abs(given) < 10**6


def faults_of(form: QuestionSet) -> Sequence[Fault]:
    """What keeps a questionnaire from being opened."""
    faults = _wording(form.title, form.english_title, form, LONGEST_TITLE, missing=NO_TITLE)
    if not form.questions:
        faults.append(Fault(NO_QUESTIONS))
    elif form.questions[0].key != OVERALL or form.questions[0].kind is not QuestionKind.FACES:
        faults.append(Fault(FIRST_FACES, 1))
    if sum(question.kind is QuestionKind.TEXT for question in form.questions) > MOST_TEXTS:
        faults.append(Fault(TOO_MANY, values={"limit": MOST_TEXTS}))
    for number, question in enumerate(form.questions, start=1):
        faults += question_faults(form, number, question)
    return faults


def question_faults(form: QuestionSet, number: int, question: Question) -> list[Fault]:
    """What is wrong with the question at a place of the questionnaire."""
    faults = _wording(question.text, question.english, form, LONGEST_TEXT, number)
    faults += _too_long(question.short, LONGEST_SHORT, number)
    if not _KEY.fullmatch(question.key):
        faults.append(Fault(BAD_KEY, number))
    before = form.questions[: number - 1]
    if any(one.key == question.key for one in before):
        faults.append(Fault(KEY_TWICE, number, values={"key": question.key}))
    if question.when is not None and not _is_possible(question.when, before):
        faults.append(Fault(BAD_CONDITION, number))
    return faults + _faults_of_kind(form, number, question)


def _faults_of_kind(form: QuestionSet, number: int, question: Question) -> list[Fault]:
    faults: list[Fault] = []
    if question.kind in _CHOICES and len(question.options) < 2:
        faults.append(Fault(FEW_OPTIONS, number))
    for place, option in enumerate(question.options, start=1):
        faults += _wording(option.text, option.english, form, LONGEST_OPTION, number, place)
    if question.kind is QuestionKind.NUMBER and not 0 < question.high - question.low <= WIDEST_RANGE:
        faults.append(Fault(BAD_RANGE, number, values={"limit": WIDEST_RANGE}))
    if question.key == ASKED_EXTRA and question.kind is not QuestionKind.YES_NO:
        faults.append(Fault(BAD_EXTRA, number))
    if question.kind is QuestionKind.TEXT and question.confidential:
        faults.append(Fault(SEALED_TEXT, number))
    return faults


def _is_possible(when: Condition, before: Sequence[Question]) -> bool:
    asked = next((question for question in before if question.key == when.question), None)
    return asked is not None and bool(when.values) and all(value in asked.values for value in when.values)


def _wording(
    text: str, english: str, form: QuestionSet, limit: int, number: int = 0, option: int = 0, *, missing: str = NO_TEXT
) -> list[Fault]:
    faults = _too_long(text, limit, number, option) or _too_long(english, limit, number, option)
    if not text:
        faults.append(Fault(missing, number, option))
    elif "en" in form.languages and not english:
        faults.append(Fault(NO_ENGLISH, number, option))
    return faults


def _too_long(text: str, limit: int, number: int, option: int = 0) -> list[Fault]:
    return [Fault(TOO_LONG, number, option, {"limit": limit})] if len(text) > limit else []
