// Shows the button that copies the summary of a page; without this script there is none.
const button = document.getElementById("salin");
button.hidden = false;
button.addEventListener("click", async () => {
  const summary = document.getElementById("ringkasan");
  summary.select();
  let copied = true;
  try {
    await navigator.clipboard.writeText(summary.value);
  } catch {
    copied = document.execCommand("copy"); // no clipboard on plain HTTP, or permission refused
  }
  const words = button.dataset;
  document.getElementById("tersalin").textContent = copied ? words.done : words.selected;
});
