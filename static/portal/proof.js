// Prove in the background that a browser sends the form; where that fails, show the question in words.
(function () {
  "use strict";
  var input = document.querySelector("input[data-proof]");
  var told = document.querySelector(".proof-told");
  if (!input || !told) return;
  var form = input.form;

  function ask() {
    told.textContent = "请回答下面的问题，确认是您本人提交。";
    form.setAttribute("data-ask", "");
  }

  var work = JSON.parse(input.dataset.proof);
  try {
    var worker = new Worker(input.dataset.worker);
    worker.onerror = ask;
    worker.onmessage = function (event) {
      worker.terminate();
      if (event.data === null) { ask(); return; }
      input.value = btoa(JSON.stringify({
        algorithm: work.algorithm, challenge: work.challenge, number: event.data, salt: work.salt, signature: work.signature
      }));
      told.textContent = "安全确认已完成。";
    };
    worker.postMessage(work);
  } catch (error) { ask(); }
})();
