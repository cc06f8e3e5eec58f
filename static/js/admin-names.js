// Names for what Django's admin leaves nameless: the boxes of select2 and empty column heads.
"use strict";

{
  const labelOf = (select) => document.querySelector(`label[for="${CSS.escape(select.id)}"]`);

  // In a table of lines the head of the column is the label.
  const headOf = (select) => {
    const cell = select.closest("td");
    const table = cell && cell.closest("table");
    return table ? table.querySelectorAll("thead th")[cell.cellIndex] : null;
  };

  const nameOf = (select) => {
    const label = labelOf(select) || headOf(select);
    return label ? label.textContent.trim().replace(/:$/, "") : "";
  };

  const set = (element, name, value) => {
    if (element && element.getAttribute(name) !== value) element.setAttribute(name, value);
  };

  const nameBoxes = () => {
    for (const select of document.querySelectorAll("select.select2-hidden-accessible")) {
      const box = select.nextElementSibling;
      const name = nameOf(select);
      if (!box || !name) continue;
      const shown = box.querySelector(".select2-selection--single .select2-selection__rendered");
      if (shown) {
        shown.removeAttribute("role");
        shown.removeAttribute("aria-readonly");
        const combobox = box.querySelector(".select2-selection--single");
        combobox.removeAttribute("aria-labelledby");
        set(combobox, "aria-label", [name, shown.textContent.trim()].filter(Boolean).join(": "));
      }
      set(box.querySelector(".select2-search__field"), "aria-label", name);
      // The list also holds a button, which no list may.
      for (const part of box.querySelectorAll(".select2-selection--multiple :is(ul, li)")) {
        set(part, "role", "none");
      }
    }
    const opened = document.querySelector(".select2-container--open .select2-dropdown");
    if (opened) {
      set(opened.querySelector(".select2-search__field"), "aria-label", "Cari pilihan");
      set(opened.querySelector("[role=listbox]"), "aria-label", "Pilihan");
    }
  };

  const nameHeads = () => {
    for (const head of document.querySelectorAll(".inline-group thead th")) {
      if (head.textContent.trim()) continue;
      const words = document.createElement("span");
      words.className = "visually-hidden";
      words.textContent = head.classList.contains("original") ? "Baris" : "Tindakan";
      head.replaceChildren(words);
    }
  };

  nameHeads();
  nameBoxes();
  new MutationObserver(nameBoxes).observe(document.body, { childList: true, subtree: true });
}
