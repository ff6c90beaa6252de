"""How the report looks and what it does when it is touched; the window's greys, and no colour near a picture."""

STYLE = """\
:root { color-scheme: dark; --ground: #3c3c3c; --panel: #2e2e2e; --well: #262626; --line: #4a4a4a;
  --text: #dedede; --dim: #a9a9a9; --accent: #d98e3f; }
* { box-sizing: border-box; }
body { margin: 0; padding: 28px 32px 60px; background: var(--ground); color: var(--text);
  font: 14px/1.5 Inter, "Segoe UI", "Helvetica Neue", "DejaVu Sans", system-ui, sans-serif;
  font-variant-numeric: tabular-nums; }
h1 { font-size: 22px; font-weight: 600; margin: 0 0 2px; }
h2 { font-size: 17px; font-weight: 600; margin: 44px 0 2px; overflow-wrap: anywhere; }
h3 { font-size: 14px; font-weight: 600; margin: 26px 0 10px; }
p { margin: 0 0 12px; color: var(--dim); max-width: 76ch; overflow-wrap: anywhere; }
code { font: 12px/1.4 ui-monospace, "DejaVu Sans Mono", monospace; color: var(--dim); overflow-wrap: anywhere; }
nav { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; gap: 8px 24px; align-items: center;
  margin: 18px -32px 0; padding: 10px 32px; background: var(--panel); border-block: 1px solid var(--line); }
nav span { color: var(--dim); margin-right: 6px; }
nav button, nav select { font: inherit; color: var(--text); background: var(--well); border: 1px solid var(--line);
  border-radius: 5px; padding: 3px 10px; }
nav button[aria-pressed=true] { border-color: var(--accent); }
nav button:focus-visible, nav select:focus-visible, .crop:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
.wall { display: flex; gap: 16px; overflow-x: auto; padding-bottom: 10px; align-items: flex-start; }
figure { margin: 0; flex: none; }
figcaption { padding: 7px 1px 0; color: var(--dim); max-width: 100%; }
figcaption b { color: var(--text); font-weight: 600; }
.crop { position: relative; width: max-content; overflow: hidden; cursor: ew-resize; touch-action: pan-y; background: var(--well); line-height: 0; }
.crop img { display: block; image-rendering: pixelated; }
.crop .before { position: absolute; inset: 0; clip-path: inset(0 calc(100% - var(--edge, 0px)) 0 0); }
.crop::after { content: ""; position: absolute; inset: 0 auto 0 var(--edge, -2px); width: 1px; background: #fff; }
.tag { position: absolute; bottom: 6px; padding: 0 6px; font-size: 12px; line-height: 18px; background: #000a; color: #fff;
  border-radius: 3px; opacity: 0; pointer-events: none; }
.tag.left { left: 6px; } .tag.right { right: 6px; }
.wiping .tag { opacity: 1; }
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(132px, 1fr)); gap: 0 8px; }
.figures span { white-space: nowrap; } .figures i { font-style: normal; color: var(--text); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; background: var(--panel); border-radius: 5px; font-size: 13px; }
th, td { padding: 5px 14px; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--line); }
th { color: var(--dim); font-weight: 500; }
tr:last-child td { border-bottom: 0; }
th:first-child, td:first-child, .words td, .words th, .named td:nth-child(2), .named th:nth-child(2) { text-align: left; }
td.long { white-space: normal; max-width: 44ch; overflow-wrap: anywhere; }
td.changed { color: var(--accent); }
td.none { color: #858585; }
.map { position: relative; display: inline-block; line-height: 0; margin: 6px 0 2px; }
.map img { max-width: 100%; display: block; }
.map svg { position: absolute; inset: 0; width: 100%; height: 100%; }
.map rect { fill: none; stroke: #fff; stroke-width: 1.5; vector-effect: non-scaling-stroke; paint-order: stroke; }
.map rect.under { stroke: #000; stroke-width: 3.5; }
@media print { nav { display: none; } }
"""

SCRIPT = """\
"use strict";
let zoom = 1;
const crops = [...document.querySelectorAll(".crop")];
// one pixel of the picture is one pixel of the screen, whatever the screen's scale and the page's zoom
function fit() {
  for (const img of document.querySelectorAll(".crop img")) {
    img.style.width = img.dataset.w * zoom / devicePixelRatio + "px";
    img.style.height = img.dataset.h * zoom / devicePixelRatio + "px";
  }
  for (const note of document.querySelectorAll("figcaption"))
    note.style.width = Math.max(290, note.parentNode.querySelector("img").dataset.w * zoom / devicePixelRatio) + "px";
}
function wipe(crop, edge) {
  const width = crop.getBoundingClientRect().width;
  crop.edge = Math.min(Math.max(edge, 0), width);
  crop.style.setProperty("--edge", crop.edge + "px");
  crop.classList.add("wiping");
}
function rest(crop) {
  crop.style.removeProperty("--edge");
  crop.classList.remove("wiping");
}
function against(letter) {
  for (const crop of crops) {
    const other = crop.closest(".wall").querySelector(`.crop[data-letter="${letter}"] img:not(.before)`);
    crop.querySelector(".before").src = other.src;
    crop.querySelector(".tag.left").textContent = letter;
  }
}
for (const crop of crops) {
  crop.addEventListener("pointermove", e => wipe(crop, e.clientX - crop.getBoundingClientRect().left));
  crop.addEventListener("pointerleave", () => rest(crop));
  crop.addEventListener("blur", () => rest(crop));
  crop.addEventListener("keydown", e => {
    const width = crop.getBoundingClientRect().width, step = width / (e.shiftKey ? 4 : 20);
    if (e.key === "ArrowLeft") wipe(crop, (crop.edge ?? width / 2) - step);
    else if (e.key === "ArrowRight") wipe(crop, (crop.edge ?? width / 2) + step);
    else if (e.key === " ") crop.classList.contains("wiping") ? rest(crop) : wipe(crop, width);
    else if (e.key === "Escape") rest(crop);
    else return;
    e.preventDefault();
  });
}
for (const button of document.querySelectorAll("nav button")) button.addEventListener("click", () => {
  zoom = Number(button.dataset.zoom);
  for (const each of document.querySelectorAll("nav button")) each.setAttribute("aria-pressed", each === button);
  fit();
});
const choice = document.querySelector("nav select");
if (choice) choice.addEventListener("change", () => against(choice.value));
addEventListener("resize", fit);
if (crops.length) against(choice ? choice.value : "A");
fit();
document.documentElement.dataset.ready = crops.length;
"""
