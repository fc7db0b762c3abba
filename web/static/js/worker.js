// Only one thing: without a connection, a page that says so and what to do next. Nothing a person typed is kept here.
const KEPT = "offline-1";
const ROOT = new URL("./", self.location).pathname;
const PAGES = { vi: ROOT + "mat-mang", en: ROOT + "en/mat-mang" };

self.addEventListener("install", function (event) {
  event.waitUntil(caches.open(KEPT).then(async function (cache) {
    for (const page of Object.values(PAGES)) {
      const answer = await fetch(page, { credentials: "omit" });
      if (!answer.ok) throw new Error("offline page");
      const text = await answer.clone().text();
      const sheet = text.match(/href="([^"]*app\.css[^"]*)"/);
      if (sheet) await cache.add(sheet[1]);
      await cache.put(page, answer);
    }
    await self.skipWaiting();
  }));
});

self.addEventListener("activate", function (event) {
  event.waitUntil(caches.keys().then(function (names) {
    return Promise.all(names.filter(function (name) { return name.startsWith("offline-") && name !== KEPT; }).map(function (name) { return caches.delete(name); }));
  }).then(function () { return self.clients.claim(); }));
});

self.addEventListener("fetch", function (event) {
  const request = event.request, path = new URL(request.url).pathname;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    const page = path.startsWith(ROOT + "en/") ? PAGES.en : PAGES.vi;
    event.respondWith(fetch(request).catch(function () { return caches.match(page); }));
  } else if (path.endsWith("/app.css")) {
    event.respondWith(fetch(request).catch(function () { return caches.match(request); }));
  }
});
