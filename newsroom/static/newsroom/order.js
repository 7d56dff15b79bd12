// Rows of an ordered inline move by two buttons; their position fields are written on submit.

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

const isRow = (row) => row?.matches(".form-row:not(.empty-form)")

function move(row, button, up) {
  const other = up ? row.previousElementSibling : row.nextElementSibling
  if (!isRow(other)) return
  up ? other.before(row) : other.after(row)
  button.focus()
  row.dispatchEvent(new Event("change", { bubbles: true }))
}

function equip(row) {
  const cell = row.querySelector(".field-position")
  if (!cell?.querySelector("input") || cell.querySelector(".move")) return
  cell.querySelector("input").type = "hidden"
  const up = moveButton("Move up", "↑", () => move(row, up, true))
  const down = moveButton("Move down", "↓", () => move(row, down, false))
  cell.append(up, down)
}

// An untouched extra row must stay untouched, or it would be saved as an empty one.
const isUsed = (row) =>
  row.classList.contains("has_original") || [...row.querySelectorAll("select")].some((s) => s.value)

function number(group) {
  let position = 0
  for (const row of group.querySelectorAll("tr.form-row:not(.empty-form)")) {
    if (isUsed(row)) row.querySelector("input[name$=-position]").value = position++
  }
}

for (const fieldset of document.querySelectorAll("fieldset.ordered")) {
  const group = fieldset.closest(".inline-group")
  for (const row of group.querySelectorAll("tr.form-row:not(.empty-form)")) equip(row)
  group.addEventListener("formset:added", (event) => equip(event.target))
  // Whoever reads the form before it is sent (a preview) gets the order too.
  group.addEventListener("change", () => number(group))
  group.closest("form").addEventListener("submit", () => number(group))
}
