// The search of the header shows hits while one types (the ARIA 1.2 pattern of a combobox with a list).
// Without this file it is an ordinary form that leads to the list of people.

const SHORTEST = 2;
const REST_MS = 150;

const input = document.querySelector("input[data-suggestions]");
if (input) suggest(input, input.form.querySelector(".app-search__hits"), input.form.querySelector("[role='status']"));

function suggest(input, hits, says) {
  let timer = 0;
  let asked = 0;
  let request = null;
  let chosen = null;

  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-haspopup": "listbox",
    "aria-expanded": "false",
    "aria-controls": "search-hits",
  })) input.setAttribute(name, value);
  hits.innerHTML = '<ul id="search-hits" role="listbox"></ul>';

  const options = () => [...hits.querySelectorAll("[role='option']")];
  const isOpen = () => !hits.hidden;

  function choose(option) {
    chosen?.setAttribute("aria-selected", "false");
    chosen = option;
    if (!option) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }

  function show(isShown) {
    if (!isShown) choose(null);
    hits.hidden = !isShown;
    input.setAttribute("aria-expanded", String(isShown));
  }

  function forget() {
    clearTimeout(timer);
    request?.abort();
    asked += 1;
    says.textContent = "";
    show(false);
  }

  async function ask() {
    const number = (asked += 1);
    request?.abort();
    request = new AbortController();
    const words = input.value.trim();
    try {
      const address = `${input.dataset.suggestions}?q=${encodeURIComponent(words)}`;
      const answer = await fetch(address, { signal: request.signal, credentials: "same-origin" });
      const found = await answer.text();
      // An answer that was overtaken by a newer question, or by a sign-in page, is not shown.
      if (number !== asked || document.activeElement !== input) return;
      if (!answer.ok || answer.redirected) return forget();
      chosen = null;
      input.removeAttribute("aria-activedescendant");
      hits.innerHTML = found;
      says.textContent = hits.firstElementChild?.dataset.says ?? "";
      show(true);
    } catch (error) {
      if (error.name !== "AbortError") forget();
    }
  }

  function open(option, inNewTab) {
    if (inNewTab) window.open(option.dataset.address, "_blank", "noopener");
    else window.location.assign(option.dataset.address);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    choose(null);
    if (input.value.trim().length < SHORTEST) return forget();
    timer = setTimeout(ask, REST_MS);
  });

  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      if (isOpen()) event.preventDefault();
      forget();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen()) {
        if (input.value.trim().length >= SHORTEST) ask();
        return;
      }
      const all = [null, ...options()];
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(all[(all.indexOf(chosen) + step + all.length) % all.length]);
    } else if (event.key === "Enter") {
      if (isOpen() && chosen) {
        event.preventDefault();
        open(chosen, event.ctrlKey || event.metaKey);
      }
    } else if (event.key === "Tab") {
      forget();
    }
  });

  // A click must not take the focus, or the list would close below the pointer.
  hits.addEventListener("mousedown", (event) => event.preventDefault());
  hits.addEventListener("click", (event) => {
    const option = event.target.closest("[role='option']");
    if (option) open(option, event.ctrlKey || event.metaKey);
  });
  input.addEventListener("blur", forget);
  input.addEventListener("focus", () => {
    if (input.value.trim().length >= SHORTEST && !isOpen()) ask();
  });
  window.addEventListener("pagehide", forget);
}
