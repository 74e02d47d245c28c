// What this browser keeps while the line is down: the store, sending each entry once, and the list on the page.
// The desk's own form and clicks are in offline.js.
(function () {
  "use strict";
  var place = document.querySelector("[data-queue]");
  if (!place || !window.indexedDB) return;
  var user = place.dataset.user;
  var WAIT = 30000; // milliseconds; a line so bad counts as cut
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

  function put(entry) { return inStore("readwrite", function (store) { return store.put(entry); }); }
  function drop(token) { return inStore("readwrite", function (store) { return store.delete(token); }); }
  function mine() {
    return inStore("readonly", function (store) { return store.getAll(); }).then(function (rows) {
      return rows.filter(function (row) { return row.user === user; }).sort(function (a, b) { return a.at < b.at ? -1 : 1; });
    });
  }

  function now() { return new Date().toISOString().replace(/\.\d+Z$/, "+0000"); }

  // fields: [name, value] pairs; state waiting (to be sent) or draft (not yet saved by the clerk)
  function keep(token, kind, fields, more) {
    var entry = { token: token, kind: kind, user: user, day: place.dataset.day, sync: place.dataset.sync, at: now(), fields: fields, state: "waiting", faults: [] };
    return put(Object.assign(entry, more || {}));
  }

  // --- from the store to the house
  function ask(address, body) {
    var stop = new AbortController();
    var timer = setTimeout(function () { stop.abort(); }, WAIT);
    return fetch(address, { method: body ? "POST" : "GET", body: body, headers: { Accept: "application/json" }, signal: stop.signal })
      .then(function (answer) {
        if (answer.redirected) throw new Error("door");
        if (answer.status === 403 || answer.status === 404) throw new Error("denied");
        if (!answer.ok) throw new Error("down");
        return answer.json();
      })
      .finally(function () { clearTimeout(timer); });
  }

  function send(entry, more) {
    return ask(entry.sync)
      .then(function (fresh) {
        var extra = [["typed_at", entry.at], ["csrfmiddlewaretoken", fresh.token]].concat(more || []);
        return ask(entry.sync, new URLSearchParams(entry.fields.concat(extra)));
      })
      .catch(function (error) {
        if (error.message !== "denied") throw error;
        return { state: "denied", faults: ["您现在不能登记这个接待日，请联系站长或上级人大工作机构。"] };
      })
      .then(function (said) {
        if (said.state === "saved" || said.state === "already") return drop(entry.token).then(function () { return 1; });
        entry.state = said.state;
        entry.faults = said.faults;
        return put(entry).then(function () { return 0; });
      });
  }

  var TROUBLES = {
    door: "登录已失效，请另开页面重新登录后再上传，内容仍保存在这台电脑上。",
    down: "服务器暂时没有响应，稍后自动再传，内容仍保存在这台电脑上。"
  };

  // states: which entries to send
  function sendAll(states) {
    if (busy || navigator.onLine === false) return Promise.resolve();
    busy = true;
    var alone = navigator.locks ? function (work) { return navigator.locks.request("desk-sync", work); } : function (work) { return work(); };
    return alone(function () {
      return mine().then(function (rows) {
        var sent = rows.filter(function (row) { return states.indexOf(row.state) >= 0; });
        return sent.reduce(function (before, entry) {
          return before.then(function (count) { return send(entry).then(function (one) { return count + one; }); });
        }, Promise.resolve(0)).then(function (count) { return [count, sent.length]; });
      });
    })
      .then(function (sums) {
        if (!sums[1]) return;
        tell(sums[0] ? "已上传" + sums[0] + "条断网时的登记。" : "");
        if (sums[0]) refresh();
      })
      .catch(function (error) { if (TROUBLES[error.message]) tell(TROUBLES[error.message]); })
      .then(function () { busy = false; return show(); });
  }

  function refresh() {
    ["#visits", "#roster"].forEach(function (part) {
      var node = document.querySelector(part);
      if (node) window.htmx.ajax("GET", window.location.pathname, { source: node, target: part, select: part, swap: "outerHTML" });
    });
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

  // as the house masks a name
  function masked(name) { return name.slice(0, 1) + "*".repeat(Math.max(1, Math.min(2, name.length - 1))); }

  var HEADS = { waiting: "等待上传", early: "接待日还没有开始", same: "可能重复", closed: "接待日已不能登记", faulty: "需要改正", denied: "无权登记", draft: "没有填完" };

  function button(row, label, work) {
    var node = document.createElement("button");
    node.type = "button";
    node.className = "btn btn-quiet";
    node.textContent = label;
    node.addEventListener("click", work);
    row.append(node);
  }

  function again(entry, more) {
    return function () { send(entry, more).catch(function () {}).then(function () { refresh(); return show(); }); };
  }

  function line(entry) {
    var row = document.createElement("li");
    var head = document.createElement("p");
    var at = new Date(entry.at.replace("+0000", "Z"));
    var visit = entry.kind !== "attend";
    var who = visit ? masked(value(entry, "voter_name") || "未填") : entry.label;
    head.textContent = who + " " + ("0" + at.getHours()).slice(-2) + ":" + ("0" + at.getMinutes()).slice(-2) + " " + HEADS[entry.state];
    row.append(head);
    entry.faults.forEach(function (said) {
      var note = document.createElement("p");
      note.className = "muted";
      note.textContent = said;
      row.append(note);
    });
    var buttons = document.createElement("p");
    buttons.className = "queue-buttons";
    row.append(buttons);
    if (entry.state === "same") button(buttons, visit ? "不是重复，仍然登记" : "仍然登记", again(entry, [["sure", "on"]]));
    if (entry.state === "closed" && visit) button(buttons, "作为补录登记", again(entry, [["sure", "on"], ["late", "on"]]));
    if (visit && (entry.state === "faulty" || entry.state === "draft") && place.taken) button(buttons, "取出修改", function () { place.taken(entry); });
    if (entry.state !== "waiting" && entry.state !== "early") button(buttons, "删除", function () {
      if (window.confirm("删除后不能恢复。确定不再登记吗？")) drop(entry.token).then(show);
    });
    return row;
  }

  function show() {
    var typing = document.querySelector("form#visit [name=token]");
    return mine().then(function (rows) {
      var shown = rows.filter(function (row) { return row.state !== "draft" || !typing || row.token !== typing.value; });
      place.querySelector("[data-queue-count]").textContent = shown.length;
      var list = place.querySelector("[data-queue-rows]");
      list.replaceChildren.apply(list, shown.map(line));
      place.querySelector("[data-queue-send]").hidden = !shown.some(function (row) { return row.state === "waiting" || row.state === "early"; });
      if (shown.length) place.hidden = false;
    });
  }

  place.querySelector("[data-queue-send]").addEventListener("click", function () { sendAll(["waiting", "early"]); });
  window.addEventListener("online", function () { sendAll(["waiting", "early"]); });
  setInterval(function () { sendAll(["waiting"]); }, 20000);
  window.deskQueue = { place: place, keep: keep, drop: drop, mine: mine, show: show, tell: tell, value: value };
  show().then(function () { return sendAll(["waiting", "early"]); });

  // --- the desk's page again without a line: its empty form, and the files that form asks for
  function keepPage(shell) {
    return fetch(shell).then(function (answer) {
      if (answer.redirected || !answer.ok) throw new Error("door");
      return answer.text();
    }).then(function (text) {
      var page = new DOMParser().parseFromString(text, "text/html");
      var nodes = page.querySelectorAll('link[rel="stylesheet"], link[rel="icon"], script[src]');
      var files = Array.prototype.map.call(nodes, function (node) { return node.getAttribute("href") || node.getAttribute("src"); });
      return caches.open("desk").then(function (cache) { return cache.addAll(files.concat([shell])); });
    });
  }

  if (place.dataset.shell && "serviceWorker" in navigator && window.caches && navigator.onLine !== false) {
    navigator.serviceWorker.register(place.dataset.worker, { scope: "/" })
      .then(function () { return keepPage(place.dataset.shell); })
      .then(function () {
        place.dataset.ready = "yes";
        var note = document.querySelector("[data-queue-ready]");
        if (note) note.hidden = false;
      })
      .catch(function () { /* without it the open page still keeps what is typed */ });
  }
})();
