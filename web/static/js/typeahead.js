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
