// A form is sent once; the button says so; coming back restores it.
(function () {
  document.addEventListener("submit", function (event) {
    var form = event.target, button = event.submitter || form.querySelector("[data-once]");
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sending) { event.preventDefault(); return; }
    if (!button || !button.hasAttribute("data-once")) return;
    form.dataset.sending = "1";
    setTimeout(function () {
      button.dataset.label = button.innerHTML;
      button.textContent = button.getAttribute("data-once");
      button.setAttribute("aria-disabled", "true");
    }, 0);
  });
  addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sending]").forEach(function (form) { delete form.dataset.sending; });
    document.querySelectorAll("[data-label][aria-disabled]").forEach(function (button) {
      button.innerHTML = button.dataset.label;
      button.removeAttribute("aria-disabled");
      delete button.dataset.label;
    });
  });
})();
