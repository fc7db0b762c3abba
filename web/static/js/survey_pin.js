// The PIN of a tablet, checked on the tablet itself while there is no connection. What is kept is of no use elsewhere: it
// is made with a key that the browser hands to nobody, slowly, and five tries an hour are all that anybody has.
(function () {
  "use strict";
  const ROUNDS = 600000, TRIES = 5, HOUR = 3600000, SOON = 120000;
  const able = window.isSecureContext && !!window.indexedDB && !!(window.crypto && crypto.subtle);

  function stored(mode, act) {
    return new Promise(function (done, failed) {
      const opening = indexedDB.open("khao-sat-may", 1);
      opening.onupgradeneeded = function () { opening.result.createObjectStore("pin", { keyPath: "id" }); };
      opening.onerror = function () { failed(opening.error); };
      opening.onsuccess = function () {
        const db = opening.result, all = db.transaction("pin", mode), told = {};
        act(all.objectStore("pin"), told);
        all.oncomplete = function () { db.close(); done(told.row); };
        all.onerror = all.onabort = function () { db.close(); failed(all.error); };
      };
    });
  }

  function slowly(pin, salt) {
    return crypto.subtle.importKey("raw", new TextEncoder().encode(pin.trim()), "PBKDF2", false, ["deriveBits"]).then(function (key) {
      return crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt: salt, iterations: ROUNDS }, key, 256);
    });
  }

  // Under `id`: the tablet's own address, or "moi" while it is being paired.
  async function learn(pin, id) {
    if (!able) return false;
    const salt = crypto.getRandomValues(new Uint8Array(16));
    const key = await crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);
    const tag = await crypto.subtle.sign("HMAC", key, await slowly(pin, salt));
    await stored("readwrite", function (store) { store.put({ id: id, at: Date.now(), salt: salt, key: key, tag: tag, tries: [] }); });
    return true;
  }

  // The first page after pairing: from now on it is this tablet's. Nobody types over what is known already.
  function settle(id) {
    if (!able) return Promise.resolve();
    return stored("readwrite", function (store) {
      const fresh = store.get("moi"), known = store.get(id);
      known.onsuccess = function () {
        if (fresh.result && !known.result && Date.now() - fresh.result.at < SOON) store.put(Object.assign(fresh.result, { id: id }));
        store.delete("moi");
      };
    });
  }

  // "right", "wrong", "spent" or, where nothing was learnt, "unknown". The try is on the disk before it is looked at.
  async function check(pin, id) {
    if (!able) return "unknown";
    const now = Date.now(), row = await stored("readwrite", function (store, told) {
      const asked = store.get(id);
      asked.onsuccess = function () {
        const found = asked.result;
        if (!found) return;
        // A clock that was turned back gives nobody more of them.
        const counted = found.tries.filter(function (one) { return Math.abs(now - one) < HOUR; });
        told.row = Object.assign({}, found, { spent: counted.length >= TRIES });
        if (!told.row.spent) store.put(Object.assign(found, { tries: counted.concat(now) }));
      };
    });
    if (!row) return "unknown";
    if (row.spent) return "spent";
    if (!(await crypto.subtle.verify("HMAC", row.key, row.tag, await slowly(pin, row.salt)))) return "wrong";
    await stored("readwrite", function (store) { row.tries = []; delete row.spent; store.put(row); });
    return "right";
  }

  // The server took it: a tablet whose browser forgot (or that was paired before it could learn) knows it again.
  async function renew(pin, id) {
    if (!able || await stored("readonly", function (store, told) {
      const asked = store.get(id);
      asked.onsuccess = function () { told.row = asked.result; };
    })) return false;
    return learn(pin, id);
  }

  window.khaoSatPin = { renew: renew, settle: settle, check: check };

  // Pairing: the tablet learns the PIN as it is typed; whether it is the right one the server says.
  const pairing = document.querySelector("[data-learn-pin]");
  if (pairing && able) {
    pairing.addEventListener("submit", function (event) {
      event.preventDefault();
      pairing.querySelector("button").disabled = true;
      const go = function () { pairing.submit(); };
      learn(pairing.elements.pin.value, "moi").then(go, go);
    });
    window.addEventListener("pageshow", function () { pairing.querySelector("button").disabled = false; });
  }
})();
