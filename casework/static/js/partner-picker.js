// What is found while one types, in the form below the search; what was picked stays picked.
// Without this file the search is sent, and the page comes back with what was found.

const search = document.querySelector("[data-partner-search]");
let last = 0;
let waiting;

async function find() {
  const asked = ++last;
  const address = new URL(window.location.href);
  for (const { name, value } of search.querySelectorAll("input, select")) {
    if (name) address.searchParams.set(name, value);
  }
  const shown = document.querySelector("[data-partner-choice]");
  const picked = shown?.querySelector("input:checked")?.value;
  if (picked) address.searchParams.set("partner", picked);
  let answer;
  try {
    answer = await fetch(address, { credentials: "same-origin" });
  } catch {
    return;
  }
  if (!answer.ok || answer.redirected || asked !== last) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = page.querySelector("[data-partner-choice]");
  if (!found || !shown || asked !== last) return;
  const box = [...found.querySelectorAll("input")].find((input) => input.value === picked);
  if (box) box.checked = true;
  for (const part of ["[role='status']", ".choices"]) {
    shown.querySelector(part).replaceChildren(...found.querySelector(part).childNodes);
  }
}

function findNow(event) {
  event.preventDefault();
  clearTimeout(waiting);
  find();
}

search?.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(find, 200);
});
search?.addEventListener("submit", findNow);
// Inside a form the button must not send it, neither by itself nor by the enter key in another field.
const inside = search?.querySelector("button[name='search']");
if (inside) {
  inside.type = "button";
  inside.addEventListener("click", findNow);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) findNow(event);
  });
}
