// Where the browser can (HTTPS or localhost), keep a page for the time without a connection.
(function () {
  if (!("serviceWorker" in navigator) || !window.isSecureContext) return;
  window.addEventListener("load", function () { navigator.serviceWorker.register("/worker.js").catch(function () {}); });
})();
