// The survey pages without a connection: their pages, and answers until they are sent. Nothing else is kept.
"use strict";
const HERE = new URL("./", self.location).pathname;
const KEPT = "khao-sat-1:" + HERE;
const WAITING = HERE + "cho-gui";
const RATING = /^[0-9A-Za-z]{6}$/, MORE = /^([0-9A-Za-z]{6})\/them$/, THANKS = /^[0-9A-Za-z]{6}\/cam-on$/;
const TABLET = /^may\/[0-9A-Z]{20}$/, PICTURE = /^may\/[0-9A-Z]{20}\/ma\.svg$/;
// Milliseconds; an answer that a tablet never finished (its battery was empty) is sent as it stands.
const PATIENCE = 6000, STILL_GIVING = 300000, MOST_PAGES = 24;
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

function put(item) {
  return stored("readwrite", function (store) {
    const before = store.get(item.id);
    // Sending a page again is the same answer; only what is still being given may grow.
    before.onsuccess = function () { if (!before.result || before.result.open) store.put(item); };
  });
}

async function report(sent) {
  const all = await stored("readonly", function (store) { return store.getAll(); });
  const refused = all.filter(function (item) { return item.refused; });
  return {
    waiting: all.length - refused.length, refused: refused.length, sent: sent || 0,
    why: refused.length ? refused[0].refused : "", alone: !!(self.registration && self.registration.sync),
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
  const all = await stored("readonly", function (store) { return store.getAll(); });
  let sent = 0, broken = null;
  for (const item of all.sort(function (a, b) { return a.at - b.at; })) {
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
  const told = await answer.json();
  if (answer.ok && "moi" in told) {
    await stored("readwrite", function (store) { return store.delete(item.id); });
    return true;
  }
  if (answer.status >= 500 || !told.loi) throw new Error("later");
  item.refused = told.loi;
  await stored("readwrite", function (store) { return store.put(item); });
  return false;
}

function askToSendLater() {
  return self.registration.sync ? self.registration.sync.register("khao-sat").catch(function () {}) : null;
}

self.addEventListener("sync", function (event) { if (event.tag === "khao-sat") event.waitUntil(send()); });

// ── pages: the network's when it answers, else the one that was kept ──

async function keep(address) {
  const cache = await caches.open(KEPT), answer = await fetch(address, { credentials: "omit", cache: "no-store" });
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
  const pages = (await cache.keys()).filter(function (one) { return new URL(one.url).pathname.startsWith(HERE); });
  for (const old of pages.slice(0, Math.max(0, pages.length - MOST_PAGES))) {
    if (new URL(old.url).pathname !== WAITING) await cache.delete(old);
  }
}

function soon(request) {
  return Promise.race([request, new Promise(function (_, failed) { setTimeout(failed, PATIENCE, new Error("slow")); })]);
}

async function page(event, path) {
  const cache = await caches.open(KEPT);
  try {
    const answer = await soon(fetch(event.request));
    if (answer.status >= 500 && await cache.match(path)) throw new Error("down");
    if (answer.ok && !answer.redirected && path !== WAITING) event.waitUntil(keepAnswer(cache, path, answer.clone()).catch(function () {}));
    return answer;
  } catch (_) {
    const kept = await cache.match(path);
    if (!kept) return path === WAITING ? Response.error() : Response.redirect(WAITING + "?vi=chua-co", 303);
    return again(kept);
  }
}

// Each showing of a kept page is one answer: it gets a number of its own, and says that it was kept.
async function again(kept) {
  const markup = (await kept.text()).replace('name="ma" value=""', 'name="ma" value="' + crypto.randomUUID() + '"');
  const headers = new Headers(kept.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  return new Response(markup.replace("<html ", "<html data-kept "), { headers: headers });
}

async function rate(event, point, later) {
  const copy = event.request.clone();
  try {
    const answer = await soon(fetch(event.request));
    if (answer.status < 500) return answer;
  } catch (_) { /* kept below; sent twice it is one answer */ }
  const fields = new URLSearchParams(await copy.text());
  if (later ? !fields.get("p") : !/^[1-5]$/.test(fields.get("diem") || "")) return Response.redirect(HERE + point, 303);
  const id = later ? "p:" + fields.get("p") : fields.get("ma") || "ve:" + fields.get("ve");
  await put({ id: id, url: HERE + point + "/gui-sau", body: fields.toString(), at: Date.now() });
  await askToSendLater();
  return Response.redirect(WAITING + "?vi=" + (later ? "giu-them" : "giu") + "&quay=" + point + (fields.get("diem") < 3 && !later ? "&ke=1" : ""), 303);
}

self.addEventListener("fetch", function (event) {
  const request = event.request, url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  const rest = url.pathname.startsWith(HERE) ? url.pathname.slice(HERE.length) : "";
  if (request.mode !== "navigate") {
    if (request.method === "GET" && (url.pathname.includes("/static/") || PICTURE.test(rest))) {
      event.respondWith(caches.match(request).then(function (kept) { return kept || fetch(request); }));
    }
  } else if (request.method === "POST") {
    const more = MORE.exec(rest);
    if (RATING.test(rest)) event.respondWith(rate(event, rest, false));
    else if (more) event.respondWith(rate(event, more[1], true));
  } else if (RATING.test(rest) || TABLET.test(rest) || url.pathname === WAITING) {
    event.respondWith(page(event, url.pathname));
  } else if (THANKS.test(rest)) {
    event.respondWith(fetch(request).catch(function () { return Response.redirect(WAITING + "?vi=da-nhan", 303); }));
  }
});

// ── what a page of ours asks for ──

const ACTS = {
  trang: function (asked) { return keep(asked.address).then(function () { return true; }, function () { return false; }); },
  giu: function (asked) { return put(asked.item).then(askToSendLater).then(function () { return true; }); },
  mo: async function () {
    const all = await stored("readonly", function (store) { return store.getAll(); });
    for (const item of all.filter(function (one) { return one.open; })) await put(Object.assign(item, { open: false }));
    return true;
  },
  gui: function () { return send().catch(function () { return report(0); }); },
  bo: async function () {
    const all = await stored("readonly", function (store) { return store.getAll(); });
    for (const item of all) if (item.refused) await stored("readwrite", function (store) { return store.delete(item.id); });
    return report(0);
  },
};

self.addEventListener("message", function (event) {
  const act = event.data && ACTS[event.data.viec], way = event.ports[0];
  if (!act || !way) return;
  event.waitUntil(Promise.resolve(act(event.data)).then(function (told) { way.postMessage(told); }, function () { way.postMessage(null); }));
});

self.addEventListener("install", function (event) { event.waitUntil(keep(WAITING).then(function () { return self.skipWaiting(); })); });

self.addEventListener("activate", function (event) {
  event.waitUntil(caches.keys().then(function (names) {
    return Promise.all(names.filter(function (name) { return name.startsWith("khao-sat-") && name.endsWith(":" + HERE) && name !== KEPT; }).map(function (name) { return caches.delete(name); }));
  }).then(function () { return self.clients.claim(); }));
});
