// What a page gains with JavaScript; it is complete without.

// The menu folds on small screens.
for (const button of document.querySelectorAll(".app-menu__button")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!open));
  });
}

// The account menu closes with Escape and by a click elsewhere.
for (const menu of document.querySelectorAll("details.account")) {
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
}

// Errors are read first: the summary takes the focus, its links lead into the field.
const summary = document.getElementById("error-summary");
if (summary) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const target = link && document.getElementById(link.hash.slice(1));
    const control = target && (target.matches("fieldset") ? target.querySelector("input") : target);
    if (control) {
      event.preventDefault();
      control.focus();
      control.closest(".kern-form-input, .kern-fieldset")?.scrollIntoView({ block: "center" });
    }
  });
}

// The filter bar stays in sight; the table's head then stays below it.
const bar = document.querySelector(".filter-bar");
if (bar && document.querySelector(".table-dense")) {
  bar.classList.add("is-stuck");
  const measure = () => {
    const stuck = getComputedStyle(bar).position === "sticky";
    document.documentElement.style.setProperty("--stuck-height", stuck ? `${bar.offsetHeight}px` : "0px");
  };
  new ResizeObserver(measure).observe(bar);
  window.addEventListener("resize", measure);
  measure();
}

// Two clicks are one save. After four seconds (a download leaves the page standing) it can be sent again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 4000);
});
