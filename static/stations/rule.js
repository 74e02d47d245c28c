// A rule of reception days: only the fields of the chosen pattern are shown.
(function () {
  "use strict";
  var WANTED = { days: ["months", "days"], ordinal: ["months", "ordinal", "weekday"], weekly: ["weekday"] };

  function show(form) {
    var wanted = WANTED[form.elements.pattern.value] || [];
    ["months", "days", "ordinal", "weekday"].forEach(function (name) {
      var column = form.elements[name].closest(".col-md");
      if (column) column.hidden = wanted.indexOf(name) < 0;
    });
  }

  document.querySelectorAll("form[data-rule]").forEach(function (form) {
    form.elements.pattern.addEventListener("change", function () { show(form); });
    show(form);
  });
})();
