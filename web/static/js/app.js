// Citizen pages: once, forms, print, copy, typeahead, offline (joined from the files beside this one; see docs/design.md).
// A form is sent once; the button says so; coming back restores it.
(function () {
  var labels = new WeakMap();
  document.addEventListener("submit", function (event) {
    var form = event.target, button = event.submitter || form.querySelector("[data-once]");
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sending) { event.preventDefault(); return; }
    if (!button || !button.hasAttribute("data-once")) return;
    form.dataset.sending = "1";
    setTimeout(function () {
      labels.set(button, Array.prototype.slice.call(button.childNodes));
      button.textContent = button.getAttribute("data-once");
      button.setAttribute("aria-disabled", "true");
    }, 0);
  });
  addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sending]").forEach(function (form) { delete form.dataset.sending; });
    document.querySelectorAll("[data-once][aria-disabled]").forEach(function (button) {
      if (!labels.has(button)) return;
      button.replaceChildren.apply(button, labels.get(button));
      button.removeAttribute("aria-disabled");
      labels.delete(button);
    });
  });
})();
// Focus the list of mistakes; count what is left to write. Never cuts what people wrote.
(function () {
  var summary = document.querySelector("[data-error-summary]");
  if (summary) summary.focus();
  document.querySelectorAll("textarea[data-count]").forEach(function (box) {
    var note = document.getElementById(box.id + "-count"), max = +box.dataset.count, timer;
    if (!note) return;
    var plain = note.textContent, said = document.createElement("span");
    said.className = "govuk-visually-hidden";
    said.setAttribute("aria-live", "polite");
    note.after(said);
    function show() {
      var length = box.value.replace(/\r?\n/g, "\r\n").length, left = max - length;
      var text = length ? note.dataset[left < 0 ? "over" : "left"].replace("{n}", Math.abs(left).toLocaleString("vi")) : plain;
      note.textContent = text;
      note.classList.toggle("count--over", left < 0);
      clearTimeout(timer);
      timer = setTimeout(function () { said.textContent = left < max * 0.1 ? text : ""; }, 1200);
    }
    box.addEventListener("input", show);
    show();
  });
})();
// [data-print] prints the page; without scripts the button stays hidden. What is folded inside .print-open is printed
// unfolded: newer browsers do that by the style sheet alone.
(function () {
  var unfolded = [];
  addEventListener("beforeprint", function () {
    unfolded = [].slice.call(document.querySelectorAll(".print-open details:not([open])"));
    unfolded.forEach(function (part) { part.open = true; });
  });
  addEventListener("afterprint", function () { unfolded.forEach(function (part) { part.open = false; }); });
})();
document.querySelectorAll("[data-print]").forEach(function (button) {
  button.hidden = false;
  button.addEventListener("click", function () { print(); });
});
// [data-copy] copies a code and says so.
document.querySelectorAll("[data-copy]").forEach(function (button) {
  if (!navigator.clipboard) return;
  var word = button.querySelector("span") || button, before = word.textContent;
  button.hidden = false;
  word.setAttribute("aria-live", "polite");
  button.addEventListener("click", function () {
    navigator.clipboard.writeText(button.getAttribute("data-copy")).then(function () {
      word.textContent = button.getAttribute("data-done");
      setTimeout(function () { word.textContent = before; }, 2500);
    });
  });
});
// <form data-typeahead="/api/v1/units">: its search box becomes a combobox with suggestions. The plain form keeps working.
document.querySelectorAll("form[data-typeahead]").forEach(function (form, order) {
  var input = form.querySelector("input[type=search], input[type=text]"), box = input.parentNode;
  var list = document.createElement("ul"), status = document.createElement("span");
  var items = [], active = -1, timer, asked = 0, abort;
  list.className = "suggest"; list.id = "goi-y-" + order; list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.querySelector("label").textContent);
  status.className = "govuk-visually-hidden"; status.setAttribute("role", "status");
  box.append(list, status);
  Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })
    .forEach(function (pair) { input.setAttribute(pair[0], pair[1]); });

  function close() { list.hidden = true; active = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); }
  function mark(next) {
    active = items.length ? (next + items.length) % items.length : -1;
    Array.prototype.forEach.call(list.children, function (row, i) {
      row.setAttribute("aria-selected", String(i === active));
      if (i === active) { input.setAttribute("aria-activedescendant", row.id); row.scrollIntoView({ block: "nearest" }); }
    });
  }
  function show(found) {
    items = found; list.textContent = ""; active = -1; input.removeAttribute("aria-activedescendant");
    found.forEach(function (item, i) {
      var row = document.createElement("li");
      row.id = list.id + "-" + i; row.setAttribute("role", "option"); row.setAttribute("aria-selected", "false");
      row.textContent = item.label;
      if (item.sub) { var sub = document.createElement("small"); sub.textContent = item.sub; row.append(" ", sub); }
      row.addEventListener("mousedown", function (event) { event.preventDefault(); });
      row.addEventListener("click", function () { location.href = item.url; });
      list.append(row);
    });
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    status.textContent = found.length ? form.dataset.count.replace("{n}", found.length) : form.dataset.none;
  }
  function ask() {
    var query = input.value.trim(), turn = ++asked;
    if (abort) abort.abort();
    if (query.length < 2) { status.textContent = ""; return close(); }
    abort = new AbortController();
    fetch(form.dataset.typeahead + "?q=" + encodeURIComponent(query), { signal: abort.signal, headers: { Accept: "application/json" } })
      .then(function (reply) { return reply.ok ? reply.json() : { items: [] }; })
      .then(function (data) { if (turn === asked && document.activeElement === input) show(data.items || []); })
      .catch(function () { if (turn === asked) close(); });
  }
  input.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(ask, 180); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", function (event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" && !list.hidden) { event.preventDefault(); mark(active + 1); }
    else if (event.key === "ArrowUp" && !list.hidden) { event.preventDefault(); mark(active < 0 ? items.length - 1 : active - 1); }
    else if (event.key === "Enter" && active > -1 && !list.hidden) { event.preventDefault(); location.href = items[active].url; }
    else if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(); }
  });
});
// Where the browser can (HTTPS or localhost), keep a page for the time without a connection.
(function () {
  if (!("serviceWorker" in navigator) || !window.isSecureContext) return;
  // Beside the folder of scripts, wherever a proxy shows us: the worker looks after that path and nothing else.
  var worker = new URL("../../worker.js", document.currentScript.src).pathname;
  // Browsers that ask for trusted addresses get this one, and can get no other from here (web/security.py).
  var trusted = window.trustedTypes ? trustedTypes.createPolicy("offline", { createScriptURL: function () { return worker; } }).createScriptURL("") : worker;
  window.addEventListener("load", function () { navigator.serviceWorker.register(trusted).catch(function () {}); });
})();
