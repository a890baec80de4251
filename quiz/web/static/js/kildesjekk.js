// Keeps what is filled in but not yet sent, and the place on the page, through a switch of language.
// Everything else works without this script.

const main = document.querySelector("main");
const list = document.querySelector("ol[data-order]");
const place = `kildesjekk:${location.pathname.replace(/^\/[^/]+/, "")}`;

function fieldsOfForms() {
  return main.querySelectorAll("form[data-action] :is(input:not([type=hidden]), select)");
}

function keep() {
  const fields = [...fieldsOfForms()].map((field) =>
    field.type === "radio" || field.type === "checkbox"
      ? { name: field.name, value: field.value, checked: field.checked }
      : { name: field.name, value: field.value },
  );
  const order = list && [...list.children].map((item) => item.dataset.item);
  sessionStorage.setItem(place, JSON.stringify({ fields, order, scroll: window.scrollY }));
}

function restore() {
  const kept = sessionStorage.getItem(place);
  if (!kept) return;
  sessionStorage.removeItem(place);
  const { fields, order, scroll } = JSON.parse(kept);
  if (list && order) arrange(order);
  for (const { name, value, checked } of fields) {
    for (const field of fieldsOfForms()) {
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
  // Not reload(), which would send the form of a refused answer once more.
  if (event.persisted && main.querySelector("form[data-action]")) location.replace(location.pathname + location.search);
});

// Ordering without a round trip, and by dragging; the buttons and number fields work without this, too.
function arrange(order) {
  const items = new Map([...list.children].map((item) => [item.dataset.item, item]));
  for (const id of order) if (items.has(id)) list.append(items.get(id));
  settle();
}

// Lets the buttons and the form follow what stands in the list.
function settle() {
  const items = [...list.children];
  items.forEach((item, index) => {
    const [up, down] = item.querySelectorAll("button[name=move]");
    up.toggleAttribute("data-end", index === 0);
    down.toggleAttribute("data-end", index === items.length - 1);
  });
  list.closest("form").elements.order.value = items.map((item) => item.dataset.item).join(",");
}

function renumber() {
  settle();
  [...list.children].forEach((item, index) => (item.querySelector(".position").value = index + 1));
}

// The order that the numbers make; null where they make none.
function numbered() {
  const written = [...list.children].map((item) => [Number(item.querySelector(".position").value), item.dataset.item]);
  written.sort(([one], [other]) => one - other);
  return written.every(([number], index) => number === index + 1) ? written.map(([, id]) => id) : null;
}

if (list) {
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=move]");
    if (!button) return;
    event.preventDefault();
    const order = numbered();
    if (order) arrange(order);
    const item = button.closest("li");
    const up = button.value.endsWith(":up");
    if (up) item.previousElementSibling?.before(item);
    else item.nextElementSibling?.after(item);
    renumber();
    const other = item.querySelector(`button[value$="${up ? ":down" : ":up"}"]`);
    (button.hasAttribute("data-end") ? other : button).focus();
  });
  let dragged = null;
  let before = null; // the order that had been typed when the drag began
  for (const item of list.children) item.draggable = true;
  list.addEventListener("dragstart", (event) => {
    if (event.target.parentElement !== list) return; // words that were selected, not an item
    dragged = event.target;
    before = numbered();
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
    if (!dragged) return;
    dragged.removeAttribute("data-dragged");
    if (before) {
      const item = dragged.dataset.item;
      const above = dragged.previousElementSibling?.dataset.item;
      const order = before.filter((other) => other !== item);
      order.splice(order.indexOf(above) + 1, 0, item);
      arrange(order);
    }
    dragged = null;
    renumber();
  });
}
