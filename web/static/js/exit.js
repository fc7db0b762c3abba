// Pages where somebody writes about somebody: away at once, and Back shows nothing.
(function () {
  var link = document.querySelector("[data-exit]"), escapes = 0;
  if (!link) return;
  function away(event) {
    if (event) event.preventDefault();
    document.documentElement.hidden = true;
    document.title = "";
    location.replace(link.href);
  }
  link.addEventListener("click", away);
  // Three times Escape does the same: quicker than a finger on a small link.
  document.addEventListener("keydown", function (event) {
    escapes = event.key === "Escape" ? escapes + 1 : 0;
    if (escapes === 3) away();
  });
  // A page that the browser kept in memory is asked for again: after leaving there is nothing to show.
  window.addEventListener("pageshow", function (event) { if (event.persisted) location.reload(); });
})();
