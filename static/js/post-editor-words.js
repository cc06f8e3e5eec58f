// The words of the editor's dialogs in Indonesian; the editor reads them when it is loaded.
(() => {
  const words = {
    "Edit Link": "Tautan", URL: "Alamat", Title: "Keterangan", Update: "Perbarui", Insert: "Sisipkan",
    Cancel: "Batal", "List properties": "Nomor daftar", "List Properties": "Nomor daftar",
    "Start at": "Mulai dari", "List type": "Jenis nomor", "Decimal numbers": "Angka",
    "Lowercase letters": "Huruf kecil", "Uppercase letters": "Huruf besar",
    "Lowercase Roman numerals": "Angka Romawi kecil", "Uppercase Roman numerals": "Angka Romawi besar",
  };
  const former = window.gettext;
  window.gettext = (text) => words[text] || (former ? former(text) : text);
})();
