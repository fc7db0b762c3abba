// Staff tables marked data-keys: J/K move, Enter or O open, / search, ? help.
(function () {
  var table = document.querySelector("table[data-keys]");
  if (!table) return;
  var links = Array.prototype.slice.call(table.querySelectorAll("tbody tr")).map(function (row) { return row.querySelector("a[href]"); }).filter(Boolean);
  var at = links.findIndex(function (link) { return link.closest("tr").classList.contains("is-current"); });
  var english = document.documentElement.lang === "en", help;
  document.querySelectorAll("[data-keys-help]").forEach(function (note) { note.hidden = false; });
  function go(next) {
    if (!links.length) return;
    at = Math.max(0, Math.min(links.length - 1, next));
    links.forEach(function (link, i) { link.closest("tr").classList.toggle("is-active", i === at); });
    links[at].focus();
    links[at].scrollIntoView({ block: "nearest" });
  }
  function show() {
    if (!help) {
      var rows = english
        ? [["J", "next"], ["K", "previous"], ["Enter, O", "open"], ["/", "search"], ["?", "this help"], ["Esc", "close"]]
        : [["J", "đơn sau"], ["K", "đơn trước"], ["Enter, O", "mở đơn"], ["/", "tìm"], ["?", "bảng phím này"], ["Esc", "đóng"]];
      help = document.createElement("dialog");
      help.className = "keys-dialog";
      help.setAttribute("aria-labelledby", "keys-title");
      help.innerHTML = '<h2 id="keys-title"></h2><dl></dl><form method="dialog"><button class="govuk-button"></button></form>';
      help.querySelector("h2").textContent = english ? "Keyboard" : "Phím tắt";
      help.querySelector("button").textContent = english ? "Close" : "Đóng";
      rows.forEach(function (row) {
        var key = document.createElement("dt"), what = document.createElement("dd"), cap = document.createElement("kbd");
        cap.textContent = row[0]; key.append(cap); what.textContent = row[1];
        help.querySelector("dl").append(key, what);
      });
      document.body.append(help);
    }
    help.showModal();
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || (help && help.open)) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable) return;
    var key = event.key.toLowerCase(), search = document.querySelector("input[type=search]");
    if (key === "j") go(at + 1);
    else if (key === "k") go(at - 1);
    else if (key === "o" && at > -1) links[at].click();
    else if (key === "/" && search) search.focus();
    else if (key === "?") show();
    else return;
    event.preventDefault();
  });
})();
