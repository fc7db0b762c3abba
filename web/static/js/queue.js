// Single keys for officials: lists marked data-keys (J K O W X B N), and whatever carries data-key on a case. They can be
// turned off on the page of keys (WCAG 2.1.4); nothing needs them. A button's key only goes to it, Enter presses it:
// no answer leaves by a slip. Ctrl+Enter in a form of a case sends it and asks for the next case.
(function () {
  if (/(?:^|; )phim=0(?:;|$)/.test(document.cookie)) return;
  var table = document.querySelector("table[data-keys]"), keyed = document.querySelectorAll("[data-key]");
  if (!table && !keyed.length) return;
  var rows = table ? Array.prototype.filter.call(table.querySelectorAll("tbody tr"), function (row) { return row.querySelector("a[href]"); }) : [];
  var links = rows.map(function (row) { return row.querySelector("a[href]"); });
  var at = rows.findIndex(function (row) { return row.classList.contains("is-current"); });
  var english = document.documentElement.lang === "en", help;
  document.querySelectorAll("[data-keys-help]").forEach(function (note) { note.hidden = false; });
  function go(next) {
    if (!links.length) return;
    at = Math.max(0, Math.min(links.length - 1, next));
    rows.forEach(function (row, i) { row.classList.toggle("is-active", i === at); });
    links[at].focus();
    links[at].scrollIntoView({ block: "nearest" });
  }
  function words(name, vi, en) { return [name, english ? en : vi]; }
  function entries() {
    if (table) return [words("J", "đơn sau", "next"), words("K", "đơn trước", "previous"), words("O, Enter", "xem đơn bên cạnh", "show beside"), words("W", "mở đơn để làm việc", "work on it"), words("X", "chọn đơn", "tick"), words("Shift+X", "chọn cả trang", "tick the page"), words("B", "làm với các đơn đã chọn", "do with ticked"), words("N", "trang sau", "next page"), words("/", "tìm", "search"), words("?", "bảng phím này", "this help"), words("Esc", "đóng", "close")];
    return Array.prototype.map.call(keyed, function (one) { return [one.dataset.key.toUpperCase(), one.dataset.keyWord || (one.querySelector("summary") || one).textContent.trim()]; }).concat([words("Ctrl+Enter", "ghi nhận, mở đơn kế tiếp", "send, then the next case"), words("?", "bảng phím này", "this help"), words("Esc", "đóng", "close")]);
  }
  function show() {
    if (!help) {
      help = document.createElement("dialog");
      help.className = "keys-dialog";
      help.setAttribute("aria-labelledby", "keys-title");
      var title = document.createElement("h2"), list = document.createElement("dl");
      var form = document.createElement("form"), close = document.createElement("button");
      title.id = "keys-title"; form.method = "dialog"; close.className = "govuk-button";
      title.textContent = english ? "Keyboard" : "Phím tắt";
      close.textContent = english ? "Close" : "Đóng";
      form.append(close); help.append(title, list, form);
      entries().forEach(function (row) {
        var key = document.createElement("dt"), what = document.createElement("dd"), cap = document.createElement("kbd");
        cap.textContent = row[0]; key.append(cap); what.textContent = row[1];
        list.append(key, what);
      });
      document.body.append(help);
    }
    help.showModal();
  }
  function press(selector) { var one = document.querySelector(selector); if (one) one.click(); }
  var inList = {
    j: function () { go(at + 1); }, k: function () { go(at - 1); },
    o: function () { if (at > -1) links[at].click(); },
    w: function () {
      var beside = at > -1 && !rows[at].classList.contains("is-current") && links[at].dataset.case;
      if (beside) location.assign(beside); else press(".panes__case .button--full");
    },
    x: function (whole) {
      var chosen = whole ? rows : rows.slice(at, at + 1).filter(function () { return at > -1; });
      var boxes = chosen.map(function (row) { return row.querySelector("input[type=checkbox]"); }).filter(Boolean);
      var on = boxes.some(function (box) { return !box.checked; });
      boxes.forEach(function (box) { box.checked = on; box.closest("tr").classList.toggle("is-ticked", on); });
    },
    b: function () { var act = document.querySelector(".ticked select"); if (act) act.focus(); },
    n: function () { press(".govuk-pagination a[rel=next]"); }
  };
  function onCase(key) {
    var one = Array.prototype.find.call(keyed, function (part) { return part.dataset.key === key; });
    if (!one) return false;
    if (one.tagName === "BUTTON") { one.focus(); one.scrollIntoView({ block: "nearest" }); return true; }
    if (one.tagName !== "DETAILS") { one.click(); return true; }
    one.open = true;
    var first = one.querySelector("input:not([type=hidden]), select, textarea");
    (first || one.querySelector("summary")).focus();
    one.scrollIntoView({ block: "nearest" });
    return true;
  }
  function sendAndGoOn(form) {
    var asked = document.createElement("input"), button = form.querySelector("[data-next]");
    asked.type = "hidden"; asked.name = "tiep"; asked.value = "1";
    form.append(asked);
    form.requestSubmit(button || form.querySelector("button[type=submit], button:not([type])"));
  }
  document.addEventListener("keydown", function (event) {
    var form = event.target.form || null;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !table && keyed.length && form && form.method === "post" && form.closest("main")) {
      event.preventDefault();
      sendAndGoOn(form);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || (help && help.open)) return;
    var tag = event.target.tagName;
    if (/^(TEXTAREA|SELECT)$/.test(tag) || (tag === "INPUT" && !/^(checkbox|radio|button|submit)$/.test(event.target.type)) || event.target.isContentEditable) return;
    var key = event.key.toLowerCase(), search = document.querySelector("input[type=search]");
    if (key === "?") show();
    else if (key === "/" && search) search.focus();
    else if (table && inList[key]) inList[key](event.shiftKey);
    else if (!onCase(key)) return;
    event.preventDefault();
  });
})();
