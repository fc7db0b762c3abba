// Where the browser can (HTTPS or localhost), keep a page for the time without a connection.
(function () {
  if (!("serviceWorker" in navigator) || !window.isSecureContext) return;
  // Beside the folder of scripts, wherever a proxy shows us: the worker looks after that path and nothing else.
  var worker = new URL("../../worker.js", document.currentScript.src).pathname;
  // Browsers that ask for trusted addresses get this one, and can get no other from here (web/security.py).
  var trusted = window.trustedTypes ? trustedTypes.createPolicy("offline", { createScriptURL: function () { return worker; } }).createScriptURL("") : worker;
  window.addEventListener("load", function () { navigator.serviceWorker.register(trusted).catch(function () {}); });
})();
