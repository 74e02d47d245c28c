// The desk with the line down: what the clerk types and clicks goes into the browser's queue (queue.js), sent later.
(function () {
  "use strict";
  var queue = window.deskQueue;
  if (!queue) return;
  var KEPT = "网络不通，已保存在这台电脑上，网络恢复后自动上传。";
  var NOT_KEPT = "这台电脑无法保存，请用纸质登记表记录，稍后补录。";

  function form() { return document.querySelector("form#visit"); }

  function newToken() {
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    var hex = Array.prototype.map.call(bytes, function (byte) { return ("0" + byte.toString(16)).slice(-2); }).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  // the kept page is the same whenever it opens; a visit typed on it is not
  if (document.querySelector("[data-kept-page]")) form().elements.token.value = newToken();

  // --- a visit
  function missing(sheet) {
    var name = sheet.elements.voter_name;
    if (!name.value.trim()) return [name, "请填写来访选民姓名，不愿留名的填“匿名”。"];
    var rows = Array.prototype.filter.call(sheet.querySelectorAll("[data-matter]"), function (row) { return !row.hidden; });
    for (var i = 0; i < rows.length; i += 1) {
      var text = rows[i].querySelector('[name$="-text"]');
      var category = rows[i].querySelector('[name$="-category"]');
      if (!text.value.trim()) return [text, "请记下选民反映的事项。"];
      if (!category.value) return [category, "请选择类别。"];
    }
    return null;
  }

  function typed(sheet) {
    var fields = [];
    new FormData(sheet).forEach(function (value, name) { if (value && name !== "csrfmiddlewaretoken") fields.push([name, value]); });
    return fields;
  }

  function blank(sheet) {
    sheet.reset();
    sheet.removeAttribute("data-dirty");
    sheet.dispatchEvent(new CustomEvent("desk:blank", { bubbles: true }));
  }

  function put(sheet, why) {
    clearTimeout(drafting);
    var fault = missing(sheet);
    if (fault) { queue.tell(fault[1]); fault[0].focus(); return; }
    queue.keep(sheet.elements.token.value, "visit", typed(sheet))
      .then(function () {
        blank(sheet);
        sheet.elements.token.value = newToken();
        queue.tell(why);
        return queue.show();
      })
      .catch(function () { queue.tell(NOT_KEPT); });
  }

  // --- what is typed but not saved yet comes back after a power cut
  var drafting = null;
  function begun(sheet) {
    return ["voter_name", "phone", "address"].some(function (name) { return sheet.elements[name].value.trim(); }) ||
      Array.prototype.some.call(sheet.querySelectorAll('[name$="-text"]'), function (one) { return one.value.trim(); });
  }

  document.addEventListener("input", function (event) {
    var sheet = event.target.closest("form#visit");
    if (!sheet) return;
    clearTimeout(drafting);
    drafting = setTimeout(function () {
      var token = sheet.elements.token.value;
      if (!sheet.isConnected) return;
      if (begun(sheet)) queue.keep(token, "visit", typed(sheet), { state: "draft" }).catch(function () {});
      else queue.drop(token);
    }, 1000);
  });

  document.addEventListener("htmx:afterSettle", function () {
    var saved = document.querySelector("form#visit [data-saved]");
    if (saved) { clearTimeout(drafting); queue.drop(saved.dataset.saved).then(queue.show); }
  });

  // back into the form, to be mended; the entry stays until the house or the clerk has done with it
  queue.place.taken = function (entry) {
    var sheet = form();
    if (sheet.hasAttribute("data-dirty") && !window.confirm("表单里还有没保存的内容，会被换掉。确定取出吗？")) return;
    blank(sheet);
    var rows = Number(queue.value(entry, "m-TOTAL_FORMS"));
    for (var i = 1; i < rows; i += 1) sheet.querySelector("[data-add]").click();
    entry.fields.forEach(function (pair) {
      var field = sheet.elements[pair[0]];
      if (!field || pair[0] === "m-TOTAL_FORMS") return;
      if (field.type === "checkbox") field.checked = true; else field.value = pair[1];
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
    sheet.elements.voter_name.focus();
    queue.show();
  };
  queue.show();

  // --- a deputy is here, or is not
  function attended(sheet, button) {
    var fields = typed(sheet).concat([[button.name, button.value]]);
    var code = sheet.elements.code;
    if (code && !code.value.trim()) { code.focus(); return; }
    var who = code ? code.value.trim() : sheet.dataset.who;
    var token = ["attend", queue.place.dataset.day, code ? who : sheet.elements.entry.value].join("-");
    queue.keep(token, "attend", fields, { label: who + " " + button.textContent.trim() })
      .then(function () {
        if (code) sheet.reset();
        sheet.querySelectorAll("[aria-pressed]").forEach(function (one) { one.setAttribute("aria-pressed", String(one === button)); });
        queue.tell(KEPT);
        return queue.show();
      })
      .catch(function () { queue.tell(NOT_KEPT); });
  }

  function keepIt(source, why) {
    if (source.id === "visit") put(source, why);
    else attended(source, source.pressed || source.querySelector("button[type=submit]"));
  }

  function ours(event) { return event.target.matches && event.target.matches("form#visit, #roster form") ? event.target : null; }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("#roster button[type=submit]");
    if (button) button.form.pressed = button;
  });
  document.addEventListener("htmx:beforeRequest", function (event) {
    if (ours(event) && navigator.onLine === false) { event.preventDefault(); keepIt(event.target, KEPT); }
  });
  ["htmx:sendError", "htmx:timeout"].forEach(function (name) {
    document.addEventListener(name, function (event) { if (ours(event)) keepIt(event.target, KEPT); });
  });
  document.addEventListener("htmx:responseError", function (event) {
    if (ours(event) && event.detail.xhr.status >= 500) {
      keepIt(event.target, "服务器暂时没有响应，已保存在这台电脑上，稍后自动上传。");
    }
  });
})();
