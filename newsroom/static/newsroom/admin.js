// Small improvements of every page of the desk; each page works without them.

// Error summaries lead to fields whose visible part is another element.
function visiblePart(field) {
  const editor = field.closest(".prose-editor")?.querySelector("[contenteditable]")
  const select = field.nextElementSibling?.querySelector?.(".select2-selection")
  return editor ?? select ?? field
}

document.addEventListener("click", (event) => {
  const link = event.target.closest(".errornote a[href^='#']")
  const field = link && document.getElementById(link.hash.slice(1))
  if (!field) return
  event.preventDefault()
  field.closest("details")?.setAttribute("open", "")
  const part = visiblePart(field)
  part.scrollIntoView({ block: "center" })
  part.focus()
})

// What is wrong is read first. Django's own script puts the cursor into the first field, and comes
// when it comes: then once more, unless somebody has begun to work.
let wrong = document.querySelector(".errornote[role=alert]")
wrong?.focus()
for (const kind of ["pointerdown", "keydown"]) {
  addEventListener(kind, () => { wrong = null }, { once: true, capture: true })
}
addEventListener("load", () => wrong?.focus(), { once: true })

// "/" goes to the find box, unless something is being typed.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable=true]")
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return
  const box = document.querySelector("#searchbar, .find input")
  if (box) {
    event.preventDefault()
    box.focus()
  }
})

// Filter chips close by Escape and by a click elsewhere.
const chips = () => document.querySelectorAll("details.chip[open]")
document.addEventListener("click", (event) => {
  for (const chip of chips()) if (!chip.contains(event.target)) chip.open = false
})
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return
  for (const chip of chips()) {
    chip.open = false
    chip.querySelector("summary").focus()
  }
})

// A chosen author is shown at once. Select2 speaks only through jQuery.
for (const select of document.querySelectorAll("select[data-submits]")) {
  window.django?.jQuery(select).on("change", () => {
    select.disabled = !select.value
    select.form.submit()
  })
}

// Select2 gives its parts no name that a screen reader could say; the field's label is it.
function nameSelect2(field) {
  const box = field.nextElementSibling
  const name = field.getAttribute("aria-label") ?? field.labels[0]?.textContent.replace(/:\s*$/, "")
  if (!name || !box?.matches(".select2")) return
  const selection = box.querySelector(".select2-selection")
  const chosen = selection.querySelector(".select2-selection__rendered")
  selection.setAttribute("aria-label", name.trim())
  selection.removeAttribute("aria-labelledby")
  if (chosen.getAttribute("role") === "textbox") chosen.setAttribute("aria-label", name.trim())
  selection.querySelector(".select2-search__field")?.setAttribute("aria-label", name.trim())
}

const nameAll = () => document.querySelectorAll("select.admin-autocomplete").forEach(nameSelect2)
// After jQuery's own queue, in which Select2 is set up.
window.django?.jQuery(nameAll)
document.addEventListener("formset:added", () => setTimeout(nameAll))
