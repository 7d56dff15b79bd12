// The page on which a story is written: word count, saved state, Control+S.

const form = document.getElementById("article_form")
const body = document.getElementById("id_body")
const headline = document.getElementById("id_headline")
const count = document.querySelector("[data-word-count]")
const saved = document.querySelector("[data-saved]")
const BLOCK_END = /<\/(?:p|h\d|li|t[dhr]|blockquote|figcaption)>|<br\s*\/?>/g

function words(html) {
  const page = new DOMParser().parseFromString(html.replace(BLOCK_END, "$& "), "text/html")
  return page.body.textContent.split(/\s+/).filter(Boolean).length
}

let pending
function showCount() {
  const total = words(body.value)
  count.textContent = `${total.toLocaleString("en")} ${total === 1 ? "word" : "words"}`
}

let dirty = form.querySelector(".errornote") !== null
function touch() {
  if (!dirty) saved.textContent = "Unsaved changes"
  dirty = true
}
if (dirty) saved.textContent = "Not saved"

if (body && count) {
  showCount()
  body.addEventListener("input", () => {
    clearTimeout(pending)
    pending = setTimeout(showCount, 200)
  })
  form.addEventListener("input", touch)
  form.addEventListener("change", touch)
  // Select2 and the rows of inlines speak only through jQuery, and while they are set up too.
  window.django?.jQuery(() => {
    window.django.jQuery(form).on("change formset:added formset:removed", touch)
  })
  form.addEventListener("submit", (event) => {
    // A preview opens beside the page; what is typed stays unsaved.
    if (event.submitter?.formTarget !== "_blank") dirty = false
  })
  window.addEventListener("beforeunload", (event) => {
    if (dirty) event.preventDefault()
  })
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key !== "s") return
    event.preventDefault()
    form.requestSubmit(form.querySelector("button[name=_continue]"))
  })
}

// A headline is one line of text, however many it takes on the screen.
headline?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return
  event.preventDefault()
  document.getElementById("id_summary").focus()
})
