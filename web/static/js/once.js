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
