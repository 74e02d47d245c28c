/* Warns two minutes before the time-out; one click asks the server to wait on. Several tabs tell each other. */
(() => {
  const place = document.querySelector("[data-idle]");
  if (!place) return;
  const limit = Number(place.dataset.idle) * 1000;
  const early = Math.min(120000, limit / 3);
  const key = "liaison-seen";
  const note = place.querySelector("[data-idle-note]");
  const words = place.querySelector("[data-idle-words]");
  const seen = () => localStorage.setItem(key, String(Date.now()));
  const look = () => {
    const left = limit - (Date.now() - Number(localStorage.getItem(key)));
    note.hidden = left > early;
    if (note.hidden) return;
    const gone = left <= 0;
    words.textContent = gone
      ? "因长时间未操作已退出。请不要关闭本页：点提交后会请您重新登录，已填写的内容登录后自动恢复。"
      : `因长时间未操作，约${Math.max(1, Math.ceil(left / 60000))}分钟后将自动退出。`;
    place.querySelector("[data-idle-stay]").hidden = gone;
  };
  seen();
  document.body.addEventListener("htmx:afterRequest", seen);
  place.querySelector("[data-idle-stay]").addEventListener("click", async () => {
    const answer = await fetch(place.dataset.idleUrl, { redirect: "manual" });
    if (answer.status === 204) seen();
    look();
  });
  setInterval(look, 5000);
  // the browser's own copy of a page, shown by its back button: not to who has signed out meanwhile
  window.addEventListener("pageshow", async (event) => {
    if (!event.persisted || document.querySelector("form[data-dirty]")) return;
    const answer = await fetch(place.dataset.idleUrl, { redirect: "manual", cache: "no-store" });
    if (answer.status !== 204) location.reload();
  });
})();
