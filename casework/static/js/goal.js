// While a goal is worded, the server says what might be asked of it; nothing waits for that.
// Without this file the hints come once the goal is kept.

const REST_MS = 500;

const place = document.querySelector("[data-hints]");
const form = place?.closest("form");
let timer;
let number = 0;

async function ask() {
  const asked = (number += 1);
  try {
    const answer = await fetch(place.dataset.hints, { method: "POST", body: new FormData(form), credentials: "same-origin" });
    const fragment = await answer.text();
    if (answer.ok && !answer.redirected && asked === number) place.innerHTML = fragment;
  } catch {
    // They are only hints.
  }
}

form?.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(ask, REST_MS);
});
