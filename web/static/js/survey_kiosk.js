// The tablet at the desk: one page that is never left, so that no history and no kept form shows the person before.
(function () {
  "use strict";
  const form = document.querySelector("[data-kiosk]"), ours = window.khaoSat;
  if (!form || !ours || !window.fetch) return;
  const screens = Array.from(form.querySelectorAll("[data-screen]")), PIN = window.khaoSatPin, ME = location.pathname.split("/").pop();
  const idle = document.querySelector("[data-idle]"), low = form.querySelector("[data-low]");
  const dialog = document.querySelector("[data-dialog]"), full = document.querySelector("[data-full]");
  // Seconds without a touch: on the faces, on the questions, on the thanks; the page is asked for anew in quiet times.
  const REST = { faces: 30, more: 40, thanks: 12, told: 30, staff: 120 }, WARNING = 10, RENEW = 30 * 60;
  const root = document.documentElement;
  let at = "faces", touched = Date.now(), item = null, opened = Date.now(), keeps = ours.able;

  function show(name, quiet) {
    at = name;
    touched = Date.now();
    screens.forEach(function (one) { one.hidden = one.dataset.screen !== name; });
    idle.textContent = "";
    ours.follow(form);
    window.scrollTo(0, 0);
    const head = form.querySelector('[data-screen="' + name + '"] [tabindex]');
    if (head && !quiet) head.focus();
  }

  // As crypto.randomUUID, which browsers keep for HTTPS.
  function newNumber() {
    const bytes = Array.from(crypto.getRandomValues(new Uint8Array(16)));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    return bytes.map(function (byte) { return byte.toString(16).padStart(2, "0"); }).join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }
  function fields() { const sent = new FormData(form); return new URLSearchParams(sent); }

  // The worker keeps it and sends it; where there is none (no HTTPS), it goes to the server straight away.
  const left = [];
  function keep(one) {
    return ours.ask({ viec: "giu", item: one }).then(function (kept) { keeps = !!kept; return kept || one.open || straight(one); });
  }
  function straight(one) {
    const body = one.body + "&tuoi=" + Math.round((Date.now() - one.at) / 1000);
    return fetch(one.url, { method: "POST", body: body, credentials: "omit", headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json" } }).then(function (answer) { return answer.ok || answer.status < 500; }, function () { return false; });
  }

  function close() {
    if (!item) return Promise.resolve(true);
    item.open = false;
    item.body = fields().toString();
    return keep(item).then(function (kept) { ours.ask({ viec: "gui" }).then(tell); return kept; });
  }

  function finish() {
    const sad = item && item.sad;
    close().then(function (kept) {
      if (!kept) { idle.textContent = idle.dataset.failed; return; }
      item = null;
      form.reset();
      if (low) low.hidden = !sad;
      show("thanks");
    });
  }

  function next(quiet) {
    const last = item;
    close().then(function (kept) {
      if (!kept) left.push(last);
      item = null;
      form.reset();
      if (low) low.hidden = true;
      if (root.lang !== "vi") { const own = document.querySelector('.bar a[lang="vi"]'); if (own) { location.replace(own.href); return; } }
      show("faces", quiet);
      if (Date.now() - opened > RENEW * 1000 && navigator.onLine) location.replace(form.dataset.home);
    });
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    const face = form.querySelector('input[name="diem"]:checked');
    if (!face || item) { if (!face) form.querySelector('input[name="diem"]').focus(); return; }
    form.elements.ma.value = newNumber();
    const more = screens.some(function (one) { return one.dataset.screen === "more"; });
    item = { id: form.elements.ma.value, url: form.action, body: fields().toString(), at: Date.now(), open: more, sad: Number(face.value) < 3 };
    // On the disk before anybody is thanked; it is sent when the person is done, or walks away.
    keep(item).then(function () { if (more) show("more"); else finish(); });
  });
  form.addEventListener("click", function (event) {
    if (event.target.closest("[data-done]")) finish();
    if (event.target.closest("[data-next]")) next();
  });
  form.addEventListener("input", function () { ours.follow(form); });
  ["pointerdown", "keydown", "input", "scroll"].forEach(function (kind) {
    window.addEventListener(kind, function () { touched = Date.now(); if (idle.textContent) idle.textContent = ""; }, { passive: true, capture: true });
  });

  setInterval(function () {
    const rest = (Date.now() - touched) / 1000, chosen = !!form.querySelector("input:checked");
    if (dialog.open) { if (rest > (staff.hidden ? REST.faces : REST.staff)) dialog.close(); return; }
    if (at === "faces" && !chosen && root.lang === "vi") { if (Date.now() - opened > RENEW * 1000 && rest > REST.faces) next(true); return; }
    // Whoever scans the way to the petition form needs a moment more.
    if (rest > (at === "thanks" && low && !low.hidden ? REST.told : REST[at])) next(true);
    else if (rest > REST[at] - WARNING && at !== "thanks" && !idle.textContent) idle.textContent = idle.dataset.idle;
  }, 1000);

  // Shown again from memory, or after a crash: as for the next person, and what was being given counts as given.
  window.addEventListener("pageshow", function (event) { if (event.persisted) next(true); });
  window.addEventListener("pagehide", function () { form.reset(); });
  form.reset();

  // ── what waits: told to the desk, on its own page and behind the PIN; a citizen sees nothing of it ──
  const EVERY = 600000;
  let told = null, toldAt = 0;
  function tell(state) {
    if (!state || typeof state !== "object") state = ours.able ? null : { waiting: left.length, refused: 0, since: left.length ? left[0].at : 0 };
    if (!state) return;
    const same = told && told.waiting === state.waiting && told.refused === state.refused && told.keeps === keeps;
    told = { waiting: state.waiting + (ours.able ? left.length : 0), refused: state.refused, since: state.since, why: state.why, keeps: keeps };
    if (!staff.hidden) describe();
    if (!navigator.onLine || (same && Date.now() - toldAt < EVERY)) return;
    toldAt = Date.now();
    const sent = { cho: told.waiting, tu: told.since ? Math.round((Date.now() - told.since) / 1000) : 0, hong: told.refused, giu: keeps ? 1 : 0 };
    fetch(form.dataset.tell, { method: "POST", body: new URLSearchParams(sent), credentials: "omit" }).catch(function () { toldAt = 0; });
  }
  function sendAll() {
    return ours.ask({ viec: "gui" }).then(tell);
  }
  ours.ask({ viec: "mo" }).then(sendAll);
  if (ours.able) navigator.serviceWorker.addEventListener("message", function (event) { tell(event.data); });
  window.addEventListener("online", sendAll);
  setInterval(function () {
    if (!navigator.onLine) return;
    sendAll();
    if (left.length) straight(left[0]).then(function (sent) { if (sent) left.shift(); });
  }, 60000);
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist();

  // The way back (a button, a wipe from the edge) leads to this very page.
  function stay() { history.pushState(null, "", location.href); }
  window.addEventListener("popstate", function () { stay(); next(true); });
  stay();

  // The other language leads away only to a page that is there.
  const other = document.querySelector(".bar > a[lang]");
  ours.keepOther();
  if (other) other.addEventListener("click", function (event) {
    event.preventDefault();
    const go = function () { location.replace(other.href); };
    if (navigator.onLine) go(); else caches.match(other.pathname).then(function (kept) { if (kept) go(); });
  });

  // ── full screen, and the officials' part behind the PIN ──
  function offer() { full.hidden = !root.requestFullscreen || !!document.fullscreenElement; }
  full.addEventListener("click", function () { root.requestFullscreen({ navigationUI: "hide" }).then(offer, offer); });
  document.addEventListener("fullscreenchange", offer);
  offer();

  const pin = dialog.querySelector("input[name=pin]"), wrong = dialog.querySelector("[data-offline]");
  const asking = dialog.querySelector("form"), staff = dialog.querySelector("[data-staff]"), facts = staff.querySelector("[data-facts]");
  dialog.addEventListener("close", function () {
    pin.value = "";
    wrong.textContent = "";
    asking.hidden = false;
    staff.hidden = true;
    facts.replaceChildren();
    touched = Date.now();
  });
  document.querySelector("[data-leave]").addEventListener("click", function (event) { event.preventDefault(); dialog.showModal(); pin.focus(); });
  dialog.querySelectorAll("[data-back-in]").forEach(function (one) { one.addEventListener("click", function () { dialog.close(); }); });

  function line(text) { const one = document.createElement("p"); one.textContent = text; facts.append(one); }
  function describe() {
    const words = facts.dataset, when = told && told.since ? new Date(told.since).toLocaleString(root.lang, { hour: "2-digit", minute: "2-digit", day: "2-digit", month: "2-digit" }) : "";
    facts.replaceChildren();
    line(told && told.waiting ? words.some.replace("{n}", told.waiting).replace("{when}", when) : words.none);
    if (told && told.refused) line(words.refused.replace("{n}", told.refused) + " " + told.why);
    if (!ours.able) line(words.plain); else if (!keeps) line(words.full);
    if (!navigator.onLine) line(words.away);
  }
  function letIn() {
    asking.hidden = true;
    staff.hidden = false;
    describe();
    staff.querySelector("[tabindex]").focus();
    sendAll();
  }

  // The server decides; when it cannot be reached, the tablet does.
  let reached = false;
  function ask(typed) {
    reached = false;
    return fetch(asking.action, { method: "POST", body: new URLSearchParams({ pin: typed }), credentials: "omit", redirect: "error", headers: { Accept: "application/json" } }).then(function (answer) {
      if (answer.status >= 500) throw new Error("later");
      return answer.json();
    }).then(function (said) {
      if (said.toi) { reached = true; PIN.renew(typed, ME).catch(function () {}); return ""; }
      if (!said.loi) throw new Error("not ours");
      return said.loi;
    }).catch(function () {
      return PIN.check(typed, ME).then(function (found) { return found === "right" ? "" : wrong.dataset[{ wrong: "wrong", spent: "spent" }[found] || "offline"]; });
    });
  }
  asking.addEventListener("submit", function (event) {
    event.preventDefault();
    const typed = pin.value, button = asking.querySelector("button");
    pin.value = "";
    button.disabled = true;
    wrong.textContent = wrong.dataset.busy;
    wrong.classList.add("is-busy");
    ask(typed).catch(function () { return wrong.dataset.offline; }).then(function (fault) {
      button.disabled = false;
      wrong.textContent = fault;
      wrong.classList.remove("is-busy");
      if (!dialog.open) return;
      if (fault) pin.focus(); else letIn();
    });
  });
  staff.querySelector("[data-send-now]").addEventListener("click", sendAll);
  staff.querySelector("[data-out]").addEventListener("click", function (event) {
    const ways = event.currentTarget.dataset;
    if (document.fullscreenElement) document.exitFullscreen();
    location.replace(reached && navigator.onLine ? ways.out : ways.away);
  });
  PIN.settle(ME).catch(function () {});
})();
