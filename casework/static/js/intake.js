// A family is taken in without a mouse: Enter leads to the next line, pasted lists fill the lines, places and people
// who look alike come while one types. Without this file the page does the same when it is sent.

const MOST_LINES = 30;
const CELLS = ["family_name", "given_names", "birth_date", "sex", "nationalities", "languages"];
const INHERITED = { family_name: "above", nationalities: "first", languages: "first" };
const form = document.querySelector("form.intake");
const lines = form.querySelector(".intake-lines");
const spare = document.getElementById("spare-line");
const said = form.querySelector(".intake__said");
form.querySelector(".intake__keys").hidden = false;

const all = () => [...lines.querySelectorAll("fieldset.intake-line")];
const cell = (line, name) => line.querySelector(`[name$="-${name}"]`);
const isBlank = (line) => CELLS.every((name) => !cell(line, name).value.trim());

function addLine() {
  const next = all().length;
  if (next >= MOST_LINES) return null;
  const html = spare.innerHTML.replaceAll("__n__-", `${next}-`).replaceAll("__n__", String(next + 1));
  lines.insertAdjacentHTML("beforeend", html);
  showInherited();
  return all()[next];
}

// What an empty field stands for is shown in it.
function showInherited() {
  const found = all();
  for (const [name, from] of Object.entries(INHERITED)) {
    let shown = "";
    found.forEach((line, number) => {
      const field = cell(line, name);
      field.placeholder = number ? shown : "";
      if (field.value.trim() && (from === "above" || number === 0)) shown = field.value.trim();
    });
  }
}

function goOn(line) {
  const found = all();
  const number = found.indexOf(line);
  if (isBlank(line) && number > 0) {
    const further = form.elements.arrival ?? form.elements.on ?? form.elements.title;
    further.focus();
    further.select?.();
    return;
  }
  cell(found[number + 1] ?? addLine() ?? line, "family_name").focus();
}

form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing) return;
  const line = event.target.closest(".intake-lines fieldset.intake-line");
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    form.requestSubmit(form.querySelector("button.kern-btn--primary"));
  } else if (line && event.target.matches("input:not([type='radio']):not([type='checkbox']), select")) {
    event.preventDefault();
    goOn(line);
  } else if (event.target.matches("input")) {
    event.preventDefault();
    const looks = event.target.name === "where" ? "look" : null;
    form.requestSubmit(looks ? form.querySelector(`[name='${looks}']`) : form.querySelector("button.kern-btn--primary"));
  }
});

form.querySelector("[name='more']").addEventListener("click", (event) => {
  event.preventDefault();
  const line = addLine();
  if (line) cell(line, "family_name").focus();
});

// A list from a spreadsheet: family name, given names, birth date, sex, each line a person.
const SEX = { m: "m", w: "w", f: "w", d: "d", x: "x" };

function fill(line, name, text) {
  const field = cell(line, name);
  field.value = name === "sex" ? (SEX[text.trim().charAt(0).toLowerCase()] ?? "") : text.trim();
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

lines.addEventListener("paste", (event) => {
  const text = event.clipboardData.getData("text/plain");
  if (!text.includes("\t")) return;
  event.preventDefault();
  const rows = text.split(/\r?\n/).filter((row) => row.trim());
  let line = event.target.closest("fieldset.intake-line");
  let taken = 0;
  for (const row of rows) {
    if (taken) line = all()[all().indexOf(line) + 1] ?? addLine();
    if (!line) break;
    row.split("\t").slice(0, CELLS.length).forEach((value, place) => fill(line, CELLS[place], value));
    taken += 1;
  }
  said.textContent =
    taken < rows.length ? `${taken} von ${rows.length} Zeilen eingefügt; mehr passen nicht.` : `${taken} Zeilen eingefügt.`;
});

// People who look alike, line by line.
const TELLING = new Set([...CELLS.slice(0, 5), "other_spellings", "birth_date_is_fictive"]);
const asked = new Map();

async function answerOf(address) {
  const answer = await fetch(address, { method: "POST", body: new FormData(form) });
  return answer.ok && !answer.redirected ? (await answer.text()).trim() : null;
}

async function look(number) {
  const turn = (asked.get(number) ?? 0) + 1;
  asked.set(number, turn);
  try {
    const found = await answerOf(`${form.dataset.lookalikes}?line=${number}`);
    const place = all()[number].querySelector(".intake-line__alike");
    if (found === null || turn !== asked.get(number) || place.dataset.shown === found) return;
    place.innerHTML = found;
    place.dataset.shown = found;
  } catch {
    // No answer: the question comes when the form is sent.
  }
}

// Places for so many, once the list is left or the day changes.
let placesFor = null;

// What was chosen meanwhile stays chosen.
function renew(place, found) {
  const [chosen] = place.querySelector("select").selectedOptions;
  place.innerHTML = found;
  const list = place.querySelector("select");
  list.value = chosen.value;
  if (list.value !== chosen.value) list.append(chosen);
  list.value = chosen.value;
}

async function lookForPlaces() {
  const place = form.querySelector(".intake__places");
  const wanted = [all().filter((line) => !isBlank(line)).length, form.elements.on?.value].join();
  if (!place || wanted === placesFor) return;
  placesFor = wanted;
  try {
    const found = await answerOf(form.dataset.places);
    if (found === null) return;
    if (place.contains(document.activeElement)) placesFor = null; // somebody is choosing: asked again once they are done
    else renew(place, found);
  } catch {
    placesFor = null;
  }
}

form.addEventListener("change", (event) => {
  const line = event.target.closest("fieldset.intake-line");
  const name = event.target.name.split("-").at(-1);
  if (line && TELLING.has(name)) look(all().indexOf(line));
  if (line) showInherited();
  if (event.target.name === "on") lookForPlaces();
});
form.addEventListener("focusin", (event) => {
  if (!lines.contains(event.target)) lookForPlaces();
});
showInherited();
