// Keeps the desk's empty form and its files, for when the line is down. Holds no voter's data.
(function () {
  "use strict";
  var NAME = "desk";
  var DESK = /^\/receptions\/\d+\/desk\/(offline\/)?$/;

  self.addEventListener("install", function () { self.skipWaiting(); });
  self.addEventListener("activate", function (event) { event.waitUntil(self.clients.claim()); });

  function kept(address) {
    return caches.open(NAME).then(function (cache) { return cache.match(address, { ignoreVary: true, ignoreSearch: true }); });
  }

  self.addEventListener("fetch", function (event) {
    var asked = event.request;
    var address = new URL(asked.url);
    if (asked.method !== "GET" || address.origin !== self.location.origin) return;
    if (asked.mode === "navigate" && DESK.test(address.pathname)) {
      var shell = address.pathname.replace(/desk\/(offline\/)?$/, "desk/offline/");
      event.respondWith(fetch(asked).catch(function () {
        return kept(shell).then(function (page) { return page || Response.error(); });
      }));
    } else if (address.pathname.indexOf("/static/") === 0) {
      event.respondWith(fetch(asked).catch(function () {
        return kept(asked.url).then(function (file) { return file || Response.error(); });
      }));
    }
  });
})();
