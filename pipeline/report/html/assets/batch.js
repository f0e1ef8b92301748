const table = $(".documents");
const rows = $$("tbody tr", table).map((node) => ({ node, folded: fold($("th", node).textContent) }));
const heads = $$("thead tr > *", table);
const number = (text) => Number(text.replace(/,/g, "")) || 0;

function filter() {
  const wanted = fold($("#search").value.trim());
  const trouble = $("#trouble").checked;
  let count = 0;
  for (const row of rows) {
    const fits = row.folded.includes(wanted)
      && (!trouble || number($(".f", row.node).textContent) + number($(".r", row.node).textContent) > 0);
    row.node.hidden = !fits;
    count += fits;
  }
  $("#count").textContent = count === rows.length ? "" : `${count.toLocaleString("en")} of ${rows.length.toLocaleString("en")}`;
}

function sort(head) {
  const column = heads.indexOf(head);
  const words = head.matches(".title") || head.textContent === "Language";
  const before = head.getAttribute("aria-sort");
  const up = before ? before === "descending" : words;
  for (const each of heads) each.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", up ? "ascending" : "descending");
  const keys = new Map(rows.map(({ node }) => {
    const text = node.children[column].textContent;
    return [node, words ? text : number(text)];
  }));
  const order = words
    ? (a, b) => keys.get(a.node).localeCompare(keys.get(b.node), "fr", { numeric: true })
    : (a, b) => keys.get(a.node) - keys.get(b.node);
  rows.sort((a, b) => (up ? order(a, b) : order(b, a)));
  $("tbody", table).append(...rows.map(({ node }) => node));
}

$("#search").addEventListener("input", filter);
$("#trouble").addEventListener("change", filter);
for (const head of heads) {
  const button = $(".sort", head);
  if (button) button.addEventListener("click", () => sort(head));
}
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox])")) return;
  if (event.key === "/") {
    event.preventDefault();
    $("#search").focus();
  }
  if (event.key === "d") switchTheme();
});
