// What is typed is kept while it is typed: after three seconds of rest, every five at the latest, and when the page is
// left. Whatever happens to the server, the session or the network, the words stay in the page until they are safe.
// Without this file a form works as ever; what is refused for a lost session is kept by the server all the same.

const REST_MS = 3000;
const LONGEST_MS = 5000;
const PATIENCE_MS = 5000;
const MOST_TRIES = 3;
const MOST_BYTES_ON_LEAVING = 60000; // browsers take no more along from a page that closes
const TOLD = { nobody: "nobody", "somebody else": "somebody" };
const UNREACHABLE = [502, 503, 504];
const CONFLICT = 409;

class Draft {
  constructor(form) {
    this.form = form;
    this.line = form.querySelector(".draft-line");
    this.window = form.elements.draft_window;
    this.basis = form.elements.draft_basis;
    this.window.value ||= Array.from(crypto.getRandomValues(new Uint8Array(16)), (n) => n.toString(16).padStart(2, "0")).join("");
    form.elements.draft_earlier.value ||= history.state?.sentFrom ?? "";
    this.unsaved = 0; // when the first word was typed that is not safe yet
    this.state = "as before";
    this.opened = this.basis.value ? undefined : this.words(); // what a draft was put into did not stand there before
    ([...form.querySelectorAll(":scope > .form__buttons")].pop() ?? form.lastElementChild).after(this.line);
    form.addEventListener("input", (event) => this.typed(event));
    form.addEventListener("change", (event) => this.typed(event));
  }

  typed(event) {
    if (event.target.matches("[type=password], [type=file]") || this.form.dataset.sent) return;
    this.unsaved ||= Date.now();
    this.wait(Math.max(0, Math.min(REST_MS, this.unsaved + LONGEST_MS - Date.now())));
  }

  wait(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), milliseconds);
  }

  // The form without secrets and files, as it is kept.
  fields() {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      const control = this.form.querySelector(`[name="${CSS.escape(name)}"]`);
      if (typeof value === "string" && name !== "csrf_token" && control?.type !== "password") fields.append(name, value);
    }
    return fields;
  }

  words() {
    const fields = this.fields();
    fields.delete("draft_basis");
    return fields.toString();
  }

  // Nothing was typed that still stands here: all is as it was opened, or empty.
  get saysNothing() {
    const isEmpty = (control) => {
      if (!control.name || control.type === "hidden" || control.matches("button, fieldset, output")) return true;
      return ["checkbox", "radio"].includes(control.type) ? !control.checked : !control.value.trim();
    };
    return this.words() === this.opened || [...this.form.elements].every(isEmpty);
  }

  // One at a time: the answer to one says from which version the next goes on.
  save() {
    this.saving ??= this.send().finally(() => {
      this.saving = undefined;
    });
    return this.saving;
  }

  async send(tries = MOST_TRIES) {
    clearTimeout(this.timer);
    if (this.form.dataset.sent) return this.state;
    const began = this.unsaved || Date.now();
    this.unsaved = 0;
    try {
      const answer = await this.post({ signal: AbortSignal.timeout(PATIENCE_MS) });
      if (answer.ok) this.kept(await answer.json());
      else if (answer.status === CONFLICT && tries > 1) return this.send(tries - 1);
      else this.failed(UNREACHABLE.includes(answer.status) ? "gone" : "refused", began);
    } catch {
      this.failed("gone", began);
    }
    return this.state;
  }

  post(options = {}) {
    const body = this.fields();
    body.append("draft_title", document.querySelector("h1")?.textContent.trim() ?? "");
    if (this.saysNothing) body.append("draft_nothing", "yes");
    const keepalive = body.toString().length < MOST_BYTES_ON_LEAVING;
    return fetch(this.form.dataset.draft, { method: "POST", body, keepalive, headers: { Accept: "application/json" }, ...options });
  }

  kept(said) {
    this.basis.value = said.basis;
    this.show(".draft-line__saved", said.kept_at && `${this.line.dataset.saved} ${said.kept_at}`);
    const restored = this.form.previousElementSibling;
    if (!said.kept_at && restored?.matches(".draft-note")) restored.hidden = true; // it leads to a draft that is gone
    if (said.token) {
      for (const field of document.querySelectorAll("input[name='csrf_token']")) field.value = said.token;
    }
    const wasOut = this.state in TOLD;
    this.state = said.signed_in;
    this.tell(TOLD[this.state] ?? (wasOut ? "again" : said.other ? "other" : ""));
    const other = this.line.querySelector(".draft-line__other");
    other.hidden = !said.other;
    if (said.other) other.href = said.other;
    if (this.state in TOLD) this.wait(PATIENCE_MS);
    else if (this.unsaved) this.wait(REST_MS);
  }

  failed(why, began) {
    this.unsaved = began;
    this.state = why;
    this.tell(why);
    this.wait(PATIENCE_MS);
  }

  // Said once: a voice that reads the page aloud is not to repeat it every five seconds.
  tell(what) {
    const words = what ? this.line.dataset[what] : "";
    this.show(".draft-line__told", words);
    this.line.classList.toggle("draft-line--warns", ["gone", "nobody", "somebody", "refused"].includes(what));
    this.line.querySelector(".draft-line__sign-in").hidden = !["nobody", "somebody"].includes(what);
  }

  show(selector, words) {
    const place = this.line.querySelector(selector);
    if (place.textContent !== words) place.textContent = words;
    this.line.hidden = false;
  }

  // The page goes away: what is not safe yet goes along with a last request that outlives it.
  leave() {
    if (!this.unsaved || this.form.dataset.sent) return;
    this.post().catch(() => {});
  }

  // Who goes back to this page later is told from who opens it anew: a page that is loaded again has another window.
  sent() {
    history.replaceState({ sentFrom: this.window.value, ...history.state }, "");
  }

  // First the words are made safe, then the form is sent; it stays where it is when it could not be taken.
  async submit(submitter) {
    if (this.sending) return;
    this.sending = this.form.dataset.sending = "yes";
    await this.saving;
    const state = await this.save();
    this.sending = undefined;
    if (state === "as before" || state === "refused") {
      clearTimeout(this.timer);
      this.isSafe = true;
      this.form.requestSubmit(submitter);
      this.isSafe = false;
    } else {
      this.line.scrollIntoView({ block: "nearest" });
    }
    if (!this.form.dataset.sent) delete this.form.dataset.sending;
  }
}

const drafts = new Map();
for (const form of document.querySelectorAll("form[data-draft]")) drafts.set(form, new Draft(form));

document.addEventListener(
  "submit",
  (event) => {
    const draft = drafts.get(event.target);
    if (!draft || event.submitter?.formMethod === "get") return;
    const nothingToLose = !draft.unsaved && draft.state === "as before" && !draft.saving;
    if (draft.isSafe || nothingToLose) {
      draft.sent();
      return;
    }
    event.preventDefault();
    draft.submit(event.submitter);
  },
  true,
);

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") for (const draft of drafts.values()) if (draft.unsaved) draft.save();
});
window.addEventListener("pagehide", () => {
  for (const draft of drafts.values()) draft.leave();
});
window.addEventListener("focus", () => {
  for (const draft of drafts.values()) if (draft.state !== "as before") draft.wait(0);
});
