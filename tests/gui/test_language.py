"""English, Finnish and Simplified Chinese: nothing is missing, nothing is out of date, nothing is an empty box."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QRawFont
from PySide6.QtWidgets import QApplication, QToolButton

from scripts import make_i18n
from tests.gui.bench import opened
from tuner.cli.main import LANGUAGES as OFFERED
from tuner.core.param import ParamError
from tuner.core.recipe import Recipe
from tuner.files.errors import FileError
from tuner.files.layout_faults import WAYS_OUT, WrongLayout
from tuner.gui import language, theme
from tuner.gui.dump_words import titles
from tuner.gui.language import LANGUAGES, of_system, tr
from tuner.gui.sentences import PATTERNS, said, sentence
from tuner.gui.values import TextError, value_of
from tuner.stages import RACK


@pytest.fixture
def speak(qapp: QApplication) -> Iterator:
    theme.apply(qapp)
    yield lambda word: language.use(qapp, word)
    language.use(qapp, "en")


def fields(text: str) -> list[str]:
    return sorted(name or "" for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_the_languages_are_the_same_everywhere() -> None:
    assert tuple(LANGUAGES) == OFFERED
    assert set(make_i18n.TARGETS) == set(LANGUAGES) - {"en"}


@pytest.mark.parametrize("target", make_i18n.TARGETS)
def test_every_text_has_a_translation_with_the_same_fields(qapp, target: str) -> None:
    """If this fails: `python scripts/make_i18n.py`, then translate what it names in resources/i18n/tuner_*.ts."""
    have, wanted = make_i18n.known(target), make_i18n.wanted()
    assert [key for key in wanted if not have.get(key)] == []
    assert [key for key in have if key not in set(wanted)] == []
    for (context, source), translation in have.items():
        assert fields(translation) == fields(source), (context, source)
        assert source.endswith("…") == translation.endswith("…"), (context, source)
        assert source.strip() == source or translation.strip() != "", (context, source)


@pytest.mark.parametrize("target", make_i18n.TARGETS)
def test_the_compiled_catalogue_says_what_the_translators_wrote(qapp, target: str) -> None:
    translator = QTranslator()
    assert translator.load(str(make_i18n.catalogue(target).with_suffix(".qm")))
    for (context, source), translation in make_i18n.known(target).items():
        assert translator.translate(context, source) == translation, (context, source)


@pytest.mark.parametrize("target", make_i18n.TARGETS)
def test_titles_of_actions_differ_in_every_language(qapp, target: str) -> None:
    titles = [text for (context, _), text in make_i18n.known(target).items() if context == "actions"]
    assert len(set(titles)) == len(titles)


def test_the_window_speaks_and_falls_silent_again(qtbot, speak) -> None:
    assert speak("fi") == ""
    with opened(qtbot, size=(1280, 800)) as window:
        assert window.actions_by_name["undo"].text() == "Kumoa"
        words = {b.text() for b in window.top.findChildren(QToolButton)}
        assert {"Avaa", "Tallenna", "Rinnakkain"} <= words
        window.actions_by_name["export"].setEnabled(True)
        window.files.export()
        assert window.message.text.startswith("Avaa ensin")
        window.say_error(FileError("a.dng", "is empty (0 bytes)", "copy it again from the card or camera"))
        assert window.message.text == "a.dng: on tyhjä (0 tavua); kopioi se uudelleen kortilta tai kamerasta."
    speak("en")
    assert tr("actions", "Undo") == "Undo"


@pytest.mark.parametrize("target", make_i18n.TARGETS)
@pytest.mark.parametrize("size", [(880, 520), (1000, 640), (1280, 800)])
def test_the_bar_keeps_its_words_whole_in_every_language(qtbot, speak, target: str, size) -> None:
    if speak(target):
        pytest.skip("no font for it here")
    with opened(qtbot, size=size) as window:
        QApplication.processEvents()
        bar = window.top
        for button in bar.findChildren(QToolButton):
            assert bar.rect().contains(button.mapTo(bar, button.rect().bottomRight())), button.text()
            assert button.width() >= min(button.sizeHint().width(), 32), button.text()
        assert not window.top._profile.cut or window.top._profile.width() >= 60


def test_in_finnish_the_smallest_window_cuts_no_knob(qtbot, qapp, speak) -> None:
    """Words of the dock's bar are longer there: they give way, not the rack."""
    speak("fi")
    with opened(qtbot, size=(880, 520)) as window:
        QApplication.processEvents()
        area, bar = window.rack.area, window.dock.bar
        assert area.widget().width() <= area.viewport().width()
        for button in bar.findChildren(QToolButton):
            if button.isVisibleTo(bar):
                assert bar.rect().contains(button.mapTo(bar, button.rect().bottomRight())), button.text()


def test_names_and_numbers_go_into_the_translated_sentence(speak) -> None:
    text = "The white level 4095 in the file cannot be right; 4000 is taken."
    assert sentence(text) == text
    if speak("zh_CN") == "":
        assert sentence(text) == "文件中的白电平 4095 不可能正确；取 4000。"
        assert said(FileError("x/a.raw", "is a JPEG picture, not a raw file", "choose a raw file")) == (
            "a.raw：是 JPEG picture，不是 RAW 文件；请选择 RAW 文件。"
        )
        assert sentence("nobody foresaw {this}") == "nobody foresaw {this}"


def test_what_the_rack_refuses_is_said_in_the_language_in_force(speak) -> None:
    param = RACK["exposure"].param("ev")
    with pytest.raises(TextError, match=r"^“a” is not a number from"):
        value_of(param, "a")
    speak("fi")
    with pytest.raises(TextError, match=r"^”a” ei kelpaa; sallittu on luku väliltä"):
        value_of(param, "a")
    with pytest.raises(ParamError) as refused:
        Recipe.default(RACK).with_value("exposure.ev", 1e6)
    assert said(refused.value).startswith("exposure.ev = 1000000")
    assert "ei kelpaa; sallittu on luku väliltä" in said(refused.value)
    assert said(FileError("The clipboard", "it holds no numbers", "choose another one")) == (
        "Leikepöytä: siinä ei ole lukuja; valitse toinen."
    )


@pytest.mark.parametrize("word", LANGUAGES)
@pytest.mark.parametrize("form", WAYS_OUT)
def test_a_wrong_layout_is_mended_in_the_dialog_s_fields(speak, word: str, form: str) -> None:
    """The command line's words for the same fault are flags; no flag is ever told in the window."""
    if speak(word):
        pytest.skip("no font for it here")
    known = {
        name: value for name, value in (("least", 12), ("held", 10), ("missing", ("cfa",))) if f"{{{name}}}" in form
    }
    fault = WrongLayout("x.raw", "does not fit in memory", form, **known)
    text = said(fault)
    assert "--" not in text
    assert "tuner" not in text
    assert "{" not in text
    for name, title in titles().items():
        assert f"{{{name}}}" not in form or title in text, name
    assert word == "en" or said(WrongLayout("x.raw", "does not fit in memory", form, **known)) != str(fault)


def test_no_message_is_put_together_outside_the_catalogues() -> None:
    """What goes to a message line was looked up by tr or say: no literal with words in it is handed over as it is."""
    words = re.compile(r"[A-Za-z]{2,}.*[A-Za-z ]")
    for path in sorted((make_i18n.ROOT / "tuner" / "gui").glob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or not call.args:
                continue
            told = call.func.value
            if call.func.attr in ("emit", "say") and getattr(told, "attr", "") in ("said", "message"):
                arg = call.args[0]
                parts = arg.values if isinstance(arg, ast.JoinedStr) else [arg]
                texts = [p.value for p in parts if isinstance(p, ast.Constant) and isinstance(p.value, str)]
                assert not any(map(words.search, texts)), (path.name, call.lineno, texts)


def test_no_pattern_is_of_a_sentence_that_nobody_says() -> None:
    """Each fixed part of each pattern stands in a text of the rooms below."""
    said_below = [
        node.value
        for path in (make_i18n.ROOT / "tuner").rglob("*.py")
        if path.name != "sentences.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    whole = "\n".join(said_below)
    for pattern in PATTERNS:
        for part in re.split(r"\{\}|, or convert it to DNG| again, or choose a PNG, JPEG or TIFF picture", pattern):
            assert part.strip() in whole, pattern


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (["fi-FI", "en-US"], "fi"),
        (["zh-Hans-CN"], "zh_CN"),
        (["zh-CN", "en"], "zh_CN"),
        (["zh-Hant-TW", "fi"], "fi"),
        (["zh_TW"], "en"),
        (["sv-SE", "de"], "en"),
        ([], "en"),
    ],
)
def test_the_system_s_first_language_that_is_ours_counts(asked: list[str], found: str) -> None:
    assert of_system(asked) == found


def test_without_a_chinese_font_the_window_is_english_and_says_so(speak, monkeypatch) -> None:
    monkeypatch.setattr(language, "has_font", lambda word: word != "zh_CN")
    assert "font" in speak("zh_CN")
    assert tr("actions", "Undo") == "Undo"


def test_chinese_is_drawn_with_a_font_that_has_its_characters(qapp, speak) -> None:
    if speak("zh_CN"):
        pytest.skip("no font for it here")
    family = next((f for f in language.CHINESE_FONTS if f in theme.font().families()), None)
    assert family is not None
    installed = [f for f in language.CHINESE_FONTS if QRawFont.fromFont(_font(f)).supportsCharacter(ord("锐"))]
    assert installed


def _font(family: str):
    from PySide6.QtGui import QFont

    return QFont(family)
