// Passkeys: asks the server for a challenge, opens the browser's own dialog, and sends its answer with the form.
(function () {
  if (!window.PublicKeyCredential || !navigator.credentials) return;

  function bytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (c) { return c.charCodeAt(0); });
  }
  function text(buffer) {
    var plain = String.fromCharCode.apply(null, new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }
  function known(list) {
    return (list || []).map(function (item) { return Object.assign({}, item, { id: bytes(item.id) }); });
  }
  function create(options) {
    options.challenge = bytes(options.challenge);
    options.user.id = bytes(options.user.id);
    options.excludeCredentials = known(options.excludeCredentials);
    return navigator.credentials.create({ publicKey: options }).then(function (made) {
      return { id: made.id, rawId: text(made.rawId), type: made.type, response: {
        clientDataJSON: text(made.response.clientDataJSON),
        attestationObject: text(made.response.attestationObject) } };
    });
  }
  function get(options) {
    options.challenge = bytes(options.challenge);
    options.allowCredentials = known(options.allowCredentials);
    return navigator.credentials.get({ publicKey: options }).then(function (shown) {
      var answer = shown.response;
      return { id: shown.id, rawId: text(shown.rawId), type: shown.type, response: {
        clientDataJSON: text(answer.clientDataJSON), authenticatorData: text(answer.authenticatorData),
        signature: text(answer.signature), userHandle: answer.userHandle ? text(answer.userHandle) : null } };
    });
  }

  document.querySelectorAll("form[data-passkey]").forEach(function (form) {
    var answer = form.querySelector("[name=answer]"), failed = form.querySelector("[data-passkey-error]");
    form.hidden = false;
    var section = form.closest("[data-passkey-section]");
    if (section) section.hidden = false;
    document.querySelectorAll("[data-passkey-missing]").forEach(function (words) { words.hidden = true; });
    form.addEventListener("submit", function (event) {
      if (answer.value) return;
      event.preventDefault();
      failed.hidden = true;
      fetch(form.dataset.options, { method: "POST", credentials: "same-origin",
        headers: { "X-CSRFToken": form.querySelector("[name=csrf_token]").value } })
        .then(function (response) { if (!response.ok) throw new Error(response.status); return response.json(); })
        .then(form.dataset.passkey === "create" ? create : get)
        .then(function (result) { answer.value = JSON.stringify(result); form.submit(); })
        .catch(function () { failed.hidden = false; });
    });
  });
})();
