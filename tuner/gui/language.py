"""The language of the window: English in the source, Finnish and Simplified Chinese in resources/i18n.

What is translated are actions, titles and messages; help texts stay English. `tr(context, text)` asks Qt for the text
in the language in force; the texts of the tables (actions, stages, solvers) are looked up where they are shown. The
catalogues are Qt Linguist's: `scripts/make_i18n.py` gathers the texts and compiles them.

The bundled font has no Chinese characters: they come from a font of the system. Where there is none the window stays
English and says so, rather than show empty boxes.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from tuner.core.stage import Stage
from tuner.gui import theme

LANGUAGES = {"en": "English", "fi": "suomi", "zh_CN": "简体中文"}
"""Word -> what the language calls itself."""
CHINESE_FONTS = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC",
    "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback",
)  # fmt: skip
"""Asked for behind the bundled font, so that Chinese is drawn in its own shapes and not in Japanese ones."""
OF_THEIR_OWN = frozenset({("color_adjust", "Saturation"), ("tone_curve", "White"), ("local_tone", "Edge")})
"""(stage, parameter) whose English word means something else than the same word elsewhere."""

_installed: list[QTranslator] = []


def tr(context: str, text: str) -> str:
    """A text in the language in force; the text itself where there is no translation."""
    return QCoreApplication.translate(context, text)


def say(words: str, **known: object) -> str:
    """A message in the language in force, with what is known filled in."""
    return tr("messages", words).format(**known)


def heading(title: str) -> str:
    """An action's title as a dialog's: without the dots that announce one."""
    return tr("actions", title).rstrip("…")


def stage_title(stage: Stage) -> str:
    """A stage's title."""
    return tr("stages", stage.title)


def param_title(stage: Stage, english: str) -> str:
    """A parameter's title; `english` is how the knob words it ('Baseline EV')."""
    own = (stage.name, english) in OF_THEIR_OWN
    return tr(f"parameters {stage.name}" if own else "parameters", english)


def choice_title(word: str) -> str:
    """One word of a choice, as a list shows it."""
    return tr("choices", word.replace("_", " "))


def of_system(wanted: Iterable[str] | None = None) -> str:
    """The word of the first language the system asks for that is one of ours, else English."""
    for asked in wanted if wanted is not None else QLocale.system().uiLanguages():
        parts = asked.replace("_", "-").split("-")
        if parts[0] in ("en", "fi"):
            return parts[0]
        if parts[0] == "zh" and not {"Hant", "TW", "HK", "MO"} & set(parts):
            return "zh_CN"
    return "en"


def has_font(language: str) -> bool:
    """Whether a font of the system can show the language."""
    return language != "zh_CN" or bool(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))


def use(app: QApplication, language: str = "") -> str:
    """Put a language in force, for windows made from now on.

    Parameters
    ----------
    language : a word of `LANGUAGES`; "" is the system's

    Returns
    -------
    a notice, "" when the language asked for is in force
    """
    for translator in _installed:
        app.removeTranslator(translator)
    _installed.clear()
    language = language or of_system()
    notice = ""
    if not has_font(language):
        notice = "No font with Chinese characters is installed, so the window is in English; fonts-noto-cjk is one."
        language = "en"
    theme.use_fonts(CHINESE_FONTS if language == "zh_CN" else ())
    app.setFont(theme.font())
    if language != "en":
        for path in _catalogues(language):
            translator = QTranslator(app)
            if translator.load(str(path)):
                app.installTranslator(translator)
                _installed.append(translator)
    return notice


def _catalogues(language: str) -> tuple[Path, Path]:
    """Qt's own words (the buttons of its dialogs) and ours."""
    qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)) / f"qtbase_{language}.qm"
    return qt, theme.resource("resources/i18n") / f"tuner_{language}.qm"
