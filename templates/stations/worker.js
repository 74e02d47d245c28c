// Keeps the desk's empty form and its files, for when the line is down. Holds no voter's data.
(function () {
  "use strict";
  var NAME = "desk";
  var DAY = /^\/receptions\/(\d+)\//;

  self.addEventListener("install", function () { self.skipWaiting(); });
  self.addEventListener("activate", function (event) { event.waitUntil(self.clients.claim()); });

  function kept(address) {
    return caches.open(NAME).then(function (cache) { return cache.match(address, { ignoreVary: true, ignoreSearch: true }); });
  }

  // the form of that day; where no day is named, or its form is not kept, the form kept last
  function form(pathname) {
    var day = DAY.exec(pathname);
    return kept(day ? "/receptions/" + day[1] + "/desk/offline/" : "/").then(function (page) {
      if (page) return page;
      return caches.open(NAME).then(function (cache) {
        return cache.keys().then(function (all) {
          var forms = all.filter(function (one) { return one.url.indexOf("/desk/offline/") > 0; });
          return forms.length ? cache.match(forms[forms.length - 1]) : Response.error();
        });
      });
    });
  }

  self.addEventListener("fetch", function (event) {
    var asked = event.request;
    var address = new URL(asked.url);
    if (asked.method !== "GET" || address.origin !== self.location.origin) return;
    if (asked.mode === "navigate" && (address.pathname === "/" || address.pathname.indexOf("/receptions/") === 0)) {
      event.respondWith(fetch(asked).catch(function () { return form(address.pathname); }));
    } else if (address.pathname.indexOf("/static/") === 0) {
      event.respondWith(fetch(asked).catch(function () {
        return kept(asked.url).then(function (file) { return file || Response.error(); });
      }));
    }
  });
})();
