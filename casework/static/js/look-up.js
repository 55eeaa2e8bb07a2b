// Somebody is looked for without leaving the form: the people found join the list to be ticked, what was typed stays.
// Without this file the form is sent, and comes back with them.

const words = document.querySelector("input[name='person_words']");
const button = words?.form.querySelector("button[name='look_up']");

async function lookUp() {
  const asked = words.value.trim();
  if (!asked) return;
  const body = new FormData(words.form, button);
  let answer;
  try {
    answer = await fetch(words.form.action, { method: "POST", body, credentials: "same-origin" });
  } catch {
    return;
  }
  if (answer.redirected) return;
  const found = new DOMParser().parseFromString(await answer.text(), "text/html");
  const present = found.getElementById("present");
  const shown = document.getElementById("present");
  if (present && shown) shown.replaceWith(present);
  else if (present) words.closest("details").before(present);
  const says = document.querySelector(".look-up__found");
  says.textContent = found.querySelector(".look-up__found")?.textContent ?? "";
  words.value = "";
  const known = new Set([...(shown?.querySelectorAll("input") ?? [])].map((box) => box.value));
  const boxes = [...(present?.querySelectorAll("input") ?? [])];
  boxes.find((box) => !known.has(box.value))?.focus();
}

words?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || !words.value.trim()) return;
  event.preventDefault();
  lookUp();
});
button?.addEventListener("click", (event) => {
  event.preventDefault();
  lookUp();
});
