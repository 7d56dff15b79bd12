// What the form as it stands would make, drawn by the server.

const frame = document.querySelector("[data-preview]")
const form = frame?.closest("form")
const typed = () => new URLSearchParams(new FormData(form)).toString()
let pending
let drawn = form && typed()

async function draw() {
  // Django's own scripts tell of changes where nothing has changed.
  if (typed() === drawn) return
  drawn = typed()
  const answer = await fetch(frame.dataset.preview, { method: "POST", body: new FormData(form) })
  const text = await answer.text()
  if (answer.ok) frame.innerHTML = text
  frame.toggleAttribute("data-outdated", !answer.ok)
}

function soon() {
  clearTimeout(pending)
  pending = setTimeout(draw, 400)
}

form?.addEventListener("input", soon)
form?.addEventListener("change", soon)
if (form) window.django?.jQuery(form).on("change formset:removed", soon)
