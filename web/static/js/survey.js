// Survey pages: keep them for the time without a connection, and say what waits to be sent. The pages work without it.
(function () {
  "use strict";
  const script = document.currentScript, query = new URLSearchParams(location.search);
  const able = "serviceWorker" in navigator && window.isSecureContext;

  // The same in the other language has a worker of its own, which looks after that folder.
  const other = document.querySelector(".bar > a[lang]"), theirs = other ? other.pathname.replace(/\/ks\/.*$/, "/ks/worker.js") : "";
  // Browsers that ask for trusted addresses get these, and can get no other from here (web/security.py).
  const policy = window.trustedTypes ? trustedTypes.createPolicy("offline", { createScriptURL: function (which) { return which === "theirs" ? theirs : script.dataset.worker; } }) : null;
  function ready(which) {
    return navigator.serviceWorker.register(policy ? policy.createScriptURL(which) : which === "theirs" ? theirs : script.dataset.worker).then(function (found) {
      const coming = found.installing || found.waiting;
      if (found.active || !coming) return found.active;
      return new Promise(function (done) {
        coming.addEventListener("statechange", function () { if (coming.state === "activated") done(coming); else if (coming.state === "redundant") done(null); });
      });
    });
  }
  const worker = able ? ready("ours").catch(function () { return null; }) : Promise.resolve(null);

  function say(found, what) {
    return found ? new Promise(function (done) {
      const way = new MessageChannel();
      way.port1.onmessage = function (event) { done(event.data); };
      found.postMessage(what, [way.port2]);
    }) : null;
  }
  function ask(what) {
    return worker.then(function (found) { return say(found, what); });
  }
  // Keep this page in the other language too: on a tablet somebody may ask for it during an outage.
  function keepOther() {
    if (!able || !other) return Promise.resolve(null);
    return worker.then(function () { return ready("theirs"); }).then(function (found) { return say(found, { viec: "trang", address: other.pathname }); }).catch(function () { return null; });
  }
  window.khaoSat = { ask: ask, able: able, keepOther: keepOther };

  // ── what waits, in words ──
  const note = document.querySelector("[data-waiting]"), drop = document.querySelector("[data-drop]");
  function tell(state) {
    if (!note || !state || typeof state !== "object") return;
    const said = [];
    if (state.sent) said.push(note.dataset.sent.replace("{n}", state.sent));
    if (state.waiting) said.push(note.dataset.waiting.replace("{n}", state.waiting) + " " + (state.alone ? note.dataset.alone : note.dataset.open));
    if (state.refused) said.push(note.dataset.refused.replace("{n}", state.refused) + " " + state.why);
    if (!said.length && !note.dataset.told) return;
    note.dataset.told = "1";
    note.querySelector("p").textContent = said.join(" ");
    note.hidden = !said.length;
    note.querySelector("button").hidden = !state.refused;
    if (drop) drop.hidden = !state.waiting;
  }
  if (note) note.querySelector("button").addEventListener("click", function () { ask({ viec: "bo" }).then(tell); });
  if (able) navigator.serviceWorker.addEventListener("message", function (event) { tell(event.data); });
  if (drop) {
    drop.querySelector("[data-send]").addEventListener("click", send);
    drop.querySelector("[data-drop-all]").addEventListener("click", function (event) {
      const button = event.currentTarget, sure = button.dataset.sure;
      if (button.textContent !== sure) { button.textContent = sure; return; }
      ask({ viec: "bo-het" }).then(tell);
    });
  }

  // The browser knows of a network before anything gets through it: tried again while the page is open.
  let again = 0;
  function send() {
    clearTimeout(again);
    return ask({ viec: "gui" }).then(function (state) {
      tell(state);
      if (state && state.waiting && navigator.onLine) again = setTimeout(send, 20000);
    });
  }
  worker.then(function (found) {
    if (!found) return;
    if (document.querySelector("[data-keep]")) ask({ viec: "trang", address: location.pathname });
    send();
    window.addEventListener("online", send);
  });

  // ── questions that depend on another one: asked as soon as that is answered so ──
  function follow(form) {
    const given = new FormData(form), shown = {};
    form.querySelectorAll("[data-question]").forEach(function (one) {
      const when = one.dataset.when, found = when === "overall" ? given.getAll("diem") : shown[when] ? given.getAll("c-" + when) : [];
      shown[one.dataset.question] = !when || found.some(function (value) { return (" " + one.dataset.in + " ").includes(" " + value + " "); });
      one.hidden = !shown[one.dataset.question];
    });
  }
  window.khaoSat.follow = follow;
  document.querySelectorAll("[data-follow]").forEach(function (form) {
    form.addEventListener("input", function () { follow(form); });
    window.addEventListener("pageshow", function () { follow(form); });
    follow(form);
    // Not from our worker: there is no rating that this would belong to.
    if (form.dataset.home && !form.elements.ve.value) location.replace(form.dataset.home);
  });

  // ── the page for the time without a connection: which of its parts is meant ──
  const part = document.querySelector('[data-vi="' + (query.get("vi") || "").replace(/[^a-z-]/g, "") + '"]');
  if (part) {
    document.querySelectorAll("[data-vi]").forEach(function (one) { one.hidden = one !== part; });
    const title = document.querySelector("h1[data-title]");
    document.title = document.title.replace(title.textContent, part.dataset.title);
    title.textContent = part.dataset.title;
    const back = document.querySelector("[data-back]"), point = query.get("quay") || "";
    const tablet = query.get("may") || "", target = /^[0-9A-Za-z]{6}$/.test(point) ? point : /^[0-9A-Z]{20}$/.test(tablet) ? "may/" + tablet : "";
    if (back && target) { back.href = target; back.hidden = false; }
  }
  const tellMore = document.querySelector("[data-ke]");
  if (tellMore) tellMore.hidden = query.get("ke") !== "1";
})();
