// Ordering without a round trip, and by dragging; the buttons and number fields work without this, too.

const listToOrder = () => document.querySelector("ol[data-order]");
const orderOf = (list) => list && [...list.children].map((item) => item.dataset.item);

function arrange(list, order) {
  const items = new Map([...list.children].map((item) => [item.dataset.item, item]));
  for (const id of order) if (items.has(id)) list.append(items.get(id));
  settle(list);
}

// Lets the buttons and the form follow what stands in the list.
function settle(list) {
  const items = [...list.children];
  items.forEach((item, index) => {
    const [up, down] = item.querySelectorAll("button[name=move]");
    up.toggleAttribute("data-end", index === 0);
    down.toggleAttribute("data-end", index === items.length - 1);
  });
  list.closest("form").elements.order.value = orderOf(list).join(",");
}

function renumber(list) {
  settle(list);
  [...list.children].forEach((item, index) => (item.querySelector(".position").value = index + 1));
  forgive(list);
}

// Takes an error away once it is mended.
function forgive(list) {
  if (!numbered(list)) return;
  for (const error of document.querySelectorAll(".error-summary, #answer-error")) error.dataset.mended = "";
  list.closest("fieldset").removeAttribute("aria-describedby");
  for (const field of list.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
}

// The order that the numbers make; null where they make none.
function numbered(list) {
  const written = [...list.children].map((item) => [Number(item.querySelector(".position").value), item.dataset.item]);
  written.sort(([one], [other]) => one - other);
  return written.every(([number], index) => number === index + 1) ? written.map(([, id]) => id) : null;
}

function setUpOrdering() {
  const list = listToOrder();
  if (!list) return;
  list.addEventListener("input", () => forgive(list));
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=move]");
    if (!button) return;
    event.preventDefault();
    const order = numbered(list);
    if (order) arrange(list, order);
    const item = button.closest("li");
    const up = button.value.endsWith(":up");
    if (up) item.previousElementSibling?.before(item);
    else item.nextElementSibling?.after(item);
    renumber(list);
    const said = list.parentElement.querySelector("[data-moved]");
    const told = {
      item: item.querySelector(".choice__text").textContent,
      number: [...list.children].indexOf(item) + 1,
      total: list.children.length,
    };
    said.textContent = said.dataset.moved.replace(/{(\w+)}/g, (_, name) => told[name]);
    const other = item.querySelector(`button[value$="${up ? ":down" : ":up"}"]`);
    (button.hasAttribute("data-end") ? other : button).focus();
  });
  let dragged = null;
  let before = null; // the order that had been typed when the drag began
  for (const item of list.children) item.draggable = true;
  list.addEventListener("dragstart", (event) => {
    if (event.target.parentElement !== list) return; // words that were selected, not an item
    dragged = event.target;
    before = numbered(list);
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
      arrange(list, order);
    }
    dragged = null;
    renumber(list);
  });
}
