
"use strict";
// Keeps what is typed in memory and hands it over as a file. It has no less-than sign and no ampersand, so that a reader of XML
// takes the page as well.
(function () {
  const form = document.getElementById("answers");
  const told = document.getElementById("told");
  const said = new Map();
  let saved = true;

  const field = function (name) { return form.elements.namedItem(name); };
  const two = function (number) { return String(number).padStart(2, "0"); };
  const today = function () {
    const now = new Date();
    return [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-");
  };
  const fresh = function () {
    const bytes = Array.from(crypto.getRandomValues(new Uint8Array(8)));
    return bytes.map(function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
  };
  // half a pair of surrogates is no character, and no file may hold one
  const words = function (control) { return control.value.replace(/[\uD800-\uDFFF]/gu, "").trim(); };

  const comments = function () {
    const all = [];
    said.forEach(function (one, id) {
      const text = words(one.text);
      if (text === "") { return; }
      const place = one.button.dataset;
      all.push({
        id: id, item: place.item || null, about: place.about, section: place.section, field: place.field || "", text: text, date: one.date,
        reply_to: null
      });
    });
    return all;
  };

  const changed = function () {
    saved = false;
    const count = comments().length;
    const kind = field("kind").value;
    const counted = count === 1 ? "1 comment" : count + " comments";
    told.textContent = counted + (kind === "" ? ", not decided" : ", decided") + ", not saved";
  };

  const open = function (button) {
    const id = fresh();
    const box = document.createElement("div");
    box.className = "reply";
    const label = document.createElement("label");
    label.htmlFor = "comment-" + id;
    label.textContent = "Your comment on " + button.dataset.about;
    const text = document.createElement("textarea");
    text.id = "comment-" + id;
    text.rows = 3;
    text.maxLength = 20000;
    const drop = document.createElement("button");
    drop.type = "button";
    drop.textContent = "Remove this comment";
    box.append(label, text, drop);
    button.after(box);
    said.set(id, { text: text, button: button, date: today() });
    text.addEventListener("input", changed);
    drop.addEventListener("click", function () {
      said.delete(id);
      box.remove();
      changed();
      button.focus();
    });
    text.focus();
  };

  const refuse = function (why, control) {
    told.textContent = why;
    if (control) {
      control.setAttribute("aria-invalid", "true");
      control.focus();
    }
  };

  const save = function () {
    const name = words(field("name"));
    const reason = words(field("reason"));
    const kind = field("kind").value;
    const list = comments();
    ["name", "reason"].forEach(function (one) { field(one).removeAttribute("aria-invalid"); });
    if (name === "") { return refuse("Enter your name.", field("name")); }
    if (reason === "") {
      if (kind === "conditional") { return refuse("Enter the conditions.", field("reason")); }
      if (kind === "rejected") { return refuse("Enter why.", field("reason")); }
    }
    if (kind === "") {
      if (list.length === 0) { return refuse("There is nothing to save yet: comment or decide first.", null); }
    }
    const parts = form.dataset.parts;
    const file = {
      caveat: "answers", version: 1, request: form.dataset.request, digest: form.dataset.digest,
      parts: parts === "" ? [] : parts.split(";"), reviewer: { name: name, role: words(field("role")) },
      decision: kind === "" ? null : { kind: kind, reason: reason, date: today() }, comments: list
    };
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(file, null, 2) + "\n"], { type: "application/json" }));
    link.download = form.dataset.file;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
    saved = true;
    told.textContent = "Saved as " + form.dataset.file + ". Send that file back.";
  };

  document.querySelectorAll("button.say").forEach(function (button) {
    button.addEventListener("click", function () { open(button); });
  });
  form.addEventListener("input", changed);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  document.getElementById("save").addEventListener("click", save);
  window.addEventListener("beforeunload", function (event) {
    if (saved) { return; }
    event.preventDefault();
    event.returnValue = "";
  });
  document.body.classList.add("live");
})();
