// Turns the body of a post into an editor for the HTML that news/markup.py lets through.
import {
  Blockquote, Bold, BulletList, Document, Dropcursor, Editor, Gapcursor, HardBreak, Heading,
  History, Italic, Link, ListItem, Menu, NoSpellCheck, OrderedList, Paragraph, Text,
} from "../django_prose_editor/editor.js";

const WORDS = {
  paragraph: "Paragraf", heading2: "Judul bagian", heading3: "Judul kecil",
  "unordered list": "Daftar butir", "ordered list": "Daftar bernomor", blockquote: "Kutipan",
  bold: "Tebal", italic: "Miring", "insert link": "Sisipkan tautan", "edit link": "Ubah tautan",
  "remove link": "Hapus tautan", undo: "Batalkan", redo: "Ulangi", "list properties": "Nomor daftar",
};

/** Name the buttons of a menu in Indonesian. */
function translate(frame) {
  frame.querySelectorAll(".prose-menubar button").forEach((button) => {
    const word = WORDS[button.title] || WORDS[button.dataset.name];
    if (!word) return;
    if (button.title) {
      button.title = word;
      button.setAttribute("aria-label", word);
    } else {
      button.firstElementChild.textContent = word;
    }
  });
}

function edit(textarea) {
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  if (label) label.id = `${textarea.id}_label`;
  const frame = document.createElement("div");
  frame.className = "prose-editor";
  textarea.before(frame);
  frame.append(textarea);
  new Editor({
    element: frame,
    injectCSS: false, // the content policy allows no style element; see css/post-editor.css
    content: textarea.value,
    extensions: [
      Document, Paragraph, Text, HardBreak, Dropcursor, Gapcursor, NoSpellCheck, History, Menu,
      Bold, Italic, Heading.configure({ levels: [2, 3] }), BulletList, OrderedList, ListItem,
      Blockquote, Link.configure({ enableTarget: false }),
    ],
    editorProps: {
      attributes: { role: "textbox", "aria-multiline": "true", "aria-labelledby": `${textarea.id}_label` },
    },
    onCreate: () => translate(frame),
    onUpdate({ editor }) {
      textarea.value = editor.isEmpty ? "" : editor.getHTML();
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
}

// Not before the browser has put back what was typed before a step back.
addEventListener(
  "pageshow",
  () => document.querySelectorAll("textarea[data-post-editor]:not([disabled])").forEach(edit),
  { once: true },
);
