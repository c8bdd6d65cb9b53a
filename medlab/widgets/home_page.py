"""The learner's home page: the modules, where one stands in each, and the language of the course."""

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from medlab import progress, release, workspace
from medlab.errors import MedlabError
from medlab.language import T, get_language, set_language
from medlab.richtext import block, inline, plain, section, sheet
from medlab.widgets.overview import Standing, points_text, standing
from medlab.widgets.twin import Twin, say

_TITLE = T(fr="Les modules", en="The modules")
_HEADERS = (
    T(fr="Module", en="Module"),
    T(fr="Durée", en="Time"),
    T(fr="Où vous en êtes", en="Where you are"),
    T(fr="Points", en="Points"),
)
_NOT_STARTED = T(fr="○ à commencer", en="○ not started")
_STARTED = T(fr="◐ commencé, exercices : {done} sur {all}", en="◐ started, exercises: {done} of {all}")
_CORE = T(
    fr="La durée et les exercices comptés sont ceux du parcours essentiel.",
    en="The time and the exercises counted are those of the core path.",
)
_REFRESH = T(fr="Actualiser", en="Refresh")
_SWITCH = T(fr="Switch to English", en="Passer en français")
_SAVE_FIRST = T(
    fr="Avant de changer de langue, enregistrez et fermez les carnets ouverts. Vos réponses sont conservées.",
    en="Before you change the language, save and close the open notebooks. Your answers are kept.",
)
_REFUSED = T(fr="La langue n'a pas changé", en="The language did not change")
_SWITCHED = T(fr="Le cours est en français", en="The course is in English")
_RELOAD = T(
    fr="Ouvrez les modules par le tableau ci-dessus. Un carnet resté ouvert montre encore l'autre langue : fermez son "
    "onglet sans l'enregistrer, puis rouvrez-le. Le texte en haut de cette page et les menus de JupyterLab suivront au "
    "prochain « medlab lab ».",
    en="Open the modules from the table above. A notebook that stayed open still shows the other language: close its "
    "tab without saving, then open it again. The text at the top of this page and JupyterLab's menus follow at the "
    'next "medlab lab".',
)

_CSS = """
.medlab table.medlab-home th[scope=row]{font-weight:400;min-width:14rem}
.medlab table.medlab-home td{white-space:nowrap}
"""


def home(folder: str | Path | None = None) -> Twin:
    """The modules of the release, with a link to each notebook, and a button for the other language.

    The language becomes the one that `folder` was laid down in.

    Parameters
    ----------
    folder : the learner's course folder, which holds MODULE/MODULE.ipynb; by default the current one

    Raises
    ------
    MedlabError
        If no release is there.
    """
    folder = Path(folder or Path.cwd())
    set_language(workspace.language_of(folder))
    html, text = _forms(folder)
    return Twin(html, text, build=lambda twin: _panel(twin, folder))


def _forms(folder: Path) -> tuple[str, str]:
    modules, state = release.modules(), progress.state()
    rows = [_row(module, state) for module in modules]
    headers = "".join(f'<th scope="col">{header}</th>' for header in _HEADERS)
    body = "".join(_row_html(module, row, folder) for module, row in zip(modules, rows, strict=True))
    table = f'<table class="medlab-home"><caption>{_TITLE}</caption><thead><tr>{headers}</tr></thead><tbody>{body}'
    text = "\n".join(f"{module['slug']} · {' · '.join(row)}" for module, row in zip(modules, rows, strict=True))
    return sheet(f"{table}</tbody></table><p>{_CORE}</p>", _CSS), text


def _row(module: dict, state: dict) -> tuple[str, str, str, str]:
    """Title, minutes, state and points of a module."""
    found = standing(release.module_table(module["slug"]), state)
    minutes, points = f"{module['core_minutes']} min", str(points_text(found.points, found.of))
    return plain(say(module["title"])), minutes, _state_text(found), points


def _state_text(found: Standing) -> str:
    if found.badge:
        return str(found.badge_text())
    if not found.started:
        return str(_NOT_STARTED)
    return str(_STARTED.format(done=found.core_done, all=found.core))


def _row_html(module: dict, row: tuple[str, str, str, str], folder: Path) -> str:
    slug = module["slug"]
    title = f"<strong>{slug.split('_')[0]} · {inline(say(module['title']))}</strong>"
    if (folder / slug / f"{slug}.ipynb").is_file():
        title = f'<a href="{slug}/{slug}.ipynb">{title}</a>'
    cells = "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
    return f'<tr><th scope="row">{title}<br>{inline(say(module["promise"]))}</th>{cells}</tr>'


def _panel(twin: Twin, folder: Path) -> Any:
    """The table, which only an Output widget shows with working relative links, above its two buttons."""
    from ipywidgets import HTML, Button, HBox, Output, VBox

    table, message, refresh, switch = Output(), HTML(), Button(), Button()

    def draw() -> None:
        twin.html, twin.text = _forms(folder)
        data = {"text/html": twin.html, "text/plain": twin.text}
        table.outputs = ({"output_type": "display_data", "data": data, "metadata": {}},)
        refresh.description, switch.description, switch.tooltip = str(_REFRESH), str(_SWITCH), str(_SAVE_FIRST)

    refresh.on_click(lambda _: draw())
    switch.on_click(lambda _: _switch(folder, draw=draw, tell=lambda html: setattr(message, "value", html)))
    draw()
    message.value = sheet(f"<p>{_SAVE_FIRST}</p>")
    return VBox([table, HBox([refresh, switch]), message]).add_class("medlab")


def _switch(folder: Path, *, draw: Callable[[], None], tell: Callable[[str], None]) -> None:
    """Lay the notebooks down in the other language, and say what was done."""
    other = "en" if get_language() == "fr" else "fr"
    try:
        report = workspace.switch_language(folder, other)
    except MedlabError as problem:
        tell(sheet(section("wrong", str(_REFUSED), block(str(problem)))))
        return
    set_language(other)
    draw()
    tell(sheet(section("right", str(_SWITCHED), block(f"{report}\n\n{_RELOAD}"))))
