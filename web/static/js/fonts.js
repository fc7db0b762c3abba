// The typeface comes after the page is readable, and stays away when the reader saves data.
(function (script) {
  var net = navigator.connection || {};
  if (net.saveData || /2g/.test(net.effectiveType || "")) return;
  var link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = script.getAttribute("data-href");
  var add = function () { document.head.appendChild(link); };
  if (document.readyState === "complete") add(); else addEventListener("load", add);
})(document.currentScript);
