// Keeps a converter live: the site's own answer, asked for while somebody types. Without this
// file it is a form with a button.

const WAIT = 200 // ms without a key before the site is asked

function live(form) {
  const output = form.querySelector("output")
  const { amount, from, to, date } = form.elements
  const fields = [[amount, "amount"], [from, "pair"], [to, "pair"], [date, "date"]]
  let timer, request

  async function ask() {
    request?.abort()
    request = new AbortController()
    const query = new URLSearchParams(new FormData(form))
    try {
      const answer = await fetch(`${form.dataset.live}?${query}`, { signal: request.signal })
      if (!answer.ok) return
      const { html, wrong } = await answer.json()
      output.innerHTML = html
      fields.forEach(([field, name]) => mark(field, wrong.includes(name)))
      offerCopy()
    } catch {
      // No answer, or no longer wanted: the button still asks.
    }
  }

  function mark(field, isWrong) {
    const marks = [["aria-invalid", "true"], ["aria-describedby", output.id]]
    for (const [name, value] of marks) isWrong ? field.setAttribute(name, value) : field.removeAttribute(name)
  }

  function soon() {
    clearTimeout(timer)
    timer = setTimeout(ask, WAIT)
  }

  function offerCopy() {
    const citation = output.querySelector(".citation")
    if (!citation || !navigator.clipboard) return
    const button = document.createElement("button")
    button.type = "button"
    button.textContent = "Copy this citation"
    const text = citation.textContent.trim()
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text)
      button.textContent = "Copied"
    })
    citation.append(" ", button)
  }

  form.addEventListener("input", soon)
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    if (event.submitter?.name === "swap") {
      [from.value, to.value] = [to.value, from.value]
    }
    clearTimeout(timer)
    ask()
  })
  offerCopy()
}

document.querySelectorAll("form.converter").forEach(live)
