// The work of the proof, away from the page: which number, behind the salt, gives the digest? SHA-256 by hand,
// because browsers lend theirs to https pages only and a station may be reached by http inside a town's own net.
"use strict";

var K = [];
(function () {
  var found = 0;
  for (var n = 2; found < 64; n += 1) {
    var prime = true;
    for (var d = 2; d * d <= n; d += 1) if (n % d === 0) { prime = false; break; }
    if (prime) { K[found] = (Math.pow(n, 1 / 3) % 1) * 4294967296 | 0; found += 1; }
  }
})();
var START = [1779033703, -1150833019, 1013904242, -1521486534, 1359893119, -1694144372, 528734635, 1541459225];

function turn(x, n) { return (x >>> n) | (x << (32 - n)); }

function sha256(text) {
  var length = text.length, blocks = ((length + 8) >> 6) + 1, words = new Int32Array(blocks * 16), w = new Int32Array(64);
  for (var i = 0; i < length; i += 1) words[i >> 2] |= text.charCodeAt(i) << (24 - (i % 4) * 8);
  words[length >> 2] |= 0x80 << (24 - (length % 4) * 8);
  words[blocks * 16 - 1] = length * 8;
  var h = START.slice();
  for (var block = 0; block < words.length; block += 16) {
    var a = h[0], b = h[1], c = h[2], d = h[3], e = h[4], f = h[5], g = h[6], last = h[7];
    for (var t = 0; t < 64; t += 1) {
      if (t < 16) w[t] = words[block + t];
      else {
        var x = w[t - 15], y = w[t - 2];
        w[t] = (w[t - 16] + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + w[t - 7] + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10))) | 0;
      }
      var one = (last + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[t] + w[t]) | 0;
      var two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      last = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    h = [h[0] + a | 0, h[1] + b | 0, h[2] + c | 0, h[3] + d | 0, h[4] + e | 0, h[5] + f | 0, h[6] + g | 0, h[7] + last | 0];
  }
  return h.map(function (x) { return ("0000000" + (x >>> 0).toString(16)).slice(-8); }).join("");
}

self.onmessage = function (event) {
  var work = event.data;
  for (var n = 0; n <= work.maxNumber; n += 1) {
    if (sha256(work.salt + n) === work.challenge) { self.postMessage(n); return; }
  }
  self.postMessage(null);
};
