// Mein Tag by keys: j and k (or the arrow keys, once a row has the focus) lead from row to row, and on the row that has
// the focus o opens, e is done with, s is for later. Silent while somebody types, with any modifier, and in a dialog.

const list = document.querySelector("[data-day-rows]");
const PLACE = "day row";

const isTyping = (element) =>
  element.isContentEditable || element.matches("input, textarea, select, [role='textbox'], [role='combobox']");

const act = (row, key) => row.querySelector(`:scope [data-act='${key}']`);

// What of a row takes the focus: what opens it, or else the first thing that can be done.
const handle = (row) => act(row, "o") ?? row.querySelector("a, button");

const rows = () => [...list.querySelectorAll(".day-row")].filter((row) => handle(row)?.checkVisibility());

function rowInFocus() {
  return document.activeElement?.closest?.(".day-row") ?? null;
}

function step(by) {
  const all = rows();
  if (!all.length) return;
  const here = all.indexOf(rowInFocus());
  const next = here < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + by, 0), all.length - 1);
  handle(all[next]).focus();
}

function does(row, key) {
  const found = act(row, key);
  if (!found) return;
  if (!found.matches("summary")) sessionStorage.setItem(PLACE, String(rows().indexOf(row)));
  (found.matches("a, summary") ? found : found.querySelector("button")).click();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
  const row = rowInFocus();
  const moves = { j: 1, k: -1, ...(row ? { ArrowDown: 1, ArrowUp: -1 } : {}) };
  if (event.key in moves) {
    event.preventDefault();
    step(moves[event.key]);
  } else if (row && ["o", "e", "s"].includes(event.key)) {
    event.preventDefault();
    does(row, event.key);
  }
});

for (const words of list.querySelectorAll(".day-keys")) words.hidden = false;

// Whoever was in the middle of the list goes on where they were.
const place = sessionStorage.getItem(PLACE);
sessionStorage.removeItem(PLACE);
if (place !== null && !location.hash) {
  const all = rows();
  if (all.length) handle(all[Math.min(Math.max(Number(place), 0), all.length - 1)]).focus();
}
