// Keeps what is filled in but not yet sent, and the place on the page, through a switch of language.
// Everything else works without this script.

const main = document.querySelector("main");
const place = `kildesjekk:${location.pathname.replace(/^\/[^/]+/, "")}`;

function keep() {
  const fields = [...main.querySelectorAll("form[data-action] input:not([type=hidden])")].map((field) =>
    field.type === "radio" || field.type === "checkbox"
      ? { name: field.name, value: field.value, checked: field.checked }
      : { name: field.name, value: field.value },
  );
  sessionStorage.setItem(place, JSON.stringify({ fields, scroll: window.scrollY }));
}

function restore() {
  const kept = sessionStorage.getItem(place);
  if (!kept) return;
  sessionStorage.removeItem(place);
  const { fields, scroll } = JSON.parse(kept);
  for (const { name, value, checked } of fields) {
    for (const field of main.querySelectorAll("form[data-action] input:not([type=hidden])")) {
      if (field.name !== name || field.disabled) continue;
      if (checked === undefined) field.value = value;
      else if (field.value === value) field.checked = checked;
    }
  }
  window.scrollTo(0, scroll);
}

try {
  restore();
  for (const link of document.querySelectorAll("header a[hreflang]")) link.addEventListener("click", keep);
} catch {
  // Without storage, as in some private windows, the switch works as it does without this script.
}

document.querySelector("[data-focus]")?.focus();

// A page that comes back from the browser's memory may show an answered question as open.
window.addEventListener("pageshow", (event) => {
  if (event.persisted && main.querySelector("form[data-action]")) location.reload();
});
