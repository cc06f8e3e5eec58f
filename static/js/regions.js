// Narrows the list of regions while somebody types; without this script the form answers.
const field = document.getElementById("cari");
const rows = document.querySelectorAll("[data-region]");
const told = document.getElementById("cocok");
field.addEventListener("input", () => {
  const words = field.value.trim().toLowerCase();
  let shown = 0;
  for (const row of rows) {
    row.hidden = !row.textContent.toLowerCase().includes(words);
    shown += row.hidden ? 0 : 1;
  }
  told.textContent = words ? told.dataset.words.replace("#", shown) : "";
});
