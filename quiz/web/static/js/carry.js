// Keeps what is filled in but not yet sent, and the place on the page, through a switch of language.
// These files are bundled into one module, in which they share their names. Everything works without it.

const place = () => `kildesjekk:${location.pathname.replace(/^\/[^/]+/, "")}`;
const fieldsOfForms = () => document.querySelectorAll("main form[data-action] :is(input:not([type=hidden]), select, textarea)");

function keep() {
  const fields = [...fieldsOfForms()].map((field) =>
    field.type === "radio" || field.type === "checkbox"
      ? { name: field.name, value: field.value, checked: field.checked }
      : { name: field.name, value: field.value },
  );
  const kept = { fields, order: orderOf(listToOrder()), scroll: window.scrollY };
  try {
    sessionStorage.setItem(place(), JSON.stringify(kept));
  } catch {
    // Without storage, as in some private windows, the switch works as it does without this script.
  }
}

function restore() {
  let kept = null;
  try {
    kept = JSON.parse(sessionStorage.getItem(place()));
    sessionStorage.removeItem(place());
  } catch {
    return;
  }
  if (!kept) return;
  const list = listToOrder();
  if (list && kept.order) arrange(list, kept.order);
  for (const { name, value, checked } of kept.fields) {
    for (const field of fieldsOfForms()) {
      if (field.name !== name || field.disabled) continue;
      if (checked === undefined) field.value = value;
      else if (field.value === value) field.checked = checked;
    }
  }
  window.scrollTo(0, kept.scroll);
}
