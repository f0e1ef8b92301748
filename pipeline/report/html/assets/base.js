"use strict";
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

// Private windows and some file systems refuse storage: the choice then lasts as long as the page.
function remembered(key, value) {
  try {
    if (value === undefined) return localStorage.getItem(key);
    localStorage.setItem(key, value);
  } catch { /* nothing to keep it in */ }
  return null;
}

const chosen = remembered("bitexte-theme");
if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;

function switchTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  remembered("bitexte-theme", root.dataset.theme);
}
$("#theme").addEventListener("click", switchTheme);

// One letter for one letter, so that places in the folded text are places in the text.
function fold(text) {
  let folded = "";
  for (let at = 0; at < text.length; at++) {
    const unit = text[at];
    const code = unit.charCodeAt(0);
    if (code < 128) folded += unit.toLowerCase();
    else if (code === 0xa0 || code === 0x202f) folded += " ";
    else if (code === 0x2019) folded += "'";
    else folded += unit.normalize("NFD")[0].toLowerCase()[0];
  }
  return folded;
}

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}
