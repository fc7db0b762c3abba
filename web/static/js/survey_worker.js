// The survey pages without a connection: their pages, and answers until they are sent. Nothing else is kept.
"use strict";
const HERE = new URL("./", self.location).pathname;
const KEPT = "khao-sat-1:" + HERE;
const WAITING = HERE + "cho-gui", ONWARD = "/noi-them", BRINGING = "/gui-sau";
const RATING = /^[0-9A-Za-z]{6}$/, MORE = /^([0-9A-Za-z]{6})\/them$/, THANKS = /^[0-9A-Za-z]{6}\/cam-on$/;
const ON = /^([0-9A-Za-z]{6})\/noi-them$/;
const TABLET = /^may\/[0-9A-Z]{20}$/, PICTURE = /^may\/[0-9A-Z]{20}\/ma\.svg$/;
// Milliseconds; an answer that a tablet never finished (its battery was empty) is sent as it stands.
const PATIENCE = 6000, STILL_GIVING = 300000, JUST_KEPT = 60000, MOST_PAGES = 24;
const FORM = { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json" };

// ── what waits: in the device's own database, one row an answer ──

function stored(mode, act) {
  return new Promise(function (done, failed) {
    const opening = indexedDB.open("khao-sat", 1);
    opening.onupgradeneeded = function () { opening.result.createObjectStore("cho", { keyPath: "id" }); };
    opening.onerror = function () { failed(opening.error); };
    opening.onsuccess = function () {
      const db = opening.result, all = db.transaction("cho", mode, { durability: "strict" });
      const asked = act(all.objectStore("cho"));
      all.oncomplete = function () { db.close(); done(asked && asked.result); };
      all.onerror = all.onabort = function () { db.close(); failed(all.error); };
    };
  });
}

function every() { return stored("readonly", function (store) { return store.getAll(); }); }

// Change a row as it stands now, in one step: what is being sent may have grown meanwhile.
function change(id, act) {
  return stored("readwrite", function (store) {
    const before = store.get(id);
    before.onsuccess = function () { act(store, before.result); };
  });
}

function put(item) {
  return change(item.id, function (store, before) {
    // Sending a page again is the same answer; only what is still being given may grow.
    if (!before || before.open) store.put(item);
  });
}

// What came after the faces joins them; when they are sent already, it goes with the same number, and is added there.
function grow(item) {
  return change(item.id, function (store, before) { store.put(Object.assign(item, before ? { at: before.at } : {})); });
}

// Without room for it (a full device, some private windows) nothing is kept: whoever asks has to send it at once.
function hold(way, item) {
  return way(item).then(askToSendLater).then(function () { return true; }, function () { return false; });
}

async function report(sent) {
  const all = await every(), refused = all.filter(function (item) { return item.refused; });
  const waiting = all.filter(function (item) { return !item.refused; });
  return {
    waiting: waiting.length, refused: refused.length, sent: sent || 0, why: refused.length ? refused[0].refused : "",
    since: waiting.reduce(function (first, item) { return Math.min(first, item.at); }, waiting.length ? Infinity : 0),
    alone: !!(self.registration && self.registration.sync),
  };
}

// ── sending: once each, in the order they were given ──

let sending = null;
function send() {
  if (!sending) {
    sending = (navigator.locks ? navigator.locks.request("khao-sat", sendAll) : sendAll()).finally(function () { sending = null; });
  }
  return sending;
}

async function sendAll() {
  let sent = 0, broken = null;
  for (const item of (await every()).sort(function (a, b) { return a.at - b.at; })) {
    if (item.refused || (item.open && Date.now() - item.at < STILL_GIVING)) continue;
    try {
      if (await sendOne(item)) sent += 1;
    } catch (error) { broken = error; break; }
  }
  const told = await report(sent);
  for (const page of await self.clients.matchAll({ includeUncontrolled: true, type: "window" })) page.postMessage(told);
  if (broken) throw broken;
  return told;
}

async function sendOne(item) {
  const body = item.body + "&tuoi=" + Math.max(0, Math.round((Date.now() - item.at) / 1000));
  const answer = await fetch(item.url, { method: "POST", body: body, headers: FORM, credentials: "omit", redirect: "error", cache: "no-store" });
  // A login page of some Wi-Fi, a gateway's error: not from us, so nothing is known yet.
  if (!(answer.headers.get("Content-Type") || "").startsWith("application/json")) throw new Error("not ours");
  const told = await answer.json(), taken = answer.ok && "moi" in told;
  if (!taken && (answer.status >= 500 || !told.loi)) throw new Error("later");
  await change(item.id, function (store, now) {
    if (!now || now.body !== item.body) return;  // it has grown: sent once more, and nothing counts twice
    if (taken) store.delete(item.id); else store.put(Object.assign(now, { refused: told.loi }));
  });
  return taken;
}

function askToSendLater() {
  return self.registration.sync ? self.registration.sync.register("khao-sat").catch(function () {}) : null;
}

self.addEventListener("sync", function (event) { if (event.tag === "khao-sat") event.waitUntil(send()); });

// ── pages: the network's when it answers, else the one that was kept ──

function pathOf(request) { return new URL(request.url).pathname; }

async function keep(address, anew) {
  const cache = await caches.open(KEPT), kept = await cache.match(address);
  // The page itself came through here a moment ago.
  if (!anew && kept && Date.now() - Date.parse(kept.headers.get("Date")) < JUST_KEPT) return;
  const answer = await fetch(address, { credentials: "omit", cache: "no-store" });
  if (!answer.ok || answer.redirected) throw new Error(address);
  await keepAnswer(cache, address, answer);
}

async function keepAnswer(cache, address, answer) {
  const markup = await answer.clone().text();
  for (const found of markup.matchAll(/(?:href|src)="([^"]*\/static\/[^"]*|[^"]*\/ma\.svg)"/g)) {
    const file = found[1].replaceAll("&amp;", "&");
    if (!(await cache.match(file))) await cache.add(file);
  }
  await cache.delete(address);
  await cache.put(address, answer);
  const more = /data-more="([^"]+)"/.exec(markup);
  // Its address names the questionnaire: another one is another page.
  if (more && !(await cache.match(more[1]))) {
    await cache.delete(address + ONWARD, { ignoreSearch: true });
    await cache.add(new Request(more[1], { credentials: "omit" }));
  }
  const pages = (await cache.keys()).map(pathOf).filter(function (path) { return RATING.test(path.slice(HERE.length)) || TABLET.test(path.slice(HERE.length)); });
  for (const old of pages.slice(0, Math.max(0, pages.length - MOST_PAGES))) {
    await cache.delete(old);
    await cache.delete(old + ONWARD, { ignoreSearch: true });
  }
}

function soon(request) {
  return Promise.race([request, new Promise(function (_, failed) { setTimeout(failed, PATIENCE, new Error("slow")); })]);
}

function onto(which, point) { return Response.redirect(WAITING + "?vi=" + which + (point ? "&quay=" + point : ""), 303); }

async function page(event, path) {
  const cache = await caches.open(KEPT);
  try {
    const answer = await soon(fetch(event.request));
    if (answer.status >= 500 && await cache.match(path)) throw new Error("down");
    if (answer.ok && !answer.redirected && path !== WAITING) event.waitUntil(keepAnswer(cache, path, answer.clone()).catch(function () {}));
    return answer;
  } catch (_) {
    const kept = await cache.match(path);
    if (!kept) return path === WAITING ? Response.error() : onto("chua-co");
    // Each showing of a kept page is one answer: it gets a number of its own.
    return filled(kept, { ma: newNumber() });
  }
}

// As crypto.randomUUID, which some of the browsers that know workers lack.
function newNumber() {
  const bytes = Array.from(crypto.getRandomValues(new Uint8Array(16)));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  return bytes.map(function (byte) { return byte.toString(16).padStart(2, "0"); }).join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

// A kept page with what is known by now in its hidden fields; it says that it was kept.
async function filled(kept, fields) {
  let markup = await kept.text();
  for (const name of Object.keys(fields)) {
    markup = markup.replace('name="' + name + '" value=""', 'name="' + name + '" value="' + String(fields[name] || "").replace(/[^\w:.-]/g, "") + '"');
  }
  const headers = new Headers(kept.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  return new Response(markup.replace("<html ", "<html data-kept "), { headers: headers });
}

async function rate(event, point, later) {
  const copy = event.request.clone(), last = event.request.clone();
  try {
    const answer = await soon(fetch(event.request));
    if (answer.status < 500) return answer;
  } catch (_) { /* kept below; sent twice it is one answer */ }
  const fields = new URLSearchParams(await copy.text());
  if (later ? !fields.get("p") : !/^[1-5]$/.test(fields.get("diem") || "")) return Response.redirect(HERE + point, 303);
  const id = later ? "p:" + fields.get("p") : fields.get("ma") || "ve:" + fields.get("ve");
  const item = { id: id, url: HERE + point + BRINGING, body: fields.toString(), at: Date.now() };
  if (!(await hold(put, item))) return fetch(last).catch(function () { return onto("khong-giu", point); });
  if (later) return onto("giu-them", point);
  const cache = await caches.open(KEPT), low = Number(fields.get("diem")) < 3 ? "&ke=1" : "";
  if (!(await cache.match(HERE + point + ONWARD, { ignoreSearch: true }))) return onto("giu", point + low);
  return Response.redirect(HERE + point + ONWARD + "?luc=" + item.at + low, 303);
}

// The questions after the faces, for a rating that waits here; its moment in the address leads to it on this device only.
async function further(address, point) {
  const cache = await caches.open(KEPT), kept = await cache.match(HERE + point + ONWARD, { ignoreSearch: true });
  const item = (await every()).find(function (one) { return String(one.at) === address.searchParams.get("luc"); });
  if (!address.searchParams.get("luc")) return Response.redirect(HERE + point, 303);
  if (!item) return onto("da-nhan");
  if (!kept) return onto("giu", point);
  const fields = new URLSearchParams(item.body);
  return filled(kept, { khoa: item.id, ve: fields.get("ve"), ma: fields.get("ma"), diem: fields.get("diem"), kenh: fields.get("kenh") });
}

async function addFurther(event, point) {
  const copy = event.request.clone(), fields = new URLSearchParams(await event.request.text()), id = fields.get("khoa");
  fields.delete("khoa");
  const item = { id: id, url: HERE + point + BRINGING, body: fields.toString(), at: Date.now() };
  if (!id || !(await hold(grow, item))) return fetch(copy).catch(function () { return onto("khong-giu", point); });
  await soon(send()).catch(function () {});
  return onto((await every()).some(function (one) { return one.id === id; }) ? "giu-ca" : "gui-ca", point);
}

self.addEventListener("fetch", function (event) {
  const request = event.request, url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  const rest = url.pathname.startsWith(HERE) ? url.pathname.slice(HERE.length) : "", on = ON.exec(rest);
  if (request.mode !== "navigate") {
    if (request.method === "GET" && (url.pathname.includes("/static/") || PICTURE.test(rest))) {
      event.respondWith(caches.match(request).then(function (kept) { return kept || fetch(request); }));
    }
  } else if (request.method === "POST") {
    const more = MORE.exec(rest);
    if (RATING.test(rest)) event.respondWith(rate(event, rest, false));
    else if (more) event.respondWith(rate(event, more[1], true));
    else if (on) event.respondWith(addFurther(event, on[1]));
  } else if (on) {
    event.respondWith(further(url, on[1]).catch(function () { return onto("khac"); }));
  } else if (RATING.test(rest) || TABLET.test(rest) || url.pathname === WAITING) {
    event.respondWith(page(event, url.pathname));
  } else if (THANKS.test(rest)) {
    event.respondWith(fetch(request).catch(function () { return onto("da-nhan"); }));
  }
});

// ── what a page of ours asks for ──

async function forget(which) {
  for (const item of (await every()).filter(which)) await stored("readwrite", function (store) { return store.delete(item.id); });
  return report(0);
}

const ACTS = {
  trang: function (asked) { return keep(asked.address).then(function () { return true; }, function () { return false; }); },
  giu: function (asked) { return hold(put, asked.item); },
  mo: async function () {
    for (const item of (await every()).filter(function (one) { return one.open; })) await put(Object.assign(item, { open: false }));
    return true;
  },
  gui: function () { return send().catch(function () { return report(0); }); },
  bo: function () { return forget(function (item) { return item.refused; }); },
  "bo-het": function () { return forget(function () { return true; }); },
};

self.addEventListener("message", function (event) {
  const act = event.data && ACTS[event.data.viec], way = event.ports[0];
  if (!act || !way) return;
  event.waitUntil(Promise.resolve(act(event.data)).then(function (told) { way.postMessage(told); }, function () { way.postMessage(null); }));
});

// ── a new version of ourselves: what waits stays as it is, pages too, files that no page asks for any more go ──

self.addEventListener("install", function (event) { event.waitUntil(keep(WAITING, true).then(function () { return self.skipWaiting(); })); });

async function tidy() {
  for (const name of await caches.keys()) {
    if (name.startsWith("khao-sat-") && name.endsWith(":" + HERE) && name !== KEPT) await caches.delete(name);
  }
  const cache = await caches.open(KEPT), kept = await cache.keys();
  let markup = "";
  for (const one of kept.filter(function (request) { return pathOf(request).startsWith(HERE) && !PICTURE.test(pathOf(request).slice(HERE.length)); })) markup += await (await cache.match(one)).text();
  markup = markup.replaceAll("&amp;", "&");
  for (const one of kept) {
    const url = new URL(one.url);
    if (url.pathname.includes("/static/") && !markup.includes('"' + url.pathname + url.search + '"')) await cache.delete(one);
  }
}

self.addEventListener("activate", function (event) {
  event.waitUntil(tidy().catch(function () {}).then(function () { return self.clients.claim(); }));
});
