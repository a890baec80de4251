"""What is measured on a page in the browser: scripts that return what they complain of."""

# Takes the rules of axe to look at: "*" means all of them, a minus before a name all but that one.
AXE = """async (rules) => {
  const not = rules.filter((rule) => rule.startsWith("-")).map((rule) => [rule.slice(1), { enabled: false }]);
  const all = { rules: { "target-size": { enabled: true }, ...Object.fromEntries(not) } };
  const options = rules[0] === "*" || not.length ? all : { runOnly: { type: "rule", values: rules } };
  const found = await axe.run(document, { resultTypes: ["violations"], ...options });
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
