// [data-proof] on a busy network: a worker computes while the page is read; whoever sends earlier waits a moment. If it
// cannot run, the field stays empty and the form goes all the same.
(function () {
  var part = document.querySelector("[data-proof]");
  if (!part || !window.Worker) return;
  var form = part.closest("form"), field = part.querySelector("input[name=proof]"), told = part.querySelector("[role=status]");
  var bar = part.querySelector("progress"), skip = part.querySelector("[data-proof-skip]"), asked = part.dataset;
  var worker = null, running = false, waits = false;

  function say(what) { told.textContent = told.getAttribute("data-" + what); }

  function end(what) {
    running = false;
    if (worker) worker.terminate();
    skip.hidden = true;
    say(what);
    if (!waits) return;
    waits = false;
    if (form.requestSubmit) form.requestSubmit(); else form.submit();
  }

  // Browsers that ask for trusted addresses get this one, and can get no other from here (web/security.py).
  function trusted() {
    if (!window.trustedTypes) return asked.worker;
    return trustedTypes.createPolicy("proof", { createScriptURL: function () { return asked.worker; } }).createScriptURL("");
  }

  function begin() {
    try { worker = new Worker(trusted()); } catch (refused) { return; }
    running = true;
    part.querySelector("[data-proof-without]").hidden = true;
    part.querySelector("[data-proof-running]").hidden = false;
    say("doing");
    setTimeout(function () { skip.hidden = !running; }, 20000);
    worker.onerror = function () { end("failed"); };
    worker.onmessage = function (event) {
      bar.value = event.data.solved;
      if (!event.data.numbers) return;
      field.value = [asked.until, asked.bits, asked.seed, event.data.numbers.join("-")].join(".");
      end("done");
    };
    worker.postMessage({ seed: asked.seed, bits: Number(asked.bits), puzzles: Number(asked.puzzles) });
  }

  form.addEventListener("submit", function (event) {
    var skips = event.submitter && event.submitter.hasAttribute("data-skip");
    if (!running || skips) return;
    event.preventDefault();
    waits = true;
    say("sending");
  });
  begin();
})();
