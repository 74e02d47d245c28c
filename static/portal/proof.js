// Prove in the background that a browser sends the form; where that fails or takes too long, show the question in words.
// Who is quicker than the work waits for it: his form goes by itself once it is done, with the files he chose.
(function () {
  "use strict";
  var input = document.querySelector("input[data-proof]");
  var told = document.querySelector(".proof-told");
  if (!input || !told) return;
  var form = input.form;
  var LONG = 12000; // milliseconds
  var waiting = null; // the button that was pressed

  function ask() {
    told.textContent = "请回答上面的问题，确认是您本人提交。";
    form.setAttribute("data-ask", "");
    if (waiting) form.elements.answer.focus();
    waiting = null;
  }

  var work = JSON.parse(input.dataset.proof);
  var timer = setTimeout(ask, LONG);
  try {
    var worker = new Worker(input.dataset.worker);
    worker.onerror = function () { clearTimeout(timer); ask(); };
    worker.onmessage = function (event) {
      clearTimeout(timer);
      worker.terminate();
      if (event.data === null) { ask(); return; }
      input.value = btoa(JSON.stringify({
        algorithm: work.algorithm, challenge: work.challenge, number: event.data, salt: work.salt, signature: work.signature
      }));
      form.removeAttribute("data-ask");
      told.textContent = "安全确认已完成。";
      if (waiting) form.requestSubmit(waiting);
    };
    worker.postMessage(work);
  } catch (error) { clearTimeout(timer); ask(); }

  form.addEventListener("submit", function (event) {
    if (input.value || form.hasAttribute("data-ask")) return;
    event.preventDefault();
    waiting = event.submitter || form.querySelector("button[type=submit]");
    told.textContent = "正在进行安全确认，完成后自动提交，请稍候……";
  });
})();
