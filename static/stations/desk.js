// The desk: everything from the keyboard. Ctrl+Enter saves, Alt+N adds a matter, the focus goes back to the name.
(function () {
  "use strict";

  function field(row, name) { return row.querySelector('[name$="-' + name + '"]'); }

  // only the fields that the chosen route needs
  function showRoute(row) {
    var route = field(row, "route").value;
    row.querySelectorAll("[data-for]").forEach(function (part) {
      part.hidden = part.dataset.for.split(" ").indexOf(route) < 0;
    });
    // said aloud: what this way cannot do without
    var needed = Array.prototype.filter.call(row.querySelectorAll("[data-must]"), function (input) {
      return !input.closest("[data-for]").hidden;
    }).map(function (input) { return input.closest('[id^="div_id_"]').querySelector("label").textContent.trim(); });
    row.querySelector("[data-needs]").textContent = needed.length ? "需要填写：" + needed.join("、") : "";
  }

  function count(form) {
    var shown = form.querySelectorAll("[data-matter]:not([hidden])");
    shown.forEach(function (row, i) {
      row.querySelector("[data-count]").textContent = shown.length > 1 ? i + 1 : "";
      row.querySelector("[data-remove]").hidden = shown.length < 2;
    });
  }

  function add(form) {
    var total = form.querySelector('[name="m-TOTAL_FORMS"]');
    var holder = document.createElement("div");
    holder.innerHTML = form.querySelector("template[data-blank]").innerHTML.replace(/__prefix__/g, total.value);
    var row = holder.firstElementChild;
    form.querySelector("[data-matters]").append(row);
    total.value = Number(total.value) + 1;
    showRoute(row);
    count(form);
    row.dispatchEvent(new CustomEvent("htmx:afterSwap", { bubbles: true, detail: {} })); // searchable selects
    field(row, "text").focus();
  }

  function remove(row) {
    row.querySelectorAll("textarea, input, select").forEach(function (one) { one.value = ""; });
    row.hidden = true;
    count(row.closest("form"));
  }

  function ready(form) {
    form.querySelectorAll("[data-matter]").forEach(showRoute);
    count(form);
    var first = form.querySelector(".is-invalid:not(.pick-native)") || form.querySelector('[name="voter_name"]');
    first.focus();
  }

  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-add]")) add(event.target.closest("form"));
    if (event.target.closest("[data-remove]")) remove(event.target.closest("[data-matter]"));
  });

  // open opinions like the words just typed
  function lookSimilar(row) {
    var form = row.closest("form");
    if (!form.dataset.similarUrl || navigator.onLine === false) return;
    window.htmx.ajax("POST", form.dataset.similarUrl, {
      target: row.querySelector("[data-similar]"),
      swap: "innerHTML",
      values: { text: field(row, "text").value, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value },
    });
  }

  document.addEventListener("change", function (event) {
    var row = event.target.closest("[data-matter]");
    if (row && /-route$/.test(event.target.name)) showRoute(row);
    if (row && /-text$/.test(event.target.name)) lookSimilar(row);
  });

  document.addEventListener("keydown", function (event) {
    var form = document.querySelector("form[data-desk]");
    if (!form || event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.altKey && (event.key === "n" || event.key === "N" || event.code === "KeyN")) {
      event.preventDefault();
      add(form);
    }
  });

  // the form is empty again, with one matter: after a visit was kept for later
  document.addEventListener("desk:blank", function (event) {
    var form = event.target;
    form.querySelectorAll("[data-matter]").forEach(function (row, place) { if (place) row.remove(); else row.hidden = false; });
    form.querySelectorAll("[data-similar], #caller").forEach(function (part) { part.replaceChildren(); });
    form.elements["m-TOTAL_FORMS"].value = 1;
    ready(form);
  });

  document.addEventListener("htmx:afterSettle", function () {
    var form = document.querySelector("form[data-desk]");
    if (form && !form.dataset.ready) { form.dataset.ready = "1"; ready(form); }
  });

  document.querySelectorAll("form[data-desk]").forEach(function (form) { form.dataset.ready = "1"; ready(form); });
})();
