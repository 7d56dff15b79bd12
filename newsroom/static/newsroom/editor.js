// The body editor: tiptap as django-prose-editor ships it, told to inject no styles, so that
// the Content-Security-Policy needs no exception. What it would inject is in admin.css.
import * as prose from "django-prose-editor/editor"

const MARK = "data-django-prose-editor-story"

function extensionsOf(config) {
  return Object.entries(config.extensions)
    .filter(([name]) => prose[name])
    .map(([name, options]) =>
      typeof options === "object" ? prose[name].configure(options) : prose[name],
    )
}

// An emptied editor still holds one empty paragraph.
const meant = (html) => (/^<p><\/p>$/.test(html) ? "" : html)

function edit(textarea) {
  const element = prose.crel("div", { className: "prose-editor" })
  const label = textarea.labels[0]?.textContent.replace(/:\s*$/, "") ?? ""
  // Who was quicker than this script goes on where they were.
  const wasFocused = document.activeElement === textarea
  textarea.before(element)
  element.append(textarea)
  const editor = new prose.Editor({
    element,
    injectCSS: false,
    extensions: extensionsOf(JSON.parse(textarea.getAttribute(MARK))),
    content: textarea.value,
    editorProps: {
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": label },
    },
    onCreate() {
      const bar = element.querySelector(".prose-menubar")
      bar?.setAttribute("role", "toolbar")
      bar?.setAttribute("aria-label", "Formatting")
      // Others may add to it what the editor itself does not know of.
      bar?.dispatchEvent(new CustomEvent("toolbar", { bubbles: true }))
    },
    onUpdate({ editor }) {
      textarea.value = meant(editor.getHTML())
      textarea.dispatchEvent(new Event("input", { bubbles: true }))
    },
  })
  textarea.labels[0]?.addEventListener("click", () => editor.commands.focus())
  if (wasFocused) editor.commands.focus()
}

document.querySelectorAll(`[${MARK}]`).forEach(edit)
