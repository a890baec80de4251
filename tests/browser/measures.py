"""What is measured on a page in the browser: scripts that return what they complain of."""

# Takes the rules of axe to look at ("*" means all of them, a minus before a name all but that one), and if
# repetitions are looked at. An element with the same tags, attributes and states to the innermost as one
# before it, in the same place, has the same colours, names and roles; where its lines break, and so how large
# it is, may differ.
AXE = """async ([rules, repetitions]) => {
  const varying = new Set(["id", "for", "href", "name", "value", "datetime", "headers", "aria-labelledby",
    "aria-describedby", "aria-controls", "data-attempt", "data-question", "data-item"]);
  const exclude = [];
  // Also says whether there are words: an empty element has another name for axe than one with any.
  const built = (element) => {
    const seen = new Set();
    const inside = [...element.childNodes].map((each) => {
      if (each.nodeType === Node.TEXT_NODE) return each.data.trim() ? "words" : "";
      return each.nodeType === Node.ELEMENT_NODE ? built(each) : "";
    });
    [...element.childNodes].forEach((each, at) => {
      if (each.nodeType !== Node.ELEMENT_NODE) return;
      if (seen.has(inside[at])) exclude.push(each);
      seen.add(inside[at]);
    });
    const attributes = [...element.attributes].map(
      ({ name, value }) => (varying.has(name) ? name : `${name}=${value}`)
    );
    return `<${element.localName} ${attributes.sort().join(" ")}>${inside.join("")}</>`;
  };
  if (!repetitions) built(document.body);
  const not = rules.filter((rule) => rule.startsWith("-")).map((rule) => [rule.slice(1), { enabled: false }]);
  const all = { rules: { "target-size": { enabled: true }, ...Object.fromEntries(not) } };
  const options = rules[0] === "*" || not.length ? all : { runOnly: { type: "rule", values: rules } };
  const found = await axe.run(exclude.length ? { include: [document.documentElement], exclude } : document,
    { resultTypes: ["violations"], ...options });
  return found.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.target).join(" | ")}`);
}"""

LAID_OPEN = "document.querySelectorAll('details').forEach((each) => (each.open = true))"

# What makes the page wider than the screen, on whichever side a language ends its lines.
OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")].filter((each) => {
    const { left, right } = each.getBoundingClientRect();
    return left < -1 || right > width + 1;
  }).map((each) => `too wide: ${each.outerHTML.slice(0, 80)}`);
}"""

# Words that a box cuts off, or that stand outside the frame they belong in.
CUT = """() => {
  const found = [];
  const frames = ".choice, .card, .ds-button, .source, .verdict, .note, .notice, .settled, .evidence, th, td";
  const known = new Map([[document.body, { within: [], unseen: false }]]);
  // What of an element and of those around it could cut words off, innermost first.
  const about = (element) => {
    if (known.has(element)) return known.get(element);
    const around = about(element.parentElement);
    const box = element.getBoundingClientRect();
    const { overflowX, visibility } = getComputedStyle(element);
    const scrolls = overflowX === "auto" || overflowX === "scroll";
    const cuts = overflowX === "hidden" || overflowX === "clip" || element.matches(frames);
    const made = {
      within: scrolls ? [] : cuts ? [{ box, element }, ...around.within] : around.within,
      // For screen readers only, or not shown at all.
      unseen: around.unseen || visibility === "hidden" || (box.width <= 1 && box.height <= 1),
    };
    known.set(element, made);
    return made;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const { within, unseen } = about(node.parentElement);
    if (unseen || !within.length || !node.data.trim()) continue;
    range.selectNodeContents(node);
    const words = range.getBoundingClientRect();
    const over = within.find(({ box }) => words.left < box.left - 1 || words.right > box.right + 1
      || words.top < box.top - 1 || words.bottom > box.bottom + 1);
    if (over && words.width) {
      found.push(`cut: "${node.data.trim().slice(0, 40)}" in ${over.element.outerHTML.slice(0, 60)}`);
    }
  }
  return found;
}"""

# What a page looks like now: its width, whether it is dark, and the size of its text in pixels.
LOOKS = """() => [innerWidth, matchMedia("(prefers-color-scheme: dark)").matches,
  parseFloat(getComputedStyle(document.documentElement).fontSize)]"""

# One question instead of three, each of which would have to be waited for.
ROOM = f"() => ({{ looks: ({LOOKS})(), faults: [...({OVERFLOW})(), ...({CUT})()] }})"

# The spacing that WCAG 1.4.12 lets readers set.
SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""

# Where the focus is: whether it is outlined, and whether anything lies over it.
UNDER_FOCUS = """() => {
  const focused = document.activeElement;
  if (focused === document.body) return null;
  const shown = [focused, focused.closest(".choice")].filter(Boolean).map((e) => getComputedStyle(e));
  const outlined = shown.some((s) => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2);
  const box = [...focused.getClientRects()][0];
  // It may be taller than the screen.
  const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
  const hit = document.elementFromPoint(box.left + box.width / 2, (top + bottom) / 2);
  const seen = hit && (focused.contains(hit) || hit.contains(focused)
    || (focused.labels && [...focused.labels].some((label) => label.contains(hit))));
  return { what: focused.outerHTML.slice(0, 120), outlined, seen: Boolean(seen) };
}"""
