// Rows of an ordered inline, list or choice move by two buttons, or by their grip under a pointer.
// Position fields are written as the rows stand.

const ROWS = "tr.form-row:not(.empty-form), #result_list tbody tr, li.place"
const said = document.createElement("p")
said.className = "visually-hidden"
said.setAttribute("role", "status")
document.body.append(said)

const groupOf = (row) => row.closest(".inline-group, .ordered")
const rowsOf = (group) => [...group.querySelectorAll(ROWS)]

function moveButton(label, sign, act) {
  const button = document.createElement("button")
  button.type = "button"
  button.className = "move"
  button.textContent = sign
  button.title = label
  button.setAttribute("aria-label", label)
  button.addEventListener("click", act)
  return button
}

function moved(row) {
  const rows = rowsOf(groupOf(row))
  said.textContent = `Moved to place ${rows.indexOf(row) + 1} of ${rows.length}`
  row.dispatchEvent(new Event("change", { bubbles: true }))
}

function step(row, button, by) {
  const rows = rowsOf(groupOf(row))
  const other = rows[rows.indexOf(row) + by]
  if (!other) return
  by < 0 ? other.before(row) : other.after(row)
  button.focus()
  moved(row)
}

function grip(row) {
  const mark = document.createElement("span")
  mark.className = "grip"
  mark.textContent = "⠿"
  mark.title = "Drag to move"
  mark.setAttribute("aria-hidden", "true")
  mark.addEventListener("pointerdown", (event) => {
    event.preventDefault()
    drag(row)
  })
  return mark
}

// The document listens: a row that is put elsewhere would lose the pointer.
function drag(row) {
  const before = rowsOf(groupOf(row)).indexOf(row)
  const follow = ({ clientY: y }) => {
    for (const other of rowsOf(groupOf(row))) {
      const box = other.getBoundingClientRect()
      if (other === row || y < box.top || y > box.bottom) continue
      y < box.top + box.height / 2 ? other.before(row) : other.after(row)
      return
    }
  }
  const end = () => {
    row.classList.remove("dragged")
    document.removeEventListener("pointermove", follow)
    for (const name of ["pointerup", "pointercancel"]) document.removeEventListener(name, end)
    if (rowsOf(groupOf(row)).indexOf(row) !== before) moved(row)
  }
  row.classList.add("dragged")
  document.addEventListener("pointermove", follow)
  for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, end)
}

function equip(row) {
  const cell = row.matches("li") ? row : row.querySelector(".field-position")
  const field = cell?.querySelector("input, select")
  if (!field || cell.querySelector(".move")) return
  if (field.matches("input")) field.type = "hidden"
  const up = moveButton("Move up", "↑", () => step(row, up, -1))
  const down = moveButton("Move down", "↓", () => step(row, down, 1))
  cell.prepend(grip(row))
  cell.append(up, down)
}

// An untouched extra row must stay untouched, or it would be saved as an empty one.
const isUsed = (row) =>
  !row.matches(".form-row:not(.has_original)") ||
  [...row.querySelectorAll("select")].some((select) => select.value)

function number(group) {
  let position = 0
  for (const row of rowsOf(group)) {
    const field = row.querySelector("input[name$=-position]")
    if (field && isUsed(row)) field.value = position++
  }
}

// A choice of providers has one empty place after the last, and says of each which it is.
function tidy(list) {
  const empty = rowsOf(list).filter((row) => !row.querySelector("select").value)
  for (const row of empty.slice(1)) row.remove()
  const spare = empty[0] ?? list.lastElementChild.cloneNode(true)
  if (!empty.length) {
    spare.querySelectorAll(".move, .grip").forEach((part) => part.remove())
    spare.querySelector("select").id += "_"
    spare.querySelector("select").value = ""
  }
  list.append(spare)
  equip(spare)
  rowsOf(list).forEach((row, index) =>
    row.querySelector("select").setAttribute("aria-label", `${index + 1}. ${list.dataset.noun}`))
}

for (const group of document.querySelectorAll(".ordered")) {
  const whole = group.closest(".inline-group") ?? group
  const tidied = () => (group.matches(".places") ? tidy(group) : number(whole))
  rowsOf(whole).forEach(equip)
  if (group.matches(".places")) tidy(group)
  whole.addEventListener("formset:added", (event) => equip(event.target))
  // Whoever reads the form before it is sent (a preview) gets the order too.
  whole.addEventListener("change", tidied)
  whole.closest("form").addEventListener("submit", tidied)
}
