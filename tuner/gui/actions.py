"""Every action of the window, once: buttons, menus, shortcuts, the command palette, the `?` overlay, the dialog that
gives other keys and docs/keys.md are made from this table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Group = Literal["File", "Edit", "View", "Compare", "Raw view", "Measure", "Window", "Help"]
GROUPS: tuple[Group, ...] = get_args(Group)


@dataclass(frozen=True)
class Action:
    """One thing a user can do.

    Attributes
    ----------
    name : names the action, and its icon unless `icon` says otherwise
    title : as in a menu; translated
    shortcut : as Qt writes it; every action has one, which the user may change
    tip : one sentence more than the title says; as all help it stays English
    handler : dotted path of the method, seen from the window
    argument : handed to the method, where several actions share one
    choice : actions with the same word here exclude each other
    switch : dotted path of the bool the action turns over, seen from the window; "" is none
    icon : file in icons/ without its ending; "" is the name, None is no icon
    also : more keys, for other keyboards and other habits; they stay as they are
    release : dotted path of the method called when the key is let go, for what counts while a key is held; "" is none
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
    also: tuple[str, ...] = ()
    release: str = ""


ACTIONS: tuple[Action, ...] = (
    Action("open", "Open…", "Ctrl+O", "File", "Open a raw file, a profile, or a picture saved here.", handler="files.open"),
    Action("save", "Save profile", "Ctrl+S", "File", "Save the profile where it came from.", handler="files.save"),
    Action("save_as", "Save profile as…", "Ctrl+Shift+A", "File", "Save the profile under another name.",
           handler="files.save_as"),
    Action("load_profile", "Load profile…", "Ctrl+L", "File", "Load a tuning profile.", handler="files.load_profile"),
    Action("new_profile", "New profile", "Ctrl+N", "File", "Start from the defaults.", handler="files.new_profile"),
    Action("new_from_preset", "New from preset…", "Ctrl+Shift+N", "File", "Start from one of the presets.", icon=None,
           handler="files.new_from_preset"),
    Action("export", "Save picture…", "Ctrl+E", "File", "Write the processed picture at full resolution.",
           handler="files.export"),
    Action("screenshot", "Screenshot…", "Ctrl+Shift+S", "File", "Write what the panes show, with the state that made it.",
           handler="files.screenshot"),
    Action("reload", "Reload", "Ctrl+R", "File", "Read the raw file again from disk.", handler="files.reload"),
    Action("open_folder", "Open folder…", "Ctrl+Shift+O", "File", "Show the raw files of a folder as a strip.", icon=None,
           handler="film.ask_folder"),
    Action("shoot", "Shoot in the virtual lab…", "Ctrl+Alt+V", "File", "A virtual raw whose truth is known.", icon=None,
           handler="shooting.ask"),
    Action("next_raw", "Next raw", ".", "File", "Open the next raw of the folder; zoom and tuning stay.", icon=None,
           handler="film.next"),
    Action("previous_raw", "Previous raw", ",", "File", "Open the raw before; zoom and tuning stay.", icon=None,
           handler="film.previous"),
    Action("dump_layout", "Layout of the dump…", "Ctrl+Shift+L", "File",
           "Geometry, packing, filters and levels of a bare sensor dump, with candidates and a preview.", icon=None,
           handler="dumps.ask_again"),
    Action("bin_quad", "Bin quad-Bayer 2 × 2", "Ctrl+Shift+Q", "File",
           "Quad-Bayer sensors: each block of four samples as one pixel, rather than a remosaic at full size.", icon=None,
           switch="dumps.bin_quad", handler="dumps.toggle_bin"),
    Action("next_frame", "Next frame", "Alt+.", "File", "Open the next frame of a sequence.", icon=None,
           handler="dumps.step", argument=1),
    Action("previous_frame", "Previous frame", "Alt+,", "File", "Open the frame before.", icon=None,
           handler="dumps.step", argument=-1),
    Action("quit", "Quit", "Ctrl+Q", "File", "Close the window.", handler="close"),
    Action("undo", "Undo", "Ctrl+Z", "Edit", "Take the last change back.", handler="session.undo"),
    Action("redo", "Redo", "Ctrl+Shift+Z", "Edit", "Make the change again.", handler="session.redo",
           also=("Ctrl+Y",)),
    Action("earlier", "State made before", "Alt+Left", "Edit", "To the state made before this one, on whatever branch.",
           icon=None, handler="session.step", argument=-1),
    Action("later", "State made after", "Alt+Right", "Edit", "To the state made after this one, on whatever branch.",
           icon=None, handler="session.step", argument=1),
    Action("history", "History", "H", "Edit", "Every change with its old and new value; click one to go there.", icon=None,
           switch="history.isVisible", handler="history.toggle"),
    Action("copy_parameters", "Copy parameters", "Ctrl+Shift+C", "Edit", "Every parameter as text, to paste elsewhere.",
           icon=None, handler="rack.copy_all"),
    Action("paste_parameters", "Paste parameters…", "Ctrl+Shift+V", "Edit", "Shows what would change before it does.",
           icon=None, handler="rack.paste"),
    Action("search", "Find a parameter", "/", "Edit", "Search the rack.", handler="rack.focus_search"),
    Action("condition", "Condition", "Ctrl+I", "Edit", "To the fields of ISO, colour temperature and brightness.", icon=None,
           handler="rack.condition.focus"),
    Action("file_condition", "The file's condition", "Ctrl+Shift+I", "Edit", "ISO, temperature and brightness as the file has them.",
           icon=None, handler="rack.condition.to_file"),
    Action("under_condition", "Values under the condition…", "Ctrl+T", "Edit",
           "Every value in force, the table or layer it comes from, and what differs here.", icon=None,
           handler="rack.show_under"),
    Action("sweep", "Sweep…", "Ctrl+Shift+W", "Edit", "A parameter over its range, as tiles with a figure each.", icon=None,
           handler="sweeping.ask"),
    Action("side_by_side", "Side by side", "F2", "View", "Raw and processed.", choice="side", handler="desk.compare.show",
           argument="side"),
    Action("raw_only", "Raw", "F3", "View", "The raw picture alone.", choice="side", handler="desk.compare.show", argument="raw"),
    Action("processed_only", "Processed", "F4", "View", "The processed picture alone.", choice="side",
           handler="desk.compare.show", argument="processed"),
    Action("pair", "Reference and processed", "F5", "Compare", "The reference beside the processed picture.", choice="side",
           icon=None, handler="desk.compare.show", argument="pair"),
    Action("four", "Four panes", "F10", "Compare", "Raw, processed, reference and their difference; click a name to change it.",
           choice="side", icon=None, handler="desk.compare.show", argument="four"),
    Action("stages", "Behind four stages", "F11", "Compare", "Behind white balance, demosaic, colour matrix and output.",
           choice="side", icon=None, handler="desk.compare.show", argument="stages"),
    Action("wipe", "Wipe", "W", "Compare", "The reference over a part of the processed picture; drag the edge.", choice="side",
           handler="desk.compare.show", argument="wipe"),
    Action("turn_wipe", "Turn the wipe", "Shift+W", "Compare", "The edge upright or lying.", icon=None,
           handler="desk.compare.turn_wipe"),
    Action("difference", "Difference", "D", "Compare", "The reference minus the processed picture.", choice="side",
           handler="desk.compare.show", argument="difference"),
    Action("difference_kind", "Kind of difference", "Shift+D", "Compare", "Absolute, signed, or DE2000.", icon=None,
           handler="desk.compare.next_kind"),
    Action("gain_up", "Amplify differences more", "Ctrl+]", "Compare", "Twice the gain of differences.", icon=None,
           handler="desk.compare.step_gain", argument=1),
    Action("gain_down", "Amplify differences less", "Ctrl+[", "Compare", "Half the gain of differences.", icon=None,
           handler="desk.compare.step_gain", argument=-1),
    Action("flicker", "Flicker", "B", "Compare", "While held: the reference in place of the processed picture.",
           handler="desk.flick", release="desk.end_flick"),
    Action("bypass", "Without this stage", "O", "Compare", "While held: the picture without the stage touched last.", icon=None,
           handler="desk.bypass", release="desk.end_bypass"),
    Action("behind_stage", "Picture behind this stage", "T", "Compare", "The stage touched last, or with the focus.", icon=None,
           handler="desk.look_behind"),
    Action("change_of_stage", "What this stage changes", "Shift+T", "Compare", "Signed, amplified, about grey.", icon=None,
           handler="desk.look_at_change"),
    Action("snapshot", "Take a snapshot", "S", "Compare", "Keep the picture and its tuning.", icon=None, handler="desk.take"),
    Action("restore_snapshot", "Restore snapshot", "Shift+S", "Compare", "Take over the tuning of the marked snapshot.",
           icon=None, handler="desk.restore"),
    Action("differences", "Differing parameters…", "Ctrl+Shift+P", "Compare", "Two tunings as a table.", icon=None,
           handler="desk.show_differences"),
    Action("compare_profile", "Compare with profile…", "Ctrl+Alt+L", "Compare", "Another profile as the reference.", icon=None,
           handler="desk.compare_with_profile"),
    Action("compare_picture", "Compare with picture…", "Ctrl+Alt+O", "Compare", "A picture file as the reference.", icon=None,
           handler="desk.compare_with_picture"),
    Action("link", "Link the panes", "Ctrl+J", "Compare", "Panes moved alone (Alt and drag) see the shared place again.", icon=None,
           handler="viewer.link"),
    Action("fit", "Fit", "F", "View", "All of the picture.", choice="zoom", handler="zoom_to", argument=0.0),
    Action("one_to_one", "1:1", "Z", "View", "One picture pixel is one screen pixel.", choice="zoom", handler="zoom_to",
           argument=1.0),
    Action("two_to_one", "2:1", "X", "View", "Every picture pixel twice as large.", choice="zoom", handler="zoom_to",
           argument=2.0),
    Action("zoom_in", "Zoom in", "+", "View", "Closer by one step.", handler="step_zoom", argument=1,
           also=("=",)),
    Action("zoom_out", "Zoom out", "-", "View", "Farther by one step.", handler="step_zoom", argument=-1),
    Action("filmstrip", "Filmstrip", "Ctrl+Shift+F", "View", "The raw files of the open folder, at the left.", icon=None,
           switch="film.shown", handler="film.toggle"),
    Action("alone", "Pictures alone", "A", "View", "Without rack, scopes and strips; again brings them back.", icon=None,
           switch="desk.alone.on", handler="desk.alone.toggle"),
    Action("average_linear", "Average in linear light", "L", "View",
           "Below 1:1, average light rather than the picture's codes; the caption says which.", icon=None,
           switch="pictures.linear", handler="toggle_linear"),
    Action("display_profile", "Display profile…", "Ctrl+D", "View", "The ICC profile of the screen; without one it is sRGB.",
           icon=None, handler="display.ask"),
    Action("display_srgb", "Display sRGB", "Ctrl+Shift+D", "View", "Without a display profile: the screen is sRGB.", icon=None,
           handler="display.srgb"),
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
    Action("scopes", "Scopes", "G", "Measure", "Histogram, waveform, parade and vectorscope under the pictures.", icon=None,
           handler="dock.turn", argument="scopes", switch="dock.scopes_open"),
    Action("next_scope", "Next scope", "Shift+G", "Measure", "The next kind of scope.", icon=None, handler="dock.next_scope"),
    Action("scope_log", "Logarithmic scopes", "Ctrl+G", "Measure", "Count logarithmically in the scopes.", icon=None,
           handler="dock.turn_log", switch="dock.scopes.log"),
    Action("regions", "Regions", "R", "Measure", "Statistics of named regions under the pictures.", icon=None,
           handler="dock.turn", argument="regions", switch="dock.regions_open"),
    Action("draw_region", "Draw a region", "Shift+R", "Measure", "The next drag on a picture makes a region.", icon=None,
           handler="dock.drawing.ask"),
    Action("probe", "Probe", "U", "Measure", "The pixel under the pointer behind every stage.", icon=None,
           handler="dock.turn", argument="probe", switch="dock.probe_open"),
    Action("pin_probe", "Pin the probe", "P", "Measure", "Keep the pixel under the pointer in the probe's table.", icon=None,
           handler="dock.probe.pin"),
    Action("loupe", "Loupe", "M", "Measure", "A part of the processed picture at 1:1, following the pointer.", icon=None,
           handler="desk.loupe.toggle", switch="desk.loupe.isVisible"),
    Action("loupe_zoom", "Loupe closer", "Shift+M", "Measure", "1:1, 2:1, 4:1.", icon=None, handler="desk.loupe.step_zoom"),
    *(
        Action(f"point_{n}", f"Inspection point {n}", str(n), "Measure", "The loupe at a point kept with this raw; in a region it has its name.", icon=None,
               handler="desk.points.recall", argument=n)
        for n in range(1, 9)
    ),
    *(
        Action(f"keep_point_{n}", f"Keep inspection point {n}", f"Ctrl+{n}", "Measure",
               "Where the loupe looks, or the middle of the view, kept with this raw.", icon=None, handler="desk.points.store",
               argument=n)
        for n in range(1, 9)
    ),
    Action("overlay_raw", "Raw clipping", "J", "Measure", "Show where the sensor clips, plane by plane.", icon=None,
           handler="dock.overlays.turn", argument="raw", switch="dock.overlays.wanted.raw"),
    Action("overlay_output", "Output clipping", "K", "Measure", "Show where output codes clip, channel by channel.", icon=None,
           handler="dock.overlays.turn", argument="output", switch="dock.overlays.wanted.output"),
    Action("overlay_zebra", "Zebra", "Shift+J", "Measure", "Stripes over what is bright.", icon=None,
           handler="dock.overlays.turn", argument="zebra", switch="dock.overlays.wanted.zebra"),
    Action("overlay_focus", "Focus peaking", "Shift+K", "Measure", "Show what is sharp.", icon=None,
           handler="dock.overlays.turn", argument="focus", switch="dock.overlays.wanted.focus"),
    Action("overlay_defects", "Defect map", "N", "Measure", "Show which samples the defects stage replaced.", icon=None,
           handler="dock.overlays.turn", argument="defects", switch="dock.overlays.wanted.defects"),
    Action("overlay_noise", "Noise map", "Shift+N", "Measure", "Differences in front of a denoiser, beside its threshold.",
           icon=None, handler="dock.overlays.turn", argument="noise", switch="dock.overlays.wanted.noise"),
    Action("surround_dark", "Dark surround", "F6", "Window", "Around the picture: the window's own dark grey.", icon=None,
           choice="surround", handler="show_surround", argument="dark"),
    Action("surround_grey", "Middle grey surround", "F7", "Window", "Around the picture: middle grey, L* 50, to judge tone.",
           icon=None, choice="surround", handler="show_surround", argument="grey"),
    Action("surround_white", "White surround", "F8", "Window", "Around the picture: white, to judge highlights and casts.",
           icon=None, choice="surround", handler="show_surround", argument="white"),
    Action("surround_black", "Black surround", "F9", "Window", "Around the picture: black, to judge shadows.", icon=None,
           choice="surround", handler="show_surround", argument="black"),
    Action("preferences", "Preferences…", "Ctrl+,", "Window", "Language and size of the window.", icon=None,
           handler="keys.show_preferences"),
    Action("rebind", "Keyboard shortcuts…", "Ctrl+Shift+K", "Window", "Give actions other keys.", icon=None,
           handler="keys.show_dialog"),
    Action("read_message", "Read the whole message", "Ctrl+M", "Window", "All of the message at the bottom; so does a click on it.",
           icon=None, handler="desk.reading.show"),
    Action("palette", "Command palette", "Ctrl+K", "Help", "Find any action by a few letters of its name.", icon="search",
           handler="keys.show_palette"),
    Action("help", "Shortcuts", "?", "Help", "Every key and what it does.", handler="keys.show_overlay", also=("F1",)),
)  # fmt: skip

RESERVED = ("Tab", "Shift+Tab", "Esc", "Return", "Enter", "Space", "Backspace", "Delete", "Left", "Right", "Up", "Down",
            "Home", "End", "PgUp", "PgDown")  # fmt: skip
"""Keys with which hands walk between controls and turn them: no action may have one, alone or with Shift or Ctrl."""

GESTURES: tuple[tuple[str, str], ...] = (
    ("Wheel", "Zoom at the pointer"),
    ("Drag, arrow keys", "Move the picture"),
    ("Alt and drag, Ctrl and arrow keys", "Move one picture, or the edge of a wipe"),
    ("Click a name, right click", "Another picture in its place"),
    ("Double click", "Fit or 1:1"),
    ("Esc", "Leave region or eyedropper"),
)
"""What hand and keyboard do in the panes beside the actions, for the overlay."""
