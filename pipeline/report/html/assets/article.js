const { kinds, changes } = JSON.parse($("#changes").textContent);
const body = document.body;
let marks = [], rows = [];

// What is on the page, now and whenever a part of it was put in anew.
function gather() {
  marks = $$(".e").map((node) => ({ node, change: changes[node.dataset.e], typographic: node.classList.contains("typography") }));
  rows = $$(".s").map((node) => ({ node, folded: null, marks: [] }));
  const rowOf = new Map(rows.map((row) => [row.node, row]));
  for (const mark of marks) rowOf.get(mark.node.closest(".s")).marks.push(mark);
}

const note = $("#note");
const search = $("#search");
const families = new Set();
let near = [];

// Notes ------------------------------------------------------------------------------------------------------------

function shown(mark) {
  return !mark.classList.contains("off") && !(mark.classList.contains("typography") && body.classList.contains("notypo"));
}

function family(mark) {
  return [...mark.classList].find((name) => !["e", "maybe", "gap", "gone", "bare", "near", "off", "accepted", "rejected", "chosen"].includes(name));
}

function tell(mark) {
  hush();
  note.className = family(mark) || "";
  note.replaceChildren(...told(mark));
  near = $$(`.e[data-e="${mark.dataset.e}"]`, mark.closest(".p"));
  for (const each of near) each.classList.add("near");
  mark.setAttribute("aria-describedby", "note");
  // Where changes are decided about, the chosen one is told of elsewhere.
  note.hidden = mark.classList.contains("chosen");
  place(mark);
}

// A change in words: what it was and is, and for each of its edits the reason.
function told(mark) {
  const [before, after, which] = changes[mark.dataset.e];
  const lines = [];
  if (!mark.closest(".dropped, .offer")) {
    const swap = element("p", "swap");
    if (before) swap.append(element("del", "", visibly(before, after)));
    if (before && after) swap.append(" → ");
    if (after) swap.append(element("ins", "", visibly(after, before)));
    lines.push(swap);
  }
  for (const number of which) {
    const [category, rules, why, confidence, applied] = kinds[number];
    const how = `${category} · ${rules.join(" → ")} · confidence ${Math.round(confidence * 100)} %`;
    const open = !applied && !rules.at(-1).startsWith("review.");
    lines.push(element("p", "why", why), element("p", "how", open ? `${how} · proposed, not applied` : how));
  }
  return lines;
}

function place(mark) {
  const box = mark.getBoundingClientRect();
  const below = box.bottom + note.offsetHeight + 12 < innerHeight;
  const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - note.offsetWidth - 8));
  note.style.left = `${left}px`;
  note.style.top = `${below ? box.bottom + 8 : box.top - note.offsetHeight - 8}px`;
}

// A change of blanks alone would show as nothing.
function visibly(text, other) {
  const bare = (each) => each.replace(/[\s«»“”"]/g, "");
  const named = text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
    (unit) => `⟨U+${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);
  if (bare(text) !== bare(other)) return named;
  return named.replace(/[ \u00a0\u202f]/g, (unit) => ({ " ": "␣", "\u00a0": "⍽", "\u202f": "⍽" })[unit]);
}

function hush() {
  note.hidden = true;
  for (const each of near) {
    each.classList.remove("near");
    each.removeAttribute("aria-describedby");
  }
  near = [];
}

// Paragraphs take their true height only when they come into sight, so the note must follow its mark.
for (const event of ["scroll", "resize"]) {
  addEventListener(event, () => {
    const mark = near.find((each) => each.hasAttribute("aria-describedby"));
    if (mark) place(mark);
  }, { passive: true });
}

const marked = (event) => event.target.closest && event.target.closest(".e");
document.addEventListener("mouseover", (event) => {
  const mark = marked(event);
  if (mark && shown(mark)) tell(mark);
});
document.addEventListener("mouseout", (event) => {
  if (marked(event) && !marked({ target: document.activeElement })) hush();
});
document.addEventListener("focusin", (event) => {
  const mark = marked(event);
  if (mark && shown(mark)) tell(mark); else hush();
});
document.addEventListener("click", (event) => {
  const mark = marked(event);
  if (mark && shown(mark)) tell(mark); else if (!event.target.closest("#note")) hush();
});

// Filters ----------------------------------------------------------------------------------------------------------

const value = (id) => ($(`#${id}`) ? $(`#${id}`).value : "");

function apply() {
  const rule = value("rule"), state = value("state"), flag = value("flag");
  const wanted = fold(search.value.trim());
  const byEdit = families.size > 0 || rule !== "";
  for (const mark of marks) {
    const fits = (!families.size || families.has(family(mark.node)))
      && (!rule || mark.change[2].some((number) => kinds[number][1].includes(rule)));
    mark.on = fits;
    mark.node.classList.toggle("off", !fits);
    if (mark.node.hasAttribute("tabindex")) mark.node.tabIndex = shown(mark.node) ? 0 : -1;
  }
  let count = 0;
  const found = [];
  for (const row of rows) {
    const { s, f } = row.node.dataset;
    let fits = (!state || s === state) && (!flag || (f || "").split(" ").includes(flag))
      && (!byEdit || row.marks.some((mark) => mark.on));
    if (fits && wanted) {
      row.folded ??= fold(row.node.textContent);
      fits = row.folded.includes(wanted);
      if (fits) found.push(row.node);
    }
    row.node.hidden = !fits;
    count += fits;
  }
  for (const paragraph of $$(".p")) paragraph.hidden = !$(".s:not([hidden])", paragraph);
  const all = count === rows.length;
  $("#count").textContent = all ? "" : `${count.toLocaleString("en")} of ${rows.length.toLocaleString("en")}`;
  $("#none").hidden = count > 0;
  $("#reset").hidden = !(byEdit || state || flag || wanted);
  light(found, wanted);
  hush();
}

function light(nodes, wanted) {
  if (!window.Highlight || !CSS.highlights) return;
  CSS.highlights.delete("found");
  if (!wanted) return;
  const ranges = [];
  for (const node of nodes) {
    for (const cell of node.children) ranges.push(...places(cell, wanted));
    if (ranges.length > 2000) break;
  }
  CSS.highlights.set("found", new Highlight(...ranges));
}

function* places(cell, wanted) {
  const texts = [];
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  let whole = "";
  while (walker.nextNode()) {
    texts.push([whole.length, walker.currentNode]);
    whole += walker.currentNode.data;
  }
  const folded = fold(whole);
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length)) {
    const range = new Range();
    range.setStart(...spot(texts, at));
    range.setEnd(...spot(texts, at + wanted.length));
    yield range;
  }
}

function spot(texts, at) {
  const [start, node] = texts.findLast(([each]) => each < at || each === 0);
  return [node, at - start];
}

function reset() {
  families.clear();
  for (const chip of $$("[data-family]")) chip.setAttribute("aria-pressed", "false");
  for (const id of ["rule", "state", "flag"]) if ($(`#${id}`)) $(`#${id}`).value = "";
  search.value = "";
  apply();
}

function switchTypography() {
  const folded = body.classList.toggle("notypo");
  const button = $("#typography");
  if (button) button.setAttribute("aria-pressed", String(!folded));
  apply();
}

for (const chip of $$("[data-family]")) {
  chip.addEventListener("click", () => {
    const name = chip.dataset.family;
    if (!families.delete(name)) families.add(name);
    chip.setAttribute("aria-pressed", String(families.has(name)));
    apply();
  });
}
for (const id of ["rule", "state", "flag"]) if ($(`#${id}`)) $(`#${id}`).addEventListener("change", apply);
for (const button of $$(".reset")) button.addEventListener("click", reset);
if ($("#typography")) $("#typography").addEventListener("click", switchTypography);
let waiting = 0;
search.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(apply, 120);
});
for (const button of $$("[data-column]")) {
  button.addEventListener("click", () => {
    const hidden = body.classList.toggle(`hide-${button.dataset.column}`);
    button.setAttribute("aria-pressed", String(!hidden));
  });
}
$("#filters").addEventListener("click", () => {
  const open = $(".tools").classList.toggle("open");
  $("#filters").setAttribute("aria-expanded", String(open));
});
$("#help").addEventListener("click", () => $("#keys").showModal());

// Keyboard ---------------------------------------------------------------------------------------------------------

function step(direction, candidates) {
  const here = document.activeElement;
  const anchored = here && here !== body && here.closest("#text");
  const top = $(".tools").getBoundingClientRect().bottom;
  let next;
  if (direction > 0) {
    next = candidates.find((node) => (anchored ? follows(here, node) : node.getBoundingClientRect().top >= top)) || candidates[0];
  } else {
    next = candidates.findLast((node) => (anchored ? follows(node, here) : node.getBoundingClientRect().top < top)) || candidates.at(-1);
  }
  if (!next) return;
  next.scrollIntoView({ block: "center" });
  next.focus({ preventScroll: true });
  if (marked({ target: next })) tell(next);
}

const follows = (first, second) => Boolean(first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING)
  && !first.contains(second);
const open = (node) => !node.closest("[hidden]");

function nextFlagged() {
  const pairs = $$('.s[data-s="flagged"], .s[data-s="rejected"]').filter(open);
  for (const pair of pairs) pair.tabIndex = -1;
  step(1, pairs);
}

const edits = (direction) => step(direction, $$(".e[tabindex]").filter((node) => shown(node) && open(node)));
const keys = {
  j: () => edits(1), ArrowRight: () => edits(1), k: () => edits(-1), ArrowLeft: () => edits(-1),
  f: nextFlagged, t: switchTypography, d: switchTheme,
  "/": () => search.focus(), "?": () => $("#keys").showModal(),
  Escape: () => (note.hidden ? reset() : (document.activeElement.blur(), hush())),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || $("#keys").open) return;
  const typing = event.target.closest("input, select, textarea");
  if (typing) {
    if (event.key === "Escape") {
      search.value = "";
      typing.blur();
      apply();
    }
    if (event.key === "Enter" && typing === search) {
      apply();
      const first = rows.find((row) => !row.node.hidden);
      if (first) first.node.scrollIntoView({ block: "center" });
    }
    return;
  }
  if (Object.hasOwn(keys, event.key)) {
    event.preventDefault();
    keys[event.key]();
  }
});

// A link to a line that the filters hide shows everything again.
function follow() {
  const target = /^#l\d+$/.test(location.hash) && $(location.hash);
  if (!target) return;
  if (target.hidden) reset();
  target.scrollIntoView({ block: "start" });
}
addEventListener("hashchange", follow);
gather();
apply();
follow();
