// A button of the body editor that quotes an exchange rate: a link with the figure of its day,
// which the page of the story tells beside what it is now. Asked of the site's own API.

const dialog = document.querySelector(".rate-reference")
const form = dialog?.querySelector("form")
const problem = dialog?.querySelector("[role=alert]")
let editor

function offer(bar) {
  const button = document.createElement("button")
  button.type = "button"
  button.className = "prose-menubar__button"
  button.textContent = "Rate"
  button.title = "insert exchange rate"
  button.setAttribute("aria-label", button.title)
  button.addEventListener("click", () => {
    // Tiptap leaves each editor on its own element.
    editor = bar.parentElement.querySelector(".ProseMirror[contenteditable]").editor
    say("")
    dialog.showModal()
    form.elements.amount.select()
  })
  const group = document.createElement("div")
  group.className = "prose-menubar__group"
  group.append(button)
  bar.append(group)
}

function say(sentence) {
  problem.textContent = sentence
  problem.hidden = !sentence
}

async function ask({ amount, base, quote, date, open }) {
  const pair = `${base.value.trim()}-${quote.value.trim()}`.toLowerCase()
  const given = new URLSearchParams({ amount: amount.value.trim() || "1" })
  if (date.value && !open?.checked) given.set("date", date.value)
  try {
    const address = `${dialog.dataset.api}${encodeURIComponent(pair)}/?${given}`
    return await (await fetch(address, { cache: "no-cache" })).json()
  } catch {
    return { error: "The newsroom can't be reached. Try again." }
  }
}

// As long as it waits for publication: the same link, without what is not known yet.
function waiting({ amount, base, quote, address }) {
  const [path, query] = address.split("?")
  const given = new URLSearchParams(query)
  given.set("date", "publication")
  given.delete("source")
  return [`${path}?${given}`, `${amount} ${base} in ${quote} at publication`]
}

function insert(href, text) {
  const link = { type: "text", text, marks: [{ type: "link", attrs: { href } }] }
  editor.chain().focus().insertContent(link).unsetMark("link").run()
}

if (dialog) {
  document.querySelectorAll(".prose-menubar").forEach(offer)
  document.addEventListener("toolbar", (event) => offer(event.target))
  dialog.querySelector("[value=cancel]").addEventListener("click", () => dialog.close())
  form.elements.open?.addEventListener("change", ({ target }) => {
    form.elements.date.disabled = target.checked
  })
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    const told = await ask(form.elements)
    if (told.error) return say(told.error)
    dialog.close()
    insert(...(form.elements.open?.checked ? waiting(told) : [told.address, told.citation]))
  })
}
