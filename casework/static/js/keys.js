// Keys for people who do not want to reach for the mouse: / search, n new talk, z the line of a talk, d document,
// ? help.
// Silent while somebody types, with any modifier, and while a dialog is open.

const help = document.getElementById("help");

function isTyping(element) {
  return element.isContentEditable || element.matches("input, textarea, select, [role='textbox'], [role='combobox']");
}

const acts = {
  "/": () => document.getElementById("search"),
  d: () => document.querySelector("a[data-key='d']"),
  n: () => document.querySelector("a[data-key='n']") ?? document.getElementById("line"),
  z: () => document.getElementById("line"),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === "?" && help) {
    event.preventDefault();
    help.showModal();
    return;
  }
  const target = acts[event.key]?.();
  if (!target) return;
  event.preventDefault();
  if (target.matches("a")) {
    target.click();
  } else {
    target.focus();
    target.select();
  }
});

for (const opener of document.querySelectorAll("[data-opens='help']")) {
  opener.hidden = false;
  opener.addEventListener("click", () => help.showModal());
}
