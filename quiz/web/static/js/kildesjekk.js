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

// Ordering without a round trip, and by dragging; the buttons and number fields work without this, too.
const list = document.querySelector("ol[data-order]");

function renumber() {
  const items = [...list.children];
  items.forEach((item, index) => {
    item.querySelector(".position").value = index + 1;
    const [up, down] = item.querySelectorAll("button[name=move]");
    up.toggleAttribute("data-end", index === 0);
    down.toggleAttribute("data-end", index === items.length - 1);
  });
  list.closest("form").elements.order.value = items.map((item) => item.dataset.item).join(",");
}

if (list) {
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=move]");
    if (!button) return;
    event.preventDefault();
    const item = button.closest("li");
    const up = button.value.endsWith(":up");
    if (up) item.previousElementSibling?.before(item);
    else item.nextElementSibling?.after(item);
    renumber();
    const other = item.querySelector(`button[value$="${up ? ":down" : ":up"}"]`);
    (button.hasAttribute("data-end") ? other : button).focus();
  });
  let dragged = null;
  for (const item of list.children) item.draggable = true;
  list.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("li");
    dragged.setAttribute("data-dragged", "");
    event.dataTransfer.effectAllowed = "move";
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("li");
    if (!dragged || !over) return;
    event.preventDefault();
    const { top, height } = over.getBoundingClientRect();
    if (over !== dragged) (event.clientY < top + height / 2 ? over.before(dragged) : over.after(dragged));
  });
  list.addEventListener("dragend", () => {
    dragged?.removeAttribute("data-dragged");
    dragged = null;
    renumber();
  });
}
