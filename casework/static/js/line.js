// The one line: while somebody types, the server says what it understood, as chips and in the form below.
// Enter keeps the talk once nothing is open and what was shown is what is kept; otherwise it leads to what is open.
// Without this file „Weiter“ leads to a page that shows the same.

const REST_MS = 150;
const SAID_AFTER_MS = 700;

class Line {
  constructor(form) {
    this.form = form;
    this.input = form.elements.line;
    this.place = form.querySelector(".line__reading");
    this.says = form.querySelector(".line__says");
    this.read = form.querySelector("button[name='read']");
    this.read.hidden = true;
    this.number = 0;
    this.input.addEventListener("input", () => this.wait());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.place.addEventListener("click", (event) => this.click(event));
    this.place.addEventListener("change", () => this.ask({ keepsForm: true }));
    form.addEventListener("submit", (event) => this.submit(event));
    if (this.input.value.trim() && !this.understood) this.ask();
  }

  get understood() {
    return this.place.querySelector(".line__understood");
  }

  get isCurrent() {
    return this.understood?.dataset.typed === this.input.value;
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), REST_MS);
  }

  // `button` is a choice or the removal of a chip; a form that was just changed by hand is left as it stands.
  async ask({ button, keepsForm } = {}) {
    clearTimeout(this.timer);
    const number = (this.number += 1);
    if (!this.input.value.trim() && !this.understood) return;
    const body = new FormData(this.form);
    if (button) body.append(button.name, button.value);
    try {
      const answer = await fetch(this.form.dataset.line, { method: "POST", body, credentials: "same-origin" });
      const fragment = await answer.text();
      if (number !== this.number) return;
      if (!answer.ok || answer.redirected) return this.gone();
      this.show(fragment, keepsForm);
      const isBlank = "blank" in this.understood.dataset;
      if (button) {
        this.input.value = this.understood.dataset.typed;
        this.input.focus();
      }
      if (isBlank) this.clear();
      if (button || isBlank) this.input.dispatchEvent(new Event("change", { bubbles: true })); // for its draft
    } catch {
      if (number === this.number) this.gone();
    }
  }

  show(fragment, keepsForm) {
    const wasOpen = this.place.querySelector(".line__form")?.open;
    const shown = document.createElement("div");
    shown.innerHTML = fragment;
    if (keepsForm && this.understood) this.understood.replaceWith(shown.querySelector(".line__understood"));
    else this.place.replaceChildren(...shown.childNodes);
    if (wasOpen !== undefined) this.place.querySelector(".line__form").open = wasOpen;
    this.read.hidden = true;
    this.tell(this.understood.dataset.says, this.understood.dataset.heard);
  }

  // Nothing is typed any more, neither here nor in the form: it is as it was opened.
  clear() {
    const looksFor = this.place.querySelector("[name='person_words']")?.value;
    if (this.input.value.trim() || looksFor || this.place.contains(document.activeElement)) return;
    this.input.value = "";
    this.place.replaceChildren();
    this.tell("");
  }

  gone() {
    this.read.hidden = false;
    this.tell(this.says.dataset.gone);
  }

  // Told once the words rest, so that a voice that reads aloud does not talk into the typing.
  // What was understood is in sight as chips, and so is only told to whoever listens.
  tell(words, heard = "") {
    clearTimeout(this.telling);
    this.telling = setTimeout(() => {
      [...this.says.children].forEach((place, number) => {
        const text = [heard, words][number];
        if (place.textContent !== text) place.textContent = text;
      });
    }, SAID_AFTER_MS);
  }

  key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (!event.repeat) this.confirm();
  }

  async confirm() {
    const seen = this.understood?.dataset.signature;
    if (!this.isCurrent) await this.ask();
    if (!this.isCurrent) return;
    if (!("complete" in this.understood.dataset)) this.lead();
    else if (seen === this.understood.dataset.signature) this.form.requestSubmit(this.place.querySelector("button[name='save']"));
    else this.tell(this.says.dataset.again);
  }

  // To the first thing that is open: a choice, or the field where it is made.
  lead() {
    const open = this.place.querySelector(".line__ask button, .line__ask a[href^='#']");
    if (open?.matches("a")) this.goTo(open.hash);
    else open?.focus();
  }

  goTo(hash) {
    const target = document.getElementById(hash.slice(1));
    const control = target?.matches("fieldset") ? target.querySelector("input") : target;
    if (!control) return;
    for (let around = control.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
    control.focus();
    control.scrollIntoView({ block: "center" });
  }

  click(event) {
    const button = event.target.closest("button[name='choose'], button[name='cut']");
    const link = event.target.closest(".line__understood a[href^='#']");
    if (button || link) event.preventDefault();
    if (button) this.ask({ button });
    else if (link) this.goTo(link.hash);
  }

  // Enter in a field of the form is Enter in the line.
  submit(event) {
    if (event.submitter?.name === "save" || event.submitter?.name === "look_up" || event.defaultPrevented) return;
    if (!this.read.hidden) return;
    event.preventDefault();
    this.confirm();
  }
}

for (const form of document.querySelectorAll("form[data-line]")) new Line(form);
