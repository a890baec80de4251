// Shows the next page of a round, or the same page in another language, in place of this one. Where the site cannot be
// reached, one stays where one is, with a word about it and with what was filled in; whatever else goes wrong, the
// browser goes on in its own way.

const PATIENCE = 10_000; // milliseconds, after which the browser goes on in its own way
const SLOW = 500; // milliseconds, after which the page says that it waits, as the browser does not
const OWN_WAY = Symbol("the browser's own way");
const BUSY = Symbol("the site cannot answer just now");
const NO_CONNECTION = Symbol("the site cannot be reached");
const PASSING = [429, 500, 502, 503, 504]; // what may be over in a moment
const whereabouts = () => location.pathname + location.search;
let underWay = false;
let shown = whereabouts();

// Fetches a page. Throws OWN_WAY for one that is not to be shown in place, BUSY where the site may soon answer again,
// NO_CONNECTION where it cannot be reached.
async function fetchPage(address, options) {
  const response = await fetch(address, { ...options, signal: AbortSignal.timeout(PATIENCE) }).catch((error) => {
    throw error.name === "TimeoutError" ? OWN_WAY : NO_CONNECTION;
  });
  if (PASSING.includes(response.status)) throw BUSY;
  const fit = response.ok || response.status === 422; // a refused answer is shown with what was filled in
  if (!fit || !response.headers.get("Content-Type")?.startsWith("text/html")) throw OWN_WAY;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const styles = (one) => one.querySelector("link[rel=stylesheet]")?.getAttribute("href");
  if (!page.querySelector("main") || styles(page) !== styles(document)) throw OWN_WAY; // the site has been renewed
  return { page, address: response.url };
}

function show({ page, address }) {
  document.title = page.title;
  for (const name of ["lang", "dir"]) document.documentElement.setAttribute(name, page.documentElement.getAttribute(name));
  for (const link of document.querySelectorAll("link[hreflang]")) link.remove();
  document.head.append(...page.querySelectorAll("link[hreflang]"));
  document.body.replaceChildren(...page.body.childNodes);
  setUpOrdering();
  setUpSharing();
  if (address !== location.href) history.pushState(null, "", address);
  shown = whereabouts();
}

// Screen readers go on from what has the focus: the summary of errors, or the heading with the verdict or question.
function focusStart() {
  const start = document.querySelector("main [data-focus]") ?? document.querySelector("main h1");
  start.tabIndex = -1;
  window.scrollTo(0, 0);
  start.focus({ preventScroll: !start.matches("[data-focus]") });
}

function tellWaiting(waits) {
  for (const word of document.querySelectorAll("[data-waiting]")) word.hidden = !waits;
}

async function visit(address, options, { arrived = focusStart, failed }) {
  if (underWay) return;
  underWay = true;
  const slow = setTimeout(tellWaiting, SLOW, true);
  let found = null;
  try {
    await new Promise((go) => setTimeout(go)); // a browser sends no form anew while it tells of sending it
    found = await fetchPage(address, options);
  } catch (error) {
    failed(error);
  }
  underWay = false;
  clearTimeout(slow);
  tellWaiting(false);
  if (!found) return;
  try {
    show(found);
    arrived();
  } catch {
    location.assign(found.address);
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.dataset.ownWay !== undefined) return;
  if (!form.matches("form[data-action=answer], form[data-action=evidence]")) return;
  event.preventDefault();
  form.querySelectorAll("[data-not-sent]").forEach((word) => (word.hidden = true));
  visit(form.action, { method: "POST", body: new URLSearchParams(new FormData(form, event.submitter)) }, {
    failed(error) {
      const why = error === NO_CONNECTION ? "no-connection" : error === BUSY ? "busy" : null;
      if (why) return (form.querySelector(`[data-not-sent=${why}]`).hidden = false);
      keep(); // the page that comes may ask to go back
      form.dataset.ownWay = "";
      form.requestSubmit(event.submitter);
    },
  });
});

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-action=next], header a[hreflang]");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  document.querySelector("[data-no-connection]").hidden = true;
  const language = link.hreflang;
  if (language) keep();
  visit(link.href, {}, {
    arrived() {
      if (!language) return focusStart();
      restore();
      document.querySelector(`header a[hreflang="${language}"]`).focus({ preventScroll: true });
    },
    failed(error) {
      if (error === NO_CONNECTION) return (document.querySelector("[data-no-connection]").hidden = false);
      location.assign(link.href);
    },
  });
});

// Back and Forward ask the server, which shows an answered question locked.
window.addEventListener("popstate", () => {
  if (whereabouts() !== shown) location.reload();
});
window.addEventListener("pageshow", (event) => {
  // Not reload(), which would send the form of a refused answer once more.
  if (event.persisted && document.querySelector("main form[data-action]")) location.replace(whereabouts());
});

restore();
setUpOrdering();
setUpSharing();
document.querySelector("[data-focus]")?.focus();
