"""Every action of the window, once: buttons, menus, shortcuts and the `?` overlay are made from this table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Group = Literal["File", "Edit", "View", "Raw view", "Measure", "Help"]


@dataclass(frozen=True)
class Action:
    """One thing a user can do.

    Attributes
    ----------
    name : names the action, and its icon unless `icon` says otherwise
    title : as in a menu
    shortcut : as Qt writes it; every action has one
    tip : one sentence more than the title says
    handler : dotted path of the method, seen from the window
    argument : handed to the method, where several actions share one
    choice : actions with the same word here exclude each other
    switch : dotted path of the bool the action turns over, seen from the window; "" is none
    icon : file in icons/ without its ending; "" is the name, None is no icon
    """

    name: str
    title: str
    shortcut: str
    group: Group
    tip: str
    handler: str
    argument: str | float | None = None
    choice: str = ""
    switch: str = ""
    icon: str | None = ""


ACTIONS: tuple[Action, ...] = (
    Action("open", "Open…", "Ctrl+O", "File", "Open a raw file, a profile, or a picture saved here.", handler="files.open"),
    Action("save", "Save profile", "Ctrl+S", "File", "Save the profile where it came from.", handler="files.save"),
    Action("save_as", "Save profile as…", "Ctrl+Shift+A", "File", "Save the profile under another name.",
           handler="files.save_as"),
    Action("load_profile", "Load profile…", "Ctrl+L", "File", "Load a tuning profile.", handler="files.load_profile"),
    Action("new_profile", "New profile", "Ctrl+N", "File", "Start from the defaults.", handler="files.new_profile"),
    Action("export", "Save picture…", "Ctrl+E", "File", "Write the processed picture at full resolution.",
           handler="files.export"),
    Action("screenshot", "Screenshot…", "Ctrl+Shift+S", "File", "Write what the panes show, with the state that made it.",
           handler="files.screenshot"),
    Action("reload", "Reload", "Ctrl+R", "File", "Read the raw file again from disk.", handler="files.reload"),
    Action("quit", "Quit", "Ctrl+Q", "File", "Close the window.", handler="close"),
    Action("undo", "Undo", "Ctrl+Z", "Edit", "Take the last change back.", handler="session.undo"),
    Action("redo", "Redo", "Ctrl+Shift+Z", "Edit", "Make the change again.", handler="session.redo"),
    Action("search", "Find a parameter", "/", "Edit", "Search the rack.", handler="rack.focus_search"),
    Action("side_by_side", "Side by side", "1", "View", "Raw and processed.", choice="side", handler="viewer.show_side",
           argument="side"),
    Action("raw_only", "Raw", "2", "View", "The raw picture alone.", choice="side", handler="viewer.show_side", argument="raw"),
    Action("processed_only", "Processed", "3", "View", "The processed picture alone.", choice="side", handler="viewer.show_side",
           argument="processed"),
    Action("fit", "Fit", "F", "View", "All of the picture.", choice="zoom", handler="zoom_to", argument=0.0),
    Action("one_to_one", "1:1", "Z", "View", "One picture pixel is one screen pixel.", choice="zoom", handler="zoom_to",
           argument=1.0),
    Action("two_to_one", "2:1", "X", "View", "Every picture pixel twice as large.", choice="zoom", handler="zoom_to",
           argument=2.0),
    Action("zoom_in", "Zoom in", "+", "View", "Closer by one step.", handler="step_zoom", argument=1),
    Action("zoom_out", "Zoom out", "-", "View", "Farther by one step.", handler="step_zoom", argument=-1),
    Action("average_linear", "Average in linear light", "L", "View",
           "Below 1:1, average light rather than the picture's codes; the caption says which.", icon=None,
           switch="pictures.linear", handler="toggle_linear"),
    Action("display_profile", "Display profile…", "Ctrl+D", "View", "The ICC profile of the screen; without one it is sRGB.",
           icon=None, handler="files.display_profile"),
    Action("display_srgb", "Display sRGB", "Ctrl+Shift+D", "View", "Without a display profile: the screen is sRGB.", icon=None,
           handler="pictures.show_srgb"),
    Action("mode_cfa", "CFA colours", "Alt+1", "Raw view", "Every sample in its filter's colour.", icon=None, choice="mode",
           handler="pictures.show_mode", argument="cfa"),
    Action("mode_grey", "Grey", "Alt+2", "Raw view", "Every sample as grey.", icon=None, choice="mode",
           handler="pictures.show_mode", argument="grey"),
    Action("mode_r", "R plane", "Alt+3", "Raw view", "The red samples.", icon=None, choice="mode", handler="pictures.show_mode",
           argument="R"),
    Action("mode_gr", "Gr plane", "Alt+4", "Raw view", "The green samples in the red rows.", icon=None, choice="mode",
           handler="pictures.show_mode", argument="Gr"),
    Action("mode_gb", "Gb plane", "Alt+5", "Raw view", "The green samples in the blue rows.", icon=None, choice="mode",
           handler="pictures.show_mode", argument="Gb"),
    Action("mode_b", "B plane", "Alt+6", "Raw view", "The blue samples.", icon=None, choice="mode", handler="pictures.show_mode",
           argument="B"),
    Action("brighter", "Raw view brighter", "]", "Raw view", "Raw view up by half an EV; the picture stays.", icon=None,
           handler="pictures.step_ev", argument=0.5),
    Action("darker", "Raw view darker", "[", "Raw view", "Raw view down by half an EV; the picture stays.", icon=None,
           handler="pictures.step_ev", argument=-0.5),
    Action("scopes", "Scopes", "H", "Measure", "Histogram, waveform, parade and vectorscope under the pictures.", icon=None,
           handler="dock.turn", argument="scopes", switch="dock.scopes_open"),
    Action("next_scope", "Next scope", "Shift+H", "Measure", "The next kind of scope.", icon=None, handler="dock.next_scope"),
    Action("scope_log", "Logarithmic scopes", "Ctrl+H", "Measure", "Count logarithmically in the scopes.", icon=None,
           handler="dock.turn_log", switch="dock.scopes.log"),
    Action("regions", "Regions", "R", "Measure", "Statistics of named regions under the pictures.", icon=None,
           handler="dock.turn", argument="regions", switch="dock.regions_open"),
    Action("draw_region", "Draw a region", "Shift+R", "Measure", "The next drag on a picture makes a region.", icon=None,
           handler="dock.drawing.ask"),
    Action("overlay_raw", "Raw clipping", "J", "Measure", "Show where the sensor clips, plane by plane.", icon=None,
           handler="dock.overlays.turn", argument="raw", switch="dock.overlays.wanted.raw"),
    Action("overlay_output", "Output clipping", "K", "Measure", "Show where output codes clip, channel by channel.", icon=None,
           handler="dock.overlays.turn", argument="output", switch="dock.overlays.wanted.output"),
    Action("overlay_zebra", "Zebra", "Shift+J", "Measure", "Stripes over what is bright.", icon=None,
           handler="dock.overlays.turn", argument="zebra", switch="dock.overlays.wanted.zebra"),
    Action("overlay_focus", "Focus peaking", "Shift+K", "Measure", "Show what is sharp.", icon=None,
           handler="dock.overlays.turn", argument="focus", switch="dock.overlays.wanted.focus"),
    Action("help", "Shortcuts", "?", "Help", "Every key and what it does.", handler="show_shortcuts"),
)  # fmt: skip

GESTURES: tuple[tuple[str, str], ...] = (
    ("Wheel", "Zoom at the pointer"),
    ("Drag, arrow keys", "Move the picture"),
    ("Double click", "Fit or 1:1"),
    ("Esc", "Leave region or eyedropper"),
)
"""What hand and keyboard do in the panes beside the actions, for the overlay."""
