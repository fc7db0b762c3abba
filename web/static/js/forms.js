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
