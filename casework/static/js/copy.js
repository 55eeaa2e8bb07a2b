// A button that copies what stands in a field; without JavaScript the field is selected by hand.
for (const button of document.querySelectorAll("[data-copies]")) {
  const field = document.getElementById(button.dataset.copies);
  const said = document.getElementById(button.dataset.says);
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.focus();
    field.select();
    said.textContent = (await copied(field.value)) ? said.dataset.done : said.dataset.failed;
  });
}

// Outside of HTTPS browsers keep the clipboard away; the older way copies what is selected.
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return document.execCommand("copy");
  }
}
