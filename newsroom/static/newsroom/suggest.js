// Suggests names and words while something is typed into a search box (ARIA's combobox with a
// list). Without this file the box is a plain form.

const WAIT = 150 // ms without a key before the site is asked
let boxes = 0

function option(row, id) {
  const item = document.createElement("li")
  item.id = id
  item.role = "option"
  item.dataset.url = row.url
  item.append(row.text)
  if (row.kind !== "words") {
    const kind = document.createElement("span")
    kind.append(row.kind)
    item.append(" ", kind)
  }
  return item
}

function suggest(input) {
  const list = document.createElement("ul")
  list.id = `suggestions-${++boxes}`
  list.className = "suggestions"
  list.role = "listbox"
  list.ariaLabel = "Suggestions"
  list.hidden = true
  input.parentElement.append(list)
  input.role = "combobox"
  input.autocomplete = "off"
  input.setAttribute("aria-autocomplete", "list")
  input.setAttribute("aria-controls", list.id)
  input.setAttribute("aria-expanded", "false")

  let timer, request, chosen

  function choose(item) {
    chosen?.setAttribute("aria-selected", "false")
    chosen = item
    chosen?.setAttribute("aria-selected", "true")
    chosen?.scrollIntoView({ block: "nearest" })
    if (chosen) input.setAttribute("aria-activedescendant", chosen.id)
    else input.removeAttribute("aria-activedescendant")
  }

  function show(rows) {
    choose(undefined)
    list.replaceChildren(...rows.map((row, place) => option(row, `${list.id}-${place}`)))
    list.hidden = rows.length === 0
    input.setAttribute("aria-expanded", String(!list.hidden))
  }

  function close() {
    clearTimeout(timer)
    request?.abort()
    show([])
  }

  async function ask() {
    request = new AbortController()
    const address = `${input.dataset.suggest}?q=${encodeURIComponent(input.value.trim())}`
    try {
      const answer = await fetch(address, { signal: request.signal })
      const { suggestions } = await answer.json()
      if (document.activeElement === input) show(suggestions)
    } catch {
      // No answer, or no longer wanted: the form works without.
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer)
    request?.abort()
    if (input.value.trim().length < 2) close()
    else timer = setTimeout(ask, WAIT)
  })
  input.addEventListener("blur", close)
  input.addEventListener("keydown", (event) => {
    const items = [...list.children]
    if (event.isComposing || !items.length) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      // One place more than there are items: none chosen, back in what was typed.
      const place = items.indexOf(chosen) + 1 + step
      choose(items[((place + items.length + 1) % (items.length + 1)) - 1])
    } else if (event.key === "Escape") close()
    else if (event.key === "Enter" && chosen) location.assign(chosen.dataset.url)
    else return
    event.preventDefault()
  })
  // Before the box loses the focus, and with it the list.
  list.addEventListener("mousedown", (event) => event.preventDefault())
  list.addEventListener("click", (event) => {
    const item = event.target.closest("li")
    if (item) location.assign(item.dataset.url)
  })
}

document.querySelectorAll("input[data-suggest]").forEach(suggest)
