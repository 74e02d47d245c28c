// Forms: no second click, no lost typing, a question before a deed. And the large type.
(function () {
  "use strict";
  var leaving = false;

  function dirty(form) { return form.hasAttribute("data-dirty"); }

  document.addEventListener("input", function (event) {
    var form = event.target.form;
    if (form && form.hasAttribute("data-guard")) form.setAttribute("data-dirty", "");
  });

  window.addEventListener("beforeunload", function (event) {
    if (leaving) return;
    if (Array.prototype.some.call(document.querySelectorAll("form[data-guard]"), dirty)) event.preventDefault();
  });

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) {
      event.preventDefault();
      return;
    }
    // what comes back is a file: the page stays, and may be sent again
    if (form.method !== "post" || form.hasAttribute("data-again")) return;
    if (form.hasAttribute("data-sent")) {
      event.preventDefault();
      return;
    }
    form.setAttribute("data-sent", "");
    leaving = true;
    // after the browser has collected the fields, so that a named button still counts
    setTimeout(function () {
      if (event.defaultPrevented) { form.removeAttribute("data-sent"); leaving = false; return; }
      form.querySelectorAll("button[type=submit]").forEach(function (button) { button.disabled = true; });
    }, 0);
  });

  window.addEventListener("pageshow", function () {
    leaving = false;
    document.querySelectorAll("form[data-sent]").forEach(function (form) {
      form.removeAttribute("data-sent");
      form.querySelectorAll("button[type=submit]").forEach(function (button) { button.disabled = false; });
    });
  });

  // a field that only some answers of another need: data-when="route=community town"; what was typed stays in it
  function showWanted(form) {
    form.querySelectorAll("[data-when]").forEach(function (field) {
      var rule = field.dataset.when.split("=");
      var other = form.elements[field.name.replace(/[^-]*$/, rule[0])];
      var box = field.closest(".col-md") || field.closest('[id^="div_id_"]');
      if (other && box) box.hidden = rule[1].split(" ").indexOf(other.value) < 0;
    });
  }

  function showAllWanted() {
    var forms = Array.prototype.map.call(document.querySelectorAll("[data-when]"), function (field) { return field.form; });
    new Set(forms).forEach(showWanted);
  }

  document.addEventListener("change", function (event) { if (event.target.form) showWanted(event.target.form); });
  document.addEventListener("htmx:afterSettle", showAllWanted);
  showAllWanted();

  // what names a year follows the year chosen: data-follows="year" (the name of the other field)
  document.addEventListener("focusin", function (event) {
    if (event.target.form && !event.target.dataset.was) event.target.dataset.was = event.target.value;
  });
  document.addEventListener("change", function (event) {
    var other = event.target, was = other.dataset.was;
    if (!other.form || !/^\d{4}$/.test(other.value) || !/^\d{4}$/.test(was || "")) return;
    other.form.querySelectorAll('[data-follows="' + other.name + '"]').forEach(function (field) {
      field.value = field.value.replace(was, other.value);
    });
    other.dataset.was = other.value;
  });

  // a file that is too large is told before it is sent: data-most (bytes), data-many (how many files)
  function tooMuch(input) {
    var files = Array.prototype.slice.call(input.files);
    var most = Number(input.dataset.most), many = Number(input.dataset.many || 0);
    if (many && files.length > many) return "最多可以附" + many + "个，请重新选择。";
    var large = files.filter(function (file) { return most && file.size > most; })[0];
    return large ? "“" + large.name + "”有" + (large.size / 1048576).toFixed(1) + "MB，超过" + Math.floor(most / 1048576) + "MB，请重新选择。" : "";
  }

  document.addEventListener("change", function (event) {
    var input = event.target;
    if (input.type !== "file" || !input.dataset.most) return;
    var note = input.parentNode.querySelector("[data-file-fault]");
    var said = tooMuch(input);
    if (!note && !said) return;
    if (!note) {
      note = document.createElement("p");
      note.className = "invalid-feedback";
      note.setAttribute("data-file-fault", "");
      note.setAttribute("role", "alert");
      input.after(note);
    }
    note.textContent = said;
    if (said) input.value = "";
  });

  // the session ended while something is typed, and a small question of the page was the first to notice:
  // stay on the page; the form itself will ask to sign in and gets its text back
  document.addEventListener("htmx:beforeOnLoad", function (event) {
    var away = event.detail.xhr.getResponseHeader("HX-Redirect");
    var typed = Array.prototype.filter.call(document.querySelectorAll("form[data-guard]"), dirty);
    if (!away) return;
    if (!typed.length || typed.indexOf(event.detail.elt) >= 0) { leaving = true; return; }
    event.preventDefault();
    var note = document.querySelector("[data-away]") || document.createElement("div");
    note.className = "notice notice-warning";
    note.setAttribute("data-away", "");
    note.setAttribute("role", "alert");
    note.textContent = "登录已失效。已填写的内容还在本页：填完后照常提交，会请您重新登录，登录后自动恢复。";
    document.getElementById("content").prepend(note);
    note.scrollIntoView({ block: "nearest" });
  });

  // what was typed before the session ended counts as typed, until it is sent
  var retyped = document.querySelector("[data-retyped]");
  if (retyped) {
    document.querySelectorAll("form[data-guard]").forEach(function (form) { form.setAttribute("data-dirty", ""); });
    document.addEventListener("htmx:afterSwap", function (event) {
      if (event.detail.requestConfig && event.detail.requestConfig.elt.matches("form[data-guard]")) retyped.remove();
    });
  }

  function showLarge() {
    var on = document.documentElement.hasAttribute("data-large");
    document.querySelectorAll("[data-large]").forEach(function (button) {
      if (button !== document.documentElement) button.setAttribute("aria-pressed", String(on));
    });
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("button[data-large]");
    if (button) {
      var on = document.documentElement.toggleAttribute("data-large");
      try { localStorage.setItem("large", on ? "1" : "0"); } catch (error) { /* lasts for this page */ }
      showLarge();
    }
    var print = event.target.closest("[data-print]");
    if (print) window.print();
  });

  showLarge();
  var faults = document.querySelector(".fault-summary");
  if (faults) faults.focus();
})();
