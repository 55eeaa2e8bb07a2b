// While somebody is being taken in: once a name, the birth date or a number is left, people who look alike are shown.
// Without this file the same box comes when the form is sent.

const form = document.querySelector("form[data-lookalikes]");
const place = form?.querySelector(".lookalikes-place");
const TELLING = new Set([
  "family_name",
  "given_names",
  "other_spellings",
  "birth_date",
  "birth_date_is_fictive",
  "nationalities",
  "sex",
  "household_mark",
  "azr_number",
  "bamf_file_number",
]);
let asked = 0;

async function ask() {
  const number = (asked += 1);
  try {
    const answer = await fetch(form.dataset.lookalikes, { method: "POST", body: new FormData(form) });
    const found = (await answer.text()).trim();
    if (number !== asked || !answer.ok || answer.redirected) return;
    if (found !== place.dataset.shown) {
      place.innerHTML = found;
      place.dataset.shown = found;
    }
  } catch {
    // No answer: the box comes when the form is sent.
  }
}

form?.addEventListener("change", (event) => {
  if (TELLING.has(event.target.name)) ask();
});
