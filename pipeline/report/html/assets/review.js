let { targets, version } = JSON.parse($("#changes").textContent);
let chosen_ = null;  // the change that is decided about: its place is the mark in the clean text
const made = [];
const dock = $("#dock");
const said = $("#said");

// Decisions --------------------------------------------------------------------------------------------------------

async function ask(request) {
  const place = chosen_ && spotOf(chosen_);
  body.classList.add("asking");
  try {
    const answer = await fetch("./", {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ version, ...request }),
    });
    const data = await answer.json();
    if (data.error) say(data.error, true);
    if (data.reload) return reload();
    if (!answer.ok) return false;
    made.push(...data.made.filter((id) => !made.includes(id)));
    renew(data);
    if (place) choose(markAt(place));
    return true;
  } catch {
    say("The server does not answer: is `bitexte review` still running?", true);
    return false;
  } finally {
    body.classList.remove("asking");
  }
}

function reload() {
  location.reload();
  return true;
}

// Which mark of its paragraph a change is: decisions change its look and its number, not its order.
function spotOf(mark) {
  const paragraph = mark.closest(".p");
  return [paragraph.id, $$(".e[tabindex]", paragraph).indexOf(mark)];
}

function markAt([id, place]) {
  const all = $$(`#${id} .e[tabindex]`);
  return all[Math.min(place, all.length - 1)] || null;
}

function renew(data) {
  const base = kinds.length;
  kinds.push(...data.kinds);
  for (const [name, change] of Object.entries(data.changes)) {
    changes[name] = [change[0], change[1], change[2].map((number) => number + base)];
    targets[name] = data.targets[name];
  }
  for (const [id, html] of Object.entries(data.paragraphs)) {
    const made = document.createElement("template");
    made.innerHTML = html;
    $(`#${id}`).replaceWith(made.content);
  }
  version = data.version;
  $("#facts").innerHTML = data.facts;
  $("#state").innerHTML = data.state;
  listed = data.decisions;
  if ($("#decisions").open) fillList();
  gather();
  apply();
}

function say(text, wrong = false) {
  said.textContent = text;
  said.className = wrong ? "wrong" : "";
  clearTimeout(said.timer);
  said.timer = setTimeout(() => { said.textContent = ""; }, wrong ? 9000 : 4000);
}

// The chosen change ------------------------------------------------------------------------------------------------

function choose(mark) {
  if (chosen_) chosen_.classList.remove("chosen");
  chosen_ = mark && mark.isConnected ? mark : null;
  const buttons = ["accept", "reject", "edit", "undo", "always"];
  if (!chosen_) {
    for (const id of buttons) $(`#${id}`).disabled = true;
    $("#undo").disabled = !made.length;
    $("#told").replaceChildren(element("p", "why", "Choose a change in the text, or press j for the first one."));
    return;
  }
  chosen_.classList.add("chosen");
  if (document.activeElement !== chosen_) chosen_.focus({ preventScroll: true });
  const state = stateOf(chosen_);
  dock.className = `${family(chosen_) || ""} ${state.line ? "line" : ""}`;
  $("#told").replaceChildren(...told(chosen_));
  for (const each of targets[chosen_.dataset.e]) if (each[6]) $("#told").append(beside(each));
  if (state.line) $("#told").prepend(element("p", "swap", state.text));
  $("#accept").firstChild.textContent = state.line ? "Drop " : "Accept ";
  $("#reject").firstChild.textContent = state.line ? "Keep the line " : "Reject ";
  $("#accept").disabled = state.hand;
  $("#reject").disabled = state.hand;
  $("#accept").setAttribute("aria-pressed", String(state.accepted));
  $("#reject").setAttribute("aria-pressed", String(state.rejected));
  $("#edit").disabled = !sentenceOf(chosen_);
  $("#undo").disabled = !state.ids.length && !made.length;
  $("#always").disabled = state.hand;
  hush();
}

// A proposal that meets the chosen change, and can be made in its place.
function beside(target) {
  const row = element("p", "beside swap");
  row.append(element("del", "", short(target[3])), " → ", element("ins", "", short(target[4])));
  for (const [name, verdict] of [["Make this instead", "accept"], ["Not this", "reject"]]) {
    const button = element("button", "plain small", name);
    button.addEventListener("click", () => ask({ do: verdict, edits: [target.slice(0, 5)] }));
    row.append(button);
  }
  return row;
}

const rulesOf = (mark) => changes[mark.dataset.e][2].map((number) => kinds[number])
  .filter((_, place) => !targets[mark.dataset.e][place][6]);

function stateOf(mark) {
  const all = rulesOf(mark);
  const last = (...names) => all.some(([, rules]) => names.includes(rules.at(-1)));
  const line = mark.classList.contains("gone");
  const ids = [...new Set(targets[mark.dataset.e].filter((each) => !each[6]).map((each) => each[5]).filter(Boolean))];
  return {
    line, ids, text: line ? short(changes[mark.dataset.e][0]) : "",
    hand: all.some(([, rules]) => rules.includes("review.hand")) && !line,
    accepted: last("review.accepted", "review.always"), rejected: last("review.rejected", "review.never"),
  };
}

const short = (text) => (text.length > 120 ? `${text.slice(0, 119)}…` : text);
const editsOf = (mark) => targets[mark.dataset.e].filter((each) => !each[6]).map((each) => each.slice(0, 5));

async function decide(verdict) {
  if (!chosen_ || stateOf(chosen_).hand) return;
  const line = stateOf(chosen_).line;
  if (await ask({ do: verdict, edits: editsOf(chosen_) })) {
    say(line ? (verdict === "accept" ? "The line is dropped." : "The line stays.") : (verdict === "accept" ? "Accepted." : "Rejected."));
  }
}

async function undo() {
  const ids = chosen_ ? stateOf(chosen_).ids : [];
  const last = ids.length ? ids : made.slice(-1);
  if (!last.length) return say("There is nothing to undo.");
  if (await undoAll(last)) say("Undone.");
}

async function undoAll(ids) {
  const done = await ask({ do: "undo", ids });
  if (done) for (const id of ids) if (made.includes(id)) made.splice(made.indexOf(id), 1);
  return done;
}

// Sentences by hand ------------------------------------------------------------------------------------------------

function sentenceOf(mark) {
  const row = mark.closest(".s");
  return row.dataset.i === undefined ? null : row;
}

async function edit(row) {
  if (!row || $("form.hand")) return;
  const line = Number(row.closest(".p").id.slice(1)), index = Number(row.dataset.i);
  const answer = await fetch(`sentence?line=${line}&index=${index}`);
  const was = await answer.json();
  if (was.error) return say(was.error, true);
  const form = element("form", "hand");
  const french = field("Clean French", was.fr, "fr"), english = field("English", was.en, "en");
  const save = element("button", "plain go", "Save ");
  save.append(element("kbd", "", "⏎"));
  const cancel = element("button", "plain", "Cancel ");
  cancel.append(element("kbd", "", "Esc"));
  const drop = element("button", "plain", "Drop this line");
  const always = element("button", "plain", "Always drop such lines");
  for (const button of [cancel, drop, always]) button.type = "button";
  const buttons = element("div", "does");
  buttons.append(save, cancel, element("span", "gap-between"), drop, always);
  form.append(french.label, english.label, buttons);
  const close = () => {
    form.remove();
    row.classList.remove("edited");
    (chosen_ && chosen_.isConnected ? chosen_ : $(".pen", row))?.focus();
  };
  cancel.addEventListener("click", close);
  drop.addEventListener("click", async () => { if (await ask({ do: "line", line, verdict: "drop" })) say("The line is dropped."); });
  always.addEventListener("click", () => ask({ do: "always", kind: "line", verdict: "always", before: was.raw }));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const fr = french.box.value === was.fr ? null : french.box.value;
    const en = english.box.value === was.en ? null : english.box.value;
    if (fr === null && en === null) return close();
    if (await ask({ do: "write", line, index, was: was.fr, fr, en })) {
      close();
      say("Saved.");
    }
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    // A sentence has no line ends: Enter is free to save, unless it ends the composition of a character.
    else if (event.key === "Enter" && event.target.matches("textarea") && !event.isComposing) form.requestSubmit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  row.classList.add("edited");
  row.after(form);
  for (const { box } of [french, english]) grow(box);
  const first = document.activeElement && document.activeElement.closest(".c.en") ? english.box : french.box;
  first.focus();
  form.scrollIntoView({ block: "nearest" });
}

function field(name, text, language) {
  const label = element("label", "", name);
  const box = element("textarea");
  box.value = text;
  box.lang = language;
  box.rows = 1;
  box.addEventListener("input", () => grow(box));
  label.append(box);
  return { label, box };
}

function grow(box) {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
}

// Everywhere -------------------------------------------------------------------------------------------------------

function everywhere() {
  if (!chosen_ || stateOf(chosen_).hand) return;
  const box = $("#choices");
  box.replaceChildren();
  const rules = [...new Set(rulesOf(chosen_).flatMap((kind) => kind[1]))].filter((name) => !name.startsWith("review."));
  const [before, after] = changes[chosen_.dataset.e];
  if (stateOf(chosen_).line) {
    box.append(element("p", "swap", short(before)));
    offer(box, "Never drop a line like this", { kind: "line", verdict: "never", before });
    offer(box, "Always drop a line like this", { kind: "line", verdict: "always", before });
  } else if (rulesOf(chosen_).some((kind) => kind[0] === "names")) {
    const wrong = input("Written so", before), right = input("becomes", after);
    box.append(wrong.label, right.label);
    const name = () => ({ kind: "name", before: wrong.box.value, after: right.box.value });
    offer(box, "Always write this name so", () => ({ ...name(), verdict: "always" }));
    offer(box, "Never write this name so", () => ({ ...name(), verdict: "never" }));
  }
  for (const rule of rules) {
    offer(box, `Always do what ${rule} proposes`, { kind: "rule", verdict: "always", before: rule });
    offer(box, `Never use ${rule}`, { kind: "rule", verdict: "never", before: rule });
  }
  $("#everywhere").showModal();
}

function input(name, text) {
  const label = element("label", "", name), box = element("input");
  box.value = text;
  label.append(box);
  return { label, box };
}

function offer(box, text, request) {
  const button = element("button", "plain", text);
  button.type = "button";
  button.addEventListener("click", async () => {
    if (await ask({ do: "always", ...(typeof request === "function" ? request() : request) })) {
      $("#everywhere").close();
      say("Decided for every article.");
    }
  });
  box.append(button);
}

let listed = JSON.parse($("#changes").textContent).decisions;

function fillList() {
  $("#list").innerHTML = listed;
}

// Listening --------------------------------------------------------------------------------------------------------

for (const [id, does] of Object.entries({
  accept: () => decide("accept"), reject: () => decide("reject"), undo, always: everywhere,
  edit: () => edit(chosen_ && sentenceOf(chosen_)),
})) $(`#${id}`).addEventListener("click", does);

document.addEventListener("focusin", (event) => {
  const mark = marked(event);
  if (mark && shown(mark)) choose(mark);
});
document.addEventListener("click", (event) => {
  const mark = marked(event);
  if (mark && shown(mark)) choose(mark.hasAttribute("tabindex") ? mark : $(`.e[tabindex][data-e="${mark.dataset.e}"]`, mark.closest(".p")));
  const pen = event.target.closest(".pen");
  if (pen) edit(pen.closest(".s"));
  if (event.target.closest("#show-decisions")) {
    fillList();
    $("#decisions").showModal();
  }
  const back = event.target.closest("[data-undo]");
  if (back) undoAll([back.dataset.undo]);
  if (event.target.closest("#decisions a")) $("#decisions").close();
  if (event.target.closest("#run")) run();
});

async function run() {
  $("#run").disabled = true;
  say("Translating…");
  if (await ask({ do: "run" })) say("Translated. The corpus takes it up with the next `bitexte run`.");
  else if ($("#run")) $("#run").disabled = false;
}

Object.assign(keys, {
  n: () => edits(1), p: () => edits(-1), a: () => decide("accept"), r: () => decide("reject"), u: undo, w: everywhere,
  e: () => edit((chosen_ && sentenceOf(chosen_)) || document.activeElement.closest(".s[data-i]")),
});
for (const dialog of $$("dialog")) dialog.addEventListener("keydown", (event) => event.stopPropagation());
$("#undo").disabled = true;
