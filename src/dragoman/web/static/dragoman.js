// What makes the pages quicker to use; every page works without it.
"use strict";

const one = (selector) => document.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];

// Light and dark
const isDark = () => {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
};
const themeButton = one("#theme");
if (themeButton) {
  const label = () => { themeButton.textContent = isDark() ? "Light" : "Dark"; };
  themeButton.hidden = false;
  label();
  themeButton.addEventListener("click", () => {
    const wanted = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = wanted;
    localStorage.setItem("dragoman-theme", wanted);
    label();
  });
}

// Filters: a choice is a new address at once; empty fields stay out of it
all("form.filters").forEach((form) => {
  const send = () => {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (String(value).trim()) query.set(name, String(value).trim());
    location.assign(`${form.getAttribute("action")}${query.size ? "?" + query : ""}`);
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); send(); });
  form.addEventListener("change", (event) => { if (event.target.matches("select, input[type=checkbox]")) send(); });
});
all("details.filters-fold, details.facet").forEach((fold) => { if (innerWidth < 960) fold.open = false; });

// An article's spans explain themselves under the pointer, the finger or the focus
const note = one("#note");
if (note) {
  const tell = (event) => {
    const span = event.target.closest("[data-note]");
    if (!span) return;
    all(".is-chosen").forEach((other) => other.classList.remove("is-chosen"));
    span.classList.add("is-chosen");
    note.textContent = span.dataset.note;
  };
  ["pointerover", "focusin", "click"].forEach((kind) => one("#article-text").addEventListener(kind, tell));
}

// New events while a page is open
const banner = one("#grown");
if (banner) {
  let first = null;
  const look = async () => {
    try {
      const answer = await fetch("/api/v1/generation");
      if (!answer.ok) return;
      const { generation } = await answer.json();
      first ??= generation;
      banner.hidden = generation === first;
    } catch { /* the server is away; the next look will tell */ }
  };
  look();
  setInterval(() => { if (!document.hidden) look(); }, 15000);
}

// Review by keys
const review = one("#review");
if (review) {
  const panels = { e: "#correct", m: "#merge", s: "#split" };
  const keep = one("#by");
  const reason = one("#reason");
  const fill = (form) => {
    form.querySelector("[name=by]").value = keep.value.trim();
    form.querySelector("[name=reason]").value = reason.value.trim();
  };
  const saved = localStorage.getItem("dragoman-reviewer");
  if (keep && !keep.value && saved) keep.value = saved;
  all("form.judge").forEach((form) => form.addEventListener("submit", (event) => {
    if (!keep.value.trim()) {
      event.preventDefault();
      one("#who-needed").hidden = false;
      keep.focus();
      return;
    }
    localStorage.setItem("dragoman-reviewer", keep.value.trim());
    fill(form);
  }));
  const open = (selector) => {
    const panel = one(selector);
    if (!panel) return;
    panel.open = true;
    panel.querySelector("select, input:not([type=hidden]), textarea, button")?.focus();
  };
  const follow = (selector) => { const link = one(selector); if (link) location.assign(link.href); };
  const press = (selector) => { one(selector)?.requestSubmit(); };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") { document.activeElement?.blur(); all("#correct, #merge, #split").forEach((p) => { p.open = false; }); return; }
    if (event.target.closest("input:not([type=radio]):not([type=checkbox]), select, textarea")) return;
    const key = event.key.toLowerCase();
    const acts = {
      c: () => press("#confirm-form"), r: () => press("#reject-form"), u: () => press("#undo-form"),
      j: () => follow("#next"), k: () => follow("#previous"),
    };
    if (panels[key]) { event.preventDefault(); open(panels[key]); } else if (acts[key]) { event.preventDefault(); acts[key](); }
  });
}
