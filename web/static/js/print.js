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
