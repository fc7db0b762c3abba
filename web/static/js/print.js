// [data-print] prints the page; without scripts the button stays hidden.
document.querySelectorAll("[data-print]").forEach(function (button) {
  button.hidden = false;
  button.addEventListener("click", function () { print(); });
});
