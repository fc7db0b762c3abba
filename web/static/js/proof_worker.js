// Solves small puzzles: a number whose SHA-256 with the given text begins with so many zero bits. Runs beside the page.
// SHA-256 by its standard (FIPS 180-4), for one block of 64 bytes: the browser's own is slow for millions of short texts,
// and missing on pages without HTTPS.
"use strict";
var ROOTS = new Uint32Array(64), START = new Uint32Array(8), words = new Uint32Array(64), block = new Uint8Array(64);
(function () {
  // The standard's constants: the first 32 bits of the fractions of the cube and square roots of the first primes.
  function fraction(value) { return (value - Math.floor(value)) * 4294967296 | 0; }
  for (var found = 0, n = 2; found < 64; n++) {
    var prime = true;
    for (var d = 2; d * d <= n; d++) if (n % d === 0) { prime = false; break; }
    if (!prime) continue;
    if (found < 8) START[found] = fraction(Math.sqrt(n));
    ROOTS[found++] = fraction(Math.cbrt(n));
  }
})();

// The first 32 bits of the hash of what lies in `block`.
function firstWord() {
  var i, a = START[0], b = START[1], c = START[2], d = START[3], e = START[4], f = START[5], g = START[6], h = START[7];
  for (i = 0; i < 16; i++) words[i] = block[4 * i] << 24 | block[4 * i + 1] << 16 | block[4 * i + 2] << 8 | block[4 * i + 3];
  for (i = 16; i < 64; i++) {
    var x = words[i - 15], y = words[i - 2];
    words[i] = words[i - 16] + words[i - 7] +
      ((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3) + ((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10);
  }
  for (i = 0; i < 64; i++) {
    var one = h + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + (e & f ^ ~e & g) + ROOTS[i] + words[i] | 0;
    var two = ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (a & b ^ a & c ^ b & c) | 0;
    h = g; g = f; f = e; e = d + one | 0; d = c; c = b; b = a; a = one + two | 0;
  }
  return a + START[0] >>> 0;
}

// Puts a short text into the block, with the padding of the standard.
function fill(text) {
  block.fill(0);
  for (var i = 0; i < text.length; i++) block[i] = text.charCodeAt(i);
  block[text.length] = 128;
  block[62] = text.length * 8 >>> 8;
  block[63] = text.length * 8 & 255;
}

function solve(seed, place, bits) {
  for (var number = 0; ; number++) {
    fill(seed + "." + place + "." + number);
    if (firstWord() >>> (32 - bits) === 0) return number;
  }
}

onmessage = function (event) {
  var asked = event.data, numbers = [];
  for (var place = 0; place < asked.puzzles; place++) {
    numbers.push(solve(asked.seed, place, asked.bits));
    postMessage({ solved: place + 1, numbers: place + 1 === asked.puzzles ? numbers : null });
  }
};
