/* Tells, while somebody types, which figures of a row or column do not agree. It refuses nothing. */
"use strict";
for (const table of document.querySelectorAll("table[data-identities]")) {
  const rules = JSON.parse(table.dataset.identities);
  const sums = JSON.parse(table.dataset.sums);
  const status = table.closest("fieldset").querySelector(".identities");
  const rows = [...table.tBodies[0].rows];
  const cell = (row, name) => row.querySelector(`input[name$="-${name}"]`);
  // As the server reads them: a dash is zero, blank is missing, anything odd is left to the server.
  const figure = (row, name) => {
    const text = (cell(row, name)?.value ?? "").trim();
    if (/^([-–—]|nihil)$/i.test(text)) return 0;
    return /^(\d+|[1-9]\d{0,2}(\.\d{3})+|[1-9]\d{0,2}(,\d{3})+)$/.test(text) ? Number(text.replace(/[.,]/g, "")) : null;
  };
  const gone = (row) => row.querySelector('input[name$="-DELETE"]')?.checked;
  const words = (number) => number.toLocaleString("id-ID");
  const check = () => {
    const found = [];
    const differ = (input, label, says, computed, printed) => {
      input.classList.add("differs");
      found.push(`${label}: ${says} = ${words(computed)}, tertulis ${words(printed)}.`);
    };
    for (const input of table.querySelectorAll(".differs")) input.classList.remove("differs");
    for (const row of rows) {
      for (const rule of gone(row) ? [] : rules) {
        const plus = rule.plus.map((name) => figure(row, name));
        const minus = (rule.minus ?? []).map((name) => figure(row, name));
        const printed = figure(row, rule.equals);
        if ([...plus, ...minus, printed].includes(null)) continue;
        const computed = plus.reduce((a, b) => a + b, 0) - minus.reduce((a, b) => a + b, 0);
        if (computed !== printed) differ(cell(row, rule.equals), row.dataset.label, rule.says, computed, printed);
      }
    }
    const total = rows.find((row) => "sum" in row.dataset);
    for (const name of total ? sums : []) {
      const parts = rows.filter((row) => row !== total && !gone(row)).map((row) => figure(row, name));
      const printed = figure(total, name);
      if (printed === null || parts.includes(null)) continue;
      const computed = parts.reduce((a, b) => a + b, 0);
      const column = cell(total, name).labels[0].textContent;
      if (computed !== printed) differ(cell(total, name), column, "jumlah baris di atasnya", computed, printed);
    }
    // Said again only if it is news, so that a screen reader is not interrupted at each key.
    const text = found.join("\n");
    if (status.dataset.said === text) return;
    status.dataset.said = text;
    status.replaceChildren(...found.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
  };
  table.addEventListener("change", check);
  check();
}
