// The desk with the line down: visits are kept in this browser, sent once when the line is back, then forgotten.
(function () {
  "use strict";
  var place = document.querySelector("[data-queue]");
  if (!place || !window.indexedDB) return;
  var user = place.dataset.user;
  var busy = false;

  // --- the store: one entry a visit, its key is the token that the database holds unique
  function open() {
    return new Promise(function (done, fail) {
      var asked = indexedDB.open("desk", 1);
      asked.onupgradeneeded = function () { asked.result.createObjectStore("entries", { keyPath: "token" }); };
      asked.onsuccess = function () { done(asked.result); };
      asked.onerror = function () { fail(asked.error); };
    });
  }

  function inStore(mode, work) {
    return open().then(function (database) {
      return new Promise(function (done, fail) {
        var act = database.transaction("entries", mode);
        var asked = work(act.objectStore("entries"));
        act.oncomplete = function () { database.close(); done(asked.result); };
        act.onabort = act.onerror = function () { database.close(); fail(act.error); };
      });
    });
  }

  function keep(entry) { return inStore("readwrite", function (store) { return store.put(entry); }); }
  function drop(token) { return inStore("readwrite", function (store) { return store.delete(token); }); }
  function mine() {
    return inStore("readonly", function (store) { return store.getAll(); }).then(function (rows) {
      return rows.filter(function (row) { return row.user === user; }).sort(function (a, b) { return a.at < b.at ? -1 : 1; });
    });
  }

  // --- from the form into the store
  function newToken() {
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    var hex = Array.prototype.map.call(bytes, function (byte) { return ("0" + byte.toString(16)).slice(-2); }).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  function now() { return new Date().toISOString().replace(/\.\d+Z$/, "+0000"); }

  function missing(form) {
    var name = form.elements.voter_name;
    if (!name.value.trim()) return [name, "请填写来访选民姓名，不愿留名的填“匿名”。"];
    var rows = Array.prototype.filter.call(form.querySelectorAll("[data-matter]"), function (row) { return !row.hidden; });
    for (var i = 0; i < rows.length; i += 1) {
      var text = rows[i].querySelector('[name$="-text"]');
      var category = rows[i].querySelector('[name$="-category"]');
      if (!text.value.trim()) return [text, "请记下选民反映的事项。"];
      if (!category.value) return [category, "请选择类别。"];
    }
    return null;
  }

  function queue(form) {
    var fault = missing(form);
    if (fault) { tell(fault[1]); fault[0].focus(); return; }
    var fields = [];
    new FormData(form).forEach(function (value, name) { if (value && name !== "csrfmiddlewaretoken") fields.push([name, value]); });
    var token = form.elements.token.value;
    keep({ token: token, user: user, day: place.dataset.day, sync: place.dataset.sync, at: now(), fields: fields, state: "waiting", faults: [] })
      .then(function () {
        form.reset();
        form.elements.token.value = newToken();
        form.removeAttribute("data-dirty");
        form.dispatchEvent(new CustomEvent("desk:blank", { bubbles: true }));
        tell("网络不通，已保存在这台电脑上，网络恢复后自动上传。");
        return show();
      })
      .catch(function () { tell("这台电脑无法保存，请用纸质登记表记录，稍后补录。"); });
  }

  function ours(event) { return event.target.closest && event.target.closest("form#visit"); }
  document.addEventListener("htmx:beforeRequest", function (event) {
    var form = ours(event);
    if (form && event.target === form && navigator.onLine === false) { event.preventDefault(); queue(form); }
  });
  ["htmx:sendError", "htmx:timeout"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var form = ours(event);
      if (form && event.target === form) queue(form);
    });
  });

  // --- from the store to the house
  function send(entry, more) {
    return fetch(entry.sync, { headers: { Accept: "application/json" } })
      .then(function (answer) {
        if (answer.redirected || !answer.ok) throw new Error(answer.status === 404 || answer.status === 403 ? "denied" : "door");
        return answer.json();
      })
      .then(function (fresh) {
        var body = new URLSearchParams(entry.fields.concat([["typed_at", entry.at], ["csrfmiddlewaretoken", fresh.token]], more || []));
        return fetch(entry.sync, { method: "POST", body: body, headers: { Accept: "application/json" } });
      })
      .then(function (answer) {
        if (answer.redirected || !answer.ok) throw new Error("door");
        return answer.json();
      })
      .then(function (said) {
        if (said.state === "saved" || said.state === "already") return drop(entry.token).then(function () { return said; });
        entry.state = said.state;
        entry.faults = said.faults;
        return keep(entry).then(function () { return said; });
      });
  }

  function sendAll() {
    if (busy || navigator.onLine === false) return Promise.resolve();
    busy = true;
    var alone = navigator.locks ? function (work) { return navigator.locks.request("desk-sync", work); } : function (work) { return work(); };
    return alone(function () {
      return mine().then(function (rows) {
        var waiting = rows.filter(function (row) { return row.state === "waiting"; });
        return waiting.reduce(function (before, entry) {
          return before.then(function (count) {
            return send(entry).then(function (said) { return count + (said.state === "saved" ? 1 : 0); });
          });
        }, Promise.resolve(0));
      });
    })
      .then(function (count) { if (count) { tell("已上传" + count + "次断网登记的来访。"); refresh(); } })
      .catch(function (error) { if (error.message === "door") tell("登录已失效，请另开页面重新登录后再上传，内容仍保存在这台电脑上。"); })
      .then(function () { busy = false; return show(); });
  }

  function refresh() {
    if (document.getElementById("visits")) window.htmx.ajax("GET", window.location.pathname, { source: place, target: "#visits", select: "#visits", swap: "outerHTML" });
  }

  // --- what is shown
  function tell(words) {
    place.hidden = false;
    place.querySelector("[data-queue-note]").textContent = words;
  }

  function value(entry, name) {
    var found = entry.fields.filter(function (pair) { return pair[0] === name; })[0];
    return found ? found[1] : "";
  }

  var HEADS = { waiting: "等待上传", same: "可能重复", closed: "接待日已不能登记", faulty: "需要改正" };

  function button(row, label, work) {
    var node = document.createElement("button");
    node.type = "button";
    node.className = "btn btn-quiet";
    node.textContent = label;
    node.addEventListener("click", work);
    row.append(node);
  }

  function again(entry, more) { return function () { send(entry, more).catch(function () {}).then(function () { refresh(); return show(); }); }; }

  function line(entry) {
    var row = document.createElement("li");
    var head = document.createElement("p");
    var at = new Date(entry.at.replace("+0000", "Z"));
    head.textContent = value(entry, "voter_name").slice(0, 1) + "** " + ("0" + at.getHours()).slice(-2) + ":" + ("0" + at.getMinutes()).slice(-2) + " " + HEADS[entry.state];
    row.append(head);
    entry.faults.forEach(function (said) {
      var note = document.createElement("p");
      note.className = "muted";
      note.textContent = said;
      row.append(note);
    });
    if (entry.state === "same") button(row, "不是重复，仍然登记", again(entry, [["sure", "on"]]));
    if (entry.state === "closed") button(row, "作为补录登记", again(entry, [["sure", "on"], ["late", "on"]]));
    if (entry.state === "faulty") button(row, "取出修改", function () { take(entry); });
    if (entry.state !== "waiting") button(row, "删除", function () {
      if (window.confirm("删除后不能恢复。确定不再登记这次来访吗？")) drop(entry.token).then(show);
    });
    return row;
  }

  // back into the form, to be mended; the token stays the same
  function take(entry) {
    var form = document.querySelector("form#visit");
    form.reset();
    form.dispatchEvent(new CustomEvent("desk:blank", { bubbles: true }));
    var rows = Number(value(entry, "m-TOTAL_FORMS"));
    for (var i = 1; i < rows; i += 1) form.querySelector("[data-add]").click();
    entry.fields.forEach(function (pair) {
      var field = form.elements[pair[0]];
      if (!field || pair[0] === "m-TOTAL_FORMS") return;
      if (field.type === "checkbox") field.checked = true; else field.value = pair[1];
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
    drop(entry.token).then(show);
  }

  function show() {
    return mine().then(function (rows) {
      place.querySelector("[data-queue-count]").textContent = rows.length;
      var list = place.querySelector("[data-queue-rows]");
      list.replaceChildren.apply(list, rows.map(line));
      place.querySelector("[data-queue-send]").hidden = !rows.some(function (row) { return row.state === "waiting"; });
      if (rows.length) place.hidden = false;
    });
  }

  place.querySelector("[data-queue-send]").addEventListener("click", sendAll);
  window.addEventListener("online", sendAll);
  setInterval(sendAll, 20000);
  show().then(sendAll);

  // --- this page again without a line
  function files() {
    var nodes = document.querySelectorAll('link[rel="stylesheet"], link[rel="icon"], script[src]');
    return Array.prototype.map.call(nodes, function (node) { return node.href || node.src; });
  }

  if ("serviceWorker" in navigator && window.caches && navigator.onLine !== false) {
    navigator.serviceWorker.register(place.dataset.worker)
      .then(function () { return caches.open("desk"); })
      .then(function (cache) { return cache.addAll(files().concat([place.dataset.shell])); })
      .then(function () { place.dataset.ready = "yes"; })
      .catch(function () { /* without it the open page still keeps what is typed */ });
  }
})();
