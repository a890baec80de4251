"""What is measured on a page in the browser: scripts that return what they complain of."""

# Takes the rules of axe to look at; none means all of them.
AXE = """async (only) => {
  const all = { rules: { "target-size": { enabled: true } } };
  const options = only.length ? { runOnly: { type: "rule", values: only } } : all;
  const found = await axe.run(document, { resultTypes: ["violations"], ...options });
  return found.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.target).join(" | ")}`);
}"""

LAID_OPEN = "document.querySelectorAll('details').forEach((each) => (each.open = true))"

# What makes the page wider than the screen, on whichever side a language ends its lines.
OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")]
    .filter((each) => each.getBoundingClientRect().right > width + 1 || each.getBoundingClientRect().left < -1)
    .map((each) => `too wide: ${each.outerHTML.slice(0, 80)}`);
}"""

# Words that a box cuts off, or that stand outside the frame they belong in.
CUT = """() => {
  const found = [];
  const frames = ".choice, .card, .ds-button, .source, .verdict, .note, .notice, .settled, .evidence, th, td";
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.data.trim() || !node.parentElement.checkVisibility({ visibilityProperty: true })) continue;
    range.selectNodeContents(node);
    const words = range.getBoundingClientRect();
    const out = (box) => words.left < box.left - 1 || words.right > box.right + 1
      || words.top < box.top - 1 || words.bottom > box.bottom + 1;
    const around = [];
    for (let each = node.parentElement; each !== document.body; each = each.parentElement) around.push(each);
    const boxes = new Map(around.map((each) => [each, each.getBoundingClientRect()]));
    if ([...boxes.values()].some((box) => box.width <= 1 && box.height <= 1)) continue; // for screen readers
    for (const [each, box] of boxes) {
      const clips = ["hidden", "clip"].includes(getComputedStyle(each).overflowX);
      if ((clips || each.matches(frames)) && out(box)) {
        found.push(`cut: "${node.data.trim().slice(0, 40)}" in ${each.outerHTML.slice(0, 60)}`);
        break;
      }
      if (["auto", "scroll"].includes(getComputedStyle(each).overflowX)) break; // it can be scrolled to
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
  const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  const seen = hit && (focused.contains(hit) || hit.contains(focused)
    || (focused.labels && [...focused.labels].some((label) => label.contains(hit))));
  return { what: focused.outerHTML.slice(0, 120), outlined, seen: Boolean(seen) };
}"""
