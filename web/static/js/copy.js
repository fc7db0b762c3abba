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
