// Before anything is drawn: the scheme that the reader chose last time.
(() => {
  const chosen = localStorage.getItem("dragoman-theme");
  if (chosen === "dark" || chosen === "light") document.documentElement.dataset.theme = chosen;
})();
