// [data-where] offers "where I am", on a tap only: what the device says is rounded here and put into a hidden field.
document.querySelectorAll("[data-where]").forEach(function (part) {
  var field = document.getElementById(part.getAttribute("data-where"));
  var said = part.querySelector("[role=status]");
  if (!field || !navigator.geolocation || !window.isSecureContext) return;
  part.hidden = false;
  part.querySelector("[data-take]").addEventListener("click", function () {
    said.textContent = said.getAttribute("data-asking");
    navigator.geolocation.getCurrentPosition(function (found) {
      field.value = found.coords.latitude.toFixed(4) + "," + found.coords.longitude.toFixed(4);
      said.textContent = said.getAttribute("data-said").replace("{spot}", field.value);
    }, function () { said.textContent = said.getAttribute("data-failed"); }, { enableHighAccuracy: true, timeout: 20000 });
  });
});
